import { assert, must } from '@hark/core';
import { Chance } from './chance.ts';
import {
  DEMO_BORDERS,
  DEMO_CARRIERS,
  DEMO_HUBS,
  DEMO_NAMES,
  DEMO_PLACES,
  type DemoPlace,
} from './demo-people.ts';
import { DEMO_PRODUCTS, DEMO_SHOPS } from './demo-shops.ts';
import { SHOWN_BUYERS, SHOWN_ORDERS, type ShownOrder } from './demo-shown.ts';
import { actsOf, type DemoAct } from './demo-wishes.ts';
import { noteChange, passTime } from './passing-time.ts';
import type { StoredOrder, World } from './world.ts';
import { apply } from './world-rules.ts';

const GENERATED_BUYERS = 54;
/** Placed before `now`, and after it: the demo goes on for weeks. */
const ORDERS_PAST = 460;
const ORDERS_TO_COME = 120;
const PAST_DAYS = 200;
const DAYS_TO_COME = 60;

type Buyer = World['buyers'][string];
type Product = World['products'][string];

/** How the demo came to be: a marketplace in which nobody has ordered yet, and what buyers asked for since, in order. */
export type DemoStory = { start: World; acts: DemoAct[] };

/** The demo's story, the same for the same seed and `now` (ISO 8601): shops, buyers, and orders from half a year before to two months after. */
export function demoStory(seed: number, now: string): DemoStory {
  const maker = new Maker(seed, now);
  for (const index of DEMO_PRODUCTS.keys()) maker.addProduct(index);
  for (const shown of SHOWN_BUYERS) maker.addBuyer(shown);
  for (let number = 1; number <= GENERATED_BUYERS; number += 1) maker.addSomebody(number);
  for (const shown of SHOWN_ORDERS) maker.addShownOrder(shown);
  const ages = Array.from({ length: ORDERS_PAST }, () => maker.age()).sort((a, b) => b - a);
  for (const days of ages) maker.addOrder(-days);
  for (let number = 0; number < ORDERS_TO_COME; number += 1)
    maker.addOrder((DAYS_TO_COME * (number + maker.chance.share())) / ORDERS_TO_COME);
  return maker.story();
}

/** The demo marketplace as it is at `now`: its story told to the end. */
export function demoWorld(seed: number, now: string): World {
  const { start: world, acts } = demoStory(seed, now);
  for (const act of acts) carryOut(world, act);
  passTime(world, now);
  world.log = [];
  return world;
}

/** Brings the world to the instant of the act and does what was asked for. */
export function carryOut(world: World, { at, call, args, order_id }: DemoAct): void {
  passTime(world, at);
  const outcome = apply(world, call, args);
  assert(outcome.outcome === 'done', `the demo refuses ${call} of ${order_id}: ${JSON.stringify(outcome)}`);
  noteChange(world, order_id, at);
}

/** Who buys where, and how much: some come back often, most now and then. */
type Habit = { buyer: Buyer; shops: string[]; weight: number };

class Maker {
  readonly chance: Chance;
  readonly #now: string;
  readonly #world: World;
  readonly #habits: Habit[] = [];
  readonly #acts: DemoAct[] = [];
  readonly #orders: StoredOrder[] = [];

  constructor(seed: number, now: string) {
    this.chance = new Chance(seed, now);
    this.#now = this.chance.inDays(0);
    const shops = Object.fromEntries(DEMO_SHOPS.map((shop) => [shop.id, { ...shop }]));
    const marketplace = { id: 'demo', name: 'Casa Harbour' };
    this.#world = { marketplace, shops, buyers: {}, orders: {}, products: {}, log: [], coming: [] };
  }

  age(): number {
    return PAST_DAYS * this.chance.share() ** 2.5;
  }

  addProduct(index: number): void {
    const { shop, name, price_cents, options } = must(DEMO_PRODUCTS[index], `demo product ${index}`);
    let combinations: { [option: string]: string }[] = [{}];
    for (const [option, values] of Object.entries(options)) {
      combinations = combinations.flatMap((chosen) =>
        values.map((value) => ({ ...chosen, [option]: value })),
      );
    }
    const id = `P${101 + index}`;
    const variants = combinations.map((chosen, place) => ({
      item_id: `${id.slice(1)}${String(place + 1).padStart(3, '0')}`,
      options: chosen,
      // The first two can always be had, so that what is shown can be exchanged whatever the seed.
      available: place < 2 || this.chance.share() > 0.15,
      price_cents: price_cents + 10 * this.chance.below(Math.ceil(price_cents / 100)),
    }));
    const { currency } = must(this.#world.shops[shop], `the shop ${shop}`);
    this.#world.products[id] = { id, shop_id: shop, name, currency, variants };
  }

  addSomebody(number: number): void {
    const place = this.chance.pick(DEMO_PLACES);
    const names = DEMO_NAMES[place.language];
    const [first, last] = [this.chance.pick(names.first), this.chance.pick(names.last)];
    const id = `${first}-${last}-${number}`
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z0-9-]/g, '');
    const weight = number <= 7 ? 8 : number <= 25 ? 2 : 1;
    this.addBuyer({ id, first, last, place, shops: this.#favourites(place), weight });
  }

  /** The shop at home first, and often one or two abroad. */
  #favourites({ country }: DemoPlace): string[] {
    const home = DEMO_SHOPS.find((shop) => shop.country === country) ?? this.chance.pick(DEMO_SHOPS);
    const abroad = this.chance.share() < 0.7 ? [this.chance.pick(DEMO_SHOPS).id] : [];
    return [home.id, home.id, ...abroad];
  }

