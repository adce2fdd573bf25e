import type { DeskAction, DeskArgument } from '@hark/wire';
import { Button } from '@mantine/core';
import { type JSX, useEffect, useId, useRef, useState } from 'react';
import { useSent } from '../api/sent.ts';
import { MessageCard } from './card.tsx';
import { checkAction, doIn, newId } from './desk-api.ts';

type Props = {
  conversation_id: string;
  order_id: string;
  action: DeskAction;
  against: string | null;
  done(): void;
};

type Args = { [name: string]: unknown };

/** What an action is asked with, what it will change, and the button that asks the gate. */
export function ActionForm({ conversation_id, order_id, action, against, done }: Props): JSX.Element {
  const [args, setArgs] = useState<Args>(() =>
    Object.fromEntries(action.arguments.map(({ name, given }) => [name, given])),
  );
  const [word, setWord] = useState<DeskAction>(action);
  const { busy, says, send } = useSent();
  const first = useRef(true);
  const client_id = useRef(newId());

  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    // What was changed is another wish, and the gate is asked about it anew.
    client_id.current = newId();
    let current = true;
    const timer = setTimeout(() => {
      void checkAction(conversation_id, { action: action.action, order_id, args }).then((answer) => {
        const told = answer.ok ? answer.value.actions[0] : undefined;
        if (current && told) setWord(told);
      });
    }, 250);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [args, action.action, conversation_id, order_id]);

  const ask = async (): Promise<void> => {
    const body = { client_id: client_id.current, action: action.action, order_id, args };
    const answer = await send(() => doIn(conversation_id, 'actions', body));
    if (answer) done();
    else client_id.current = newId();
  };

  return (
    <div className="desk-form">
      {action.arguments.map((argument) => (
        <Field
          key={argument.name}
          argument={argument}
          value={args[argument.name]}
          set={(value) => setArgs((before) => ({ ...before, [argument.name]: value }))}
        />
      ))}
      {word.readback?.card && <MessageCard card={word.readback.card} />}
      {!word.readback?.card && word.changes !== null && <p>{word.changes}</p>}
      <p className={word.allowed ? 'good' : 'due'} role="status">
        {word.says}
      </p>
      {word.checked.length > 0 && <Checked action={word} />}
      {says !== null && (
        <p className="late" role="alert">
          {says}
        </p>
      )}
      <Button
        size="compact-md"
        loading={busy}
        disabled={!word.allowed || against !== null}
        title={against ?? 'The buyer gets the receipt here'}
        onClick={() => void ask()}
      >
        {action.title}
      </Button>
    </div>
  );
}

function Checked({ action }: { action: DeskAction }): JSX.Element {
  return (
    <details>
      <summary>What was checked</summary>
      {action.checked.map(({ that, values }) => (
        <div key={that}>
          <code>{that}</code>
          <p className="dimmed">
            {Object.entries(values)
              .map(
                ([name, value]) =>
                  `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
              )
              .join('; ')}
          </p>
        </div>
      ))}
    </details>
  );
}

const ADDRESS = ['line1', 'line2', 'city', 'region', 'postcode', 'country'] as const;
const ADDRESS_NAMES: { [part in (typeof ADDRESS)[number]]: string } = {
  line1: 'Street and number',
  line2: 'More of the address',
  city: 'City',
  region: 'Region',
  postcode: 'Postcode',
  country: 'Country',
};

function Field({
  argument,
  value,
  set,
}: {
  argument: DeskArgument;
  value: unknown;
  set(value: unknown): void;
}): JSX.Element {
  const id = useId();
  const { kind, label, choices } = argument;
  const texts = Array.isArray(value) ? value.map(String) : [];
  if (kind === 'lines') {
    return (
      <fieldset>
        <legend>{label}</legend>
        {choices.map((choice) => (
          <label key={choice.value}>
            <input
              type="checkbox"
              checked={texts.includes(choice.value)}
              onChange={(event) =>
                set(
                  event.currentTarget.checked
                    ? [...texts, choice.value]
                    : texts.filter((one) => one !== choice.value),
                )
              }
            />
            {choice.label}
          </label>
        ))}
      </fieldset>
    );
  }
  if (kind === 'address') {
    const address = typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : new Map();
    return (
      <fieldset>
        <legend>New address</legend>
        {ADDRESS.map((part) => (
          <label key={part}>
            {ADDRESS_NAMES[part]}
            <input
              value={String(address.get(part) ?? '')}
              onChange={(event) => set({ ...Object.fromEntries(address), [part]: event.currentTarget.value })}
            />
          </label>
        ))}
      </fieldset>
    );
  }
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {kind === 'choice' || kind === 'payment_method' ? (
        <select id={id} value={String(value)} onChange={(event) => set(event.currentTarget.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type={kind === 'integer' ? 'number' : 'text'}
          value={String(value)}
          onChange={(event) =>
            set(kind === 'integer' ? Number(event.currentTarget.value) : event.currentTarget.value)
          }
        />
      )}
    </div>
  );
}
