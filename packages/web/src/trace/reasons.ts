import type { TraceEntry } from '@hark/wire';
import { inWords } from './wording.ts';

type Data = Record<string, unknown>;

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Why an event was decided, as sentences: the place, what it was about, how that was understood, the values and where they came from. */
export function reasonsOf(entry: TraceEntry, entries: readonly TraceEntry[]): string[] {
  const { why } = entry;
  if (why === null) return [];
  const earlier = entries.filter(({ seq }) => seq < entry.seq);
  return [
    `Decided by “${why.document}” at ${stepInWords(why.step)}, version ${why.version.slice(0, 8)}.`,
    ...heard(entry, entries),
    ...Object.entries(why.values).map(([name, value]) => `${name} was ${inWords(value)}.`),
    ...filled(earlier),
  ];
}

/** "step 2, then, step 1" for `1.then.0`. */
function stepInWords(step: string): string {
  const parts = step.split('.').map((part) => (/^\d+$/.test(part) ? `step ${Number(part) + 1}` : part));
  return parts.join(', ').replaceAll('_', ' ');
}

function heard(entry: TraceEntry, entries: readonly TraceEntry[]): string[] {
  const cause = causeOf(entry, entries);
  if (cause?.type !== 'message_received') return [];
  const meant = cause.data.understanding;
  const topics = isData(meant) && Array.isArray(meant.wishes) ? meant.wishes.filter(isData) : [];
  const told = topics.map(({ topic, probability }) => `${inWords(topic)} (${percent(probability)})`);
  const acts = isData(meant) && Array.isArray(meant.acts) ? meant.acts.map(inWords) : [];
  const by = cause.data.button
    ? 'It answers a button that was pressed'
    : `It answers “${inWords(cause.data.text)}”`;
  const understood = [...told, ...acts];
  return [`${by} (#${cause.seq})${understood.length > 0 ? `, understood as ${understood.join(', ')}` : ''}.`];
}

/** What happened outside that led to it. */
function causeOf(entry: TraceEntry, entries: readonly TraceEntry[]): TraceEntry | undefined {
  let at: TraceEntry | undefined = entry;
  for (let step = 0; at && step < entries.length; step++) {
    if (at.observed && at.type !== 'lookup_answered') return at;
    const { caused_by }: TraceEntry = at;
    at = entries.find(({ seq }) => seq === caused_by);
  }
  return undefined;
}

function percent(probability: unknown): string {
  return typeof probability === 'number' ? `${Math.round(probability * 100)} %` : '?';
}

const SOURCES: { [source: string]: string } = {
  words: 'from the buyer’s words',
  button: 'from a button',
  token: 'from the shop’s token',
  order: 'from the order',
  only_choice: 'as the only choice',
  given: 'given by another flow',
};

/** The values of the flow under way, each with where it came from. */
function filled(earlier: readonly TraceEntry[]): string[] {
  const started = earlier.findLast(({ type }) => type === 'flow_started')?.seq ?? 0;
  const slots = new Map<string, string>();
  for (const { seq, type, data } of earlier) {
    if (seq < started) continue;
    const slot = inWords(data.slot);
    if (type === 'slot_cleared') slots.delete(slot);
    if (type !== 'slot_filled' || !isData(data.value)) continue;
    const source = SOURCES[inWords(data.value.source)] ?? inWords(data.value.source);
    const value =
      isData(data.value.value) && 'id' in data.value.value ? data.value.value.id : data.value.value;
    slots.set(slot, `${slot} is ${inWords(value)}, ${source} (#${seq}).`);
  }
  return [...slots.values()];
}
