/** Where messages go: the error stream, with one line that moves on a terminal and plain lines elsewhere. */

export interface Screen {
  /** A line that stays. */
  say(text: string): void;
  /**
   * A line that the next one replaces on a terminal, with a bar when the share done (0 to 1) is known; elsewhere said
   * at most once every few seconds.
   */
  progress(text: string, share?: number): void;
  /** The answer, on standard output. */
  answer(text: string): void;
}

const everyMilliseconds = 3_000;
const barLength = 20;

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * barLength);
  return `${'█'.repeat(full)}${'░'.repeat(barLength - full)}`;
}

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
    progress(text, share) {
      if (error.isTTY === true) {
        clear();
        const line = share === undefined ? text : `${bar(share)} ${text}`;
        error.write(line.slice(0, (error.columns ?? 80) - 1));
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
