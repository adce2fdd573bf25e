import type { AttachedFile, FileLimits } from '@hark/wire';
import { useCallback, useEffect, useRef, useState } from 'react';
import { filesOf, newId } from './desk-api.ts';
import { againstFile } from './file-limits.ts';
import { type Upload, upload } from './upload.ts';

/** A file that was chosen for the next answer. `share`: of it that has arrived, 0 to 1; `says`: why it is refused. */
export type ChosenFile = {
  key: string;
  name: string;
  is_pdf: boolean;
  bytes: number;
  state: 'sending' | 'ready' | 'cut' | 'refused';
  share: number;
  says: string | null;
  attached: AttachedFile | null;
};

/** The files of the next answer. */
export type FilesHere = {
  chosen: ChosenFile[];
  /** What was not even taken in, and why. */
  told: string | null;
  /** Those that an answer carries now. */
  ready: AttachedFile[];
  /** Whether some are still on their way, or wait for a word about them. */
  open: boolean;
  add(files: readonly File[]): void;
  /** Those of an answer that is written anew. */
  putBack(files: readonly AttachedFile[]): void;
  retry(key: string): void;
  remove(key: string): void;
  clear(): void;
};

function begun(file: File, limits: FileLimits): ChosenFile {
  const says = againstFile(file, limits);
  const is_pdf = file.type === 'application/pdf';
  const state = says === null ? 'sending' : 'refused';
  return { key: newId(), name: file.name, is_pdf, bytes: file.size, state, share: 0, says, attached: null };
}

function thereAlready(attached: AttachedFile): ChosenFile {
  const { name, bytes, kind } = attached;
  const is_pdf = kind === 'pdf';
  return { key: newId(), name, bytes, is_pdf, attached, state: 'ready', share: 1, says: null };
}

type Change = (key: string, to: Partial<ChosenFile>) => void;

/** Files on their way; `change` is told how each fares. */
function useUploads(conversation_id: string, change: Change) {
  const ways = useRef(new Map<string, Upload>());
  const send = useCallback(
    (key: string, file: File) => {
      const way = upload(filesOf(conversation_id), file, (share) => change(key, { share }));
      ways.current.set(key, way);
      void way.outcome.then((outcome) => {
        if (ways.current.get(key) !== way) return;
        ways.current.delete(key);
        if (outcome.kind === 'done') change(key, { state: 'ready', share: 1, attached: outcome.file });
        else if (outcome.kind === 'cut') change(key, { state: 'cut', share: 0 });
        else change(key, { state: 'refused', says: outcome.says });
      });
    },
    [conversation_id, change],
  );
  const stop = useCallback((key: string) => {
    const way = ways.current.get(key);
    ways.current.delete(key);
    way?.cancel();
  }, []);
  const stopAll = useCallback(() => {
    for (const key of [...ways.current.keys()]) stop(key);
  }, [stop]);
  // Whoever leaves the conversation leaves what was on its way.
  useEffect(() => stopAll, [stopAll]);
  return { send, stop, stopAll };
}

/** Files are sent as soon as they are chosen, so that the answer need not wait for them; `limits` null: none are taken. */
export function useFiles(conversation_id: string, limits: FileLimits | null): FilesHere {
  const [chosen, setChosen] = useState<ChosenFile[]>([]);
  const [told, setTold] = useState<string | null>(null);
  const held = useRef(new Map<string, File>());
  const change: Change = useCallback((key, to) => {
    setChosen((now) => now.map((one) => (one.key === key ? { ...one, ...to } : one)));
  }, []);
  const { send, stop, stopAll } = useUploads(conversation_id, change);

  const add = (files: readonly File[]): void => {
    if (files.length === 0 || limits === null) return;
    const room = Math.max(0, limits.each - chosen.length);
    const over = `An answer carries ${limits.each} files at most. Send the others with the next one.`;
    setTold(files.length > room ? over : null);
    for (const file of files.slice(0, room)) {
      const one = begun(file, limits);
      held.current.set(one.key, file);
      setChosen((now) => [...now, one]);
      if (one.state === 'sending') send(one.key, file);
    }
  };
  const retry = (key: string): void => {
    const file = held.current.get(key);
    if (file === undefined) return;
    change(key, { state: 'sending', share: 0, says: null });
    send(key, file);
  };
  const remove = (key: string): void => {
    stop(key);
    held.current.delete(key);
    setTold(null);
    setChosen((now) => now.filter((one) => one.key !== key));
  };
  const clear = (): void => {
    stopAll();
    held.current.clear();
    setTold(null);
    setChosen([]);
  };
  const putBack = (files: readonly AttachedFile[]): void =>
    setChosen((now) => [...files.map(thereAlready), ...now].slice(0, limits?.each ?? 0));

  const ready = chosen.flatMap(({ attached }) => attached ?? []);
  const open = chosen.some(({ state }) => state !== 'ready');
  return { chosen, told, ready, open, add, putBack, retry, remove, clear };
}
