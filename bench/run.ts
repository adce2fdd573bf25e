import { fuzz } from './fuzz.ts';
import { kill } from './kill.ts';
import { page } from './page.ts';
import { streams } from './streams.ts';
import { turns } from './turns.ts';

/** The benches by name. Each prints a table and, as its last line, JSON. */
const BENCHES: { [name: string]: (argv: string[]) => Promise<void> } = { turns, kill, page, fuzz, streams };

const [name = '', ...argv] = process.argv.slice(2);
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (!bench) {
  process.stderr.write(`npm run bench -- ${Object.keys(BENCHES).join(' | ')}\n`);
  process.exit(2);
}
await bench(argv);
