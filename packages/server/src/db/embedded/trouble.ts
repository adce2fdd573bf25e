/** The embedded database cannot be had; the message says what happened, that nothing was lost, and what to do. */
export class EmbeddedTrouble extends Error {
  override name = 'EmbeddedTrouble';
}

/** What a failed start, by what PostgreSQL said last, means to a person. `folder` is where its data lie. */
export function troubleOf(said: string, folder: string, log_file: string): EmbeddedTrouble {
  if (/no space left on device|disk quota exceeded/i.test(said)) {
    return new EmbeddedTrouble(
      `The disk that holds ${folder} is full, so the database could not start. Nothing was lost; free some space and start again.`,
    );
  }
  if (/files are incompatible with server/i.test(said)) {
    return new EmbeddedTrouble(
      `The data in ${folder} were written by another major version of PostgreSQL. Nothing was changed; start the Hark that wrote them and export, or set HARK_DATA to another folder.`,
    );
  }
  if (/permission denied|wrong ownership|invalid permissions/i.test(said)) {
    return new EmbeddedTrouble(
      `The database may not use the folder ${folder}: ${lastWords(said)}. Nothing was changed; make it writable for the user who starts Hark, or set HARK_DATA to another folder.`,
    );
  }
  return new EmbeddedTrouble(
    `The embedded PostgreSQL did not start: ${lastWords(said)}. Nothing was lost; the whole story is in ${log_file}. Mend that and start again, or set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

/** What an error of the file system, met while preparing `folder`, means to a person. */
export function fileTrouble(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return troubleOf('no space left on device', folder, '');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new EmbeddedTrouble(
        `Hark may not write to the folder ${folder}. Nothing was changed; make it writable for the user who starts Hark, or set HARK_DATA to another folder.`,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new EmbeddedTrouble(
        `${folder} cannot be a folder for data, because a file stands there or on the way to it. Nothing was changed; move that file, or set HARK_DATA to another folder.`,
      );
    default:
      return error;
  }
}

function lastWords(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const told = lines.findLast((line) => /fatal|panic|error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing';
  return told.replace(/^.*?(?:FATAL|PANIC|ERROR|error):\s*/, '').trim();
}
