import './node-version.mjs';
import { install } from './install.mjs';

try {
  await install();
  process.argv.splice(2, 0, 'start');
  // In this very process, so that Ctrl-C reaches one program and not a chain of them.
  await import('../packages/cli/bin/hark.mjs');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
