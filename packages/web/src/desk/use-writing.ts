import { useState } from 'react';
import { usePerson } from '../shell/session.tsx';
import { againstSending } from './composer.tsx';
import { keepDraft, readDraft } from './drafts.ts';
import type { Pending } from './thread-state.ts';
import { useFiles } from './use-files.ts';
import type { ThreadHere } from './use-thread.ts';
import { useTellTyping } from './use-writes.ts';

/** What is being written in a conversation: an answer with its files or a note, kept as a draft until it is sent. */
export function useWriting(id: string, here: ThreadHere) {
  const { person_id } = usePerson();
  const [mode, setMode] = useState<'reply' | 'note'>('reply');
  const [text, setText] = useState(() => readDraft(person_id, id));
  const limits = here.head?.files ?? null;
  const files = useFiles(id, limits);
  const tellTyping = useTellTyping(id);
  const standing = here.thread?.standing ?? null;

  const write = (words: string): void => {
    setText(words);
    keepDraft(person_id, id, words);
  };
  return {
    mode,
    text,
    files,
    limits,
    setMode,
    /** Whether files may be attached now. */
    takes_files: limits !== null && standing?.may.write === null,
    type(words: string): void {
      write(words);
      if (standing?.holder?.agent_id === person_id && mode === 'reply' && words !== '') tellTyping();
    },
    attach(given: File[]): void {
      setMode('reply');
      files.add(given);
    },
    send(): void {
      if (standing === null || againstSending({ mode, text, files }, standing.may) !== null) return;
      here.write({ kind: mode, text: text.trim(), files: mode === 'reply' ? files.ready : [] });
      write('');
      if (mode === 'reply') files.clear();
      setMode('reply');
    },
    /** Something that was not sent comes back, to be written anew. */
    takeBack(pending: Pending): void {
      here.takeBack(pending);
      setMode(pending.kind);
      write(pending.text);
      files.putBack(pending.files);
    },
  };
}
