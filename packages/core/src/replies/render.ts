import type { Liquid, Template } from 'liquidjs';
import {
  compile,
  type Declarations,
  evaluate,
  freeVariables,
  type Program,
  type VarType,
} from '../expression/expression.ts';
import { assert, Bug, must } from '../lib/assert.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { checkTemplate, type TemplateFault, undeclared } from './check-template.ts';
import { liquidFor } from './liquid.ts';
import type { Card, CardRow, CardTemplate, Rendered, ReplyTemplate, Text } from './reply.ts';

export type { TemplateFault } from './check-template.ts';
export { TEMPLATE_FAULT_CODES } from './check-text.ts';

/** Writes replies in the languages, the zone and the currency of one playbook. Pure: the same values give the same words anywhere. */
export type Renderer = {
  /** What the reader sees. In a language that the reply lacks the playbook's first is used. Throws a Bug on what `check` would have told. */
  render(template: ReplyTemplate, language: string, values: JsonObject): Rendered;
  /** All mistakes of a reply. With null, names are not checked. */
  check(template: ReplyTemplate, declared: Declarations | null): TemplateFault[];
  /** The variables that a reply reads, sorted. */
  reads(template: ReplyTemplate): string[];
};

/** A renderer for a playbook; `languages` are its own, the first is the one to fall back to. */
export function makeRenderer(settings: {
  languages: readonly string[];
  zone: string;
  currency: string;
}): Renderer {
  return new PlaybookRenderer(settings);
}

/** An amount whose currency is not said is in that of the order (or product) that the text is about. */
const BARE_MONEY = /\|\s*money\b(?!\s*:)/g;

function currencyOf(of: Json | undefined): { currency?: string } {
  if (of === null || typeof of !== 'object' || Array.isArray(of)) return {};
  return typeof of.currency === 'string' ? { currency: of.currency } : {};
}

type Written = { language: string; values: JsonObject };

class PlaybookRenderer implements Renderer {
  readonly #settings: { languages: readonly string[]; zone: string; currency: string };
  readonly #engines = new Map<string, Liquid>();
  /** Language and source → what was parsed. */
  readonly #parsed = new Map<string, Template[]>();
  readonly #programs = new Map<string, Program>();

  constructor(settings: { languages: readonly string[]; zone: string; currency: string }) {
    assert(settings.languages.length > 0, 'a renderer needs a language');
    this.#settings = settings;
  }

  render(template: ReplyTemplate, language: string, values: JsonObject): Rendered {
    const written: Written = { language: this.#languageOf(template.text, language), values };
    const text = this.#write(template.text, written);
    return { text, card: template.card ? this.#card(template.card, written) : null };
  }

  check(template: ReplyTemplate, declared: Declarations | null): TemplateFault[] {
    const { languages } = this.#settings;
    return checkTemplate(template, { languages, engine: this.#engine(languages[0]!), declared });
  }

  reads(template: ReplyTemplate): string[] {
    const { card } = template;
    const texts = [template.text, ...(card ? [card.title, card.reference ?? {}] : [])];
    const names = new Set(texts.flatMap((text) => this.#readBy(text)));
    for (const row of card?.rows ?? []) {
      const own = [row.label, row.value, row.from, row.to].flatMap((text) => this.#readBy(text ?? {}));
      const whens = row.when === undefined ? [] : freeVariables(row.when);
      for (const name of [...own, ...whens]) if (row.each === undefined || name !== 'it') names.add(name);
      for (const name of row.each === undefined ? [] : freeVariables(row.each)) names.add(name);
    }
    return [...names].toSorted();
  }

  #readBy(text: Text): string[] {
    return Object.entries(text).flatMap(([language, source]) => {
      const engine = this.#engine(language);
      return Object.keys(engine.analyzeSync(this.#parse(language, source), { partials: false }).globals);
    });
  }

  #card(card: CardTemplate, written: Written): Card {
    return {
      kind: card.kind,
      title: this.#write(card.title, written),
      reference: card.reference ? this.#write(card.reference, written) : null,
      rows: card.rows.flatMap((row) => this.#rows(row, written)),
    };
  }

  #rows(row: CardRow, { language, values }: Written): Card['rows'] {
    const each = row.each === undefined ? null : this.#evaluate(row.each, { list: 'any' }, values);
    const scopes = Array.isArray(each) ? each.map((it) => ({ ...values, ...currencyOf(it), it })) : [values];
    const { when } = row;
    return scopes
      .filter((scope) => when === undefined || this.#evaluate(when, 'bool', scope) === true)
      .map((scope) => {
        const told = (text: Text | undefined) =>
          text ? this.#write(text, { language, values: scope }) : null;
        return {
          label: this.#write(row.label, { language, values: scope }),
          value: told(row.value),
          from: told(row.from),
          to: told(row.to),
        };
      });
  }

  #evaluate(source: string, expects: VarType, values: JsonObject): Json {
    const key = `${JSON.stringify(expects)} ${source}`;
    let program = this.#programs.get(key);
    if (!program) {
      const compiled = compile(source, undeclared(source), expects);
      if (!compiled.ok)
        throw new Bug(`an expression of a reply was not checked: ${compiled.faults[0]?.message} (${source})`);
      program = compiled.program;
      this.#programs.set(key, program);
    }
    const result = evaluate(program, values);
    if (!result.ok) throw new Bug(`an expression of a reply cannot be evaluated: ${result.error}`);
    return result.value;
  }

  #languageOf(text: Text, language: string): string {
    const base = language.split('-')[0] ?? language;
    const found = [language, base, ...this.#settings.languages].find((one) => Object.hasOwn(text, one));
    return must(found, `a text in ${this.#settings.languages[0]}`);
  }

  #write(text: Text, { language, values }: Written): string {
    const own = this.#languageOf(text, language);
    const parsed = this.#parse(own, text[own] ?? '');
    try {
      const known = { currency: this.#settings.currency, ...currencyOf(values.order), ...values };
      return String(this.#engine(own).renderSync(parsed, known)).trim();
    } catch (error) {
      throw new Bug(`a reply cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #parse(language: string, source: string): Template[] {
    const key = `${language} ${source}`;
    const known = this.#parsed.get(key);
    if (known) return known;
    const parsed = this.#engine(language).parse(source.replaceAll(BARE_MONEY, '| money: currency'));
    this.#parsed.set(key, parsed);
    return parsed;
  }

  #engine(language: string): Liquid {
    const known = this.#engines.get(language);
    if (known) return known;
    const engine = liquidFor(language, this.#settings);
    this.#engines.set(language, engine);
    return engine;
  }
}
