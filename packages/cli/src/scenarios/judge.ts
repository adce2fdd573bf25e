import { canonical, type Event, type Json, type JsonObject, type Rendered, type State } from '@hark/core';
import type { World } from '@hark/server';
import type { Ends, Expectation } from './scenario.ts';

/** What came of one line of the buyer: the events, and what the assistant said. */
export type Heard = { events: readonly Event[]; said: readonly Rendered[] };

/** What is not as a line expects, in sentences. */
export function judgeLine(expects: Expectation, { events, said }: Heard): string[] {
  const wrong: string[] = [];
  if (expects.topics) {
    const understood = events.flatMap((event) =>
      event.type === 'message_received' ? event.data.understanding.wishes.map(({ topic }) => topic) : [],
    );
    const [wanted, found] = [named(expects.topics), named(understood)];
    if (wanted !== found) wrong.push(`expected the topic ${wanted}, understood ${found}`);
  }
  const text = said.map((one) => one.text).join(' ');
  if (expects.text !== undefined && !holds(text, expects.text))
    wrong.push(`expected to be told "${expects.text}"`);
  const rows = said.flatMap(({ card }) => card?.rows ?? []);
  for (const [label, words] of Object.entries(expects.card ?? {})) {
    const shown = rows.filter((row) => row.label === label).map(({ value, from, to }) => [value, from, to]);
    if (shown.some((parts) => holds(parts.join(' '), words))) continue;
    const found =
      shown.length > 0 ? `it shows "${shown.flat().filter(Boolean).join(', ')}"` : 'no card has such a row';
    wrong.push(`expected the row "${label}" of a card to show "${words}": ${found}`);
  }
  return wrong;
}

function named(topics: readonly string[]): string {
  return [...new Set(topics)].sort().join(' and ') || 'none';
}

function holds(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.toLowerCase());
}

/** What is not as it must be at the end: changes in the shop, states of orders, who has the conversation. */
export function judgeEnd(
  ends: Ends,
  before: World,
  { world, state }: { world: World; state: State },
): string[] {
  const wrong = judgeCalls(ends, world);
  for (const [id, order] of Object.entries(before.orders)) {
    const wanted = ends.orders[id] ?? order.status;
    const found = world.orders[id]?.status ?? 'gone';
    if (found !== wanted) wrong.push(`order ${id} must be "${wanted}", it is "${found}"`);
  }
  for (const id of Object.keys(ends.orders))
    if (!before.orders[id]) wrong.push(`there is no order ${id} in the world`);
  const person = state.speaker === 'person';
  if (ends.person && !person) wrong.push('a person must have the conversation, the assistant has it');
  if (!ends.person && person) wrong.push('the conversation went to a person, which was not needed');
  return [...wrong, ...judgeSurvey(ends, state)];
}

function judgeSurvey({ survey: wanted }: Ends, { survey }: State): string[] {
  if (!wanted) return [];
  const asked = survey ? `the survey "${survey.survey}"` : 'no survey';
  if (survey?.survey !== wanted.id) return [`the survey "${wanted.id}" must have been asked, ${asked} was`];
  if (wanted.rating === undefined) return [];
  const answer = survey.answer ? (survey.answer.rating ?? 'skip') : 'none';
  return answer === wanted.rating
    ? []
    : [`the answer to "${wanted.id}" must be ${wanted.rating}, it is ${answer}`];
}

type Call = { call: string; args: JsonObject };

function judgeCalls(ends: Ends, world: World): string[] {
  const wanted = ends.did.flatMap((one) => Object.entries(one).map(([call, args]): Call => ({ call, args })));
  const done: Call[] = [...world.log];
  const wrong: string[] = [];
  for (const call of wanted) {
    const at = ends.in_any_order ? done.findIndex((one) => fits(one, call)) : fits(done[0], call) ? 0 : -1;
    if (at >= 0) done.splice(at, 1);
    else
      wrong.push(
        `the shop must do ${shown(call)}${ends.in_any_order || !done[0] ? '' : `, it did ${shown(done[0])}`}`,
      );
  }
  return wrong.length > 0 ? wrong : done.map((call) => `the shop did ${shown(call)}, which nobody wanted`);
}

function fits(found: Call | undefined, wanted: Call): boolean {
  if (!found || found.call !== wanted.call) return false;
  return Object.entries(wanted.args).every(([name, value]) => same(found.args[name], value));
}

function same(found: Json | undefined, wanted: Json | undefined): boolean {
  return found !== undefined && wanted !== undefined && canonical(found) === canonical(wanted);
}

function shown({ call, args }: Call): string {
  return `${call} ${JSON.stringify(args)}`;
}
