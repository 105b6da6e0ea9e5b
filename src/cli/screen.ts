/** Where messages go: the error stream, with one line that moves on a terminal and plain lines elsewhere. */

export interface Screen {
  /** A line that stays. */
  say(text: string): void;
  /** A line that the next one replaces on a terminal; elsewhere said at most once every few seconds. */
  progress(text: string): void;
  /** The answer, on standard output. */
  answer(text: string): void;
}

const everyMilliseconds = 3_000;

export function createScreen(streams: {
  out: { write(text: string): unknown };
  error: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  now(): number;
}): Screen {
  const { out, error, now } = streams;
  let moving = false;
  let last = now();
  const clear = (): void => {
    if (moving) error.write('\r\u001b[2K');
    moving = false;
  };
  return {
    say(text) {
      clear();
      error.write(`${text}\n`);
    },
    progress(text) {
      if (error.isTTY === true) {
        clear();
        error.write(text.slice(0, (error.columns ?? 80) - 1));
        moving = true;
      } else if (now() - last >= everyMilliseconds) {
        last = now();
        error.write(`${text}\n`);
      }
    },
    answer(text) {
      clear();
      out.write(`${text}\n`);
    },
  };
}
