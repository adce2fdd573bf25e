import { effect } from './effect.ts';

/** Tells people that they are asked for, or that the assistant speaks again. */
export const speakerChanged = effect('speaker_changed', 'now', async (work, hands) => {
  const { data, seq } = work.event;
  hands.notify({
    conversation_id: work.conversation_id,
    shop_id: work.shop_id,
    seq,
    kind: 'speaker_changed',
    text:
      data.to === 'person'
        ? `a person is asked for: ${data.reason}`
        : `the assistant speaks again: ${data.reason}`,
    promised_at: data.promised_at,
  });
  await hands.finish(work.conversation_id, seq);
});

/** Tells people that a promise was not kept. */
export const caseEscalated = effect('case_escalated', 'now', async (work, hands) => {
  const { data, seq } = work.event;
  hands.notify({
    conversation_id: work.conversation_id,
    shop_id: work.shop_id,
    seq,
    kind: 'case_escalated',
    text: `nobody took the hand-over: level ${data.level}`,
    promised_at: data.promised_at,
  });
  await hands.finish(work.conversation_id, seq);
});
