import type { Order } from '@hark/core';
import { picture } from './demo-shop-picture.ts';
import { addressOf, day, moment, money, query, type Visit, zoneName } from './demo-shop-visit.ts';
import { WORDS } from './demo-shop-words.ts';
import { escaped } from './markup.ts';

const STEPS = ['pending', 'processed', 'shipped', 'delivered'];
/** As many as one scrolls through. */
const SHOWN = 24;
const OPEN = new Set([
  'pending',
  'pending (item modified)',
  'processed',
  'shipped',
  'return requested',
  'exchange requested',
]);

/** My orders, newest first: what is under way, then what was. */
export function ordersPage(visit: Visit, orders: Order[]): string {
  const words = WORDS[visit.language];
  const shown = orders.slice(0, SHOWN);
  const [open, done] = [true, false].map((is) => shown.filter(({ status }) => OPEN.has(status) === is));
  const list = (title: string, some: Order[] = []): string =>
    some.length === 0
      ? ''
      : `<section><h2 class="group">${title} <span>${some.length}</span></h2>
<ul class="orders">${some.map((order) => card(visit, order)).join('\n')}</ul></section>`;
  const more = orders.length > SHOWN ? `<p class="quiet">${words.more}</p>` : '';
  const none = orders.length === 0 ? `<p class="quiet">${words.none}</p>` : '';
  return frame(visit, {
    title: words.orders,
    order: null,
    main: `<h1>${words.orders}</h1>${list(words.under_way, open)}${list(words.earlier, done)}${more}${none}`,
  });
}

function card(visit: Visit, order: Order): string {
  const words = WORDS[visit.language];
  const pictures = order.lines.slice(0, 3).map(({ name }) => picture(name));
  const names = order.lines.map(({ name }) => name).join(', ');
  return `<li class="order">
<div class="pictures">${pictures.join('')}</div>
<div class="about">
<h3><a href="${addressOf(visit, order)}">${escaped(names)}</a></h3>
<p>${words.from} ${escaped(order.shop.name)}, ${words.order.toLowerCase()} ${escaped(order.id)}</p>
<p class="standing">${badge(visit, order)} ${when(visit, order)}</p>
</div>
<div class="sum"><p class="money">${money(visit, order, order.total_cents)}</p>
<a class="button" href="${addressOf(visit, order)}" aria-label="${words.see} ${escaped(order.id)}">${words.see}</a></div>
</li>`;
}

/** One order: where it is, what is in it, who sold it, where it goes. */
export function orderPage(visit: Visit, order: Order): string {
  const words = WORDS[visit.language];
  const lines = order.lines.map(
    (line) => `<li class="line">${picture(line.name)}
<div class="about"><h3>${escaped(line.name)}</h3><p>${escaped(Object.values(line.options).join(', '))}</p></div>
<p class="money">${money(visit, order, line.price_cents)}</p></li>`,
  );
  const { line1, line2, postcode, city, country } = order.address;
  const address = [line1, line2, `${postcode} ${city}`, country].filter((one) => one.trim() !== '');
  const placed =
    order.placed_at === undefined ? '' : `, ${words.placed.toLowerCase()} ${day(visit, order.placed_at)}`;
  return frame(visit, {
    title: `${words.order} ${order.id}`,
    order: order.id,
    main: `<p class="back"><a href="/demo/shop${query(visit)}">${words.back}</a></p>
<header class="order-head"><div><h1>${words.order} ${escaped(order.id)}</h1>
<p>${words.sold_by} ${escaped(order.shop.name)}${placed}</p></div>
<p class="standing">${badge(visit, order)} ${when(visit, order)}</p></header>
${progress(visit, order)}
<div class="two">
<div><section><h2>${words.items}</h2><ul class="lines">${lines.join('\n')}</ul>${sums(visit, order)}</section></div>
<aside>${parcels(visit, order)}
<section><h2>${words.going_to}</h2><p>${address.map(escaped).join('<br>')}</p></section>
${paidWith(visit, order)}
<p class="quiet">${words.clocks} ${escaped(zoneName(visit))}.</p></aside>
</div>`,
  });
}

function sums(visit: Visit, order: Order): string {
  const words = WORDS[visit.language];
  const refunds = order.payments
    .filter(({ kind }) => kind === 'refund')
    .map(({ amount_cents, settled_at }) => {
      const since =
        settled_at !== undefined && settled_at <= visit.now ? words.settled : words.on_its_way_back;
      const note = settled_at === undefined ? '' : ` <small>${since} ${day(visit, settled_at)}</small>`;
      return `<p class="total back-money"><span>${words.refunded}${note}</span> <span class="money">${money(visit, order, amount_cents)}</span></p>`;
    });
  return `<p class="total"><span>${words.total}</span> <strong class="money">${money(visit, order, order.total_cents)}</strong></p>${refunds.join('')}`;
}

function paidWith(visit: Visit, order: Order): string {
  const words = WORDS[visit.language];
  const id = order.payments[0]?.payment_method_id;
  const method = visit.account?.payment_methods.find((one) => one.id === id);
  if (!method) return '';
  const number = method.last_four === undefined ? '' : ` •••• ${method.last_four}`;
  const name = words.methods[method.kind] ?? method.kind;
  return `<section><h2>${words.paid}</h2><p>${escaped(`${name}${number}`)}</p></section>`;
}

