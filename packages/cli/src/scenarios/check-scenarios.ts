import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namesOf, nearest, type PlaybookNames, type Problem, readShape, type SourceFile } from '@hark/core';
import { looseParts, World } from '@hark/server';
import { saidWords } from './said-words.ts';
import { type Expectation, type Scenario, ScenarioFile } from './scenario.ts';

type Place = readonly (string | number)[];
type At = (place: Place) => { line: number; column: number };

/** Where a mistake stands, and what the scenario may name. */
type Context = {
  file: string;
  at: At;
  names: PlaybookNames;
  world: World;
  world_name: string;
  language: string;
};

/**
 * What the scenarios and worlds beside a playbook's documents name and expect that there is not: `hark test` would fail on it, or
 * test nothing. Of a playbook with mistakes in form nothing is told, nor of a folder without scenarios.
 */
export function checkScenarios(dir: string, files: SourceFile[]): Problem[] {
  const names = namesOf(files);
  const paths = [...yamlIn(dir, 'scenarios'), ...yamlIn(dir, 'world')];
  if (!names || paths.length === 0) return [];
  const worlds = new Map<string, World>();
  const problems = yamlIn(dir, 'world').flatMap((path) => {
    const read = readShape(fileAt(dir, path), World);
    if (!read.ok) return read.problems;
    worlds.set(path.replace(/^world\/(.*)\.ya?ml$/, '$1'), read.value);
    return worldProblems({ file: path, at: read.at }, read.value, names);
  });
  for (const path of yamlIn(dir, 'scenarios')) {
    const read = readShape(fileAt(dir, path), ScenarioFile);
    problems.push(
      ...(read.ok ? ofFile({ file: path, at: read.at }, read.value, { names, worlds, dir }) : read.problems),
    );
  }
  return problems;
}

