/** The face of the command line: what tests and tools call. */
export { COMMANDS, type Command } from './commands.ts';
export { main } from './main.ts';
