import type { JSX } from 'react';
import { fileOf } from './desk-api.ts';
import { saidSize } from './file-limits.ts';
import type { ChosenFile, FilesHere } from './use-files.ts';

type Props = { conversation_id: string; files: FilesHere; removed(): void };

/** The files of the next answer: how far each is, and how to be rid of it. */
export function Tray({ conversation_id, files, removed }: Props): JSX.Element | null {
  if (files.chosen.length === 0 && files.told === null) return null;
  return (
    <div className="desk-tray">
      <ul aria-label="Files of this answer">
        {files.chosen.map((one) => (
          <li key={one.key} className={one.state}>
            <Thumb one={one} conversation_id={conversation_id} />
            <span className="desk-tray-words">
              <bdi title={one.name}>{one.name}</bdi>
              <Fares one={one} />
            </span>
            {one.state === 'cut' && (
              <button
                type="button"
                className="plain"
                aria-label={`Try again with ${one.name}`}
                onClick={() => files.retry(one.key)}
              >
                Try again
              </button>
            )}
            <button
              type="button"
              className="plain"
              aria-label={`Remove ${one.name}`}
              title="Remove"
              onClick={() => {
                files.remove(one.key);
                removed();
              }}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {files.told !== null && (
        <p className="due" role="alert">
          {files.told}
        </p>
      )}
    </div>
  );
}

function Thumb({ one, conversation_id }: { one: ChosenFile; conversation_id: string }): JSX.Element {
  const { attached } = one;
  if (attached?.width)
    return <img className="desk-tray-thumb" src={fileOf(conversation_id, attached.id)} alt="" />;
  return (
    <span className="desk-tray-thumb" aria-hidden="true">
      {one.is_pdf ? 'PDF' : ''}
    </span>
  );
}

function Fares({ one }: { one: ChosenFile }): JSX.Element {
  switch (one.state) {
    case 'sending':
      return (
        <progress max={1} value={one.share} aria-label={`On its way: ${one.name}`}>
          {Math.round(one.share * 100)} %
        </progress>
      );
    case 'ready':
      return (
        <span className="dimmed" role="status">
          {saidSize(one.attached?.bytes ?? one.bytes)}, attached
        </span>
      );
    case 'cut':
      return (
        <span className="late" role="alert">
          Not there yet: the server was not reached.
        </span>
      );
    case 'refused':
      return (
        <span className="late" role="alert">
          {one.says}
        </span>
      );
  }
}
