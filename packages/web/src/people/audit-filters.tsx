import { type AuditPage, isTeam } from '@hark/wire';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type JSX, useCallback } from 'react';
import { ask } from '../api/ask.ts';
import { useAsked } from '../api/asked.ts';

/** What of the log is shown; '' is everything. Dates are days of the reader, both included. */
export type AuditFilter = { action: string; person: string; target: string; since: string; until: string };

/** Everything. */
export const NO_FILTER: AuditFilter = { action: '', person: '', target: '', since: '', until: '' };

/** The query of an address that asks for it. */
export function auditQuery(filter: AuditFilter): URLSearchParams {
  const query = new URLSearchParams();
  const { since, until, ...texts } = filter;
  for (const [name, value] of Object.entries(texts)) if (value !== '') query.set(name, value);
  if (since !== '') query.set('since', dayBegins(since, 0));
  if (until !== '') query.set('until', dayBegins(until, 1));
  return query;
}

/** When a day of the reader begins, so many days later. */
function dayBegins(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

/** Who, what, about what, and when. */
export function AuditFilters({
  page,
  filter,
  change,
}: {
  page: AuditPage | null;
  filter: AuditFilter;
  change(filter: AuditFilter): void;
}): JSX.Element {
  const team = useAsked(useCallback(() => ask({ path: '/api/people', is: isTeam }), []));
  const set = (part: Partial<AuditFilter>): void => change({ ...filter, ...part });
  const filtered = Object.values(filter).some((value) => value !== '');
  return (
    <div className="fields audit-filters">
      <NativeSelect
        label="What"
        value={filter.action}
        data={choices(page)}
        onChange={(event) => set({ action: event.currentTarget.value })}
      />
      <NativeSelect
        label="Who"
        value={filter.person}
        data={[
          { value: '', label: 'anybody' },
          { value: 'nobody', label: 'somebody who did not get in' },
          ...(team.value?.people ?? []).map(({ person_id, name }) => ({ value: person_id, label: name })),
        ]}
        onChange={(event) => set({ person: event.currentTarget.value })}
      />
      <TextInput
        label="About (an id)"
        placeholder="a conversation, a person, a key"
        key={filter.target}
        defaultValue={filter.target}
        onBlur={(event) => set({ target: event.currentTarget.value.trim() })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') set({ target: event.currentTarget.value.trim() });
        }}
      />
      <TextInput
        label="From"
        type="date"
        value={filter.since}
        onChange={(event) => set({ since: event.currentTarget.value })}
      />
      <TextInput
        label="To"
        type="date"
        value={filter.until}
        onChange={(event) => set({ until: event.currentTarget.value })}
      />
      {filtered && (
        <Button variant="subtle" onClick={() => change(NO_FILTER)}>
          Show everything
        </Button>
      )}
    </div>
  );
}

function choices(page: AuditPage | null) {
  const { actions = [], groups = [] } = page ?? {};
  return [
    { value: '', label: 'everything' },
    ...groups.map(({ group, says }) => ({
      group: says,
      items: [
        { value: group, label: `all ${says}` },
        ...actions
          .filter((one) => one.group === group)
          .map(({ action, says: label }) => ({ value: action, label })),
      ],
    })),
  ];
}
