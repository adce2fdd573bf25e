import { z } from 'zod';
import { isShopRole, ROLES, type Role } from './role.ts';

const SHOP = /^[A-Za-z0-9._:-]{1,100}$/;
const ShopId = z
  .string()
  .regex(SHOP)
  .refine((id) => id !== 'platform');
const Rule = z
  .strictObject({
    claim: z.string().min(1).max(200),
    value: z.string().min(1).max(200),
    role: z.enum(ROLES),
    shop: ShopId.optional(),
    shop_claim: z.string().min(1).max(200).optional(),
  })
  .refine(
    ({ role, shop, shop_claim }) =>
      isShopRole(role)
        ? (shop === undefined) !== (shop_claim === undefined)
        : shop === undefined && shop_claim === undefined,
    'a role of a shop names the shop or the claim that does, and no other role names one',
  );

/** Which claim of the provider makes somebody what; the first that fits counts. */
export const OidcRoles = z.array(Rule).min(1).max(500);
/** One line of {@link OidcRoles}. */
export type OidcRole = z.output<typeof Rule>;

/** What the provider makes of somebody. */
export type Granted = { role: Role; shop_id: string | null };

/**
 * What somebody with these claims is; null: nothing here. A claim fits when it is the value, or a list that holds it. A rule whose
 * shop the claims do not name does not fit.
 */
export function grantedBy(rules: readonly OidcRole[], claims: { [claim: string]: unknown }): Granted | null {
  for (const { claim, value, role, shop, shop_claim } of rules) {
    const given = claims[claim];
    if (!(Array.isArray(given) ? given.includes(value) : given === value)) continue;
    if (!isShopRole(role)) return { role, shop_id: null };
    const shop_id = ShopId.safeParse(shop_claim === undefined ? shop : claims[shop_claim]);
    if (shop_id.success) return { role, shop_id: shop_id.data };
  }
  return null;
}
