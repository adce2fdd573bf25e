/** The scores that a model gave to a held-out message, and the right class. */
export type Scored = { logits: Float32Array; label: number };

/** Probabilities of logits divided by a temperature. */
export function softmax(logits: Float32Array, temperature: number): Float32Array {
  const powers = new Float32Array(logits.length);
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < logits.length; at++) most = Math.max(most, logits[at]!);
  let sum = 0;
  for (let at = 0; at < logits.length; at++) {
    powers[at] = Math.exp((logits[at]! - most) / temperature);
    sum += powers[at]!;
  }
  for (let at = 0; at < logits.length; at++) powers[at] = powers[at]! / sum;
  return powers;
}

function loss(held: readonly Scored[], temperature: number): number {
  let sum = 0;
  for (const { logits, label } of held)
    sum -= Math.log(Math.max(softmax(logits, temperature)[label]!, 1e-12));
  return sum;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The temperature with the least log loss on held-out messages, by golden section over its logarithm. */
export function bestTemperature(held: readonly Scored[]): number {
  let low = Math.log(0.02);
  let high = Math.log(20);
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let lossLeft = loss(held, Math.exp(left));
  let lossRight = loss(held, Math.exp(right));
  for (let round = 0; round < 20; round++) {
    if (lossLeft < lossRight) {
      high = right;
      [right, lossRight] = [left, lossLeft];
      left = high - GOLDEN * (high - low);
      lossLeft = loss(held, Math.exp(left));
    } else {
      low = left;
      [left, lossLeft] = [right, lossRight];
      right = low + GOLDEN * (high - low);
      lossRight = loss(held, Math.exp(right));
    }
  }
  return Math.exp((low + high) / 2);
}

/** The value below which `part` of the values lie. */
export function lowQuantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(part * sorted.length)] ?? Number.NEGATIVE_INFINITY;
}
