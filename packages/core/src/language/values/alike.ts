import { type WordLanguage, wordLanguage } from './everyday-words.ts';

/** `meaning: words said for it`, one a line: the plainest attributes of goods, as a dictionary has them. */
type Table = string;

const ENGLISH: Table = `
  grey: gray
  color: colour colours
  aluminum: aluminium
  harbour: harbor
  fibre: fiber
  tire: tyre
  s: small
  m: medium med
  l: large lg
  xs: xsmall
  xl: xlarge
  xxl: xxlarge 2xl
  xxxl: 3xl
  foot: feet
  woman: women
  man: men
  shelf: shelves
  knife: knives
  mouse: mice
  bicycle: bike bikes
  refrigerator: fridge
  couch: sofa
  television: tv telly
  tshirt: tee tees
  wood: wooden
  luggage: suitcase suitcases
  sneaker: trainers
  smartphone: cellphone mobile
  vacuum: hoover
  earbud: earphones`;

const SPANISH: Table = `
  black: negro negra negros negras
  white: blanco blanca blancos blancas
  red: rojo roja rojos rojas
  blue: azul azules
  green: verde verdes
  grey: gris grises gray
  yellow: amarillo amarilla amarillos amarillas
  orange: naranja naranjas anaranjado anaranjada
  pink: rosa rosado rosada
  purple: morado morada violeta
  brown: marron marrones
  beige: beis
  cream: crema
  silver: plateado plateada
  gold: dorado dorada oro
  bronze: bronce
  copper: cobre
  turquoise: turquesa
  ivory: marfil
  navy: marino
  khaki: caqui
  maroon: granate
  wood: madera
  glass: vidrio cristal
  leather: cuero
  cotton: algodon
  wool: lana
  linen: lino
  silk: seda
  velvet: terciopelo
  plastic: plastico
  metal: metalico metalica
  steel: acero
  stainless: inoxidable
  aluminum: aluminio
  ceramic: ceramica
  marble: marmol
  rubber: goma caucho
  paper: papel
  bamboo: bambu
  oak: roble
  pine: pino
  cedar: cedro
  walnut: nogal
  mahogany: caoba
  beech: haya
  maple: arce
  cherry: cerezo
  striped: rayado rayada
  stripes: rayas
  floral: floreado floreada
  flower: flor
  flowers: flores
  forest: bosque
  harbour: puerto
  mountain: montana
  mountains: montanas
  beach: playa
  sea: mar
  city: ciudad
  garden: jardin
  animals: animales
  round: redondo redonda
  square: cuadrado cuadrada
  rectangular: rectangular
  wireless: inalambrico inalambrica
  battery: pila pilas bateria baterias
  solar: solar
  mini: mini
  s: pequeno pequena small
  m: mediano mediana medium
  l: grande large
  size: talla tamano
  color: colores
  pieces: piezas
  motif: motivo dibujo
  storage: almacenamiento memoria capacidad`;

function read(table: Table): Map<string, string> {
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/[: ]+/));
  return new Map(
    rows.flatMap(([meaning = '', ...said]) => said.map((word): [string, string] => [word, meaning])),
  );
}

const ALIKE: Record<WordLanguage, Map<string, string>> = { en: read(ENGLISH), es: read(SPANISH) };

/** One spelling for words that mean the same attribute or article. */
export function alike(word: string, language: string): string {
  return ALIKE[wordLanguage(language)].get(word) ?? word;
}

/** Colours and letter sizes, in the one spelling that {@link alike} gives. */
const LOOKS = new Set(
  'black white red blue green grey yellow orange pink purple brown beige cream silver gold navy turquoise ivory khaki maroon s m l xs xl xxl'.split(
    ' ',
  ),
);

/** Whether a word is a colour or a letter size, by which a thing is told from another of its kind. */
export function isLook(word: string): boolean {
  return LOOKS.has(word);
}

/** What two words mean together, where that is one thing ("azul marino" is navy); null for any others. */
export function alikeTogether(first: string, second: string, language: string): string | null {
  return TOGETHER[wordLanguage(language)].get(`${first} ${second}`) ?? null;
}

const TOGETHER: Record<WordLanguage, Map<string, string>> = {
  en: new Map([['navy blue', 'navy']]),
  es: new Map([
    ['azul marino', 'navy'],
    ['azul navy', 'navy'],
  ]),
};
