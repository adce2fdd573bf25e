import { stem, tokens } from './match.ts';

/**
 * What goods are called, in English and Spanish, as a dictionary has it: one thing a row, its names separated by commas. An
 * article whose name is one of them may be called by any other. No word that rather tells a part or a look ("screen", "cover").
 */
const SAME = `
  polo, polo shirt, tennis shirt
  puzzle, jigsaw, jigsaw puzzle, rompecabezas, puzle
  poncho, cape, capa, ruana
  radio, transistor, wireless set
  kimono, quimono, robe, dressing gown, bata, bathrobe, albornoz, housecoat
  tablet, tableta, ipad, tablet pc
  guitar, guitarra
  router, modem, wifi box, wifi router, wifi, aparato del wifi
  t shirt, tshirt, tee, camiseta, remera, playera, polera, franela
  shirt, camisa
  blouse, blusa
  jumper, sweater, pullover, jersey, sueter, pulover, buzo, sudadera, hoodie, sweatshirt, cardigan, chaleco
  jacket, chaqueta, cazadora, campera, chamarra, casaca
  coat, overcoat, abrigo, parka, anorak, tapado, raincoat, chubasquero, impermeable
  trousers, pants, slacks, pantalon, pantalones, chinos
  jeans, denims, vaqueros, tejanos, jean, mezclilla
  shorts, bermudas, pantalon corto
  skirt, falda, pollera
  dress, gown, frock, vestido
  suit, traje, terno
  pyjamas, pajamas, pijama, nightgown, camison
  socks, calcetines, medias
  underwear, knickers, boxers, briefs, ropa interior, calzoncillos, bragas
  bra, sujetador, brasier, sosten
  swimsuit, bikini, bathing suit, banador, traje de bano
  scarf, bufanda, shawl, foulard, panuelo
  gloves, mittens, guantes
  hat, cap, beanie, sombrero, gorra, gorro
  belt, cinturon
  tie, necktie, corbata
  shoes, zapatos, footwear, calzado
  trainers, sneakers, running shoes, tennis shoes, zapatillas, deportivas, tenis, bambas
  boots, botas, hiking boots, wellies, botines
  sandals, flip flops, sandalias, chanclas
  slippers, pantuflas, zapatillas de casa
  bag, handbag, purse, tote, bolso, cartera
  backpack, rucksack, knapsack, mochila
  suitcase, luggage, trolley, maleta, valija, equipaje
  wallet, billfold, billetera, monedero
  umbrella, brolly, paraguas
  sunglasses, shades, gafas de sol, lentes de sol
  glasses, spectacles, gafas, lentes, anteojos
  watch, wristwatch, smartwatch, smart watch, reloj
  clock, alarm clock, despertador, reloj de pared
  ring, anillo, sortija
  necklace, pendant, collar, colgante
  bracelet, bangle, pulsera, brazalete
  earrings, studs, pendientes, aretes, aros
  phone, mobile phone, cellphone, smartphone, telefono, movil, celular
  laptop, notebook computer, portatil, ordenador portatil
  computer, pc, ordenador, computadora
  television, telly, televisor, tele, television
  monitor, pantalla de ordenador
  keyboard, teclado
  mouse, raton
  printer, impresora
  camera, camara, webcam
  headphones, earphones, earbuds, headset, auriculares, audifonos, cascos
  speaker, loudspeaker, altavoz, parlante, bocina
  microphone, mic, microfono
  charger, power adapter, cargador
  power bank, portable charger, bateria externa
  drone, quadcopter, dron
  console, games console, consola
  vacuum cleaner, vacuum, hoover, robot vacuum, aspiradora, aspirador
  washing machine, washer, lavadora, lavarropas
  fridge, refrigerator, freezer, nevera, frigorifico, heladera, refri
  oven, stove, cooker, horno, cocina electrica
  microwave, microondas
  kettle, electric kettle, hervidor, pava electrica, tetera
  toaster, tostadora
  blender, mixer, liquidiser, licuadora, batidora
  coffee maker, coffee machine, espresso machine, cafetera
  fryer, air fryer, freidora
  iron, plancha
  fan, ventilator, ventilador
  heater, radiator, calefactor, estufa, radiador
  air conditioner, aire acondicionado
  hair dryer, hairdryer, secador, secadora de pelo
  razor, shaver, afeitadora, maquinilla
  toothbrush, cepillo de dientes
  lamp, desk lamp, floor lamp, lampara, velador, flexo
  mug, cup, taza, tazon
  bottle, water bottle, flask, thermos, botella, termo, cantimplora
  plates, dishes, platos, vajilla
  bowl, cuenco, bol
  glassware, tumblers, vasos, copas
  cutlery, silverware, cubiertos
  pan, frying pan, skillet, sarten
  pot, saucepan, olla, cazuela, cacerola
  knives, knife, cuchillos, cuchillo
  chopping board, cutting board, tabla de cortar
  table, desk, mesa, escritorio
  chair, armchair, silla, sillon, butaca, office chair
  sofa, couch, settee, sofa cama
  stool, taburete, banqueta
  bed, bed frame, cama, litera
  mattress, colchon
  wardrobe, closet, armario, ropero
  shelf, bookshelf, bookcase, shelving, estante, estanteria, repisa, librero
  cupboard, cabinet, sideboard, aparador, alacena
  mirror, espejo
  carpet, rug, alfombra, tapete
  curtains, drapes, cortinas, visillos
  cushion, pillow, cojin, almohada, almohadon
  duvet, quilt, comforter, edredon, nordico
  blanket, throw, manta, frazada, cobija
  sheets, bed linen, bedding, sabanas, ropa de cama
  towel, toalla
  candle, vela
  vase, flowerpot, jarron, florero, maceta
  picture, painting, poster, cuadro, lamina
  photo frame, picture frame, marco, portarretratos
  bicycle, bike, bicicleta, bici
  scooter, patinete, monopatin
  skateboard, monopatin, patineta
  helmet, casco
  ball, football, balon, pelota
  racket, racquet, raqueta
  treadmill, cinta de correr, caminadora
  dumbbells, weights, pesas, mancuernas
  yoga mat, exercise mat, esterilla
  tent, carpa, tienda de campana
  sleeping bag, saco de dormir
  fishing rod, cana de pescar
  skates, roller skates, patines
  skis, esquis
  grill, barbecue, bbq, barbacoa, parrilla, asador
  lawnmower, mower, cortacesped
  hose, garden hose, manguera
  drill, power drill, taladro, taladradora
  hammer, martillo
  saw, handsaw, sierra
  screwdriver, destornillador
  toolbox, tool kit, caja de herramientas
  ladder, escalera
  book, novel, libro, novela
  notebook, notepad, diary, cuaderno, libreta, agenda
  pen, biro, boligrafo, pluma, lapicera
  calendar, planner, calendario
  game, board game, juego de mesa
  toy, juguete
  doll, muneca
  teddy, teddy bear, plush, soft toy, peluche, osito
  pram, buggy, stroller, pushchair, cochecito, carrito
  cot, crib, cuna
  perfume, fragrance, cologne, colonia
  cream, lotion, moisturiser, crema, locion
  shampoo, champu
  soap, jabon
  lipstick, pintalabios, labial
  piano, keyboard piano, teclado musical
  violin, fiddle
  drum, drums, tambor, bateria musical
  flute, flauta
  dog bed, cama de perro
  leash, lead, correa
  tea, te
  coffee beans, ground coffee, cafe
  chocolate, chocolates, bombones
  wine, vino
  hard drive, external drive, ssd, disco duro
  memory card, sd card, tarjeta de memoria
  cable, cord, cable usb
  jewellery box, joyero
  sewing machine, maquina de coser
  scale, scales, bascula, balanza
  thermometer, termometro
  humidifier, humidificador
  air purifier, purificador
  projector, proyector
  telescope, telescopio
  binoculars, prismaticos
  binder, archivador, carpeta`;

