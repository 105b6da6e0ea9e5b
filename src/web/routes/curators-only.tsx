/** Guards the curators' pages: who may not decide is told so, and nothing that another site sends is heard. */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { mayCurate, type Person } from '#model/person.ts';
import { TroublePage } from '../pages/trouble.tsx';
import { contextOf, type Desk, page } from '../site.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** Who curates, once the guard has let them in. */
    curator: Person;
  }
}

/** Longest form that is read, in bytes. */
const longestForm = 64 * 1024;

export function curatorsOnly(desk: Desk): MiddlewareHandler[] {
  return [fromHere(desk), bodyLimit({ maxSize: longestForm, onError: (c) => c.text('', 413) }), letIn(desk)];
}

const refuse = (c: Context, desk: Desk) =>
  page(c, desk, <TroublePage context={contextOf(desk)} kind="forbidden" path="/" />, 403);

function fromHere(desk: Desk): MiddlewareHandler {
  const check = csrf();
  return async (c, next) => {
    try {
      return await check(c, next);
    } catch (error) {
      if (error instanceof HTTPException) return refuse(c, desk);
      throw error;
    }
  };
}

function letIn(desk: Desk): MiddlewareHandler {
  return async (c, next) => {
    const person = await desk.rooms.personOf(c.req.raw.headers);
    if (!mayCurate(person)) return refuse(c, desk);
    c.set('curator', person);
    await next();
    c.res.headers.set('Cache-Control', 'private, no-store');
  };
}

/** Who was let in. Throws on a route without the guard. */
export function curator(c: Context): Person {
  const person = c.get('curator') as Person | undefined;
  if (person === undefined) throw new Error(`${c.req.path} is a curators' page without its guard`);
  return person;
}