  addBuyer(who: {
    id: string;
    first: string;
    last: string;
    place: DemoPlace;
    shops: string[];
    weight: number;
  }): void {
    const { id, first, last, shops, weight } = who;
    const { street, language: _, ...town } = who.place;
    const number = Object.keys(this.#world.buyers).length + 1;
    // A gift card is in one currency, so only who buys in that one has one.
    const gift = shops.every((shop) => shop === 'olivar');
    const buyer: Buyer = {
      id,
      first_name: first,
      last_name: last,
      email: `${id.replaceAll('-', '.')}@example.com`,
      address: { line1: `${street} ${1 + this.chance.below(90)}`, line2: '', ...town },
      payment_methods: [
        {
          id: `card-${number}`,
          kind: 'credit_card',
          brand: this.chance.pick(['visa', 'mastercard']),
          last_four: String(1000 + this.chance.below(9000)),
        },
        ...(this.chance.share() < 0.5 ? [{ id: `paypal-${number}`, kind: 'paypal' }] : []),
        ...(gift
          ? [{ id: `gift-${number}`, kind: 'gift_card', balance_cents: 500 * this.chance.below(60) }]
          : []),
      ],
      order_ids: [],
    };
    this.#world.buyers[id] = buyer;
    if (weight > 0) this.#habits.push({ buyer, shops, weight });
  }

  addShownOrder(shown: ShownOrder): void {
    const buyer = must(this.#world.buyers[shown.buyer], `the buyer ${shown.buyer}`);
    const products = shown.products.map((name) => this.#productOf((one) => one.name === name));
    const order = this.#order(buyer, products, this.chance.inDays(-shown.days));
    const plan = must(order.plan, 'a plan');
    Object.assign(
      plan,
      shown.plan((days) => this.chance.inDays(days)),
    );
    this.#orders.push(order);
  }

  addOrder(days: number): void {
    const total = this.#habits.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.chance.share() * total;
    const habit = must(
      this.#habits.find(({ weight }) => {
        left -= weight;
        return left < 0;
      }),
      'a buyer',
    );
    const shop = this.chance.pick(habit.shops);
    const count = 1 + this.chance.below(3);
    const products = Array.from({ length: count }, () => this.#productOf((one) => one.shop_id === shop));
    const order = this.#order(habit.buyer, products, this.chance.inDays(days));
    this.#orders.push(order);
    if (days >= 0) return;
    const wish = actsOf(order, this.#world, this.chance).filter(({ at }) => at < this.#now);
    this.#acts.push(...wish);
  }

  #productOf(fits: (product: Product) => boolean): Product {
    return this.chance.pick(Object.values(this.#world.products).filter(fits));
  }

  #order(buyer: Buyer, products: Product[], placed_at: string): StoredOrder {
    const lines = products.map((product, place) => {
      const { item_id, options, price_cents } = must(product.variants[place % 2], 'a variant');
      const line_id = String(place + 1);
      const { id: product_id, name } = product;
      return { line_id, item_id, product_id, name, options: { ...options }, price_cents };
    });
    const total_cents = lines.reduce((sum, line) => sum + line.price_cents, 0);
    const { shop_id, currency } = must(products[0], 'a product');
    const payment_method_id = must(buyer.payment_methods[0], 'a card').id;
    return {
      id: `#H${1_000_001 + this.#orders.length}`,
      buyer_id: buyer.id,
      shop_id,
      status: 'pending',
      currency,
      placed_at,
      lines,
      total_cents,
      address: { ...buyer.address },
      payments: [{ kind: 'payment', amount_cents: total_cents, payment_method_id }],
      parcels: [],
      plan: this.#plan(buyer, shop_id, placed_at),
    };
  }

  /** Most arrive in time; some late, a few never. */
  #plan(buyer: Buyer, shop_id: string, placed_at: string): NonNullable<StoredOrder['plan']> {
    const { country } = must(this.#world.shops[shop_id], `the shop ${shop_id}`);
    const { chance } = this;
    const packed_at = chance.after(placed_at, 0.2 + 1.4 * chance.share());
    const shipped_at = chance.after(packed_at, 0.2 + 0.8 * chance.share());
    const far = country !== buyer.address.country;
    const expected_at = chance.after(shipped_at, (far ? 5 : 2) + 2 * chance.share());
    const luck = chance.share();
    const abroad = chance.pick(DEMO_BORDERS);
    const late_days = luck < 0.84 ? -chance.share() : 1 + 3 * chance.share();
    return {
      packed_at,
      shipped_at,
      expected_at,
      arrives_at: luck > 0.97 ? null : chance.after(expected_at, late_days),
      tracking_id: `CH${String(100_000_000 + chance.below(900_000_000))}`,
      carrier: chance.pick(DEMO_CARRIERS),
      places: [country, far ? abroad : (DEMO_HUBS[country] ?? abroad), buyer.address.city],
    };
  }

  story(): DemoStory {
    const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    const coming = this.#orders.toSorted((a, b) => before(a.placed_at ?? '', b.placed_at ?? ''));
    const acts = this.#acts.toSorted((a, b) => before(a.at, b.at));
    return { start: { ...this.#world, coming }, acts };
  }
}
