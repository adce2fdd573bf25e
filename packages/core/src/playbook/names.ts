import type { ActionDocument } from '../actions/action.ts';
import { readSyntax } from '../expression/syntax.ts';
import { pathOf } from '../expression/tree.ts';
import type { Documents } from './collected.ts';
import { allSites } from './contents.ts';
import { everyText, everyWords } from './every-text.ts';
import type { SourceFile } from './playbook.ts';
import { readDocuments } from './read.ts';
import type { Words } from './written-text.ts';

/** What a call sends: name → the values that it can have; null where there are many. */
export type Sent = { [name: string]: string[] | null };

/** What of a playbook others name: the scenarios and worlds that lie beside its documents. */
export type PlaybookNames = {
  languages: string[];
  topics: string[];
  /** Operation of the shop system → what is sent with it, by all actions together. */
  calls: { [call: string]: Sent };
  /** Survey → how many points its scale has. */
  surveys: { [id: string]: number };
  /** Words that are constants of the playbook: the states that the shop system knows are among them. */
  words: string[];
  /** Language → everything that is told to buyers. */
  said: { [language: string]: string[] };
  /** Language → labels of rows of cards. */
  rows: { [language: string]: string[] };
};

/** Names in a playbook without mistakes in form; null where there are some, for then nobody knows. */
export function namesOf(files: SourceFile[]): PlaybookNames | null {
  const { documents, problems } = readDocuments(files);
  const { settings, topics, actions, surveys } = documents;
  if (!settings || problems.length > 0) return null;
  const words = everyWords(everyText(documents, allSites(documents, settings)));
  const of = (language: string, some: (one: Words) => boolean): string[] =>
    words.filter((one) => one.language === language && some(one)).map((one) => one.words);
  const calls: PlaybookNames['calls'] = {};
  for (const { document } of actions.values())
    calls[document.call] = together(calls[document.call], sentBy(document));
  return {
    languages: settings.languages,
    topics: [...topics.values()].map(({ document }) => document.id),
    calls,
    surveys: Object.fromEntries(
      [...surveys.values()].map(({ document: { id, scale } }) => [id, scale.length]),
    ),
    words: [
      ...Object.values(settings.constants).filter((one) => typeof one === 'string'),
      ...goalWords(documents),
    ],
    said: Object.fromEntries(settings.languages.map((language) => [language, of(language, () => true)])),
    rows: Object.fromEntries(
      settings.languages.map((language) => [
        language,
        of(language, ({ place }) => place.includes('rows') && place.includes('label')),
      ]),
    ),
  };
}

function goalWords({ actions }: Documents): string[] {
  return [...actions.values()].flatMap(({ document }) =>
    [...(document.goal ?? '').matchAll(/"([^"]+)"|'([^']+)'/g)].map(([, a, b]) => a ?? b ?? ''),
  );
}

function sentBy({ send, arguments: args }: ActionDocument): Sent {
  return Object.fromEntries(
    Object.entries(send).map(([name, text]) => {
      const syntax = readSyntax(text);
      if ('code' in syntax) return [name, null];
      const argument = /^args\.(\w+)$/.exec(pathOf(syntax.root) ?? '')?.[1];
      if (argument !== undefined) return [name, args[argument]?.one_of ?? null];
      const { exprKind } = syntax.root;
      const constant = exprKind.case === 'constExpr' ? exprKind.value.constantKind : null;
      return [name, constant?.case === 'stringValue' ? [constant.value] : null];
    }),
  );
}

function together(before: Sent | undefined, sent: Sent): Sent {
  if (!before) return sent;
  const names = new Set([...Object.keys(before), ...Object.keys(sent)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const [one, other] = [before[name], sent[name]];
      if (one === undefined || other === undefined) return [name, one ?? other ?? null];
      return [name, one && other ? [...new Set([...one, ...other])] : null];
    }),
  );
}
