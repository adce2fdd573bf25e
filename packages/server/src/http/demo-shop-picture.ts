/** Line drawings on a field of 48 by 48, by the last word of a product's name. */
const DRAWINGS: { [word: string]: string } = {
  Mug: 'M12 14h20v16a6 6 0 0 1-6 6h-8a6 6 0 0 1-6-6zM32 18h3a5 5 0 0 1 0 10h-3',
  Lamp: 'M17 10h14l5 14H12zM24 24v12M16 38h16',
  Radio: 'M8 18h32v18H8zM14 18l18-8M17 27a5 5 0 1 0 .01 0M28 24h8M28 30h8',
  Poncho: 'M24 10l18 24H6zM19 10a5 4 0 0 0 10 0M14 34v4M24 34v4M34 34v4',
  Kimono: 'M18 10h12l12 8-4 8-6-4v16H16V22l-6 4-4-8zM18 10l6 10 6-10',
  Polo: 'M18 10h12l10 7-4 7-4-2v16H16V22l-4 2-4-7zM18 10l6 6 6-6M24 16v6',
  Sandals: 'M12 36c-4-8 2-24 8-24s4 16 2 24zM28 36c-2-8-4-24 2-24s12 16 8 24zM14 22h8M28 22h8',
  Machine: 'M12 10h24v28H12zM12 18h24M18 26h12v6a4 4 0 0 1-4 4h-4a4 4 0 0 1-4-4z',
  Pan: 'M8 24a14 8 0 1 0 28 0 14 8 0 1 0-28 0M36 24h8M4 24h4',
  Tablet: 'M14 8h20v32H14zM22 36h4',
  Router: 'M8 28h32v10H8zM14 28V12M34 28V12M14 33h2M20 33h2',
  Puzzle: 'M10 16h10a4 4 0 1 1 8 0h10v10a4 4 0 1 1 0 8v4H10z',
  Guitar: 'M30 18L40 8M20 22a6 6 0 0 1 8 8c-1 3 0 6-4 9s-11-3-13-5-3-6 0-8 6-1 9-4z',
  Backpack: 'M14 20a10 10 0 0 1 20 0v18H14zM20 12V8h8v4M14 28h20M20 28v4',
  Oil: 'M20 8h8v8l4 6v18H16V22l4-6zM16 28h16',
  Notebook: 'M14 8h22v32H14zM10 14h6M10 22h6M10 30h6M20 16h10',
};
const BOX = 'M8 18l16-8 16 8v16l-16 8-16-8zM8 18l16 8 16-8M24 26v16';
const TINTS = 5;

/** A picture of a product: a line drawing on a tinted field. */
export function picture(name: string): string {
  const drawing = DRAWINGS[name.split(' ').at(-1) ?? ''] ?? BOX;
  const tint = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % TINTS;
  return `<svg class="picture tint-${tint}" viewBox="0 0 48 48" aria-hidden="true"><path d="${drawing}"/></svg>`;
}
