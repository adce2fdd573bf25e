import { filesOf } from '../actions/files.ts';
import { describeAddress, describeMethod, describeOptions, methodOf } from '../actions/objects.ts';
import type { Brief, Why } from '../conversation/event.ts';
import type { Acting, Side } from '../conversation/people.ts';
import type { Frame } from '../conversation/state.ts';
import { type Address, PLATFORM } from '../conversation/world.ts';
import { durationMs } from '../lib/time.ts';
import { slotObject } from './objects.ts';
import { peopleFor } from './people.ts';
import { isOpenNow, promiseWithin, runClock } from './promise.ts';
import { emit, inLanguage, label, type Run, say } from './run.ts';
import { flowValues } from './values.ts';
import { visitOf } from './visited.ts';

/** `reply` is said before the promise; null where the reason speaks for itself. `side`: whose people; the shop's where nothing is said. */
type HandOver = { reason: string; reply: string | null; side?: Side };

/** Gives the conversation to people: a brief, a promised time, a clock that climbs when nobody comes. A second one is no hand-over. */
export function handOver(run: Run, { reason, reply, side }: HandOver, why: Why): void {
  if (run.state.speaker === 'person') return;
  const brief = briefOf(run);
  const people = peopleFor(run.strategy, run.state);
  const promised_at = promiseWithin(run, durationMs(people.answer_within));
  const open = isOpenNow(run);
  const values = {
    ...flowValues(run.strategy, run.state, run.state.frames.at(-1) ?? null),
    people: { open, promised_at },
  };
  if (reply) say(run, { reply, values }, why);
  leaveFlows(run, why);
  const whose = run.state.shop_id === PLATFORM ? 'platform' : (side ?? 'shop');
  const { priority } = people;
  const data = {
    to: 'person' as const,
    side: whose as Side,
    holder: null,
    brief,
    promised_at,
    priority,
    reason,
  };
  emit(run, 'speaker_changed', { data, why });
  say(run, { reply: open ? 'handed_over' : 'handed_over_closed', values }, why);
  runClock(run, promised_at, why);
}

/** A person steps in while the assistant speaks: what was under way ends, and the buyer waits for the person's first word. */
export function stepIn(run: Run, by: Acting, { reason, why }: { reason: string; why: Why }): void {
  const brief = briefOf(run);
  leaveFlows(run, why);
  const people = peopleFor(run.strategy, run.state);
  const promised_at = promiseWithin(run, durationMs(people.reply_within));
  const { priority } = people;
  const data = { to: 'person' as const, side: by.side, holder: by, brief, promised_at, priority, reason };
  emit(run, 'speaker_changed', { data, why });
  runClock(run, promised_at, why);
}

function leaveFlows(run: Run, why: Why): void {
  while (run.state.frames.length > 0) emit(run, 'flow_ended', { data: { outcome: 'handed_over' }, why });
  while (run.state.wishes[0]) emit(run, 'wish_dropped', { data: { topic: run.state.wishes[0].topic }, why });
}

function briefOf(run: Run): Brief {
  const { state, strategy } = run;
  const top = state.frames.find((frame) => frame.topic !== null) ?? state.frames.at(-1);
  const topics = [top?.topic, ...state.wishes.map((wish) => wish.topic)].filter(
    (one) => typeof one === 'string',
  );
  const titles = topics.map((topic) =>
    strategy.topics[topic] ? inLanguage(run, strategy.topics[topic].title) : topic,
  );
  const slot = state.frames.flatMap((frame) => slotsOf(run, frame)).find((one) => one.kind === 'order');
  const order_id = slot ? slot.text : state.order_id;
  // Of a buyer whom nobody knows the page's order is only a number: nothing of it was read.
  const order = state.facts.orders?.value.find((one) => one.id === order_id);
  return {
    wish: [...new Set(titles)].join('; ') || state.last_message?.text || (state.heard.at(-1)?.text ?? ''),
    buyer_id: state.identity?.buyer_id ?? null,
    order_id,
    shop: order ? { id: order.shop_id, name: order.shop.name } : null,
    known: [
      ...state.frames
        .flatMap((frame) => slotsOf(run, frame))
        .map(({ name, text }) => ({ label: name, value: text })),
      ...filesTold(run),
      ...readBefore(run),
    ],
    tried: [
      ...state.ended.map((one) => `${one.flow}: ${one.outcome}`),
      ...state.actions.map((one) => `${one.action}: ${one.outcome ?? 'asked'}`),
    ],
    mood: state.angry_since !== null ? 'angry' : 'calm',
  };
}

/** The files belong to what is handed over: whoever takes it finds them named beside the rest. */
function filesTold({ state }: Run): Brief['known'] {
  const names = filesOf(state).map(({ name }) => name);
  return names.length === 0 ? [] : [{ label: 'files', value: names.join('; ') }];
}

/** What the buyer has looked at already, so that nobody sends them there again. */
function readBefore(run: Run): Brief['known'] {
  const visit = visitOf(run);
  const searched = run.state.visited?.searched ?? [];
  return [
    ...(visit?.read.length
      ? [{ label: 'read', value: visit.read.map(({ title }) => title).join('; ') }]
      : []),
    ...(searched.length > 0 ? [{ label: 'searched', value: searched.join('; ') }] : []),
  ];
}

type Told = { name: string; kind: string; text: string };

function slotsOf(run: Run, frame: Frame): Told[] {
  // A conversation may be older than the playbook: of a flow that is no more nobody knows what its slots hold.
  const flow = run.strategy.flows[frame.flow];
  return Object.entries(frame.slots).flatMap(([name, filled]): Told[] => {
    const slot = flow?.slots[name];
    if (!slot || !filled.complete || filled.value === null) return [];
    const told = { name, kind: slot.kind };
    if (slot.kind === 'payment_method') {
      const method = methodOf(run.state, filled.value);
      return [{ ...told, text: method ? describeMethod(method, run.state.language) : String(filled.value) }];
    }
    if (slot.kind === 'address') return [{ ...told, text: describeAddress(filled.value as Address) }];
    if (slot.kind === 'lines' || slot.kind === 'swaps') {
      const objects = slotObject(run.state, { slot, frame, value: filled.value });
      return [{ ...told, text: Array.isArray(objects) ? objects.map(articleText).join('; ') : '' }];
    }
    return [{ ...told, text: String(filled.value) }];
  });
}

function articleText(object: unknown): string {
  if (object === null || typeof object !== 'object') return '';
  const { name, options, from_options, to_options } = object as { [key: string]: unknown };
  if (typeof to_options === 'string') return `${String(name)} (${String(from_options)} → ${to_options})`;
  return `${String(name)} (${describeOptions((options ?? {}) as { [option: string]: string })})`;
}

/** The label of the button that asks for a person. */
export function personLabel(run: Run): string {
  return label(run, 'option_person', {});
}
