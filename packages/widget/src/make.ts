type Made<K extends keyof HTMLElementTagNameMap> = HTMLElementTagNameMap[K];

/** An element with its properties and what stands in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  how: Partial<Made<K>> = {},
  ...children: (Node | string)[]
): Made<K> {
  const element = Object.assign(document.createElement(tag), how);
  element.append(...children);
  return element;
}

const dressed = new WeakSet<Node>();

/** Gives the page, or the shadow root in which it stands, a style sheet, once. */
export function dress(root: Node, style: string): void {
  if (dressed.has(root) || !(root instanceof ShadowRoot || root instanceof Document)) return;
  dressed.add(root);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
