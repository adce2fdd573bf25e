/** A place where buyers of the demo live; who lives there is spoken to in `language`. */
export type DemoPlace = {
  street: string;
  city: string;
  region: string;
  postcode: string;
  country: string;
  language: 'en' | 'es';
};

const SPAIN = { country: 'Spain', language: 'es' } as const;
const IRELAND = { country: 'Ireland', language: 'en' } as const;
const BRITAIN = { country: 'United Kingdom', language: 'en' } as const;
const STATES = { country: 'United States', language: 'en' } as const;

/** Places where the demo's buyers live. */
export const DEMO_PLACES: readonly DemoPlace[] = [
  { ...SPAIN, street: 'Calle Mayor', city: 'Valencia', region: 'Valencia', postcode: '46001' },
  { ...SPAIN, street: 'Avenida del Puerto', city: 'Cádiz', region: 'Andalucía', postcode: '11006' },
  { ...SPAIN, street: 'Rúa Nova', city: 'Vigo', region: 'Galicia', postcode: '36201' },
  { ...SPAIN, street: 'Calle Luna', city: 'Zaragoza', region: 'Aragón', postcode: '50003' },
  { ...IRELAND, street: 'Harbour Road', city: 'Galway', region: 'Connacht', postcode: 'H91 C2X4' },
  { ...IRELAND, street: 'Mill Lane', city: 'Cork', region: 'Munster', postcode: 'T12 W8KP' },
  { ...BRITAIN, street: 'Orchard Street', city: 'Bristol', region: 'England', postcode: 'BS1 5EH' },
  { ...BRITAIN, street: 'Shore Road', city: 'Leith', region: 'Scotland', postcode: 'EH6 6QN' },
  { ...STATES, street: 'Larimer Street', city: 'Denver', region: 'CO', postcode: '80202' },
  { ...STATES, street: 'Alder Avenue', city: 'Portland', region: 'OR', postcode: '97204' },
  {
    street: 'ulica Długa',
    city: 'Gdańsk',
    region: 'Pomorze',
    postcode: '80-831',
    country: 'Poland',
    language: 'en',
  },
  {
    street: 'Södra vägen',
    city: 'Göteborg',
    region: 'Götaland',
    postcode: '412 54',
    country: 'Sweden',
    language: 'en',
  },
  {
    street: 'Teramachi-dori',
    city: 'Kyoto',
    region: 'Kyoto',
    postcode: '604-0934',
    country: 'Japan',
    language: 'en',
  },
];

/** Given and family names of the demo's buyers, by the language in which they are spoken to. */
export const DEMO_NAMES = {
  es: {
    first: ['Marta', 'Iker', 'Pau', 'Elena', 'Hugo', 'Irene', 'Mateo', 'Alba', 'Bruno', 'Clara', 'Nerea'],
    last: ['Solana', 'Quiroga', 'Cabrera', 'Ferrer', 'Navarro', 'Beltrán', 'Arias', 'Lozano', 'Vidal'],
  },
  en: {
    first: ['Nora', 'Ruth', 'Owen', 'Tamsin', 'Idris', 'Greta', 'Malin', 'Zofia', 'Kenji', 'Aiko', 'Dale'],
    last: ['Whitfield', 'Lindqvist', 'Ashby', 'Okafor', 'Marlowe', 'Tanaka', 'Nowak', 'Pryce', 'Hollis'],
  },
} as const;

/** Carriers that bring the demo's parcels. */
export const DEMO_CARRIERS = ['Correo Sol', 'Rapid Parcel', 'Green Mile'];

/** Towns through which a parcel comes that stays in its country. */
export const DEMO_HUBS: { readonly [country: string]: string } = {
  Spain: 'Zaragoza',
  'United Kingdom': 'Birmingham',
  'United States': 'Chicago',
  Poland: 'Łódź',
  Sweden: 'Örebro',
  Japan: 'Nagoya',
};

/** And those through which one comes that leaves it. */
export const DEMO_BORDERS = ['Rotterdam', 'Leipzig', 'Liège'];

/** A person who answers for a shop in the demo, or, with the shop `platform`, for the marketplace. */
export type DemoAgent = { id: string; name: string; shop_id: string };

/** Everybody who answers in the demo. */
export const DEMO_AGENTS: readonly DemoAgent[] = [
  { id: 'carmen-ruiz', name: 'Carmen Ruiz', shop_id: 'olivar' },
  { id: 'jordi-pla', name: 'Jordi Pla', shop_id: 'olivar' },
  { id: 'beth-carver', name: 'Beth Carver', shop_id: 'pennyloft' },
  { id: 'sam-dawson', name: 'Sam Dawson', shop_id: 'northbound' },
  { id: 'rosa-medina', name: 'Rosa Medina', shop_id: 'northbound' },
  { id: 'ola-kowal', name: 'Ola Kowal', shop_id: 'bursztyn' },
  { id: 'nils-berg', name: 'Nils Berg', shop_id: 'fjall' },
  { id: 'yuki-mori', name: 'Yuki Mori', shop_id: 'tsukimi' },
  { id: 'ines-duarte', name: 'Inés Duarte', shop_id: 'platform' },
  { id: 'theo-marsh', name: 'Theo Marsh', shop_id: 'platform' },
];
