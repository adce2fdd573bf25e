/** A colour as red, green and blue from 0 to 255. */
export type Colour = readonly [number, number, number];

/** What follows from a shop's accent in one scheme, as colours of CSS. */
export type Accent = { accent: string; strong: string; on: string };

/** Contrast of text that anybody can read (WCAG 2.2, 1.4.3). */
const READABLE = 4.5;
const STEPS = 50;
const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];
/** The ground that is hardest to read on in each scheme, as chat.css has it: the buyer's own messages. */
const GROUND: { [scheme in 'light' | 'dark']: Colour } = { light: [236, 232, 224], dark: [38, 44, 51] };

/** Relative luminance (WCAG 2.2). */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, from 1 to 21 (WCAG 2.2). */
export function contrast(a: Colour, b: Colour): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function mixed(colour: Colour, to: Colour, share: number): Colour {
  const part = (at: 0 | 1 | 2): number => Math.round(colour[at] + (to[at] - colour[at]) * share);
  return [part(0), part(1), part(2)];
}

/** The colour itself where it can be read on `ground`, else the nearest towards `to` that can. */
function readable(colour: Colour, ground: Colour, to: Colour): Colour {
  for (let step = 0; step < STEPS; step++) {
    const tried = mixed(colour, to, step / STEPS);
    if (contrast(tried, ground) >= READABLE) return tried;
  }
  return to;
}

function written([red, green, blue]: Colour): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** A shop's accent as it can be used: as text on every ground of the chat, and as a ground with text on it. */
export function accentIn(scheme: 'light' | 'dark', wished: Colour): Accent {
  const towards = scheme === 'light' ? BLACK : WHITE;
  const accent = readable(wished, GROUND[scheme], towards);
  const strong = mixed(accent, towards, 0.2);
  const on = contrast(WHITE, accent) >= READABLE ? WHITE : BLACK;
  return { accent: written(accent), strong: written(strong), on: written(on) };
}

/** Reads `rgb(…)`, as a browser tells a computed colour; null for anything else. */
export function readColour(text: string): Colour | null {
  const parts = /^rgba?\((\d+), (\d+), (\d+)/.exec(text);
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : null;
}

/** The rules that put a shop's accent in the place of Hark's own. */
export function accentRules(wished: Colour): string {
  const rule = (scheme: 'light' | 'dark'): string => {
    const { accent, strong, on } = accentIn(scheme, wished);
    return `.hark{--accent:${accent};--focus:${accent};--accent-strong:${strong};--on-accent:${on}}`;
  };
  return `${rule('light')}@media (prefers-color-scheme:dark){${rule('dark')}}`;
}
