/** The value, or `late` when it did not come within `ms`; what comes later is dropped, a late failure too. */
export async function withDeadline<T>(
  promise: Promise<T>,
  ms: number,
): Promise<{ late: false; value: T } | { late: true }> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<{ late: true }>((resolve) => {
    timer = setTimeout(() => resolve({ late: true }), ms);
  });
  const value = promise.then((value) => ({ late: false as const, value }));
  // Once the deadline has won nobody else listens, and an unheard rejection would end the process.
  value.catch(() => undefined);
  try {
    return await Promise.race([value, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
