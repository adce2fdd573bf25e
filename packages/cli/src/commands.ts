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
  import: {
    what: 'turns a data folder into a world that Hark can play with',
    usage: ['hark import KIND DIR --out WORLDDIR'],
    load: async () => (await import('./import.ts')).importWorld,
  },
};
