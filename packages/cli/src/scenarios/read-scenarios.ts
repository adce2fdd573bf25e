import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, readShape } from '@hark/core';
import { InputError, loosePlaces, World } from '@hark/server';
import { type Scenario, ScenarioFile } from './scenario.ts';

/** A scenario with all that is needed to play it; `line` is that of a line of its talk, `ends_line` that of its end. */
export type Playable = {
  scenario: Scenario;
  language: string;
  now: string;
  world: World;
  file: string;
  line: (talk: number) => number;
  ends_line: number;
};

/** The scenarios of a playbook, or the mistakes in their files. */
export type ScenariosRead = { scenarios: Playable[]; problems: Problem[] };

/** Reads `scenarios/*.yaml` of a playbook's folder and the worlds that they name. Throws {@link InputError} when there are none. */
export function readScenarios(dir: string): ScenariosRead {
  const names = existsSync(join(dir, 'scenarios'))
    ? readdirSync(join(dir, 'scenarios')).filter((name) => /\.ya?ml$/.test(name))
    : [];
  if (names.length === 0) throw new InputError(`${dir} has no scenarios: there is no scenarios/*.yaml in it`);
  const worlds = new Map<string, World>();
  const read: ScenariosRead = { scenarios: [], problems: [] };
  for (const name of names.sort()) {
    const path = `scenarios/${name}`;
    const shape = readShape({ path, text: readFileSync(join(dir, path), 'utf8') }, ScenarioFile);
    if (!shape.ok) {
      read.problems.push(...shape.problems);
      continue;
    }
    const { world: named, now, language, scenarios } = shape.value;
    const world = worlds.get(named) ?? readWorld(dir, `world/${named}.yaml`);
    worlds.set(named, world);
    const all = scenarios.map(
      (scenario, at): Playable => ({
        scenario,
        language,
        now,
        world,
        file: path,
        line: (talk) => shape.line(['scenarios', at, 'talk', talk]),
        ends_line: shape.line(['scenarios', at, 'ends']),
      }),
    );
    read.scenarios.push(...all);
  }
  return read;
}

function readWorld(dir: string, path: string): World {
  if (!existsSync(join(dir, path))) throw new InputError(`${join(dir, path)}: there is no such world`);
  const shape = readShape({ path, text: readFileSync(join(dir, path), 'utf8') }, World);
  if (!shape.ok) {
    const told = shape.problems.map(({ file, line, message, mend }) => `${file}:${line}: ${message} ${mend}`);
    throw new InputError(told.join('\n'));
  }
  const loose = loosePlaces(shape.value);
  if (loose.length > 0) throw new InputError(`${path}: ${loose.join('; ')}`);
  return shape.value;
}
