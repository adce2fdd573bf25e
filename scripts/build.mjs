import { buildPages } from '../packages/cli/bin/pages.mjs';
import { ROOT } from './run.mjs';

const built = await buildPages(ROOT);
console.log(built.length === 0 ? 'The pages are up to date' : `Built the pages of ${built.join(' and ')}`);
