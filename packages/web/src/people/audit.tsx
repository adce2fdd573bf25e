import { type AuditLine, type AuditPage, isAuditPage, ROLES } from '@hark/wire';
import { Anchor, Button, Loader, Text, Title } from '@mantine/core';
import { type JSX, useCallback, useEffect, useState } from 'react';
import { ask } from '../api/ask.ts';
import { useAsked } from '../api/asked.ts';
import { useSent } from '../api/sent.ts';
import { Link } from '../shell/link.tsx';
import { ROLE_NAMES } from '../shell/roles.ts';
import { houseName, useSession } from '../shell/session.tsx';
import { type AuditFilter, AuditFilters, auditQuery, NO_FILTER } from './audit-filters.tsx';
import { Refused } from './said.tsx';
import { Scrolls } from './scrolls.tsx';
import { saidAt } from './times.ts';

function addressOf(filter: AuditFilter, before: string | null): string {
  const query = auditQuery(filter);
  if (before !== null) query.set('before', before);
  return `/api/audit?${query}`;
}

/** What people did, newest first. */
export function Audit(): JSX.Element {
  const [filter, setFilter] = useState(NO_FILTER);
  const asked = useAsked(
    useCallback(() => ask({ path: addressOf(filter, null), is: isAuditPage }), [filter]),
  );
  const older = useOlder(asked.value, filter);
  const page = asked.value;
  return (
    <>
      <Title order={1}>Audit log</Title>
      <Text c="dimmed" mb="md">
        What people did, newest first. Each entry holds the hash of the one before it;{' '}
        <code>hark audit verify</code> proves that none was changed.
      </Text>
      <Refused says={asked.fault?.says ?? older.says} />
      <AuditFilters page={page} filter={filter} change={setFilter} />
      <Text size="sm" my="sm">
        <Anchor href={`/api/audit/export?${auditQuery(filter)}`}>Download these as a file</Anchor>
      </Text>
      {page === null && asked.busy && <Loader aria-label="Loading" />}
      {page && page.entries.length === 0 && (
        <Text mt="md">Nothing of this was done. What people do stands here as soon as they do it.</Text>
      )}
      {page && page.entries.length > 0 && <Entries entries={[...page.entries, ...older.entries]} />}
      {older.before !== null && (
        <Button variant="default" mt="md" loading={older.busy} onClick={older.more}>
          Show older ones
        </Button>
      )}
    </>
  );
}

function useOlder(first: AuditPage | null, filter: AuditFilter) {
  const [entries, setEntries] = useState<AuditLine[]>([]);
  const [before, setBefore] = useState<string | null>(null);
  const sent = useSent();
  useEffect(() => {
    setEntries([]);
    setBefore(first?.before ?? null);
  }, [first]);
  const more = (): void => {
    void sent
      .send(() => ask({ path: addressOf(filter, before), is: isAuditPage }))
      .then((page) => {
        if (!page) return;
        setEntries((shown) => [...shown, ...page.entries]);
        setBefore(page.before);
      });
  };
  return { entries, before, more, busy: sent.busy, says: sent.says };
}

function Entries({ entries }: { entries: AuditLine[] }): JSX.Element {
  const { session } = useSession();
  return (
    <Scrolls card>
      <table className="rows audit stacks">
        <thead>
          <tr>
            <th>When</th>
            <th>Who</th>
            <th>What</th>
            <th>About</th>
            <th>Log</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={`${entry.shop_id} ${entry.seq}`}>
              <td>
                <time dateTime={entry.at} title={entry.at}>
                  {saidAt(entry.at)}
                </time>
              </td>
              <td>{entry.person_name ?? (entry.person === 'nobody' ? 'somebody' : entry.person)}</td>
              <td className={entry.action === 'sign_in_failed' ? 'late' : undefined}>{entry.says}</td>
              <td>
                <Target entry={entry} /> {detailOf(entry)}
              </td>
              <td title={`Entry ${entry.seq}`}>
                {houseName(session, entry.shop_id)} {entry.seq}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

/** What it was about: a conversation leads to its trace. */
function Target({ entry }: { entry: AuditLine }): JSX.Element | null {
  const { target, target_name, person, action } = entry;
  if (target === person || target === 'audit') return null;
  if (/^(?:conversation_|note_|action_)/.test(action))
    return (
      <Link to={`/trace?conversation=${encodeURIComponent(target)}`}>conversation {shortened(target)}</Link>
    );
  return <span title={target}>{target_name ?? shortened(target)}</span>;
}

/** How what stands beside is called where its own name is no word for people; '' is said by its value alone. */
const CALLED: { [name: string]: string } = {
  seq: 'event',
  instead_of: 'from',
  to: 'to',
  role: 'as',
  refused: 'refused:',
  event_types: 'told of',
  overlap_hours: 'hours both sign:',
};

/** What it says beside, in words: a flag by its name, an id by what it is called or by its beginning. */
function detailOf({ detail, names, target_name }: AuditLine): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== false && value !== target_name)
    .map(([name, value]) => {
      const called = CALLED[name] ?? name.replaceAll('_', ' ');
      return `${called} ${value === true ? '' : saidValue(value, names)}`.trim();
    })
    .join(', ');
}

function saidValue(value: unknown, names: AuditLine['names']): string {
  if (Array.isArray(value)) return value.map((one) => saidValue(one, names)).join(' and ');
  const text = names[String(value)] ?? String(value).replaceAll('_', ' ');
  const role = ROLES.find((one) => one === value);
  if (role !== undefined) return ROLE_NAMES[role].toLowerCase();
  return names[String(value)] === undefined ? shortened(text) : text;
}

/** An id by its beginning; what a hash is of stands before it. */
function shortened(text: string): string {
  const said = text.replace('sha256:', '');
  return said.length > 24 ? said.replace(/[\w-]{24,}/g, (id) => `${id.slice(0, 8)}…`) : said;
}
