import { isSession, type Role, type Session } from '@hark/wire';
import { Alert, Button, Loader, MantineProvider } from '@mantine/core';
import { type JSX, useCallback, useEffect, useMemo } from 'react';
import { ask } from '../api/ask.ts';
import { useAsked } from '../api/asked.ts';
import { goTo, usePath } from './address.ts';
import { Link } from './link.tsx';
import { type AppPage, PAGES, pagesFor } from './pages.ts';
import { ROLE_NAMES } from './roles.ts';
import { houseName, isSecondFactorDue, SessionContext, useSession } from './session.tsx';
import { theme, variables } from './theme.ts';

function nonce(): string {
  return document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? '';
}

/** The whole app: who is here decides what is shown. */
export function App(): JSX.Element {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={nonce}
    >
      <Shell />
    </MantineProvider>
  );
}

function Shell(): JSX.Element {
  const asked = useAsked(useCallback(() => ask({ path: '/api/session', is: isSession }), []));
  const { value, again, fault } = asked;
  const here = useMemo(() => (value ? { session: value, again } : null), [value, again]);
  if (here === null) {
    return (
      <main className="gate">
        {fault ? (
          <Alert color="red" title="Hark cannot be reached" role="alert">
            {fault.says}
            <Button mt="md" onClick={again}>
              Try again
            </Button>
          </Alert>
        ) : (
          <Loader aria-label="Loading" />
        )}
      </main>
    );
  }
  return (
    <SessionContext.Provider value={here}>
      <Room />
    </SessionContext.Provider>
  );
}

function Room(): JSX.Element {
  const path = usePath();
  const { session } = useSession();
  const { person } = session;
  const page = PAGES.find((one) => one.path === path);
  const open = person === null ? [] : pagesOpenTo(session, person.role);
  const allowed = page && (page.roles === null || open.includes(page));
  const elsewhere = allowed ? null : placeFor(person ? (open[0] ?? null) : null, path);
  useEffect(() => {
    if (elsewhere !== null) goTo(elsewhere, { replace: true });
  }, [elsewhere]);
  useEffect(() => {
    if (page) document.title = `Hark: ${page.title.toLowerCase()}`;
  }, [page]);
  if (!page || !allowed) return <main className="gate" />;
  const Show = page.show;
  return (
    <div className="shell">
      {person !== null && page.roles !== null && <Top path={path} />}
      <main className="shell-room">
        {page.fills || page.roles === null ? (
          <Show />
        ) : (
          <div className="page">
            <Show />
          </div>
        )}
      </main>
    </div>
  );
}

/** Whoever has yet to set up the second factor that their role asks for sees their account alone. */
function pagesOpenTo(session: Session, role: Role): AppPage[] {
  const pages = pagesFor(role);
  return isSecondFactorDue(session) ? pages.filter(({ path }) => path === '/account') : pages;
}

/** Who may not see a page is led to one they may, and comes back after signing in. */
function placeFor(first: AppPage | null, path: string): string {
  if (first !== null) return first.path;
  return `/sign-in?then=${encodeURIComponent(path + location.search)}`;
}

function Top({ path }: { path: string }): JSX.Element | null {
  const { session, again } = useSession();
  const { person } = session;
  // On a narrow screen the names of pages scroll: the one that is open is in sight.
  const shown = useCallback(
    (pages: HTMLElement | null) =>
      pages?.querySelector(`[href="${path}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    [path],
  );
  if (person === null) return null;
  const leave = async (): Promise<void> => {
    await ask({ path: '/api/sign-out', body: {}, is: (_value): _value is unknown => true });
    goTo('/sign-in');
    again();
  };
  return (
    <header className="shell-top">
      <span className="shell-name">Hark</span>
      <nav aria-label="Pages" ref={shown}>
        {pagesOpenTo(session, person.role).map(({ path: to, title }) => (
          <Link key={to} to={to} current={to === path}>
            {title}
          </Link>
        ))}
      </nav>
      <span className="shell-who" title={person.email}>
        {person.name}, {ROLE_NAMES[person.role].toLowerCase()}
        {person.shop_id === null ? '' : ` of ${houseName(session, person.shop_id)}`}
      </span>
      <Button variant="subtle" size="compact-sm" onClick={() => void leave()}>
        Sign out
      </Button>
    </header>
  );
}
