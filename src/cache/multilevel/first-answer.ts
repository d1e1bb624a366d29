/** The first value that is not `undefined`; `undefined` when there is none; the first rejection before that. */
export function firstDefined<T>(candidates: readonly Promise<T | undefined>[]): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    let open = candidates.length;
    if (open === 0) resolve(undefined);
    for (const candidate of candidates) {
      candidate.then((value) => {
        if (value !== undefined || --open === 0) resolve(value);
      }, reject);
    }
  });
}
