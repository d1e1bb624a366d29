/** The status that `fetchWithoutRejection` answers with when there was no answer; the status text is the error's code. */
export const NO_ANSWER = 599;

/**
 * Cohere's client starts a timer for each request and forgets to stop it when `fetch` rejects, so that after a refused
 * connection or an abort the process could not end before that timer. So this `fetch` never rejects: it answers with
 * a status that no server has.
 */
export const fetchWithoutRejection: typeof fetch = async (input, init) => {
  try {
    return await fetch(input, init);
  } catch (error) {
    const { code = '' } = ((error as Error).cause ?? {}) as { code?: string };
    return new Response(null, { status: NO_ANSWER, statusText: code });
  }
};
