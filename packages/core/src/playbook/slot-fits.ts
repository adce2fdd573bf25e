import { readSyntax } from '../expression/syntax.ts';
import type { FlowDocument, Slot, SlotKindName, StepDocument } from '../flows/flow.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { type Mistake, problemAt, problemAtKey } from './source.ts';
import { documentPath, stepsOf } from './steps.ts';

type Key = 'among' | 'prefer' | 'of' | 'options' | 'default' | 'like_for_like';

/** The kinds of slots for which a key does something. */
const FOR: { readonly [key in Key]: readonly SlotKindName[] } = {
  among: ['order', 'payment_method'],
  prefer: ['order'],
  of: ['lines', 'swaps', 'payment_method', 'address'],
  options: ['choice'],
  default: ['choice'],
  like_for_like: ['swaps'],
};

/** Slots whose parts do not fit each other, and options that cannot be told apart. */
export function slotFits({ flows, settings }: Documents): Problem[] {
  const languages = settings?.languages ?? [];
  return [...flows.values()].flatMap(({ document: flow, source }) => [
    ...Object.entries(flow.slots).flatMap(([name, slot]) => ofSlot(flow, source, { name, slot, languages })),
    ...stepsOf(flow).flatMap(({ step, path }) =>
      'choose' in step ? ofChoice(step, source, { place: documentPath(flow, path), languages }) : [],
    ),
  ]);
}

type Named = { name: string; slot: Slot; languages: readonly string[] };

function ofSlot(flow: FlowDocument, source: Source, { name, slot, languages }: Named): Problem[] {
  const place = ['slots', name];
  const unfit = (Object.keys(FOR) as Key[]).flatMap((key) => {
    if (slot[key] === undefined || source.guessed.has(name) || FOR[key].includes(slot.kind)) return [];
    const message = `\`${key}\` does nothing for a slot of kind ${slot.kind}.`;
    const mend = `Remove it; it is for slots of kind ${FOR[key].join(', ')}.`;
    return [problemAtKey(source, [place, key], { code: 'slot.unfit', message, mend })];
  });
  return [
    ...unfit,
    ...ofOrder(flow, source, { name, slot }),
    ...ofDefault(source, { name, slot }),
    ...alike(source, {
      languages,
      options: Object.entries(slot.options ?? {}).map(([id, option]) => ({
        ...option,
        id,
        place: [...place, 'options', id],
      })),
    }),
  ];
}

function ofOrder(flow: FlowDocument, source: Source, { name, slot }: Omit<Named, 'languages'>): Problem[] {
  const other = slot.of === undefined ? undefined : flow.slots[slot.of];
  if (!other || other.kind === 'order' || source.guessed.has(slot.of ?? '')) return [];
  const orders = Object.keys(flow.slots).filter((one) => flow.slots[one]?.kind === 'order');
  const message = `The slot "${slot.of}" holds no order, but ${other.kind}.`;
  const mend =
    orders.length > 0
      ? `Write \`of: ${orders.join(' or ')}\`.`
      : 'Name a slot of kind order; the flow has none.';
  return [problemAt(source, ['slots', name, 'of'], { code: 'slot.order', message, mend })];
}

function ofDefault(source: Source, { name, slot }: Omit<Named, 'languages'>): Problem[] {
  if (slot.kind !== 'choice' || slot.default === undefined) return [];
  const syntax = readSyntax(slot.default);
  if ('code' in syntax || syntax.root.exprKind.case !== 'constExpr') return [];
  const { constantKind } = syntax.root.exprKind.value;
  const values = Object.keys(slot.options ?? {});
  if (constantKind.case !== 'stringValue' || values.includes(constantKind.value)) return [];
  const message = `The choice "${name}" has no option "${constantKind.value}".`;
  const mend = `It can be: ${values.join(', ')}.`;
  return [problemAt(source, ['slots', name, 'default'], { code: 'reference.option', message, mend })];
}

type Option = {
  id: string;
  label: { [language: string]: string };
  examples?: { [language: string]: string[] } | undefined;
  place: Place;
};

function ofChoice(
  { options }: Extract<StepDocument, { choose: unknown }>,
  source: Source,
  { place, languages }: { place: Place; languages: readonly string[] },
): Problem[] {
  const placed = options.map((option, at) => ({ ...option, place: [...place, 'options', at] }));
  return alike(source, { options: placed, languages });
}

/** Options of one choice with the same label or example, and examples that some languages have and others do not. */
function alike(
  source: Source,
  { options, languages }: { options: readonly Option[]; languages: readonly string[] },
): Problem[] {
  const labels = new Map<string, string>();
  const said = new Map<string, string>();
  const tell = (place: Place, message: string, mend: string): Problem => {
    const what: Mistake = { code: 'option.same', message, mend };
    return problemAt(source, place, what);
  };
  return options.flatMap(({ id, label, examples, place }) => [
    ...Object.entries(label)
      .flatMap(([language, words]) => {
        const key = `${language} ${plain(words)}`;
        const other = labels.get(key);
        labels.set(key, other ?? id);
        if (other === undefined || other === id || words.trim() === '') return [];
        const message = `The option "${other}" has the same label: nobody could choose between the two.`;
        return [tell([...place, 'label', language], message, 'Give one of the two another label.')];
      })
      .slice(0, 1),
    ...Object.entries(examples ?? {}).flatMap(([language, list]) =>
      list.flatMap((example, at) => {
        const key = `${language} ${plain(example)}`;
        const other = said.get(key);
        said.set(key, other ?? id);
        if (other === undefined || other === id) return [];
        const message = `"${example}" is an example of the option "${other}" too.`;
        return [tell([...place, 'examples', language, at], message, 'Keep it where it belongs.')];
      }),
    ),
    ...inLanguages(source, { examples, place, languages }),
  ]);
}

function inLanguages(
  source: Source,
  { examples, place, languages }: Pick<Option, 'examples' | 'place'> & { languages: readonly string[] },
): Problem[] {
  if (!examples || languages.length === 0) return [];
  const at = [...place, 'examples'];
  const missing = languages.filter((language) => !Object.hasOwn(examples, language));
  const foreign = Object.keys(examples).filter((one) => !languages.includes(one));
  const code = 'option.language';
  return [
    ...foreign.map((language) =>
      problemAtKey(source, [at, language], {
        code,
        message: `\`${language}\` is not a language of the playbook.`,
        mend: `Its languages: ${languages.join(', ')}.`,
      }),
    ),
    ...(missing.length === 0 || foreign.length > 0
      ? []
      : [
          problemAt(source, at, {
            code,
            message: `There are no examples in ${missing.join(', ')}.`,
            mend: 'Write how people say it in every language of the playbook.',
          }),
        ]),
  ];
}

function plain(words: string): string {
  return words.trim().toLowerCase();
}
