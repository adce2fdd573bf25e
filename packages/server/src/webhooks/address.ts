import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** An address that was checked: connect to `address` and to nothing else. */
export type CheckedAddress = { url: URL; address: string; family: 4 | 6 };

/** Why an address is not used, in a sentence. */
export type AddressTrouble = { trouble: string };

/** Whether addresses within one's own network may be called, and by http: for development. */
export type AddressRules = { allow_private: boolean };

const LONGEST_URL = 2_000;

/** What does not belong to the open network (IANA's special-purpose registries), of IPv4. */
const SPECIAL_V4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Within IPv6's global unicast; the last three reach IPv4 addresses by another name, or are for documentation. */
const SPECIAL_V6: readonly [string, number][] = [
  ['2001::', 23],
  ['2002::', 16],
  ['2001:db8::', 32],
  ['3fff::', 20],
];

const special = new BlockList();
for (const [net, prefix] of SPECIAL_V4) special.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of SPECIAL_V6) special.addSubnet(net, prefix, 'ipv6');
const global_v6 = new BlockList();
global_v6.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is one of the open network. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  return family === 6 && global_v6.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** Whether an address can be one at all, before anybody is asked for its name; null when it can. */
export function againstUrl(text: string, { allow_private }: AddressRules): string | null {
  if (text.length > LONGEST_URL) return `The address is longer than ${LONGEST_URL} characters.`;
  if (!URL.canParse(text)) return 'This is not an address such as https://shop.example/hark.';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(allow_private && url.protocol === 'http:'))
    return 'The address must begin with https://.';
  if (url.username !== '' || url.password !== '')
    return 'The address must not hold a name or a password: what is sent is signed.';
  if (url.hash !== '') return 'The address must not hold a number sign (#): what follows it is never sent.';
  return null;
}

/** Looks the name up and checks every address that it has: none may lie within one's own network. */
export async function checkedAddress(
  text: string,
  rules: AddressRules,
  resolve: typeof resolveAll = resolveAll,
): Promise<CheckedAddress | AddressTrouble> {
  const against = againstUrl(text, rules);
  if (against !== null) return { trouble: against };
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) === 0 ? await resolve(host) : [host];
  const address = found[0];
  if (address === undefined) return { trouble: `The name ${host} has no address.` };
  if (!rules.allow_private && !found.every(isPublicAddress))
    return { trouble: `${host} lies within a private network, which is not called from here.` };
  return { url, address, family: isIP(address) === 6 ? 6 : 4 };
}

async function resolveAll(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
