/** The database cannot take anything now: nothing was accepted, and the same can be sent again. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable';
  /** It can be read, and nothing can be written. */
  readonly read_only: boolean;
  constructor(message: string, options: ErrorOptions & { read_only?: boolean } = {}) {
    super(message, options);
    this.read_only = options.read_only ?? false;
  }
}

/** SQLSTATE → what a person is told. */
const STATES: { [state: string]: string } = {
  '25006': 'the database is read-only at present',
  '53100': 'the disk of the database is full',
  '53200': 'the database is out of memory',
  '53300': 'the database has no connection left',
  '53400': 'the database has reached a limit of its configuration',
  '55P03': 'somebody else held what is needed for too long',
  '57014': 'the database took too long to answer',
  '57P01': 'the database was shut down',
  '57P02': 'the database crashed and recovers',
  '57P03': 'the database is starting',
  '58030': 'the database cannot read or write its files',
};

/** States in which what is stored can still be read. */
const READ_ONLY = new Set(['25006', '53100', '58030']);

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);
const BROKEN =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;

/** What an error of the driver means: {@link DatabaseUnavailable} when trying again can help, otherwise itself. */
export function meaningOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = STATES[code];
  if (known) {
    const read_only = READ_ONLY.has(code);
    return new DatabaseUnavailable(`${known} (${error.message})`, { cause: error, read_only });
  }
  if (NETWORK.has(code) || code.startsWith('08') || BROKEN.test(error.message)) {
    return new DatabaseUnavailable(`the database cannot be reached (${error.message || code})`, {
      cause: error,
    });
  }
  return error;
}

/** Whether two transactions got into each other's way and one of them has to begin again. */
export function isCollision(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');
}
