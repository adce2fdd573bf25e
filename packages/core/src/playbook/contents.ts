import { compile, type Declarations } from '../expression/expression.ts';
import { type Programs, programKey } from '../expression/programs.ts';
import { nearest } from '../lib/nearest.ts';
import type { Problem } from '../problems.ts';
import { makeRenderer, type Renderer, type TemplateFault } from '../replies/render.ts';
import type { ReplyTemplate } from '../replies/reply.ts';
import { numberProblems } from './article-numbers.ts';
import { brokenLetters } from './broken-letters.ts';
import type { Documents } from './collected.ts';
import { conditionProblems, rowConditions } from './conditions.ts';
import type { PlaybookDocument } from './documents.ts';
import { everyText, everyWords } from './every-text.ts';
import { nobodyTold } from './identity.ts';
import { examplesOf, mixedLanguages } from './mixed-languages.ts';
import type { Place, Source } from './place.ts';
import { plainTexts } from './plain-texts.ts';
import { refusedHere } from './refused-here.ts';
import { constantsOf } from './same-for-all.ts';
import { shadowed } from './shadowed.ts';
import {
  type ReplySite,
  type Sites,
  sitesOfAction,
  sitesOfArticle,
  sitesOfFlow,
  sitesOfPlaybook,
  sitesOfSegment,
  sitesOfSurvey,
  sitesOfTemplate,
  templateOf,
} from './sites.ts';
import { problemAt } from './source.ts';
import { stateProblems } from './states.ts';
import { SYSTEM_REPLIES, SYSTEM_WORDS } from './system-replies.ts';
import { type Lacking, valuesInEveryLanguage } from './text-values.ts';
import { textProblems } from './texts.ts';
import { turnedSigns } from './turned-signs.ts';
import { unitProblems } from './units.ts';

/** What the documents say in expressions and texts, compiled, and what is wrong with it. */
export type Contents = {
  problems: Problem[];
  programs: Programs;
  replies: Map<string, ReplyTemplate>;
  renderer: Renderer;
};

/** Checks and compiles the expressions and replies of all documents. */
export function contentsOf(documents: Documents, settings: PlaybookDocument): Contents {
  const own = [...documents.replies].map(([name, one]) => [name, one.template] as const);
  const replies = new Map([...givenReplies(settings.languages), ...own]);
  const contents: Contents = { problems: [], programs: {}, replies, renderer: makeRenderer(settings) };
  const used = new Set(Object.keys(SYSTEM_REPLIES));
  const all = allSites(documents, settings);
  for (const { source, sites } of all) {
    contents.problems.push(...expressions(source, sites, contents.programs));
    for (const site of sites.replies) {
      if (typeof site.use === 'string') used.add(site.use);
      contents.problems.push(...replyProblems(documents, contents, { source, site }));
    }
  }
  contents.problems.push(...systemReplies(documents, contents.renderer), ...unused(documents, used));
  contents.problems.push(...plainTexts(documents, settings.languages));
  const texts = everyText(documents, all);
  const words = everyWords(texts);
  contents.problems.push(...textProblems(words, settings.currency), ...mixedLanguages(documents, texts));
  contents.problems.push(
    ...numberProblems(documents, texts),
    ...brokenLetters([...words, ...examplesOf(documents)]),
  );
  contents.problems.push(...conditionProblems(documents, settings, { all, words }));
  const conditions = all.map(({ source, sites }) => ({
    source,
    expressions: [...sites.expressions, ...rowConditions(sites)],
  }));
  contents.problems.push(...nobodyTold(documents, words), ...turnedSigns(conditions));
  contents.problems.push(...unitProblems(conditions, words, settings.currency));
  contents.problems.push(...stateProblems(documents, conditions, words));
  contents.problems.push(...aloneThere(valuesInEveryLanguage(texts, settings.currency), contents.problems));
  const world = { constants: constantsOf(documents, settings), values: new Map() };
  contents.problems.push(...shadowed(documents, settings, world), ...refusedHere(documents, world));
  return contents;
}

/** Those on whose lines, and on those of the other language, nothing else is told: what is misspelt there is missing here. */
function aloneThere(found: readonly Lacking[], told: readonly Problem[]): Problem[] {
  const lines = new Set(told.map(({ file, line }) => `${file}:${line}`));
  return found
    .filter(({ problem, other_line }) =>
      [problem.line, other_line].every((line) => !lines.has(`${problem.file}:${line}`)),
    )
    .map(({ problem }) => problem);
}

/** The expressions and replies of every document, with the file in which they stand. */
export function allSites(
  documents: Documents,
  settings: PlaybookDocument,
): { source: Source; sites: Sites }[] {
  const { playbook, flows, actions, articles, segments, surveys, templates, broken } = documents;
  const all = [
    ...(playbook ? [{ source: playbook.source, sites: sitesOfPlaybook(playbook.document) }] : []),
    ...[...flows.values()].map(({ document, source }) => ({
      source,
      sites: sitesOfFlow(document, settings),
    })),
    ...[...actions.values()].map(({ document, source }) => ({
      source,
      sites: sitesOfAction(document, settings),
    })),
    ...[...articles.values()].map(({ document, source }) => ({
      source,
      sites: sitesOfArticle(document, settings),
    })),
    ...[...templates.values()].map(({ document, source }) => ({
      source,
      sites: sitesOfTemplate(document, settings),
    })),
  ];
  for (const { document, source } of segments.values())
    all.push({ source, sites: sitesOfSegment(document, settings) });
  for (const { document, source } of surveys.values())
    all.push({ source, sites: sitesOfSurvey(document, settings) });
  return all.map(({ source, sites }) => ({ source, sites: opened(sites, source, broken.settings) }));
}

