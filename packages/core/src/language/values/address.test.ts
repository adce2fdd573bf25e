import { describe, expect, it } from 'vitest';
import { findAddress } from './address.ts';
import { addressInPieces, renumbered } from './address-pieces.ts';

function address(
  line1: string,
  line2: string,
  rest: [city: string, region: string, postcode: string, country: string],
) {
  const [city, region, postcode, country] = rest;
  return { line1, line2, city, region, postcode, country };
}

const known = [
  { label: 'home', order_id: null, address: address('14 Birch Lane', '', ['Tulsa', 'OK', '74103', 'USA']) },
  {
    label: '',
    order_id: '#K4821066',
    address: address('9 Mill Street', 'Apt 2', ['Boise', 'ID', '83702', 'USA']),
  },
];

describe('addresses written out', () => {
  it.each<[string, ReturnType<typeof address>]>([
    [
      'Please ship to 415 Walnut Avenue, Suite 8, Springfield, IL 62701, USA.',
      address('415 Walnut Avenue', 'Suite 8', ['Springfield', 'IL', '62701', 'USA']),
    ],
    [
      '415 walnut ave apt 4 salt lake city utah 84101',
      address('415 walnut ave', 'apt 4', ['salt lake city', 'UT', '84101', 'USA']),
    ],
    [
      '742 Oak St\nUnit 5B\nPortland, Oregon 97201',
      address('742 Oak St', 'Unit 5B', ['Portland', 'OR', '97201', 'USA']),
    ],
    [
      'it is 12 Broadway, Albany, NY 12207-0001',
      address('12 Broadway', '', ['Albany', 'NY', '12207-0001', 'USA']),
    ],
    ['5 Lake Dr, St. Louis, MO 63101', address('5 Lake Dr', '', ['St. Louis', 'MO', '63101', 'USA'])],
    [
      'its 4 Seapoint Terrace, Bray, Co. Wicklow, A98 X2Y5, Ireland',
      address('4 Seapoint Terrace', '', ['Bray', 'Co. Wicklow', 'A98 X2Y5', 'IE']),
    ],
    ['77 Hill Road, Berwick, ME 03901', address('77 Hill Road', '', ['Berwick', 'ME', '03901', 'USA'])],
    ['5 Lake Dr St Louis, MO 63101', address('5 Lake Dr', '', ['St Louis', 'MO', '63101', 'USA'])],
    [
      '1600 Main Street in Columbus, Ohio. Zip 43004.',
      address('1600 Main Street', '', ['Columbus', 'OH', '43004', 'USA']),
    ],
    [
      'ship order #K4821066 to 77 Elm Court, Unit 9, Reno, NV 89501 instead',
      address('77 Elm Court', 'Unit 9', ['Reno', 'NV', '89501', 'USA']),
    ],
    ['88 NW 5th St, #12, Miami, FL 33101', address('88 NW 5th St', '#12', ['Miami', 'FL', '33101', 'USA'])],
    [
      '100 Queen St W, Toronto, ON M5H 2N2, Canada',
      address('100 Queen St W', '', ['Toronto', 'ON', 'M5H 2N2', 'CA']),
    ],
    ['Lindenallee 12, 10115 Berlin, Germany', address('Lindenallee 12', '', ['Berlin', '', '10115', 'DE'])],
    ['12 High Street, Leeds LS1 4AB, UK', address('12 High Street', '', ['Leeds', '', 'LS1 4AB', 'GB'])],
    [
      'Keizersgracht 123, 1015 CJ Amsterdam, Netherlands',
      address('Keizersgracht 123', '', ['Amsterdam', '', '1015 CJ', 'NL']),
    ],
  ])('%s', (text, expected) => {
    expect(findAddress(text, known, { language: 'en' })).toMatchObject({
      address: expected,
      complete: true,
      missing: [],
    });
  });

  it('says what a part of an address lacks', () => {
    expect(findAddress('55 Pine Road', known, { language: 'en' })).toMatchObject({
      complete: false,
      missing: ['line1', 'city', 'postcode', 'region'].slice(1),
    });
    expect(findAddress('Portland, OR', known, { language: 'en' })).toMatchObject({
      address: { city: 'Portland', region: 'OR' },
      complete: false,
    });
    expect(findAddress('83702', known, { language: 'en' })).toMatchObject({
      address: { postcode: '83702' },
      complete: false,
    });
  });
});

