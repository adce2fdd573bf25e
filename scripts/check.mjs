import './node-version.mjs';
import { install } from './install.mjs';
import { STAGES } from './stages.mjs';

/** `npm run check [-- --only STAGE]`: every stage, quick ones first, up to the first that fails. */
async function check(argv) {
  const only = argv[0] === '--only' ? argv[1] : undefined;
  const chosen = argv.length === 0 ? STAGES : STAGES.filter(({ name }) => name === only);
  if (chosen.length === 0) {
    console.error(`Usage: npm run check [-- --only ${STAGES.map(({ name }) => name).join('|')}]`);
    return 2;
  }
  await install();
  for (const { name, about, run } of chosen) {
    console.log(`\n── ${name}: ${about}`);
    const from = performance.now();
    const { failed } = await run();
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    if (failed > 0) {
      console.error(
        `\n${name} failed after ${seconds} s. Again, this stage alone: npm run check -- --only ${name}`,
      );
      return 1;
    }
    console.log(`── ${name}: good, ${seconds} s`);
  }
  return 0;
}

try {
  process.exitCode = await check(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
