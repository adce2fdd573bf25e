import { makeUnderstander, type Understander, type UnderstanderSpec } from '../language/understand.ts';
import { assert } from '../lib/assert.ts';
import { digest } from '../lib/hash.ts';
import { isWarning, type Problem } from '../problems.ts';
import { actionSense } from './action-sense.ts';
import { articleForm } from './article-form.ts';
import { searchOf } from './articles.ts';
import { calendarProblems } from './calendars.ts';
import { callProblems } from './calls.ts';
import { clashes } from './clashes.ts';
import type { Documents } from './collected.ts';
import { constantProblems, mendedConstants } from './constants.ts';
import { type Contents, contentsOf } from './contents.ts';
import type { PlaybookDocument } from './documents.ts';
import { identityProblems } from './identity.ts';
import { maybeMissing } from './maybe-missing.ts';
import { otherIds } from './other-ids.ts';
import { personReached } from './person-reached.ts';
import type { Playbook, SourceFile } from './playbook.ts';
import { pointless } from './pointless.ts';
import { proofs } from './proofs.ts';
import { readDocuments } from './read.ts';
import { references } from './references.ts';
import { segmentProblems } from './segments.ts';
import { settingsProblems } from './settings.ts';
import { slotFits } from './slot-fits.ts';
import { slotsInTime } from './slots-in-time.ts';
import { surveyProblems } from './surveys.ts';
import { twice } from './twice.ts';
import { unlikely } from './unlikely.ts';

/** A playbook, or everything that is wrong with it. */
export type CompiledPlaybook = { ok: true; playbook: Playbook } | { ok: false; problems: Problem[] };

/** What a playbook without mistakes holds; `version` is the hash of its files. */
export type Holds = {
  id: string;
  version: string;
  languages: string[];
  topics: number;
  flows: number;
  actions: number;
  articles: number;
  replies: number;
};

/** How an understander is learned, or found among those that were. */
type Learn = (spec: UnderstanderSpec) => Understander;

/** Reads, checks and compiles a playbook's files: the playbook, or every problem of all of them in one pass. */
export function compilePlaybook(files: SourceFile[], learn: Learn = makeUnderstander): CompiledPlaybook {
  const read = examined(files);
  if (!read.ok) return { ok: false, problems: read.problems };
  const { understander, ...rest } = assembled(files, read.documents, read);
  return { ok: true, playbook: { ...rest, understander: learn(understander) } };
}

/** What {@link checkPlaybook} finds: `holds` is null where there are problems; warnings keep nobody from running it. */
export type Checked = { problems: Problem[]; warnings: Problem[]; holds: Holds | null };

/** The same check without what takes long: nothing is trained. */
export function checkPlaybook(files: SourceFile[]): Checked {
  const read = examined(files);
  const { warnings } = read;
  if (!read.ok) return { problems: read.problems, warnings, holds: null };
  const { settings, documents, replies } = read;
  const { topics, flows, actions, articles } = documents;
  const holds = {
    id: settings.id,
    version: versionOf(files),
    languages: settings.languages,
    topics: topics.size,
    flows: flows.size,
    actions: actions.size,
    articles: articles.size,
    replies: replies.size,
  };
  return { problems: [], warnings, holds };
}

/**
 * Topics of a playbook that cannot be told apart by their examples. A model is trained several times for it, so it is no part
 * of {@link checkPlaybook}: it is for authors, and takes seconds for a thousand examples.
 */
export function topicClashes(files: SourceFile[]): Problem[] {
  return inOrder(clashes(readDocuments(files).documents));
}

type Examined = { warnings: Problem[] } & (
  | ({ ok: true; documents: Documents; settings: PlaybookDocument } & Contents)
  | { ok: false; problems: Problem[] }
);

