import { type AttachedFile, isApiError } from '@hark/wire';
import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { fileOf } from './desk-api.ts';
import { Floating } from './dialogs.tsx';
import { saidSize } from './file-limits.ts';

type Of = { conversation_id: string; file: AttachedFile };
/** Why a file is not shown: it is gone for good, or was not reached now. */
type Missing = 'gone' | 'unreached';

const SAYS: { [M in Missing]: string } = {
  gone: 'This file is gone: it was removed or erased.',
  unreached: 'The file could not be fetched.',
};

/** The files of a message: pictures small, documents by name. */
export function Files({
  conversation_id,
  files,
}: {
  conversation_id: string;
  files: readonly AttachedFile[];
}): JSX.Element {
  return (
    <ul className="desk-files" aria-label="Files">
      {files.map((file) => (
        <li key={file.id}>
          {file.width === null ? (
            <Document conversation_id={conversation_id} file={file} />
          ) : (
            <Picture conversation_id={conversation_id} file={file} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Fetches a file; says why when there is none. */
async function fetched({ conversation_id, file }: Of): Promise<Blob | Missing> {
  try {
    const response = await fetch(fileOf(conversation_id, file.id));
    if (response.ok) return await response.blob();
    const answer: unknown = await response.json().catch(() => null);
    return isApiError(answer) && answer.error.code === 'no_such_file' ? 'gone' : 'unreached';
  } catch {
    return 'unreached';
  }
}

/** Saves it under its name, or says why not. */
async function save(of: Of): Promise<Missing | null> {
  const content = await fetched(of);
  if (typeof content === 'string') return content;
  const url = URL.createObjectURL(content);
  Object.assign(document.createElement('a'), { href: url, download: of.file.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return null;
}

function Lost({ name, why, again }: { name: string; why: Missing; again(): void }): JSX.Element {
  return (
    <p className="desk-file-lost" role="status">
      <bdi>{name}</bdi> <span className="due">{SAYS[why]}</span>
      {why === 'unreached' && (
        <button type="button" className="plain" onClick={again}>
          Try again
        </button>
      )}
    </p>
  );
}

function Picture({ conversation_id, file }: Of): JSX.Element {
  const [missing, setMissing] = useState<Missing | null>(null);
  const [large, setLarge] = useState(false);
  if (missing !== null) return <Lost name={file.name} why={missing} again={() => setMissing(null)} />;
  return (
    <>
      <button
        type="button"
        className="desk-picture"
        aria-label={`Picture ${file.name}, open large`}
        title={`${file.name}, ${saidSize(file.bytes)}`}
        onClick={() => setLarge(true)}
      >
        <img
          src={fileOf(conversation_id, file.id)}
          alt=""
          loading="lazy"
          // An image does not say why it failed: the address does.
          onError={() =>
            void fetched({ conversation_id, file }).then((why) =>
              setMissing(typeof why === 'string' ? why : 'unreached'),
            )
          }
        />
      </button>
      {large && <Large conversation_id={conversation_id} file={file} close={() => setLarge(false)} />}
    </>
  );
}

function Large({ conversation_id, file, close }: Of & { close(): void }): JSX.Element {
  const [missing, setMissing] = useState<Missing | null>(null);
  return (
    <Floating label={`Picture: ${file.name}`} wide close={close}>
      <img className="desk-large" src={fileOf(conversation_id, file.id)} alt={file.name} />
      <div className="desk-send">
        <bdi className="desk-large-name">{file.name}</bdi>
        {missing !== null && (
          <span className="late" role="alert">
            {SAYS[missing]}
          </span>
        )}
        <Button
          variant="default"
          size="compact-md"
          onClick={() => void save({ conversation_id, file }).then(setMissing)}
        >
          Save
        </Button>
        <Button size="compact-md" data-autofocus onClick={close}>
          Close
        </Button>
      </div>
    </Floating>
  );
}

function Document({ conversation_id, file }: Of): JSX.Element {
  const [missing, setMissing] = useState<Missing | null>(null);
  const [busy, setBusy] = useState(false);
  const get = (): void => {
    setBusy(true);
    void save({ conversation_id, file }).then((why) => {
      setBusy(false);
      setMissing(why);
    });
  };
  if (missing !== null) return <Lost name={file.name} why={missing} again={get} />;
  return (
    <button
      type="button"
      className="desk-document"
      aria-busy={busy}
      title={`Save ${file.name}`}
      onClick={get}
    >
      <span className="desk-document-kind" aria-hidden="true">
        {file.kind.toUpperCase()}
      </span>
      <span className="desk-document-words">
        <bdi>{file.name}</bdi>
        <span className="dimmed">
          {file.kind.toUpperCase()}, {saidSize(file.bytes)}
          {busy ? ', fetching …' : ', save'}
        </span>
      </span>
    </button>
  );
}
