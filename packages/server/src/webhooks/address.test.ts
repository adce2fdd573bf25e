import { expect, test } from 'vitest';
import { againstUrl, checkedAddress, isPublicAddress } from './address.ts';

const OPEN = { allow_private: false };
const WITHIN = [
  '127.0.0.1',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '100.100.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '224.0.0.1',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  'fe80::1',
  'fc00::1',
  'fd12:3456::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:db8::1',
  'ff02::1',
];

test('addresses within a network, of links, of documentation and of other names for IPv4 are not public', () => {
  expect(WITHIN.filter(isPublicAddress)).toEqual([]);
  expect(['8.8.8.8', '172.32.0.1', '2606:4700::1111'].filter((one) => !isPublicAddress(one))).toEqual([]);
  expect(isPublicAddress('no address')).toBe(false);
});

test('however an address within the network is written, it is refused', async () => {
  const written = [
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
  ];
  for (const url of written) {
    const checked = await checkedAddress(url, OPEN);
    expect(checked, url).toMatchObject({ trouble: expect.stringContaining('private network') });
  }
});

test('a name is refused when any of its addresses lies within the network, and pinned to what was checked', async () => {
  const resolve = (addresses: string[]) => async () => addresses;
  const url = 'https://shop.example/hook';
  expect(await checkedAddress(url, OPEN, resolve(['93.184.215.14', '10.0.0.1']))).toHaveProperty('trouble');
  expect(await checkedAddress(url, OPEN, resolve([]))).toEqual({
    trouble: 'The name shop.example has no address.',
  });
  expect(await checkedAddress(url, OPEN, resolve(['93.184.215.14']))).toMatchObject({
    address: '93.184.215.14',
    family: 4,
  });
});

test('http, names and passwords, and number signs are refused; http is let through for development', () => {
  expect(againstUrl('http://shop.example/', OPEN)).toMatch(/https/);
  expect(againstUrl('http://shop.example/', { allow_private: true })).toBeNull();
  expect(againstUrl('ftp://shop.example/', { allow_private: true })).toMatch(/https/);
  expect(againstUrl('https://me:secret@shop.example/', OPEN)).toMatch(/password/);
  expect(againstUrl('https://shop.example/#part', OPEN)).toMatch(/number sign/);
  expect(againstUrl('shop', OPEN)).toMatch(/not an address/);
  expect(againstUrl('https://shop.example/hook?key=1', OPEN)).toBeNull();
});
