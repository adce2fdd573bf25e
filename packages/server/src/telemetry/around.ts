/** What is said of a piece of work: ids and names, never a person's words or address. */
export type About = { [attribute: string]: string | number | boolean };

/** The pieces of work whose time is of interest. The closed list, with what stands in figures and traces. */
export const PIECES = {
  turn: 'a turn, from what happened to the commit, with waiting for the one before it',
  'turn.load': 'reading the state of a conversation',
  'turn.decide': 'deciding, with the lookups that it asked for',
  'turn.commit': 'committing what was decided',
  'marketplace.lookup': 'asking the shop system',
  'marketplace.act': 'having the shop system act',
  effect: 'carrying out what was decided',
} as const;

/** One of {@link PIECES}, and what it is about. */
export type Piece = { name: keyof typeof PIECES; about: About };

/** Stands around a piece of work and sees how long it takes and whether it throws; `note` says more of it. */
export type Around = <T>(piece: Piece, work: (note: (about: About) => void) => T) => T;

/** Looks at nothing. */
export const plainly: Around = (_piece, work) => work(() => undefined);

/** The first around the second. */
export function together(outer: Around, inner: Around): Around {
  return (piece, work) =>
    outer(piece, (tell) =>
      inner(piece, (note) =>
        work((about) => {
          tell(about);
          note(about);
        }),
      ),
    );
}

/** Calls `ended` when a value is there or, where it is promised, when the promise settles; with whether it failed. */
export function whenEnded<T>(work: () => T, ended: (error: unknown) => void): T {
  let value: T;
  try {
    value = work();
  } catch (error) {
    ended(error ?? new Error('nothing was thrown'));
    throw error;
  }
  if (!(value instanceof Promise)) {
    ended(null);
    return value;
  }
  value.then(
    () => ended(null),
    (error: unknown) => ended(error ?? new Error('nothing was thrown')),
  );
  return value;
}
