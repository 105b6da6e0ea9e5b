/** When the program is asked to stop, by whom it may concern. */

/**
 * Aborted by a signal, when nobody reads the streams any more, and when the launcher is gone. What is open is then closed
 * in order, the database too.
 */
export function askedToStop(program: NodeJS.Process): AbortSignal {
  const asked = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    program.on(name, () => {
      // A second Ctrl-C is for those who cannot wait: the database recovers by itself at the next start.
      if (asked.signal.aborted && name === 'SIGINT') program.exit(130);
      asked.abort();
    });
  }
  // Whoever read what is said is gone (`npm start | head`).
  for (const stream of [program.stdout, program.stderr]) stream.on('error', () => asked.abort());
  // The launcher died without a word (kill -9): nothing may be left running.
  program.on('disconnect', () => asked.abort());
  return asked.signal;
}

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
