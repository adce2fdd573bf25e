import { ROLES, type Role } from '@hark/wire';
import type { JSX } from 'react';
import { Articles } from '../articles/page.tsx';
import { DeskPage } from '../desk/page.tsx';
import { Account } from '../people/account.tsx';
import { Audit } from '../people/audit.tsx';
import { AcceptInvitation } from '../people/invitation.tsx';
import { Keys } from '../people/keys.tsx';
import { ResetPassword } from '../people/reset.tsx';
import { SignIn } from '../people/sign-in.tsx';
import { Team } from '../people/team.tsx';
import { TracePage } from '../trace/page.tsx';
import { Webhooks } from '../webhooks/page.tsx';
import { AT_DESK, SEES_TRACE } from './roles.ts';

/** A page of the app. `roles` null: for those who are not signed in too. `fills`: it uses the whole room and scrolls by itself. */
export type AppPage = {
  path: string;
  title: string;
  roles: readonly Role[] | null;
  in_navigation: boolean;
  fills: boolean;
  show: () => JSX.Element;
};

const LEADERS: readonly Role[] = ['shop_admin', 'admin'];

/** Every page there is, in the order of the navigation. The first that a role may see is where it begins. */
export const PAGES: readonly AppPage[] = [
  {
    path: '/desk',
    title: 'Desk',
    roles: AT_DESK,
    in_navigation: true,
    fills: true,
    show: DeskPage,
  },
  {
    path: '/trace',
    title: 'Trace',
    roles: SEES_TRACE,
    in_navigation: true,
    fills: true,
    show: TracePage,
  },
  {
    path: '/articles',
    title: 'Articles',
    roles: ['specialist', 'strategist', 'admin'],
    in_navigation: true,
    fills: false,
    show: Articles,
  },
  { path: '/team', title: 'Team', roles: LEADERS, in_navigation: true, fills: false, show: Team },
  { path: '/keys', title: 'API keys', roles: LEADERS, in_navigation: true, fills: false, show: Keys },
  { path: '/webhooks', title: 'Webhooks', roles: LEADERS, in_navigation: true, fills: false, show: Webhooks },
  { path: '/audit', title: 'Audit log', roles: LEADERS, in_navigation: true, fills: false, show: Audit },
  { path: '/account', title: 'Account', roles: ROLES, in_navigation: true, fills: false, show: Account },
  { path: '/sign-in', title: 'Sign in', roles: null, in_navigation: false, fills: false, show: SignIn },
  {
    path: '/reset',
    title: 'A new password',
    roles: null,
    in_navigation: false,
    fills: false,
    show: ResetPassword,
  },
  {
    path: '/invitation',
    title: 'Invitation',
    roles: null,
    in_navigation: false,
    fills: false,
    show: AcceptInvitation,
  },
];

/** The pages that a role sees in its navigation. */
export function pagesFor(role: Role): AppPage[] {
  return PAGES.filter(({ roles, in_navigation }) => in_navigation && roles?.includes(role));
}
