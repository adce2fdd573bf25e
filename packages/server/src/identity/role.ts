import { PLATFORM } from '@hark/core';
import { type Person, ROLES, type Role } from '@hark/wire';

export type { Person, Role } from '@hark/wire';
export { ROLES } from '@hark/wire';

/** The roles of people who belong to one shop. */
export const SHOP_ROLES: readonly Role[] = ['agent', 'shop_admin'];

/** The roles of people who belong to the platform and see every shop. */
export const PLATFORM_ROLES: readonly Role[] = ['specialist', 'strategist', 'admin'];

/** Whether a person may see what belongs to a shop. */
export function mayReach(person: Pick<Person, 'shop_id'>, shop_id: string): boolean {
  return person.shop_id === null || person.shop_id === shop_id;
}

/** The roles that a person may give to others: nobody gives more than they have, and only in their own house. */
export function grantableRoles({ role }: Pick<Person, 'role'>): readonly Role[] {
  if (role === 'admin') return ROLES;
  return role === 'shop_admin' ? SHOP_ROLES : [];
}

/** The shop under which rows of a person are kept: the platform has a reserved one. */
export function homeOf(person: Pick<Person, 'shop_id'>): string {
  return person.shop_id ?? PLATFORM;
}

/** Whether a text names a role. */
export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

/** Whether a role belongs to a shop. */
export function isShopRole(role: Role): boolean {
  return SHOP_ROLES.includes(role);
}
