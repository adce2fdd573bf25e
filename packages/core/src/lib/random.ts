/** A stream of numbers in [0, 1) that depends on the seed alone (mulberry32: a Weyl sequence, then mixed). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Puts the values into an order that `random` decides, in place (Fisher and Yates). */
export function shuffle(values: Int32Array, random: () => number): void {
  for (let at = values.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const held = values[at]!;
    values[at] = values[other]!;
    values[other] = held;
  }
}
