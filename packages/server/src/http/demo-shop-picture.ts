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
  Set: 'M6 30a8 5 0 0 0 16 0zM26 30a8 5 0 0 0 16 0zM16 18a8 5 0 0 0 16 0zM6 38h36',
  Cellar: 'M14 22h20l-3 16H17zM16 22a8 8 0 0 1 16 0M24 14v-4',
  Cover: 'M8 24a4 4 0 0 1 8 0v4h16v-4a4 4 0 0 1 8 0v12H8zM12 20v-6h24v6',
  Bell: 'M10 30a14 12 0 0 1 28 0zM24 18v-6M30 22l6-6M20 36h8',
  Teapot: 'M14 22h18v8a8 8 0 0 1-8 8h-2a8 8 0 0 1-8-8zM32 24l8-6M14 24a6 6 0 0 0 0 10M23 18v4M19 16h8',
  Umbrella: 'M6 26a18 16 0 0 1 36 0zM24 10V8M24 26v10a4 4 0 0 0 8 0',
  Hammock: 'M6 14c4 18 32 18 36 0M6 14v24M42 14v24M12 24l4 6M20 28l2 6M28 28l-2 6M36 24l-4 6',
  Lantern: 'M18 16h12l4 18H14zM20 16a4 6 0 0 1 8 0M24 22v6M12 38h24',
  Thermos: 'M18 14h12v26H18zM20 8h8v6h-8zM18 22h12M30 20h4v10h-4',
  Ring: 'M24 20a10 10 0 1 0 .01 0M24 24a6 6 0 1 0 .01 0M20 18l-3-6 4-4h6l4 4-3 6z',
  Necklace: 'M8 10c2 18 30 18 32 0M24 24l5 8-5 8-5-8z',
  Plate: 'M24 8a16 16 0 1 0 .01 0M24 15a9 9 0 1 0 .01 0',
  Vase: 'M18 8h12M20 8c0 6-8 10-8 20s6 12 12 12 12-2 12-12-8-14-8-20M12 28h24',
  Sweater: 'M18 10h12l10 6 2 14-6 1-2-8v16H14V23l-2 8-6-1 2-14zM18 10a6 4 0 0 0 12 0',
  Candle: 'M16 22h16v18H16zM24 22v-4M24 18c-4-4 0-6 0-10 4 4 4 8 0 10z',
  Blanket: 'M10 12h28v22H10zM10 20h28M18 12v22M10 34v5M16 34v5M22 34v5M28 34v5M34 34v5M38 34v5',
  Pendant: 'M24 6v14M10 32a14 12 0 0 1 28 0zM20 36a4 3 0 0 0 8 0',
  Slippers: 'M8 20c0-8 12-8 12 0v18a6 4 0 0 1-12 0zM28 20c0-8 12-8 12 0v18a6 4 0 0 1-12 0zM8 22h12M28 22h12',
  Tray: 'M6 18h36l-4 16H10zM14 18v-4h20v4M12 26h24',
  Stationery: 'M8 14h32v22H8zM8 14l16 12 16-12',
  Fan: 'M24 38L6 20a26 26 0 0 1 36 0zM24 38L15 15M24 38V12M24 38l9-23',
  Bowl: 'M8 20h32a16 16 0 0 1-10 15v3H18v-3A16 16 0 0 1 8 20zM18 12c-2 2 2 3 0 5M28 12c-2 2 2 3 0 5',
  Brush: 'M34 6l6 6-16 16-6-6zM18 22l6 6c-2 8-8 10-14 12 2-6 2-14 8-18z',
};
const BOX = 'M8 18l16-8 16 8v16l-16 8-16-8zM8 18l16 8 16-8M24 26v16';
const TINTS = 5;

/** A picture of a product: a line drawing on a tinted field. */
export function picture(name: string): string {
  const word = name.split(' ').at(-1) ?? '';
  const drawing = DRAWINGS[word] ?? BOX;
  const tint = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % TINTS;
  return `<svg class="picture tint-${tint}" viewBox="0 0 48 48" aria-hidden="true"><path d="${drawing}"/></svg>`;
}
