import { formatMoney, type Order } from '@hark/core';
import { picture } from './demo-shop-picture.ts';
import type { DemoBuyer } from './index-page.ts';
import { escaped } from './markup.ts';

/** Who looks at the demo shop: signed in as `buyer`, with the token that the shop has signed for the chat. */
export type Visit = { buyer: DemoBuyer; others: DemoBuyer[]; language: 'en' | 'es'; token: string };

const WORDS = {
  en: {
    nav: ['New in', 'Kitchen', 'Home', 'Clothing', 'Out and about'],
    orders: 'My orders',
    back: 'All orders',
    signed_in: 'Signed in as',
    change: 'Look at it as',
    order: 'Order',
    placed: 'Placed on',
    total: 'Total',
    see: 'See order',
    items: 'Items',
    going_to: 'Going to',
    paid: 'Paid',
    expected: 'Expected',
    parcel: 'Parcel',
    steps: ['Placed', 'Packed', 'On its way', 'Delivered'],
    foot: 'A demo shop. Nothing here can be bought, and all names are made up.',
    states: {
      pending: 'Placed',
      processed: 'Packed',
      shipped: 'On its way',
      delivered: 'Delivered',
      cancelled: 'Cancelled',
    } as { [status: string]: string },
  },
  es: {
    nav: ['Novedades', 'Cocina', 'Casa', 'Ropa', 'De paseo'],
    orders: 'Mis pedidos',
    back: 'Todos los pedidos',
    signed_in: 'Sesión de',
    change: 'Verlo como',
    order: 'Pedido',
    placed: 'Hecho el',
    total: 'Total',
    see: 'Ver pedido',
    items: 'Artículos',
    going_to: 'Dirección',
    paid: 'Pagado',
    expected: 'Llegada prevista',
    parcel: 'Paquete',
    steps: ['Hecho', 'Preparado', 'En camino', 'Entregado'],
    foot: 'Una tienda de muestra. Aquí no se puede comprar nada y todos los nombres son inventados.',
    states: {
      pending: 'Hecho',
      processed: 'Preparado',
      shipped: 'En camino',
      delivered: 'Entregado',
      cancelled: 'Cancelado',
    } as { [status: string]: string },
  },
};

const STEPS = ['pending', 'processed', 'shipped', 'delivered'];

/** My orders, newest first. */
export function ordersPage(visit: Visit, orders: Order[]): string {
  const words = WORDS[visit.language];
  const cards = orders.map((order) => {
    const names = order.lines.map(({ name }) => name).join(', ');
    return `<li class="order">
<div class="pictures">${order.lines
      .slice(0, 3)
      .map(({ name }) => picture(name))
      .join('')}</div>
<div class="about">
<h2><a href="${addressOf(visit, order)}">${escaped(names)}</a></h2>
<p>${words.order} ${escaped(order.id)}${placedOn(visit, order)}</p>
${badge(visit, order)}
</div>
<div class="sum"><p class="money">${money(visit, order, order.total_cents)}</p>
<a class="button" href="${addressOf(visit, order)}" aria-label="${words.see} ${escaped(order.id)}">${words.see}</a></div>
</li>`;
  });
  return frame(visit, {
    title: words.orders,
    order: null,
    main: `<h1>${words.orders}</h1>\n<ul class="orders">\n${cards.join('\n')}\n</ul>`,
  });
}

/** One order: where it is, what is in it, where it goes. */
export function orderPage(visit: Visit, order: Order): string {
  const words = WORDS[visit.language];
  const lines = order.lines.map(
    (line) => `<li class="line">${picture(line.name)}
<div class="about"><h3>${escaped(line.name)}</h3><p>${escaped(Object.values(line.options).join(', '))}</p></div>
<p class="money">${money(visit, order, line.price_cents)}</p></li>`,
  );
  const { line1, line2, postcode, city, country } = order.address;
  const address = [line1, line2, `${postcode} ${city}`, country].filter((one) => one.trim() !== '');
  return frame(visit, {
    title: `${words.order} ${order.id}`,
    order: order.id,
    main: `<p class="back"><a href="/demo/shop${query(visit)}">${words.back}</a></p>
<header class="order-head"><div><h1>${words.order} ${escaped(order.id)}</h1>
<p>${placedOn(visit, order).replace(/^, /, '')}</p></div>${badge(visit, order)}</header>
${progress(visit, order)}
<div class="two">
<section><h2>${words.items}</h2><ul class="lines">${lines.join('\n')}</ul>
<p class="total"><span>${words.total}</span> <strong class="money">${money(visit, order, order.total_cents)}</strong></p></section>
<aside>${parcels(visit, order)}<section><h2>${words.going_to}</h2><p>${address.map(escaped).join('<br>')}</p></section></aside>
</div>`,
  });
}

function parcels(visit: Visit, order: Order): string {
  const words = WORDS[visit.language];
  return order.parcels
    .map(({ carrier, tracking_id, expected_at }) => {
      const when = expected_at === undefined ? '' : `<p>${words.expected}: ${day(visit, expected_at)}</p>`;
      return `<section><h2>${words.parcel}</h2><p>${escaped(`${carrier ?? ''} ${tracking_id}`.trim())}</p>${when}</section>`;
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

function badge({ language }: Visit, order: Order): string {
  const state = WORDS[language].states[order.status] ?? order.status;
  return `<p class="badge">${escaped(state)}</p>`;
}

function placedOn(visit: Visit, order: Order): string {
  if (order.placed_at === undefined) return '';
  return `, ${WORDS[visit.language].placed.toLowerCase()} ${day(visit, order.placed_at)}`;
}

function day({ language }: Visit, instant: string): string {
  const form = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'Europe/Madrid' } as const;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'es-ES', form).format(new Date(instant));
}

function money({ language }: Visit, { currency }: Order, amount_cents: number): string {
  return escaped(formatMoney({ amount_cents, currency }, language));
}

function query({ buyer, language }: Visit): string {
  return `?as=${encodeURIComponent(buyer.id)}&amp;lang=${language}`;
}

function addressOf(visit: Visit, order: Order): string {
  return `/demo/shop/order/${encodeURIComponent(order.id)}${query(visit)}`;
}

function frame(visit: Visit, page: { title: string; order: string | null; main: string }): string {
  const words = WORDS[visit.language];
  const others = visit.others
    .filter(({ id }) => id !== visit.buyer.id)
    .map((buyer) => `<a href="/demo/shop${query({ ...visit, buyer })}">${escaped(buyer.name)}</a>`);
  const order = page.order === null ? '' : ` data-order="${escaped(page.order)}"`;
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
<p class="who">${words.signed_in} <strong>${escaped(visit.buyer.name)}</strong></p></header>
<main>
${page.main}
</main>
<footer><p>${words.foot}</p><p>${words.change} ${others.join(', ')}. <a href="/demo/shop${query({ ...visit, language: 'en' })}" lang="en">English</a>, <a href="/demo/shop${query({ ...visit, language: 'es' })}" lang="es">español</a></p></footer>
</body>
</html>
`;
}