function examined(files: SourceFile[]): Examined {
  const { documents, problems } = readDocuments(files);
  const { playbook, broken } = documents;
  documents.settings &&= mendedConstants(documents.settings);
  const { settings } = documents;
  if (!playbook && !broken.settings) problems.push(noPlaybook(files));
  // First: what it finds keeps the others from telling the same at every name.
  problems.push(...otherIds(documents));
  problems.push(...references(documents), ...pointless(documents), ...proofs(documents));
  problems.push(...calendarProblems(documents), ...segmentProblems(documents));
  problems.push(...constantProblems(documents), ...slotsInTime(documents));
  problems.push(...surveyProblems(documents), ...unlikely(documents), ...identityProblems(documents));
  problems.push(...slotFits(documents), ...twice(documents), ...actionSense(documents));
  problems.push(...callProblems(documents));
  problems.push(...personReached(documents), ...maybeMissing(documents), ...articleForm(documents));
  if (playbook) problems.push(...settingsProblems(playbook.source, playbook.document));
  const found = settings ? contentsOf(documents, settings) : null;
  problems.push(...(found?.problems ?? []));
  const told = inOrder(onlyNew(problems));
  const warnings = told.filter(({ code }) => isWarning(code));
  const mistakes = told.filter(({ code }) => !isWarning(code));
  if (mistakes.length > 0) return { ok: false, problems: mistakes, warnings };
  assert(playbook && found, 'a playbook without settings has a problem');
  return { ok: true, documents, ...found, settings: playbook.document, warnings };
}

function versionOf(files: SourceFile[]): string {
  const texts = files.map(({ path, text }) => ({ path, text }));
  return digest(texts.sort((a, b) => (a.path < b.path ? -1 : 1)));
}

function assembled(
  files: SourceFile[],
  documents: Documents,
  { settings, programs, replies, renderer }: Contents & { settings: PlaybookDocument },
): Omit<Playbook, 'understander'> & { understander: UnderstanderSpec } {
  const topics = [...documents.topics.values()].map(({ document: { id, flow, examples } }) => ({
    id,
    detail: flow === undefined,
    examples,
  }));
  const { languages, threshold } = settings;
  return {
    id: settings.id,
    version: versionOf(files),
    settings,
    topics: plain(documents.topics),
    flows: plain(documents.flows),
    actions: plain(documents.actions),
    replies: Object.fromEntries(replies),
    reads: Object.fromEntries([...replies].map(([name, template]) => [name, renderer.reads(template)])),
    programs,
    renderer,
    articles: plain(documents.articles),
    templates: plain(documents.templates),
    calendars: plain(documents.calendars),
    segments: plain(documents.segments),
    surveys: plain(documents.surveys),
    search: searchOf(documents, { settings, replies, renderer }),
    understander: { languages, threshold, topics },
  };
}

/** What a mistake of form brings with it at the same place is no mistake of its own; nor is the same thing twice. */
function onlyNew(problems: Problem[]): Problem[] {
  const place = ({ file, line, column }: Problem): string => `${file}\n${line}\n${column}`;
  const shapes = new Set(problems.filter((one) => one.code === 'document.shape').map(place));
  const key = (one: Problem): string => `${place(one)}\n${one.code}\n${one.message}`;
  const first = new Map(problems.toReversed().map((one) => [key(one), one]));
  const follows = (one: Problem): boolean => one.code !== 'document.shape' && shapes.has(place(one));
  return problems.filter((one) => first.get(key(one)) === one && !follows(one));
}

function plain<T>(map: Map<string, { document: T }>): { [id: string]: T } {
  return Object.fromEntries([...map].map(([id, { document }]) => [id, document]));
}

function inOrder(problems: Problem[]): Problem[] {
  return [...problems].sort((a, b) =>
    a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1,
  );
}

function noPlaybook(files: SourceFile[]): Problem {
  const message =
    files.length === 0 ? 'The folder holds no YAML file.' : 'None of the files is of kind playbook.';
  const mend = 'Add playbook.yaml with `kind: playbook` on its first line.';
  return { code: 'playbook.none', message, mend, file: 'playbook.yaml', line: 1, column: 1 };
}