// Of constants that could not be read, and of values whose kind is not told, nothing is known: naming their fields is no mistake.
function opened({ expressions, replies }: Sites, { guessed }: Source, anyPolicy: boolean): Sites {
  const open = <T extends { declarations: Declarations }>(site: T): T => {
    const names = [...guessed, ...(guessed.size > 0 ? ['args'] : []), ...(anyPolicy ? ['policy'] : [])];
    const any = names.filter((name) => name in site.declarations).map((name) => [name, 'any'] as const);
    return { ...site, declarations: { ...site.declarations, ...Object.fromEntries(any) } };
  };
  return { expressions: expressions.map(open), replies: replies.map(open) };
}

function expressions(source: Source, sites: Sites, programs: Contents['programs']): Problem[] {
  return sites.expressions.flatMap(({ scope, source: text, path, declarations, expects }) => {
    const compiled = compile(text, declarations, expects);
    if (!compiled.ok) return compiled.faults.map((fault) => problemAt(source, path, fault));
    programs[programKey({ document: scope, source: text })] = compiled.program;
    return [];
  });
}

/** Mistakes that depend on where a reply is used: the place says which values its text may read. */
const OF_THE_USE = ['reply.unknown_variable', 'reply.unknown_field'];

// A reply is checked where it is used: what its text may read depends on the place.
function replyProblems(
  documents: Documents,
  { replies, renderer }: Contents,
  { source, site: { use, name, path, declarations } }: { source: Source; site: ReplySite },
): Problem[] {
  if (typeof use !== 'string') {
    const template = templateOf(use);
    replies.set(name, template);
    const faults = renderer.check(template, declarations);
    return faults.map((fault) => faultAt(source, path, { fault, use }));
  }
  const named = documents.replies.get(use);
  if (!named) return documents.broken.names.has(use) ? [] : [noReply(documents, source, { use, path })];
  return renderer.check(named.template, declarations).map((fault) => {
    const ofUse = OF_THE_USE.includes(fault.code) || fault.code.startsWith('expression.');
    if (!ofUse) return faultAt(named.source, named.place, { fault, use: named.use });
    const { code, mend } = fault;
    return problemAt(source, path, { code, message: `In the reply "${use}": ${fault.message}`, mend });
  });
}

/** A bare text has no key `text` in the file. */
function faultAt(source: Source, place: Place, found: { fault: TemplateFault; use: object }): Problem {
  const { fault, use } = found;
  const bare = !('text' in use && typeof use.text === 'object');
  const within = bare && fault.path[0] === 'text' ? fault.path.slice(1) : fault.path;
  return problemAt(source, [...place, ...within], fault);
}

function noReply(documents: Documents, source: Source, named: { use: string; path: Place }): Problem {
  const close = nearest(named.use, documents.replies.keys());
  return problemAt(source, named.path, {
    code: 'reference.reply',
    message: `There is no reply called "${named.use}".`,
    mend: close
      ? `Did you mean "${close}"?`
      : 'Write it in a document of kind reply, or write the text here in every language.',
  });
}

/** The replies that a playbook of these languages may leave out. */
function givenReplies(languages: string[]): (readonly [name: string, template: ReplyTemplate])[] {
  return Object.entries(SYSTEM_WORDS)
    .filter(([, words]) => languages.every((language) => words[language] !== undefined))
    .map(([name, text]) => [name, { text }] as const);
}

function systemReplies({ replies, playbook, broken }: Documents, renderer: Renderer): Problem[] {
  return Object.entries(SYSTEM_REPLIES).flatMap(([name, declarations]) => {
    const one = replies.get(name);
    if (one) {
      const faults = renderer.check(one.template, declarations);
      return faults.map((fault) => faultAt(one.source, one.place, { fault, use: one.use }));
    }
    const misspelt = [...replies.keys()].some(
      (other) => !(other in SYSTEM_REPLIES) && nearest(other, [name]),
    );
    if (!playbook || broken.names.has(name) || misspelt) return [];
    if (givenReplies(playbook.document.languages).some(([given]) => given === name)) return [];
    const message = `The reply "${name}" is missing; Hark needs it in every playbook.`;
    const values = Object.keys(declarations).join(', ');
    const mend = `Add it to a document of kind reply${values ? `; its text may use ${values}` : ''}.`;
    return [problemAt(playbook.source, ['kind'], { code: 'reply.missing', message, mend })];
  });
}

// While a file cannot be read, nobody knows what it would have used.
function unused({ replies, broken }: Documents, used: Set<string>): Problem[] {
  if (broken.names.size > 0) return [];
  return [...replies]
    .filter(([name]) => !used.has(name))
    .map(([name, { source, place }]) => {
      const close = nearest(
        name,
        Object.keys(SYSTEM_REPLIES).filter((one) => !replies.has(one)),
      );
      const mend = close ? `Did you mean "${close}"?` : 'Use it or remove it.';
      const message = `No document uses the reply "${name}".`;
      return problemAt(source, place, { code: 'reply.unused', message, mend });
    });
}