describe('Irish addresses', () => {
  it.each([
    ['14 Mill Lane, Cork T12 W8KP, Ireland', { line1: '14 Mill Lane', city: 'Cork', postcode: 'T12 W8KP' }],
    [
      'Harbour Road 7, H91 C2X4 Galway, Ireland',
      { line1: 'Harbour Road 7', city: 'Galway', postcode: 'H91 C2X4' },
    ],
    ['3 Abbey Street, Dublin D6W XY00', { line1: '3 Abbey Street', city: 'Dublin', postcode: 'D6W XY00' }],
  ])('%s', (text, address) => {
    expect(findAddress(text, [], { language: 'en' })).toMatchObject({ address, complete: true });
  });

  it('the number of an order is no postcode', () => {
    expect(findAddress('14 Mill Lane, Cork, for order H123456', [], { language: 'en' })).toMatchObject({
      complete: false,
    });
  });
});

describe('addresses referred to', () => {
  it.each<[string, number, string]>([
    ['the same as order #K4821066', 1, 'en'],
    ['my default address', 0, 'en'],
    ['the address on my profile', 0, 'en'],
    ['send it to my home address', 0, 'en'],
    ['the address of my other order', 1, 'en'],
    ['the one in Boise', 1, 'en'],
    ['9 Mill Street', 1, 'en'],
    ['la dirección de mi perfil', 0, 'es'],
    ['la misma que el pedido K4821066', 1, 'es'],
  ])('%s', (text, index, language) => {
    expect(findAddress(text, known, { language })).toMatchObject({ known_index: index });
  });

  it.each([
    'change the address',
    'I ordered 2 kettles',
    'thanks a lot',
    '',
    '\u0000',
    '7'.repeat(1_000_000),
    'street '.repeat(100_000),
  ])('nothing in %#', (text) => {
    expect(findAddress(text, known, { language: 'en' })).toBe(null);
  });
});

describe('an address in pieces', () => {
  const parts = (text: string, asked: boolean) => {
    const found = addressInPieces(text, { asked })?.address;
    return found && Object.fromEntries(Object.entries(found).filter(([, part]) => part !== ''));
  };
  it.each<[string, { [part: string]: string }]>([
    ['calle Sierpes 14, Sevilla', { line1: 'calle Sierpes 14', city: 'Sevilla' }],
    ['ah sí, 41004, España', { postcode: '41004', country: 'España' }],
    ['41004 Sevilla', { postcode: '41004', city: 'Sevilla' }],
    ['c/ Mayor 3, 2º B, Madrid', { line1: 'c/ Mayor 3', line2: '2º B', city: 'Madrid' }],
    ['mi hermana vive en plaza Nueva 3, Bilbao', { line1: 'plaza Nueva 3', city: 'Bilbao' }],
    ['its 14 oak lane, cork', { line1: '14 oak lane', city: 'cork' }],
    ['flat 3, 22 Shop Street', { line1: '22 Shop Street', line2: 'flat 3' }],
    ['the postcode is H91 X6PN, Ireland', { postcode: 'H91 X6PN', country: 'Ireland' }],
  ])('that was asked for: %s', (text, address) => {
    expect(parts(text, true)).toEqual(address);
  });
  it.each([
    'cancel order 1001',
    'lo del pedido 1001',
    'a casa de mi hermana',
    'perfecto',
    'órale',
    'what do you need exactly',
    'its the same street',
  ])('none is: %s', (text) => {
    expect(addressInPieces(text, { asked: true })).toBe(null);
  });
  it('without being asked for only what has a street or a postcode is one', () => {
    expect(addressInPieces('Sierpes 14', { asked: false })).toBe(null);
    expect(addressInPieces('I bought 2 Polos', { asked: false })).toBe(null);
  });
  it.each([
    ['22 Shop Street', "no, it's 27 not 22", '27 Shop Street'],
    ['22 Shop Street', 'number 27', '27 Shop Street'],
    ['Calle Mayor 5', 'no es el 5, es el 15', 'Calle Mayor 15'],
    ['22 Shop Street', 'i need 2 of them', null],
    ['22 Shop Street', 'order 1001', null],
  ])('the number of %s is put right by "%s"', (street, text, right) => {
    expect(renumbered(street, text)).toBe(right);
  });
});