function parcels(visit: Visit, order: Order): string {
  const words = WORDS[visit.language];
  return order.parcels
    .map(({ carrier, tracking_id, scans = [] }) => {
      const seen = scans
        .toReversed()
        .map(
          ({ at, status, place }) =>
            `<li><strong>${escaped(words.scans[status] ?? status)}</strong> <span>${escaped(place)}, ${moment(visit, at)}</span></li>`,
        );
      return `<section><h2>${words.parcel}</h2><p>${escaped(`${carrier ?? ''} ${tracking_id}`.trim())}</p>
<ol class="scans">${seen.join('')}</ol></section>`;
    })
    .join('');
}

function progress({ language }: Visit, order: Order): string {
  const reached = STEPS.indexOf(order.status);
  if (reached === -1) return '';
  const steps = WORDS[language].steps.map((step, at) => {
    const current = at === reached ? ' aria-current="step"' : '';
    return `<li${at <= reached ? ' class="reached"' : ''}${current}>${step}</li>`;
  });
  return `<ol class="progress">${steps.join('')}</ol>`;
}

/** The state in a word; a parcel that is late or gone says so before anything else. */
function badge(visit: Visit, order: Order): string {
  const words = WORDS[visit.language];
  const trouble = troubleOf(visit, order);
  if (trouble !== null) {
    const name = words.scans[trouble === 'late' ? 'delayed' : 'lost'] ?? trouble;
    return `<span class="badge ${trouble === 'late' ? 'due' : 'late'}">${name}</span>`;
  }
  const state = words.states[order.status] ?? { name: order.status, tone: 'plain' };
  return `<span class="badge ${state.tone}">${escaped(state.name)}</span>`;
}

/** The date that matters now. */
function when(visit: Visit, order: Order): string {
  const words = WORDS[visit.language];
  const parcel = order.parcels[0];
  const told = (word: string, at: string): string => `<span>${word} ${day(visit, at)}</span>`;
  if (order.status === 'shipped' && parcel?.expected_at !== undefined) {
    const trouble = troubleOf(visit, order);
    const seen = parcel.scans?.findLast(({ status }) => status !== 'lost')?.at;
    if (trouble === 'lost' && seen !== undefined) return told(words.lost, seen);
    return told(trouble === 'late' ? words.late : words.expected, parcel.expected_at);
  }
  if (order.status === 'processed' && parcel?.expected_at !== undefined)
    return told(words.expected, parcel.expected_at);
  if (order.status === 'delivered' && order.delivered_at !== undefined)
    return `<span>${day(visit, order.delivered_at)}</span>`;
  if (order.placed_at === undefined) return '';
  return order.status === 'pending'
    ? `<span>${day(visit, order.placed_at)}</span>`
    : told(words.placed, order.placed_at);
}

function troubleOf(visit: Visit, order: Order): 'late' | 'lost' | null {
  const parcel = order.parcels[0];
  if (order.status !== 'shipped' || !parcel) return null;
  if (parcel.status === 'lost') return 'lost';
  const overdue = parcel.expected_at !== undefined && parcel.expected_at < visit.now;
  return parcel.status === 'delayed' || overdue ? 'late' : null;
}

function frame(visit: Visit, page: { title: string; order: string | null; main: string }): string {
  const words = WORDS[visit.language];
  const others = visit.others
    .filter(({ id }) => id !== visit.buyer.id)
    .map(
      (buyer) =>
        `<li><a href="/demo/shop${query({ buyer, language: buyer.language })}">${escaped(buyer.name)}</a> <small>${escaped(buyer.note)}</small></li>`,
    );
  const order = page.order === null ? '' : ` data-order="${escaped(page.order)}"`;
  const here = page.order === null ? '/demo/shop' : `/demo/shop/order/${encodeURIComponent(page.order)}`;
  const inLanguage = (language: 'en' | 'es', name: string): string =>
    `<a href="${here}${query({ ...visit, language })}" lang="${language}" hreflang="${language}"${language === visit.language ? ' aria-current="true"' : ''}>${name}</a>`;
  return `<!doctype html>
<html lang="${visit.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${escaped(page.title)}: Casa Harbour</title>
<link rel="icon" href="/chat/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/demo/shop.css">
<script src="/widget.js" data-token="${escaped(visit.token)}"${order} data-lang="${visit.language}" async></script>
</head>
<body>
<header class="top"><a class="brand" href="/demo/shop${query(visit)}">Casa Harbour</a>
<p class="nav">${words.nav.map((word) => `<span>${word}</span>`).join(' ')}</p>
<details class="who"><summary>${words.signed_in} <strong>${escaped(visit.buyer.name)}</strong></summary>
<div class="menu"><p>${words.change}</p><ul>${others.join('\n')}</ul></div></details></header>
<main>
${page.main}
</main>
<footer><p>${words.foot}</p><p><a href="/help/${visit.language}">${words.help}</a></p><p>${inLanguage('en', 'English')} ${inLanguage('es', 'Español')}</p></footer>
</body>
</html>
`;
}
