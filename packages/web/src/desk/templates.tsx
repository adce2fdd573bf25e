import type { DeskTemplate } from '@hark/wire';
import { type JSX, useEffect, useRef } from 'react';

/** The templates in whose name or text every word stands that was asked for. */
export function templatesLike(templates: readonly DeskTemplate[], asked: string): DeskTemplate[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter(({ title, text }) => {
    const all = `${title} ${text}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** The templates to choose from, above the field. */
export function Templates({
  found,
  chosen,
  insert,
}: {
  found: DeskTemplate[];
  chosen: DeskTemplate | null;
  insert(template: DeskTemplate): void;
}): JSX.Element {
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen)
      here.current?.querySelector(`[id="template-${chosen.id}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div
      ref={here}
      id="desk-templates"
      className="desk-templates"
      role="listbox"
      aria-label="Templates"
      tabIndex={0}
    >
      {found.length === 0 && <p className="desk-quiet">No template fits. Esc leaves.</p>}
      {found.map((template) => (
        // The field keeps the focus and hears the arrows; a press of the mouse is another way to the same.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the field
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
        <div
          key={template.id}
          id={`template-${template.id}`}
          role="option"
          aria-selected={template === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => insert(template)}
        >
          <b>{template.title}</b>
          <span>{template.text}</span>
        </div>
      ))}
    </div>
  );
}