/** A kind of thing, and what belongs to it, by one name of each. */
const KINDS = `
  shirt, top, camiseta, camisa, remera, playera: polo, t shirt, shirt, blouse
  jumper, top, jersey: jumper, polo
  garment, clothing, prenda, ropa: polo, t shirt, shirt, blouse, jumper, jacket, coat, trousers, jeans, shorts, skirt, dress, suit, pyjamas, poncho, kimono
  gown: kimono
  shawl, wrap, chal, manto: poncho
  jigsaw, board game, juego, game: puzzle
  instrument, musical instrument, instrumento: guitar, piano, violin, drum, flute
  shoe, zapato: trainers, boots, sandals, slippers
  jewellery, jewelry, joya: ring, necklace, bracelet, earrings
  electronics: tablet, phone, laptop, computer, television, radio, router, camera, headphones, speaker`;

const key = (name: string): string =>
  tokens(name, 'en')
    .map((token) => stem(token.word))
    .join(' ');

function rows(table: string): string[] {
  return table
    .trim()
    .split('\n')
    .map((row) => row.trim());
}

const list = (text: string): string[] => text.split(',').map((one) => one.trim());

function readGoods(): Map<string, Set<string>> {
  const called = new Map<string, Set<string>>();
  const add = (name: string, others: string[]): void => {
    const known = called.get(key(name)) ?? new Set<string>();
    for (const other of others) known.add(other);
    called.set(key(name), known);
  };
  for (const row of rows(SAME)) for (const name of list(row)) add(name, list(row));
  for (const row of rows(KINDS)) {
    const [kinds = '', members = ''] = row.split(':');
    // Every name of a member, but not what belongs to other things of the kind.
    for (const member of list(members))
      for (const same of rows(SAME).filter((one) => list(one)[0] === member))
        for (const name of list(same)) add(name, list(kinds));
  }
  return called;
}

const CALLED = readGoods();

/** Other names for an article whose name ends (or, in Spanish, begins) with the name of a known thing; none for an unknown one. */
export function otherNames(name: string): string[] {
  const words = tokens(name, 'en').map((token) => stem(token.word));
  const found = [words.join(' '), words.slice(-2).join(' '), words.at(-1) ?? '', words[0] ?? ''];
  const known = found.map((one) => CALLED.get(one)).find((one) => one !== undefined);
  return [...(known ?? [])].filter((one) => key(one) !== words.join(' '));
}

const WORDS = new Set([...CALLED.keys()].flatMap((name) => name.split(' ')));

/** Whether a word is part of what goods are called; it tells nothing of what is asked about them in general. */
export function isOfGoods(word: string): boolean {
  return WORDS.has(stem(word));
}
