import { expect, test } from 'vitest';
import { ConfigRefused, readConfig } from './config.ts';

test('nothing needs to be set', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 4600,
    database_url: null,
    playbook_dir: null,
    shop: { kind: 'demo' },
    public_origin: null,
    session_secret: null,
    first_admin: null,
    mail: null,
    oidc: null,
    buyer_key: null,
    log: 'text',
    trust_proxy: false,
  });
});

test('what is set to nothing is not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '', HARK_WORLD: '' })).toEqual(readConfig({}));
});

test.each([
  ['PORT', 'eighty'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '4600.5'],
  ['HOST', 'not a host'],
  ['HARK_LIMIT_ADDRESS', '0'],
  ['HARK_TRUST_PROXY', 'maybe'],
  ['HARK_AUDIENCE', 'my shop'],
  ['HARK_ORIGINS', '*'],
  ['HARK_ORIGINS', 'https://shop.example/page'],
  ['HARK_ORIGINS', 'https://shop.example null'],
  ['HARK_BUYER_PUBLIC_KEY', 'abc'],
])('%s=%s is refused in a sentence that names it, its value and what it can be', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigRefused);
  expect(() => readConfig({ [name]: value })).toThrow(`${name} must be `);
  expect(() => readConfig({ [name]: value })).toThrow(`but is "${value}"`);
});

test.each([
  ['DATABASE_URL', 'mysql://anna:hunter2@db/hark'],
  ['HARK_SESSION_SECRET', 'hunter2'],
  ['HARK_BUYER_SECRET', 'hunter2'],
  ['HARK_MARKETPLACE_URL', 'ftp://anna:hunter2@shop'],
])('the value of %s is never repeated', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(`${name} must be `);
  expect(() => readConfig({ [name]: value })).not.toThrow('hunter2');
});

test('every wrong setting is named at once', () => {
  expect(() => readConfig({ PORT: 'x', HARK_AUDIENCE: '?' })).toThrow(
    /PORT must be .*HARK_AUDIENCE must be /,
  );
});

test('two shops, or two keys, are refused', () => {
  expect(() => readConfig({ HARK_WORLD: 'a', HARK_MARKETPLACE_URL: 'http://shop.example' })).toThrow(
    ConfigRefused,
  );
  const pem = '-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----';
  expect(() => readConfig({ HARK_BUYER_SECRET: 'x'.repeat(32), HARK_BUYER_PUBLIC_KEY: pem })).toThrow(
    ConfigRefused,
  );
});

test('origins are named with blanks or commas between them, and none is the default', () => {
  const named = readConfig({
    HARK_ORIGINS: 'https://shop.example, http://localhost:3000  https://www.shop.example',
  });
  expect(named.origins).toEqual([
    'https://shop.example',
    'http://localhost:3000',
    'https://www.shop.example',
  ]);
  expect(readConfig({}).origins).toEqual([]);
});