function yamlIn(dir: string, folder: string): string[] {
  if (!existsSync(join(dir, folder))) return [];
  return readdirSync(join(dir, folder))
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function fileAt(dir: string, path: string): SourceFile {
  return { path, text: readFileSync(join(dir, path), 'utf8') };
}

type Placed = { file: string; at: At };

function tell({ file, at }: Placed, place: Place, what: Pick<Problem, 'code' | 'message' | 'mend'>): Problem {
  return { ...what, file, ...at(place) };
}

/** That a name is none of those that there are; nothing where it is one. */
function unknown(
  placed: Placed,
  place: Place,
  { what, name, among }: { what: string; name: string; among: readonly string[] },
): Problem[] {
  if (among.includes(name)) return [];
  const close = nearest(name, among);
  const mend = close ? `Did you mean "${close}"?` : `There are: ${among.slice(0, 20).join(', ') || 'none'}.`;
  return [tell(placed, place, { code: 'scenario.name', message: `There is no ${what} "${name}".`, mend })];
}

function worldProblems(placed: Placed, world: World, names: PlaybookNames): Problem[] {
  const loose = looseParts(world).map(({ place, message }) =>
    tell(placed, place, {
      code: 'scenario.name',
      message: `${String(place[0]).slice(0, -1)} ${place[1]}: ${message}.`,
      mend: 'Correct it, or add what is missing.',
    }),
  );
  const ofOrders = Object.entries(world.orders).flatMap(([key, order]) => {
    const here = ['orders', key];
    const buyer = world.buyers[order.buyer_id];
    const methods = (buyer?.payment_methods ?? []).map(({ id }) => id);
    const items = order.lines.map(({ item_id }) => item_id);
    const close = names.words.includes(order.status) ? null : nearest(order.status, names.words);
    const state = close
      ? [
          tell(placed, [...here, 'status'], {
            code: 'scenario.name',
            message: `The playbook knows no state "${order.status}".`,
            mend: `Did you mean "${close}"?`,
          }),
        ]
      : [];
    const paid = order.payments.flatMap(({ payment_method_id: name }, at) =>
      buyer
        ? unknown(placed, [...here, 'payments', at, 'payment_method_id'], {
            what: `payment method of ${order.buyer_id}`,
            name,
            among: methods,
          })
        : [],
    );
    const sent = order.parcels.flatMap(({ item_ids }, at) =>
      item_ids.flatMap((name, index) =>
        unknown(placed, [...here, 'parcels', at, 'item_ids', index], {
          what: 'such item in the order',
          name,
          among: items,
        }),
      ),
    );
    const sold = order.lines.flatMap(({ product_id: name }, at) =>
      unknown(placed, [...here, 'lines', at, 'product_id'], {
        what: 'product',
        name,
        among: Object.keys(world.products),
      }),
    );
    return [...state, ...paid, ...sent, ...sold];
  });
  return [...loose, ...ofOrders];
}

function ofFile(
  placed: Placed,
  { world: world_name, language, scenarios }: ScenarioFile,
  { names, worlds, dir }: { names: PlaybookNames; worlds: ReadonlyMap<string, World>; dir: string },
): Problem[] {
  const known = yamlIn(dir, 'world').map((path) => path.replace(/^world\/(.*)\.ya?ml$/, '$1'));
  const problems = [
    ...unknown(placed, ['world'], { what: 'world', name: world_name, among: known }),
    ...unknown(placed, ['language'], {
      what: 'language of the playbook',
      name: language,
      among: names.languages,
    }),
  ];
  const world = worlds.get(world_name);
  // What a world that cannot be read would have nobody knows.
  if (!world || problems.length > 0) return problems;
  const context: Context = { ...placed, names, world, world_name, language };
  const said = saidWords(names, world, language);
  const called = new Map<string, number>();
  return scenarios.flatMap((scenario, at) => {
    const here = ['scenarios', at];
    const before = called.get(scenario.name);
    called.set(scenario.name, at);
    const twice =
      before === undefined
        ? []
        : [
            tell(placed, [...here, 'name'], {
              code: 'scenario.name',
              message: `A scenario of this file is called "${scenario.name}" already.`,
              mend: 'Give one of the two another name.',
            }),
          ];
    return [
      ...twice,
      ...ofPeople(context, scenario, here),
      ...ofTalk(context, scenario, { here, said }),
      ...ofEnds(context, scenario, here),
    ];
  });
}

function ofPeople(context: Context, { buyer, page }: Scenario, here: Place): Problem[] {
  const { world, world_name } = context;
  const who =
    buyer === undefined
      ? []
      : unknown(context, [...here, 'buyer'], {
          what: `buyer in the world "${world_name}" called`,
          name: buyer,
          among: Object.keys(world.buyers),
        });
  if (page === undefined) return who;
  const order = world.orders[page];
  if (!order) return [...who, ...unknown(context, [...here, 'page'], ordersOf(context, page))];
  if (buyer === undefined || order.buyer_id === buyer || who.length > 0) return who;
  const message = `The order ${page} belongs to "${order.buyer_id}", and "${buyer}" is signed in.`;
  return [
    tell(context, [...here, 'page'], {
      code: 'scenario.name',
      message,
      mend: 'Name an order of that buyer.',
    }),
  ];
}

function ordersOf({ world, world_name }: Context, name: string) {
  return {
    what: `order in the world "${world_name}" with the number`,
    name,
    among: Object.keys(world.orders),
  };
}

type Said = ReturnType<typeof saidWords>;

function ofTalk(
  context: Context,
  { talk }: Scenario,
  { here, said }: { here: Place; said: Said },
): Problem[] {
  const most = Math.max(0, ...Object.values(context.names.surveys));
  const own = talk.flatMap((line) => ('says' in line ? [line.says] : []));
  return talk.flatMap((line, at) => {
    const place = [...here, 'talk', at];
    if ('rates' in line) {
      if (typeof line.rates !== 'number' || (line.rates >= 1 && line.rates <= most)) return [];
      const message = `No survey has a point ${line.rates}.`;
      const mend = `Write a number from 1 to ${most}, or skip.`;
      return [tell(context, [...place, 'rates'], { code: 'scenario.name', message, mend })];
    }
    return line.expects
      ? ofExpectation(context, line.expects, { place: [...place, 'expects'], said, own })
      : [];
  });
}

function ofExpectation(
  context: Context,
  { topics, text, card }: Expectation,
  { place, said, own }: { place: Place; said: Said; own: readonly string[] },
): Problem[] {
  const { names, language } = context;
  const wishes = (topics ?? []).flatMap((name, at) =>
    unknown(context, [...place, 'topics', at], { what: 'topic', name, among: names.topics }),
  );
  const foreign = text === undefined ? [] : said.foreign(text, own);
  const words = foreign.slice(0, 1).map((word) => {
    const close = nearest(word, said.words);
    const message = `Nothing that the playbook says in ${language} has the word "${word}": this is never told.`;
    const mend = close ? `Did you mean "${close}"?` : 'Write words that stand in a text of the playbook.';
    return tell(context, [...place, 'text'], { code: 'scenario.never', message, mend });
  });
  const rows = names.rows[language] ?? [];
  const labels = Object.keys(card ?? {}).flatMap((label) => {
    if (rows.some((row) => mayBe(row, label))) return [];
    const close = nearest(label, rows);
    const message = `No card has a row "${label}" in ${language}.`;
    const mend = close
      ? `Did you mean "${close}"?`
      : `There are: ${[...new Set(rows)].slice(0, 20).join(', ')}.`;
    return [tell(context, [...place, 'card', label], { code: 'scenario.never', message, mend })];
  });
  return [...wishes, ...words, ...labels];
}

/** Whether a label with values in it may be told so. */
function mayBe(row: string, label: string): boolean {
  if (!/\{[{%]/.test(row)) return row === label;
  const parts = row.split(/\{[{%].*?[%}]\}/s).filter((part) => part.trim() !== '');
  return parts.length > 0 && parts.every((part) => label.includes(part.trim()));
}

function ofEnds(context: Context, { ends }: Scenario, here: Place): Problem[] {
  const { names, world } = context;
  const states = [...new Set([...names.words, ...Object.values(world.orders).map(({ status }) => status)])];
  const done = ends.did.flatMap((one, at) =>
    Object.entries(one).flatMap(([call, args]) =>
      ofCall(context, { call, args, place: [...here, 'ends', 'did', at] }),
    ),
  );
  const orders = Object.entries(ends.orders).flatMap(([number, state]) => {
    const place = [...here, 'ends', 'orders', number];
    const missing = unknown(context, place, ordersOf(context, number));
    return missing.length > 0
      ? missing
      : // A state is the shop system's own word: only one that is nearly another is surely misspelt.
        nearest(state, states) === null
        ? []
        : unknown(context, place, { what: 'state of an order called', name: state, among: states });
  });
  if (!ends.survey) return [...done, ...orders];
  const { id, rating } = ends.survey;
  const place = [...here, 'ends', 'survey'];
  const survey = unknown(context, [...place, 'id'], {
    what: 'survey',
    name: id,
    among: Object.keys(names.surveys),
  });
  const points = names.surveys[id] ?? 0;
  if (survey.length > 0 || typeof rating !== 'number' || (rating >= 1 && rating <= points))
    return [...done, ...orders, ...survey];
  const message = `The survey "${id}" has ${points} points, and no point ${rating}.`;
  return [
    ...done,
    ...orders,
    tell(context, [...place, 'rating'], {
      code: 'scenario.name',
      message,
      mend: `Write a number from 1 to ${points}.`,
    }),
  ];
}

type Called = { call: string; args: { [name: string]: unknown }; place: Place };

function ofCall(context: Context, { call, args, place }: Called): Problem[] {
  const { names, world } = context;
  const sent = names.calls[call];
  if (!sent)
    return unknown(context, [...place, call], {
      what: 'action that calls',
      name: call,
      among: Object.keys(names.calls),
    });
  const items = [
    ...Object.values(world.orders).flatMap(({ lines }) => lines.map(({ item_id }) => item_id)),
    ...Object.values(world.products).flatMap(({ variants }) => variants.map(({ item_id }) => item_id)),
  ];
  const methods = Object.values(world.buyers).flatMap(({ payment_methods }) =>
    payment_methods.map(({ id }) => id),
  );
  const things: { [name: string]: { what: string; among: string[] } } = {
    order_id: { what: 'order with the number', among: Object.keys(world.orders) },
    payment_method_id: { what: 'payment method', among: methods },
    item_ids: { what: 'item', among: items },
    new_item_ids: { what: 'item', among: items },
  };
  return Object.entries(args).flatMap(([name, value]) => {
    const here = [...place, call, name];
    const among = unknown(context, here, {
      what: `value that \`${call}\` sends called`,
      name,
      among: Object.keys(sent),
    });
    if (among.length > 0) return among;
    const values = sent[name];
    if (values && typeof value === 'string')
      return unknown(context, here, { what: `"${name}" of \`${call}\` called`, name: value, among: values });
    const thing = things[name];
    const given = typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [];
    return thing ? given.flatMap((one) => unknown(context, here, { ...thing, name: one })).slice(0, 1) : [];
  });
}
