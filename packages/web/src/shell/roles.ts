import type { Role } from '@hark/wire';

/** What each role is called. */
export const ROLE_NAMES: { [R in Role]: string } = {
  agent: 'Agent',
  shop_admin: 'Shop admin',
  specialist: 'Specialist',
  strategist: 'Strategist',
  admin: 'Administrator',
};

/** What each role is for, in a sentence. */
export const ROLE_USES: { [R in Role]: string } = {
  agent: 'answers the buyers of one shop',
  shop_admin: 'leads one shop and its team',
  specialist: 'helps buyers and shops for the platform',
  strategist: 'sets how service works and sees why',
  admin: 'may do everything, for every shop',
};

/** Who works at the desk. */
export const AT_DESK: readonly Role[] = ['agent', 'shop_admin', 'specialist', 'admin'];

/** Who sees the trace. */
export const SEES_TRACE: readonly Role[] = ['shop_admin', 'specialist', 'strategist', 'admin'];
