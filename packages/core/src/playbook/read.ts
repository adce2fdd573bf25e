import type { z } from 'zod';
import { never } from '../lib/assert.ts';
import { isLanguage } from '../lib/standard-codes.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import { DOCUMENTS, type DocumentKind, type PlaybookDocument } from './documents.ts';
import { isWritten, nameOf, type Source } from './place.ts';
import type { SourceFile } from './playbook.ts';
import { shapeOf } from './shape.ts';
import { templateOf } from './sites.ts';
import { contentOf, kindOf, problemAt, readSource } from './source.ts';
import { yamlSlips } from './yaml-slips.ts';

/** The documents of a playbook's files, and what is wrong with each as it stands. A document of the wrong shape is read as it was meant. */
export function readDocuments(files: SourceFile[]): { documents: Documents; problems: Problem[] } {
  const reading: Reading = { documents: noDocuments(), problems: [] };
  for (const file of files) {
    if (file.unreadable !== undefined) {
      unreadable(reading, file, file.unreadable);
      continue;
    }
    const { source, problems } = readSource(file);
    reading.problems.push(...problems, ...(problems.length === 0 ? yamlSlips(source) : []));
    const kind = kindOf(source);
    if (problems.length > 0) broken(reading, source, kind);
    else if (typeof kind === 'string') add(reading, kind, source);
    else {
      reading.problems.push(kind);
      broken(reading, source, kind);
    }
  }
  return reading;
}

type Reading = { documents: Documents; problems: Problem[] };

function noDocuments(): Documents {
  return {
    playbook: null,
    topics: new Map(),
    flows: new Map(),
    actions: new Map(),
    articles: new Map(),
    calendars: new Map(),
    segments: new Map(),
    surveys: new Map(),
    templates: new Map(),
    replies: new Map(),
    settings: null,
    broken: { settings: false, names: new Set(), misshapen: new Set() },
  };
}

// A file that is no YAML yet: what it seems to be called is not missing, and nothing more is said of it.
function broken({ documents }: Reading, source: Source, kind: DocumentKind | Problem): void {
  const value = contentOf(source);
  if (typeof value !== 'object' || value === null) return;
  if (kind === 'playbook') {
    const quiet = { ...source, renamed: new Map(), guessed: new Set() } satisfies Source;
    const guess = DOCUMENTS.playbook.safeParse(shapeOf(quiet, DOCUMENTS.playbook, value).mended);
    documents.broken.settings = true;
    if (guess.success) documents.settings ??= inSomeLanguage(guess.data);
  }
  const { names } = documents.broken;
  if ('id' in value && typeof value.id === 'string') names.add(value.id);
  if (!('replies' in value) || typeof value.replies !== 'object') return;
  for (const name of Object.keys(value.replies ?? {})) names.add(name);
}

/** Settings may have no language, or one that there is not; those of the title are taken for meant. */
function inSomeLanguage(settings: PlaybookDocument): PlaybookDocument | null {
  const languages = settings.languages.filter((one) => one !== '');
  const some = languages.length > 0 && languages.every(isLanguage) ? languages : Object.keys(settings.title);
  return some.length > 0 ? { ...settings, languages: some } : null;
}

function add(reading: Reading, kind: DocumentKind, source: Source): void {
  const { documents } = reading;
  const put = <T extends { id: string; kind: string }>(map: Placed<T>, schema: z.ZodType<T>): void =>
    putNamed(reading, map, { kind, source, document: read(reading, source, schema) });
  switch (kind) {
    case 'topic':
      return put(documents.topics, DOCUMENTS.topic);
    case 'flow':
      return put(documents.flows, DOCUMENTS.flow);
    case 'action':
      return put(documents.actions, DOCUMENTS.action);
    case 'article':
      return put(documents.articles, DOCUMENTS.article);
    case 'calendar':
      return put(documents.calendars, DOCUMENTS.calendar);
    case 'segment':
      return put(documents.segments, DOCUMENTS.segment);
    case 'survey':
      return put(documents.surveys, DOCUMENTS.survey);
    case 'template':
      return put(documents.templates, DOCUMENTS.template);
    case 'reply':
      return addReplies(reading, source);
    case 'playbook':
      return addSettings(reading, source);
    default:
      return never(kind);
  }
}

