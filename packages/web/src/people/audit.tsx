import { type AuditLine, type AuditPage, isAuditPage } from '@hark/wire';
import { Anchor, Button, Loader, NativeSelect, Text, Title } from '@mantine/core';
import { type JSX, useCallback, useEffect, useState } from 'react';
import { ask } from '../api/ask.ts';
import { useAsked } from '../api/asked.ts';
import { useSent } from '../api/sent.ts';
import { Refused } from './said.tsx';
import { Scrolls } from './scrolls.tsx';
import { saidAt } from './times.ts';

function addressOf(action: string, before: string | null): string {
  const query = new URLSearchParams();
  if (action !== '') query.set('action', action);
  if (before !== null) query.set('before', before);
  return `/api/audit?${query}`;
}

/** What people did, newest first. */
export function Audit(): JSX.Element {
  const [action, setAction] = useState('');
  const asked = useAsked(
    useCallback(() => ask({ path: addressOf(action, null), is: isAuditPage }), [action]),
  );
  const older = useOlder(asked.value, action);
  const page = asked.value;
  return (
    <>
      <Title order={1}>Audit log</Title>
      <Text c="dimmed" mb="md">
        What people did, newest first. Each entry holds the hash of the one before it; hark audit verify
        proves that none was changed.
      </Text>
      <Refused says={asked.fault?.says ?? older.says} />
      <div className="fields">
        <NativeSelect
          label="What"
          value={action}
          data={[
            { value: '', label: 'everything' },
            ...(page?.actions ?? []).map((one) => ({ value: one.action, label: one.says })),
          ]}
          onChange={(event) => setAction(event.currentTarget.value)}
        />
        <Anchor href={`/api/audit/export${action === '' ? '' : `?action=${action}`}`} size="sm">
          Download as a file
        </Anchor>
      </div>
      {page === null && asked.busy && <Loader aria-label="Loading" />}
      {page && page.entries.length === 0 && (
        <Text mt="md">Nothing of this kind was done yet. It will stand here as soon as somebody does.</Text>
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

function useOlder(first: AuditPage | null, action: string) {
  const [entries, setEntries] = useState<AuditLine[]>([]);
  const [before, setBefore] = useState<string | null>(null);
  const sent = useSent();
  useEffect(() => {
    setEntries([]);
    setBefore(first?.before ?? null);
  }, [first]);
  const more = (): void => {
    void sent
      .send(() => ask({ path: addressOf(action, before), is: isAuditPage }))
      .then((page) => {
        if (!page) return;
        setEntries((shown) => [...shown, ...page.entries]);
        setBefore(page.before);
      });
  };
  return { entries, before, more, busy: sent.busy, says: sent.says };
}

function Entries({ entries }: { entries: AuditLine[] }): JSX.Element {
  return (
    <Scrolls card>
      <table className="rows audit">
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
                {entry.target === entry.person ? '' : (entry.target_name ?? entry.target)} {detailOf(entry)}
              </td>
              <td title={`Entry ${entry.seq}`}>
                {entry.shop_id ?? 'platform'} {entry.seq}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function detailOf({ detail }: AuditLine): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${Array.isArray(value) ? value.join(', ') : value}`)
    .join('; ');
}
