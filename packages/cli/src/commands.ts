/** A command of `hark`: what it does, how it is called, and its code, loaded only when it is asked for. */
export type Command = {
  what: string;
  usage: readonly string[];
  load(): Promise<(argv: string[]) => Promise<number>>;
};

/** Every command by name. */
export const COMMANDS: { readonly [name: string]: Command } = {
  start: {
    what: 'starts Hark on one port and says what to open; Ctrl-C stops it',
    usage: ['hark start', 'PORT=4700 HARK_PLAYBOOK=DIR HARK_WORLD=DIR hark start'],
    load: async () => (await import('./start.ts')).start,
  },
  check: {
    what: 'reads a playbook and tells every mistake in it, with its place and the way out',
    usage: ['hark check DIR [--quick] [--strict] [--json]', 'hark check --explain CODE'],
    load: async () => (await import('./check.ts')).check,
  },
  test: {
    what: 'plays the scenarios of a playbook and shows where one parts from how it must end',
    usage: ['hark test DIR [--aside none|only] [--json]'],
    load: async () => (await import('./test.ts')).test,
  },
  new: {
    what: 'makes a playbook of your own from the one that comes with Hark',
    usage: ['hark new NAME'],
    load: async () => (await import('./new.ts')).newPlaybook,
  },
  schema: {
    what: 'prints the JSON Schema of playbook documents, for editors',
    usage: ['hark schema > schema.json'],
    load: async () => (await import('./schema.ts')).schema,
  },
  chat: {
    what: 'talks to a running Hark from the terminal; Ctrl-C leaves',
    usage: ['hark chat [--url URL] [--token TOKEN] [--lang LANGUAGE] [--conversation ID:TOKEN]'],
    load: async () => (await import('./chat.ts')).chat,
  },
  intents: {
    what: 'trains the topic model on labelled messages and measures it on others',
    usage: ['hark intents --train A.csv --test B.csv [--oos-train C.csv] [--oos D.csv] [--seed N] [--json]'],
    load: async () => (await import('./intents.ts')).intents,
  },
  tasks: {
    what: 'plays tasks with a scripted buyer and compares the end state of the shop',
    usage: [
      'hark tasks --playbook DIR --world DIR --tasks FILE [--buyer words|buttons|careless] [--seed N] [--json]',
    ],
    load: async () => (await import('./tasks.ts')).tasks,
  },
  people: {
    what: 'invites somebody who works here and prints the link: how the first administrator comes in',
    usage: [
      'hark people add EMAIL --role agent|shop_admin|specialist|strategist|admin [--shop ID] [--name NAME]',
    ],
    load: async () => (await import('./people.ts')).people,
  },
  audit: {
    what: 'proves that no entry of the audit log was changed, or says which one was',
    usage: ['hark audit verify'],
    load: async () => (await import('./audit.ts')).audit,
  },
  privacy: {
    what: "exports a buyer's data as one file, erases it everywhere, or tells what is due to go by its age",
    usage: [
      'hark privacy export --buyer ID [--out FILE] [--url URL]',
      'hark privacy erase --buyer ID [--yes] [--url URL]',
      'hark privacy retention --dry-run [--url URL]',
    ],
    load: async () => (await import('./privacy.ts')).privacy,
  },
  import: {
    what: 'turns a data folder into a world that Hark can play with',
    usage: ['hark import KIND DIR --out WORLDDIR'],
    load: async () => (await import('./import.ts')).importWorld,
  },
};
