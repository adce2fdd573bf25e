import { Histogram, type Registry } from 'prom-client';
import { type Around, whenEnded } from './around.ts';

/** From a quick read to a turn that waits for a slow shop system. */
const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Measures each piece of work into histograms of the registry. */
export function durations(registers: Registry): Around {
  const histogram = (name: string, help: string, labelNames: string[]): Histogram =>
    new Histogram({
      name,
      help,
      labelNames: [...labelNames, 'result'],
      buckets: BUCKETS_S,
      registers: [registers],
    });
  const turn = histogram(
    'hark_turn_duration_seconds',
    'How long turns took, from what happened to the commit, by what happened.',
    ['event'],
  );
  const step = histogram('hark_turn_step_duration_seconds', 'The same, by step: load, decide, commit.', [
    'step',
  ]);
  const call = histogram('hark_marketplace_call_duration_seconds', 'How long the shop system took.', [
    'call',
  ]);
  const effect = histogram('hark_effect_duration_seconds', 'How long carrying out took, by kind.', ['kind']);
  return (piece, work) => {
    const began = performance.now();
    return whenEnded(
      () => work(() => undefined),
      (error) => {
        const seconds = (performance.now() - began) / 1_000;
        const result = error === null ? 'ok' : 'error';
        const { name, about } = piece;
        if (name === 'turn') turn.observe({ event: String(about.event), result }, seconds);
        else if (name === 'effect') effect.observe({ kind: String(about.kind), result }, seconds);
        else if (name.startsWith('turn.'))
          step.observe({ step: name.slice('turn.'.length), result }, seconds);
        else call.observe({ call: String(about.read ?? about.call), result }, seconds);
      },
    );
  };
}
