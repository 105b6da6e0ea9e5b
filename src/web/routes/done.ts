/** What the address of a page says was done: `?fait=…`, as whoever has sent a form is led to it. */
import type { Context } from 'hono';

/** Undefined where nothing is told of it: anybody can write an address, also with the names that every object has. */
export function doneOf<T>(c: Context, told: Readonly<Record<string, T>>): T | undefined {
  const done = c.req.query('fait') ?? '';
  return Object.hasOwn(told, done) ? told[done] : undefined;
}
