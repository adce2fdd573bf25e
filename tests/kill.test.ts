import { expect, test } from 'vitest';
import { killRounds } from '../bench/kill.ts';
import { isClean } from '../bench/kill-verdict.ts';
import { VICTIMS } from '../bench/mortal.ts';

test.each(VICTIMS)(
  'killed at random moments under load, the %s loses nothing, doubles nothing and does nothing twice',
  {
    timeout: 300_000,
  },
  async (who) => {
    const killed = await killRounds({ who, rounds: 3, seed: 20, buyers: 10 });
    const shown = JSON.stringify(killed);
    expect(isClean(killed), shown).toBe(true);
    expect(killed.resent_anew, shown).toBe(0);
    expect(killed.resent_as_duplicate, shown).toBe(killed.acknowledged);
    expect(killed.left_behind, shown).toBe(0);
    // Something was at stake: messages were cut off, and the shop was asked to act.
    expect(killed.acknowledged).toBeGreaterThan(0);
    if (who !== 'fake') expect(killed.unanswered).toBeGreaterThan(0);
    expect(killed.done_at_shop).toBeGreaterThan(0);
  },
);
