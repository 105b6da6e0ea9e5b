/** Cookies that a former secret signed: believed as long as that secret is kept, though the library knows one secret alone. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { type Secret, secretsIn } from '#lib/keyed.ts';

/** The session, and the challenge that waits for a second factor. */
const ours = /(^|\.)(session_token|two_factor)$/;

/** As the library signs a cookie: the value, a point, HMAC-SHA-256 in base64. */
const sign = (secret: string, value: string): string => createHmac('sha256', secret).update(value).digest('base64');

/** The `Cookie` header as it would be if the secret of now had signed all of it. */
export function signedAnew(secret: Secret, cookie: string): string {
  const [now, ...before] = secretsIn(secret);
  return cookie
    .split(/;\s*/)
    .map((pair) => {
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      if (at < 1 || !ours.test(name)) return pair;
      const text = decoded(pair.slice(at + 1));
      const point = text.lastIndexOf('.');
      if (point < 1) return pair;
      const [value, given] = [text.slice(0, point), Buffer.from(text.slice(point + 1))];
      const isFormer = before.some((one) => {
        const right = Buffer.from(sign(one, value));
        return right.length === given.length && timingSafeEqual(right, given);
      });
      return isFormer ? `${name}=${encodeURIComponent(`${value}.${sign(now, value)}`)}` : pair;
    })
    .join('; ');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Before each request that the library answers. */
export const formerCookies = (secret: Secret): BetterAuthPlugin => ({
  id: 'former-cookies',
  hooks: {
    before: [
      {
        matcher: ({ headers }) => secretsIn(secret).length > 1 && headers?.has('cookie') === true,
        handler: createAuthMiddleware(async ({ headers }) => ({
          context: { headers: new Headers({ cookie: signedAnew(secret, headers?.get('cookie') ?? '') }) },
        })),
      },
    ],
  },
});
