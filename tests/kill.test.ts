import { expect, test } from 'vitest';
import { killRounds } from '../bench/kill.ts';
import { isClean } from '../bench/kill-verdict.ts';

test('killed at random moments under load, the server loses nothing, doubles nothing and does nothing twice', {
  timeout: 180_000,
}, async () => {
  const killed = await killRounds({ who: 'server', rounds: 3, seed: 20, buyers: 10 });
  const shown = JSON.stringify(killed);
  expect(isClean(killed), shown).toBe(true);
  expect(killed.resent_anew, shown).toBe(0);
  expect(killed.resent_as_duplicate, shown).toBe(killed.acknowledged);
  expect(killed.left_behind, shown).toBe(0);
  // Something was at stake: messages were cut off, and the shop was asked to act.
  expect(killed.acknowledged).toBeGreaterThan(0);
  expect(killed.unanswered).toBeGreaterThan(0);
  expect(killed.done_at_shop).toBeGreaterThan(0);
});
