/** The languages of the demo shop's pages. */
export type PageLanguage = 'en' | 'es';

/** What a state of an order is called, and how it is meant: nothing uses colour alone. */
type State = { name: string; tone: 'good' | 'note' | 'plain' };

type Words = {
  nav: string[];
  orders: string;
  help: string;
  under_way: string;
  earlier: string;
  none: string;
  back: string;
  signed_in: string;
  change: string;
  order: string;
  from: string;
  sold_by: string;
  clocks: string;
  placed: string;
  total: string;
  refunded: string;
  settled: string;
  on_its_way_back: string;
  see: string;
  items: string;
  going_to: string;
  paid: string;
  parcel: string;
  expected: string;
  late: string;
  lost: string;
  delivered: string;
  steps: [string, string, string, string];
  scans: { [status: string]: string };
  foot: string;
  more: string;
  states: { [status: string]: State };
  methods: { [kind: string]: string };
};

/** Everything that the demo shop's pages say, in both languages. */
export const WORDS: { [L in PageLanguage]: Words } = {
  en: {
    nav: ['New in', 'Kitchen', 'Home', 'Clothing', 'Outdoors'],
    orders: 'My orders',
    help: 'Help and answers',
    under_way: 'Under way',
    earlier: 'Earlier',
    none: 'There are no orders yet. What you order will be here.',
    back: 'All orders',
    signed_in: 'Signed in as',
    change: 'Look at it as',
    order: 'Order',
    from: 'from',
    sold_by: 'Sold by',
    clocks: 'Times are those of',
    placed: 'Placed on',
    total: 'Total',
    refunded: 'Paid back',
    settled: 'with you since',
    on_its_way_back: 'with you by',
    see: 'See order',
    items: 'Items',
    going_to: 'Going to',
    paid: 'Paid with',
    parcel: 'Parcel',
    expected: 'Arrives',
    late: 'Was due',
    lost: 'Not seen since',
    delivered: 'Delivered',
    steps: ['Placed', 'Packed', 'On its way', 'Delivered'],
    scans: {
      preparing: 'Packed',
      in_transit: 'On its way',
      out_for_delivery: 'Out for delivery',
      delayed: 'Delayed',
      lost: 'Missing',
      delivered: 'Delivered',
    },
    foot: 'A demo marketplace. Nothing here can be bought, and all names are made up.',
    more: 'Older orders are not shown.',
    states: {
      pending: { name: 'Placed', tone: 'plain' },
      'pending (item modified)': { name: 'Changed', tone: 'plain' },
      processed: { name: 'Packed', tone: 'note' },
      shipped: { name: 'On its way', tone: 'note' },
      delivered: { name: 'Delivered', tone: 'good' },
      cancelled: { name: 'Cancelled', tone: 'plain' },
      'return requested': { name: 'Return on its way', tone: 'note' },
      returned: { name: 'Returned', tone: 'good' },
      'exchange requested': { name: 'Exchange on its way', tone: 'note' },
      exchanged: { name: 'Exchanged', tone: 'good' },
      'problem reported': { name: 'Problem reported', tone: 'note' },
      withdrawn: { name: 'Withdrawn', tone: 'plain' },
    },
    methods: { credit_card: 'Card', paypal: 'PayPal', gift_card: 'Gift card' },
  },
  es: {
    nav: ['Novedades', 'Cocina', 'Casa', 'Ropa', 'Al aire libre'],
    orders: 'Mis pedidos',
    help: 'Ayuda y respuestas',
    under_way: 'En curso',
    earlier: 'Anteriores',
    none: 'Todavía no hay pedidos. Lo que pidas estará aquí.',
    back: 'Todos los pedidos',
    signed_in: 'Sesión de',
    change: 'Verlo como',
    order: 'Pedido',
    from: 'de',
    sold_by: 'Vendido por',
    clocks: 'Las horas son las de',
    placed: 'Hecho el',
    total: 'Total',
    refunded: 'Devuelto',
    settled: 'en tu cuenta desde el',
    on_its_way_back: 'en tu cuenta antes del',
    see: 'Ver pedido',
    items: 'Artículos',
    going_to: 'Dirección',
    paid: 'Pagado con',
    parcel: 'Paquete',
    expected: 'Llega el',
    late: 'Debía llegar el',
    lost: 'Sin noticias desde el',
    delivered: 'Entregado el',
    steps: ['Hecho', 'Preparado', 'En camino', 'Entregado'],
    scans: {
      preparing: 'Preparado',
      in_transit: 'En camino',
      out_for_delivery: 'En reparto',
      delayed: 'Con retraso',
      lost: 'Sin localizar',
      delivered: 'Entregado',
    },
    foot: 'Un mercado de muestra. Aquí no se puede comprar nada y todos los nombres son inventados.',
    more: 'Los pedidos más antiguos no se muestran.',
    states: {
      pending: { name: 'Hecho', tone: 'plain' },
      'pending (item modified)': { name: 'Modificado', tone: 'plain' },
      processed: { name: 'Preparado', tone: 'note' },
      shipped: { name: 'En camino', tone: 'note' },
      delivered: { name: 'Entregado', tone: 'good' },
      cancelled: { name: 'Cancelado', tone: 'plain' },
      'return requested': { name: 'Devolución en marcha', tone: 'note' },
      returned: { name: 'Devuelto', tone: 'good' },
      'exchange requested': { name: 'Cambio en marcha', tone: 'note' },
      exchanged: { name: 'Cambiado', tone: 'good' },
      'problem reported': { name: 'Problema comunicado', tone: 'note' },
      withdrawn: { name: 'Desistido', tone: 'plain' },
    },
    methods: { credit_card: 'Tarjeta', paypal: 'PayPal', gift_card: 'Tarjeta regalo' },
  },
};
