import type { z } from 'zod';
import { compile as compileExpression, type Program } from '../expression/expression.ts';
import { makeUnderstander } from '../language/understand.ts';
import { digest } from '../lib/hash.ts';
import type { Json } from '../lib/json.ts';
import type { Problem } from '../problems.ts';
import { makeRenderer, type Renderer } from '../replies/render.ts';
import type { ReplyTemplate } from '../replies/reply.ts';
import type { Documents } from './collected.ts';
import { DOCUMENTS, type DocumentKind, type PlaybookDocument } from './documents.ts';
import type { Playbook, SourceFile } from './playbook.ts';
import { references } from './references.ts';
import { settingsProblems } from './settings.ts';
import { shapeProblems } from './shape.ts';
import { type Sites, sitesOfAction, sitesOfFlow, templateOf } from './sites.ts';
import { kindOf, problemAt, readSource, type Source } from './source.ts';
import { SYSTEM_REPLIES } from './system-replies.ts';

/** A playbook, or everything that is wrong with it. */
export type CompiledPlaybook = { ok: true; playbook: Playbook } | { ok: false; problems: Problem[] };

/** Reads, checks and compiles a playbook's files: the playbook, or every problem of all of them in one pass. */
export function compilePlaybook(files: SourceFile[]): CompiledPlaybook {
  const problems: Problem[] = [];
  const documents = readDocuments(files, problems);
  if (!documents.playbook) {
    if (!problems.some((one) => one.file.startsWith('playbook'))) problems.push(noPlaybook(files));
    return { ok: false, problems: inOrder(problems) };
  }
  const settings = documents.playbook.document;
  const renderer = makeRenderer(settings);
  problems.push(...settingsProblems(documents.playbook.source, settings), ...references(documents));
  const programs: { [key: string]: Program } = {};
  const replies = new Map([...documents.replies].map(([name, one]) => [name, one.template]));
  for (const { source, sites } of allSites(documents, settings)) {
    problems.push(
      ...expressions(source, sites, programs),
      ...repliesInPlace(source, sites, { replies, renderer }),
    );
  }
  problems.push(...namedReplies(documents, renderer));
  if (problems.length > 0) return { ok: false, problems: inOrder(problems) };
  const version = digest(
    files.map(({ path, text }) => ({ path, text })).sort((a, b) => (a.path < b.path ? -1 : 1)) as Json,
  );
  const reads = Object.fromEntries([...replies].map(([name, template]) => [name, renderer.reads(template)]));
  const playbook: Playbook = {
    id: settings.id,
    version,
    settings,
    topics: plain(documents.topics),
    flows: plain(documents.flows),
    actions: plain(documents.actions),
    replies: Object.fromEntries(replies),
    reads,
    programs,
    renderer,
    understander: makeUnderstander({
      languages: settings.languages,
      threshold: settings.threshold,
      topics: [...documents.topics.values()].map(({ document }) => ({
        id: document.id,
        examples: document.examples,
      })),
    }),
  };
  return { ok: true, playbook };
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

function readDocuments(files: SourceFile[], problems: Problem[]): Documents {
  const documents: Documents = {
    playbook: null,
    topics: new Map(),
    flows: new Map(),
    actions: new Map(),
    replies: new Map(),
  };
  for (const file of files) {
    const { source, problems: syntax } = readSource(file);
    problems.push(...syntax);
    if (syntax.length > 0) continue;
    const kind = kindOf(source);
    if (typeof kind === 'string') add(documents, { kind, source }, problems);
    else problems.push(kind);
  }
  return documents;
}

function add(
  documents: Documents,
  { kind, source }: { kind: DocumentKind; source: Source },
  problems: Problem[],
): void {
  const value: unknown = source.document.toJS();
  const read = <S extends z.ZodType>(schema: S): z.infer<S> | null => {
    const parsed = schema.safeParse(value);
    if (!parsed.success) problems.push(...shapeProblems(source, parsed.error.issues));
    return parsed.success ? parsed.data : null;
  };
  const put = <T extends { id: string }>(
    map: Map<string, { document: T; source: Source }>,
    document: T | null,
  ): void => {
    if (!document) return;
    const before = map.get(document.id);
    if (before) problems.push(duplicate(source, kind, { id: document.id, file: before.source.file }));
    else map.set(document.id, { document, source });
  };
  if (kind === 'topic') return put(documents.topics, read(DOCUMENTS.topic));
  if (kind === 'flow') return put(documents.flows, read(DOCUMENTS.flow));
  if (kind === 'action') return put(documents.actions, read(DOCUMENTS.action));
  if (kind === 'reply') {
    const document = read(DOCUMENTS.reply);
    for (const [name, use] of Object.entries(document?.replies ?? {})) {
      const place = ['replies', name];
      const before = documents.replies.get(name);
      if (before) {
        const message = `There is a reply called "${name}" in ${before.source.file} already.`;
        problems.push(
          problemAt(source, place, {
            code: 'reply.duplicate',
            message,
            mend: 'Give one of the two another name.',
          }),
        );
      } else documents.replies.set(name, { template: templateOf(use), source, place });
    }
    return;
  }
  const document = read(DOCUMENTS.playbook);
  if (document && documents.playbook) {
    const message = `There is a playbook document in ${documents.playbook.source.file} already.`;
    problems.push(
      problemAt(source, ['kind'], { code: 'playbook.several', message, mend: 'Keep one of the two.' }),
    );
  } else if (document) documents.playbook = { document, source };
}

function duplicate(source: Source, kind: string, { id, file }: { id: string; file: string }): Problem {
  const message = `There is a ${kind} called "${id}" in ${file} already.`;
  return problemAt(source, ['id'], {
    code: 'document.duplicate',
    message,
    mend: 'Give one of the two another id.',
  });
}

function allSites(documents: Documents, settings: PlaybookDocument): { source: Source; sites: Sites }[] {
  return [
    ...[...documents.flows.values()].map(({ document, source }) => ({
      source,
      sites: sitesOfFlow(document, settings),
    })),
    ...[...documents.actions.values()].map(({ document, source }) => ({
      source,
      sites: sitesOfAction(document, settings),
    })),
  ];
}

function expressions(source: Source, sites: Sites, programs: { [key: string]: Program }): Problem[] {
  return sites.expressions.flatMap(({ scope, source: text, path, declarations, expects }) => {
    const compiled = compileExpression(text, declarations, expects);
    if (!compiled.ok) return compiled.faults.map((fault) => problemAt(source, path, fault));
    programs[`${scope}\n${text}`] = compiled.program;
    return [];
  });
}

type Said = { replies: Map<string, ReplyTemplate>; renderer: Renderer };

// A reply is checked where it is used: what its text may read depends on the place.
function repliesInPlace(source: Source, sites: Sites, { replies, renderer }: Said): Problem[] {
  return sites.replies.flatMap(({ use, name, path, declarations }) => {
    if (typeof use === 'string') {
      const template = replies.get(use);
      if (!template) {
        const mend = 'Write it in a document of kind reply, or write the text here.';
        return [
          problemAt(source, path, {
            code: 'reference.reply',
            message: `There is no reply called "${use}".`,
            mend,
          }),
        ];
      }
      return renderer
        .check(template, declarations)
        .map((fault) => problemAt(source, path, { ...fault, offset: 0 }));
    }
    const template = templateOf(use);
    replies.set(name, template);
    const bare = !('text' in use && typeof use.text === 'object');
    return renderer.check(template, declarations).map((fault) => {
      const within = bare && fault.path[0] === 'text' ? fault.path.slice(1) : fault.path;
      return problemAt(source, [...path, ...within], fault);
    });
  });
}

function namedReplies({ replies, playbook }: Documents, renderer: Renderer): Problem[] {
  const problems: Problem[] = [];
  for (const [name, declarations] of Object.entries(SYSTEM_REPLIES)) {
    const one = replies.get(name);
    if (!one && playbook) {
      const message = `The reply "${name}" is missing; Hark needs it in every playbook.`;
      const values = Object.keys(declarations).join(', ');
      const mend = `Add it to a document of kind reply${values ? `; its text may use ${values}` : ''}.`;
      problems.push(problemAt(playbook.source, [], { code: 'reply.missing', message, mend }));
    }
    if (!one) continue;
    for (const fault of renderer.check(one.template, declarations)) {
      const bare = one.source.document.hasIn([...one.place, 'text']) ? fault.path : fault.path.slice(1);
      problems.push(problemAt(one.source, [...one.place, ...bare], fault));
    }
  }
  return problems;
}