function addSettings(reading: Reading, source: Source): void {
  const { documents } = reading;
  const document = read(reading, source, DOCUMENTS.playbook);
  if (!document) return;
  if (documents.playbook) {
    const message = `There is a playbook document in ${documents.playbook.source.file} already.`;
    const mend = 'Keep one of the two.';
    reading.problems.push(problemAt(source, ['kind'], { code: 'playbook.several', message, mend }));
    return;
  }
  documents.playbook = { document, source };
  documents.settings = inSomeLanguage(document);
}

/** What is in such a file nobody knows; most often its name is that of its document. */
function unreadable({ documents, problems }: Reading, { path }: SourceFile, reason: string): void {
  const name = nameOf(path);
  if (name === 'playbook') documents.broken.settings = true;
  documents.broken.names.add(name);
  const message = `The file cannot be read: ${reason}.`;
  const mend = 'Save it as text in UTF-8 that this user may read, or take it out of the folder.';
  problems.push({ code: 'document.unreadable', message, mend, file: path, line: 1, column: 1 });
}

type Placed<T> = Map<string, { document: T; source: Source }>;
type Named<T> = { kind: string; source: Source; document: T | null };

function putNamed<T extends { id: string }>(
  reading: Reading,
  map: Placed<T>,
  { kind, source, document }: Named<T>,
): void {
  const { problems } = reading;
  if (!document) return;
  if (document.id === '') {
    reading.documents.broken.names.add(nameOf(source.file));
    // An id that is missing was told.
    if (!isWritten(source, ['id'])) return;
    const mend = 'Write a short name of small letters, digits and _.';
    problems.push(problemAt(source, ['id'], { code: 'document.shape', message: 'This id is empty.', mend }));
    return;
  }
  const before = map.get(document.id);
  if (!before) {
    map.set(document.id, { document, source });
    return;
  }
  // The one whose file has another name was probably copied, and what its file is called is what others name.
  const copied = nameOf(source.file) === document.id && nameOf(before.source.file) !== document.id;
  const [first, second] = copied ? [{ document, source }, before] : [before, { document, source }];
  const name = nameOf(second.source.file);
  if (name !== document.id) reading.documents.broken.names.add(name);
  map.set(document.id, first);
  // Nobody can name the second one, but what is wrong in it is told in the same pass.
  map.set(`${document.id} in ${second.source.file}`, second);
  const message = `There is ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} called "${document.id}" in ${first.source.file} already.`;
  const mend = 'Give one of the two another id.';
  problems.push(problemAt(second.source, ['id'], { code: 'document.duplicate', message, mend }));
}

function addReplies(reading: Reading, source: Source): void {
  const { replies } = reading.documents;
  const document = read(reading, source, DOCUMENTS.reply);
  for (const [name, use] of Object.entries(document?.replies ?? {})) {
    const place = ['replies', name];
    const before = replies.get(name);
    if (!before) {
      replies.set(name, { template: templateOf(use), use, source, place });
      continue;
    }
    const message = `There is a reply called "${name}" in ${before.source.file} already.`;
    const mend = 'Give one of the two another name.';
    reading.problems.push(problemAt(source, place, { code: 'reply.duplicate', message, mend }));
  }
}

function read<S extends z.ZodType<{ kind: string }>>(
  reading: Reading,
  source: Source,
  schema: S,
): z.infer<S> | null {
  const value = contentOf(source);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { problems, mended } = shapeOf(source, schema, value);
  reading.problems.push(...problems);
  if (problems.length > 0) reading.documents.broken.misshapen.add(nameOf(source.file));
  const again = schema.safeParse(mended);
  if (again.success && problems.length > 0) {
    if (again.data.kind === 'playbook') reading.documents.broken.settings = true;
    return again.data;
  }
  broken(reading, source, kindOf(source));
  if (problems.length > 0) return null;
  const message = `The document has not the shape of its kind: ${parsed.error.issues[0]?.message}.`;
  reading.problems.push(
    problemAt(source, [], { code: 'document.shape', message, mend: 'Compare it with another of this kind.' }),
  );
  return null;
}
