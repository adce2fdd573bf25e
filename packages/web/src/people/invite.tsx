import { isInvited, ROLES, type Role, type Team } from '@hark/wire';
import { Button, NativeSelect, Text, TextInput, Title } from '@mantine/core';
import { type JSX, useState } from 'react';
import { ask } from '../api/ask.ts';
import { useSent } from '../api/sent.ts';
import { ROLE_NAMES, ROLE_USES } from '../shell/roles.ts';
import { usePerson } from '../shell/session.tsx';
import { Refused, Said } from './said.tsx';

/** Invites somebody: name, address, role, and the shop where it is not one's own. */
export function Invite({ team, invited }: { team: Team; invited(): void }): JSX.Element {
  const me = usePerson();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>(team.roles[0] ?? 'agent');
  const [shop, setShop] = useState(team.shops[0]?.id ?? '');
  const [said, setSaid] = useState<{ email: string; link: string | null } | null>(null);
  const sent = useSent();
  const of_shop = role === 'agent' || role === 'shop_admin';
  const body = { name, email, role, shop_id: of_shop ? shop : null };
  return (
    <section className="card" aria-label="Invite somebody">
      <Title order={2} size="h3" mb="xs">
        Invite somebody
      </Title>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void sent
            .send(() => ask({ path: '/api/invitations', body, is: isInvited }))
            .then((made) => {
              if (!made) return;
              setSaid({ email, link: made.link });
              setName('');
              setEmail('');
              invited();
            });
        }}
      >
        <TextInput
          label="Name"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="E-mail address"
          type="email"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NativeSelect
          label="Role"
          value={role}
          data={team.roles.map((one) => ({ value: one, label: ROLE_NAMES[one] }))}
          onChange={(event) => setRole(ROLES.find((one) => one === event.currentTarget.value) ?? role)}
        />
        {of_shop && me.shop_id === null && <Shop known={team.shops} value={shop} choose={setShop} />}
        <Button type="submit" loading={sent.busy}>
          Invite
        </Button>
      </form>
      <Text size="xs" c="dimmed" mt="xs">
        {ROLE_NAMES[role]}: {ROLE_USES[role]}.
      </Text>
      <Refused says={sent.says} />
      {said && (
        <Said>
          {said.link === null
            ? `A letter with a link is on its way to ${said.email}.`
            : `Hark has no mail server, so hand this link to ${said.email} yourself: ${said.link}`}
        </Said>
      )}
    </section>
  );
}

/** One of the shops that are known by name; where none is, its id. */
function Shop({
  known,
  value,
  choose,
}: {
  known: Team['shops'];
  value: string;
  choose(shop_id: string): void;
}): JSX.Element {
  if (known.length === 0) {
    return (
      <TextInput
        label="Shop (its id)"
        required
        value={value}
        onChange={(event) => choose(event.currentTarget.value)}
      />
    );
  }
  return (
    <NativeSelect
      label="Shop"
      required
      value={value}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}
