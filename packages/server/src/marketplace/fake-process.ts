import { parseArgs } from 'node:util';
import { InputError } from '../input-error.ts';
import { demoWorld } from './demo.ts';
import { serveFake } from './fake-server.ts';
import { loadWorld } from './importers.ts';

const USAGE = 'fake-process --journal FILE (--world DIR | --demo SEED --now INSTANT) [--port N] [--control]';

function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function worldOf(values: { world?: string; demo?: string; now?: string }) {
  if (values.world !== undefined) return loadWorld(values.world);
  if (values.demo !== undefined && values.now !== undefined)
    return demoWorld(Number(values.demo), values.now);
  throw new InputError(USAGE);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      journal: { type: 'string' },
      world: { type: 'string' },
      demo: { type: 'string' },
      now: { type: 'string' },
      port: { type: 'string', default: '0' },
      control: { type: 'boolean', default: false },
    },
  });
  if (values.journal === undefined) throw new InputError(USAGE);
  const server = await serveFake({
    world: worldOf(values),
    journal: values.journal,
    port: Number(values.port),
    control: values.control,
    onBroken: (error) =>
      stop(`The shop system stops: ${error instanceof Error ? error.stack : String(error)}`),
  });
  process.stdout.write(`${JSON.stringify({ url: server.url, pid: process.pid })}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => stop(error instanceof Error ? error.message : String(error)));
