import type { Constant } from '../actions/declarations.ts';
import { nearest } from '../lib/nearest.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { PlaybookDocument } from './documents.ts';
import type { Source } from './place.ts';
import { type Mistake, problemAt, problemAtKey } from './source.ts';

const OF_TIME = /_(seconds|minutes|hours|days|weeks|months|years)$/;
const OF_MONEY = /_cents$/;
const LOWER = /^(min|least)(?=_)/;
const UPPER: { [lower: string]: string } = { min: 'max', least: 'most' };

/** Constants whose value cannot be what their name says: less than nothing, parts of a cent, a least above its most. */
export function constantProblems(documents: Documents): Problem[] {
  const { playbook, actions, segments } = documents;
  if (!playbook) return [];
  const { source, document } = playbook;
  const tell = (name: string, what: Pick<Mistake, 'message' | 'mend'>): Problem =>
    problemAt(source, ['constants', name], { code: 'settings.constant', ...what });
  const alone = Object.entries(document.constants).flatMap(([name, value]) => {
    const what = wrongAlone(name, value);
    return what ? [tell(name, what)] : [];
  });
  const ofSegments = [...segments.values()].flatMap((segment) =>
    Object.entries(segment.document.constants).flatMap(([name, value]) => {
      const what = wrongAlone(name, value);
      return what
        ? [problemAt(segment.source, ['constants', name], { code: 'settings.constant', ...what })]
        : [];
    }),
  );
  return [
    ...alone,
    ...ofSegments,
    ...unused(documents, playbook),
    ...crossed(document, tell),
    ...nothingLeft({ document, source }, actions),
  ];
}

// While a file cannot be read, nobody knows what it would have used.
function unused(documents: Documents, { document, source }: NonNullable<Documents['playbook']>): Problem[] {
  if (documents.broken.names.size > 0 || documents.broken.settings) return [];
  const { topics, flows, actions, articles, segments, surveys, templates, replies } = documents;
  const maps = [topics, flows, actions, articles, segments, surveys, templates, replies];
  const files = new Set(maps.flatMap((map) => [...map.values()].map((one) => one.source)).concat(source));
  const read = new Set(
    [...files].flatMap(({ text }) => [...text.matchAll(/\bpolicy\.(\w+)/g)].map(([, name]) => name)),
  );
  const names = Object.keys(document.constants);
  // A name that is misspelt where it is used is told there.
  const misspelt = [...read].filter((name) => name !== undefined && !names.includes(name));
  return names.flatMap((name) => {
    if (read.has(name) || misspelt.some((one) => one !== undefined && nearest(one, [name]) !== null))
      return [];
    const message = `No condition and no text uses the constant "${name}".`;
    const mend = `Write \`policy.${name}\` where it is meant, or remove it.`;
    return [problemAtKey(source, [['constants'], name], { code: 'constant.unused', message, mend })];
  });
}

type Words = Pick<Mistake, 'message' | 'mend'>;

function wrongAlone(name: string, value: Constant): Words | null {
  const unit = OF_TIME.exec(name)?.[1] ?? (OF_MONEY.test(name) ? 'cents' : null);
  if (unit === null) return null;
  const meant = numberMeant(name, value);
  if (meant !== null)
    return {
      message: `"${name}" is a number of ${unit} by its name; here is none.`,
      mend: `Write a number, without quotes and without a unit: ${meant}.`,
    };
  if (typeof value !== 'number') return null;
  if (value < 0)
    return {
      message: `"${name}" is less than nothing: ${value} ${unit}.`,
      mend: 'Write a number that is not below 0.',
    };
  if (unit === 'cents' && !Number.isInteger(value))
    return {
      message: `"${name}" is in cents, and there is no part of a cent.`,
      mend: `Write ${Math.round(value * 100)} for an amount of ${value}.`,
    };
  return null;
}

/** The number that was meant by a text such as "30 days", "100_000" or "€1.50"; null where it is none. A word for people, "5 to 7", is none that anything is counted with. */
function numberMeant(name: string, value: Constant): number | null {
  if (typeof value !== 'string' || !(OF_TIME.test(name) || OF_MONEY.test(name))) return null;
  const [, digits] = /^\s*(?:[€$£]\s*)?(-?\d[\d_.,' ]*?)(?:\s*[\p{L}€$£%]+)*\s*$/u.exec(value) ?? [];
  if (digits === undefined) return null;
  const plain = digits.replace(/[_' ]/g, '').replace(/[.,](?=\d{3}(?!\d))/g, '');
  const number = Number(plain.replace(',', '.'));
  if (!Number.isFinite(number)) return null;
  return OF_MONEY.test(name) && /[€$£]|[.,]\d{1,2}$|EUR|USD|euro/i.test(value)
    ? Math.round(number * 100)
    : Math.round(number);
}

/** The constants as they were meant, so that what hangs on a number in quotes is not told once more. */
export function mendedConstants(settings: PlaybookDocument): PlaybookDocument {
  const constants = Object.entries(settings.constants).map(([name, value]): [string, Constant] => {
    const meant = numberMeant(name, value);
    if (meant !== null) return [name, meant];
    const parts = typeof value === 'number' && OF_MONEY.test(name) && !Number.isInteger(value);
    return [name, parts ? Math.round(value * 100) : value];
  });
  return { ...settings, constants: Object.fromEntries(constants) };
}

function crossed({ constants }: PlaybookDocument, tell: (name: string, what: Words) => Problem): Problem[] {
  return Object.entries(constants).flatMap(([name, least]) => {
    const upper = name.replace(LOWER, (lower) => UPPER[lower] ?? lower);
    const most = constants[upper];
    if (upper === name || typeof least !== 'number' || typeof most !== 'number' || least <= most) return [];
    const message = `"${name}" (${least}) is more than "${upper}" (${most}): nothing lies between them.`;
    return [tell(name, { message, mend: 'Exchange the two, or correct one.' })];
  });
}

type Settings = { document: PlaybookDocument; source: Source };

/** A limit of no money at all refuses everything that costs something. */
function nothingLeft({ document, source }: Settings, actions: Documents['actions']): Problem[] {
  return [...actions.values()].flatMap((action) =>
    action.document.limits.flatMap(({ code, amount_cents }, at) => {
      const written = amount_cents?.trim() ?? '';
      const name = /^policy\.(\w+)$/.exec(written)?.[1];
      const value = name === undefined ? Number(written || Number.NaN) : document.constants[name];
      // What is less than nothing is told by its name.
      if (typeof value !== 'number' || !(value <= 0) || (name !== undefined && value < 0)) return [];
      const message = `The limit "${code}" of the action "${action.document.id}" lets nothing through: ${value} cents.`;
      const mend = 'Write an amount above 0; to let nobody do it, remove the action.';
      return name === undefined
        ? [problemAt(action.source, ['limits', at, 'amount_cents'], { code: 'action.limit', message, mend })]
        : [problemAt(source, ['constants', name], { code: 'settings.constant', message, mend })];
    }),
  );
}
