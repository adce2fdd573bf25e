import type { Decided } from '@hark/core';
import { act } from './act.ts';
import { type Effect, type EffectKind, effect, type Hands, type Work } from './effect.ts';
import { caseEscalated, speakerChanged } from './notify.ts';
import { timerSet } from './timers.ts';

/** How each kind of effect is carried out: an entry for every kind. */
export const EFFECT_TABLE: { [K in EffectKind]: Effect } = {
  action_requested: act,
  speaker_changed: speakerChanged,
  case_escalated: caseEscalated,
  timer_set: timerSet,
  // Readers follow the log itself, so a committed message needs nobody to carry it.
  message_sent: effect('message_sent', 'in_turn', finished),
  // Answered within its own turn, before anything was committed.
  lookup_requested: effect('lookup_requested', 'in_turn', finished),
  // The commit that cancels takes the timer from what is due.
  timer_cancelled: effect('timer_cancelled', 'in_turn', finished),
};

function finished(work: Work, hands: Hands): Promise<void> {
  return hands.finish(work.conversation_id, work.event.seq);
}

/** The effect of a decided event, if its kind has one. */
export function effectOf(event: Decided): Effect | null {
  return isEffectKind(event.type) ? EFFECT_TABLE[event.type] : null;
}

function isEffectKind(type: Decided['type']): type is EffectKind {
  return Object.hasOwn(EFFECT_TABLE, type);
}
