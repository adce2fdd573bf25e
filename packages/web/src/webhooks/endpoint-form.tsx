import { Button, Checkbox, TextInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import type { Answer } from '../api/ask.ts';
import type { AnswerTo } from '../api/client.ts';
import { useSent } from '../api/sent.ts';
import { Refused } from '../people/said.tsx';
import type { Endpoint } from './standing.tsx';

type Fields = { url: string; description: string; event_types: Endpoint['event_types'] };

/** Address, description and events of an endpoint. */
export function EndpointForm<T>({
  types,
  begin,
  does,
  send,
  done,
}: {
  types: AnswerTo<'GET /api/webhooks'>['event_types'];
  begin: Fields;
  does: string;
  send(fields: Fields): Promise<Answer<T>>;
  done(answer: T): void;
}): JSX.Element {
  const [url, setUrl] = useState(begin.url);
  const [description, setDescription] = useState(begin.description);
  const [chosen, setChosen] = useState<string[]>(begin.event_types);
  const sent = useSent();
  const event_types = types.map(({ type }) => type).filter((type) => chosen.includes(type));
  const submit = (): void => {
    void sent
      .send(() => send({ url, description, event_types }))
      .then((answer) => {
        if (answer !== null) done(answer);
      });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="fields webhook-fields">
        <TextInput
          label="Address"
          placeholder="https://shop.example/hark"
          type="url"
          required
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label="What it is"
          maxLength={200}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
      </div>
      <Checkbox.Group label="It is told when" mt="sm" value={chosen} onChange={setChosen}>
        <div className="choices">
          {types.map(({ type, says }) => (
            <Checkbox key={type} value={type} label={says} description={type} size="sm" />
          ))}
        </div>
      </Checkbox.Group>
      <Refused says={sent.says} />
      <Button type="submit" mt="sm" loading={sent.busy} disabled={event_types.length === 0}>
        {does}
      </Button>
    </form>
  );
}
