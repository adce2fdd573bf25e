import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Runs Node with these arguments in the root and resolves to its exit code; what it says is shown. */
export function node(args, env = {}) {
  return finished(
    spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } }),
  );
}

/** Resolves to the exit code of a child; a child that a signal ended counts as failed. */
export function finished(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}
