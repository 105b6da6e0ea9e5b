/** Which start of this machine is running. */
import { readFileSync } from 'node:fs';

let id: string | undefined;

/** Drawn anew whenever the machine starts (Linux: `random(4)`); undefined where the system tells no such thing. */
export function bootOfMachine(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    id ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // A room without /proc.
  }
  return id;
}
