import './node-version.mjs';
import { install } from './install.mjs';
import { STAGES } from './stages.mjs';

/** `npm test`: every stage, all to the end; the last line counts tests, and each stage without tests of its own as one. */
async function test() {
  await install();
  const total = { passed: 0, failed: 0 };
  const broken = [];
  for (const { name, about, run } of STAGES) {
    console.log(`\n── ${name}: ${about}`);
    const from = performance.now();
    const { passed, failed, lines } = await run();
    console.log(
      `── ${name}: ${failed === 0 ? 'good' : `${failed} failed`}, ${((performance.now() - from) / 1000).toFixed(1)} s`,
    );
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) broken.push([`Failed: npm run check -- --only ${name}`, ...lines].join('\n  '));
  }
  if (broken.length > 0) console.log(`\n${broken.join('\n')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await test();
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
