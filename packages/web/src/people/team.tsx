import { type Invitation, isTeam, type Member, type Role, type Team as TeamShape } from '@hark/wire';
import { Button, Loader, NativeSelect, Text, Title } from '@mantine/core';
import { type JSX, useCallback } from 'react';
import { ask, isDone } from '../api/ask.ts';
import { useAsked } from '../api/asked.ts';
import { useSent } from '../api/sent.ts';
import { ROLE_NAMES } from '../shell/roles.ts';
import { houseName, usePerson, useSession } from '../shell/session.tsx';
import { Invite } from './invite.tsx';
import { Refused } from './said.tsx';
import { Scrolls } from './scrolls.tsx';
import { When } from './when.tsx';

/** Who works here and who is invited. */
export function Team(): JSX.Element {
  const asked = useAsked(useCallback(() => ask({ path: '/api/people', is: isTeam }), []));
  const sent = useSent();
  const change = (path: string, body: unknown): void => {
    void sent.send(() => ask({ path, body, is: isDone })).then((done) => done && asked.again());
  };
  const team = asked.value;
  return (
    <>
      <Title order={1} mb="md">
        Team
      </Title>
      <Refused says={asked.fault?.says ?? sent.says} />
      {team === null && asked.busy && <Loader aria-label="Loading" />}
      {team && (
        <div className="stack">
          <Invite team={team} invited={asked.again} />
          <Members team={team} change={change} />
          {team.invitations.length > 0 && (
            <Invitations
              invitations={team.invitations}
              withdraw={(id) => change(`/api/invitations/${encodeURIComponent(id)}/withdraw`, {})}
            />
          )}
        </div>
      )}
    </>
  );
}

function Members({
  team,
  change,
}: {
  team: TeamShape;
  change(path: string, body: unknown): void;
}): JSX.Element {
  return (
    <section className="card" aria-label="People">
      <Title order={2} size="h3" mb="xs">
        People
      </Title>
      <Scrolls>
        <table className="rows stacks">
          <thead>
            <tr>
              <th>Name</th>
              <th>Belongs to</th>
              <th>Role</th>
              <th>Joined</th>
              <th>
                <span className="out-of-sight">Access</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {team.people.map((member) => (
              <MemberRow key={member.person_id} member={member} roles={team.roles} change={change} />
            ))}
          </tbody>
        </table>
      </Scrolls>
    </section>
  );
}

function factorsQuestion(name: string): string {
  return `Take away the app and the passkeys of ${name}? Their sessions end at once, they are told by mail, and their password alone opens their account until they set up new ones.`;
}

function MemberRow({
  member,
  roles,
  change,
}: {
  member: Member;
  roles: Role[];
  change(path: string, body: unknown): void;
}): JSX.Element {
  const me = usePerson();
  const { session } = useSession();
  const { person_id, shop_id } = member;
  const path = `/api/people/${encodeURIComponent(person_id)}`;
  const gone = member.left_at !== null;
  const house = roles.filter((role) => (role === 'agent' || role === 'shop_admin') === (shop_id !== null));
  const fixed = gone || person_id === me.person_id || !house.includes(member.role);
  return (
    <tr>
      <td>
        {member.name}
        <Text size="xs" c="dimmed">
          {member.email}
        </Text>
      </td>
      <td>{houseName(session, shop_id)}</td>
      <td>
        {fixed ? (
          ROLE_NAMES[member.role]
        ) : (
          <NativeSelect
            aria-label={`Role of ${member.name}`}
            size="xs"
            value={member.role}
            data={house.map((role) => ({ value: role, label: ROLE_NAMES[role] }))}
            onChange={(event) => change(`${path}/role`, { role: event.currentTarget.value })}
          />
        )}
      </td>
      <td data-label="Joined">
        <When at={member.joined_at} />
      </td>
      <td>
        {gone ? (
          <span className="late">no access</span>
        ) : person_id === me.person_id ? (
          'you'
        ) : (
          <>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                if (confirm(factorsQuestion(member.name))) change(`${path}/second-factors/remove`, {});
              }}
            >
              Lost second factor
            </Button>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                if (confirm(`Take away the access of ${member.name}? Their sessions end at once.`))
                  change(`${path}/remove`, {});
              }}
            >
              Take away access
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}

function Invitations({
  invitations,
  withdraw,
}: {
  invitations: Invitation[];
  withdraw(invitation_id: string): void;
}): JSX.Element {
  const { session } = useSession();
  return (
    <section className="card" aria-label="Invited">
      <Title order={2} size="h3" mb="xs">
        Invited
      </Title>
      <Scrolls>
        <table className="rows stacks">
          <thead>
            <tr>
              <th>Name</th>
              <th>Belongs to</th>
              <th>Role</th>
              <th>Open until</th>
              <th>
                <span className="out-of-sight">Withdraw</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {invitations.map((one) => (
              <tr key={one.invitation_id}>
                <td>
                  {one.name}
                  <Text size="xs" c="dimmed">
                    {one.email}
                  </Text>
                </td>
                <td>{houseName(session, one.shop_id)}</td>
                <td>{ROLE_NAMES[one.role]}</td>
                <td data-label="Open until">
                  <When at={one.expires_at} />
                </td>
                <td>
                  <Button variant="subtle" size="compact-sm" onClick={() => withdraw(one.invitation_id)}>
                    Withdraw
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </section>
  );
}
