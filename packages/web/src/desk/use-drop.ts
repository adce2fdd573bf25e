import { type DragEvent, useState } from 'react';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** Files can be dropped on an element that is given `props`; `over`: they are held above it now. */
export function useDrop(take: ((files: File[]) => void) | null) {
  // Entering a child leaves the parent: both are counted.
  const [depth, setDepth] = useState(0);
  if (take === null) return { over: false, props: {} };
  const moved = (by: number) => (event: DragEvent) => {
    if (carriesFiles(event)) setDepth((now) => Math.max(0, now + by));
  };
  return {
    over: depth > 0,
    props: {
      onDragEnter: moved(1),
      onDragLeave: moved(-1),
      onDragOver(event: DragEvent) {
        if (carriesFiles(event)) event.preventDefault();
      },
      onDrop(event: DragEvent) {
        setDepth(0);
        if (!carriesFiles(event)) return;
        event.preventDefault();
        take([...event.dataTransfer.files]);
      },
    },
  };
}
