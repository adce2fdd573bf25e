import { makeRerunner, type RerunWork } from './rerun-work.ts';
import type { FromWorkshop } from './workshop.ts';

const again = makeRerunner();

function tell(said: FromWorkshop): void {
  process.send?.(said);
}

// Only the workshop writes here, with what it typed.
process.on('message', ({ id, work }: { id: number; work: RerunWork }) => {
  try {
    tell({ id, result: again(work, (stage) => tell({ id, stage })) });
  } catch (error) {
    tell({ id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

// Whoever started this is gone.
process.on('disconnect', () => process.exit());
// Ctrl-C reaches every process of the terminal; the one that started this says when it ends.
process.on('SIGINT', () => undefined);
