/** better-auth's second factor as the Carrefour uses it: asked after a link and after a provider too, where the library asks after passwords alone. */
import { randomBytes } from 'node:crypto';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { deleteSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { sha256 } from '#lib/hash.ts';
import { tables } from './tables.ts';

/** Seconds within which the code is to be given. */
export const challengeLife = 600;
const recoveryCodes = 10;
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const hashed = /^sha256:/;

/** As the library stores challenges and counts their tries; a test signs in with it, so that a change of theirs shows. */
const challengeOf = (random: string) => ({ challenge: `2fa-${random}`, tries: `2fa-attempts-2fa-${random}` });

/**
 * Nobody has a session on the first factor alone: what was opened is closed again, and a challenge takes its place.
 * `gaveTwo`: the provider whose return is under way has asked for both.
 */
const asksSecondFactor = (gaveTwo: () => boolean): BetterAuthPlugin => ({
  id: 'asks-second-factor',
  hooks: {
    after: [
      {
        matcher: ({ path }) => path === '/magic-link/verify' || path?.startsWith('/callback/') === true,
        handler: createAuthMiddleware(async (ctx) => {
          const opened = ctx.context.newSession;
          if (opened?.user.twoFactorEnabled !== true || gaveTwo()) return;
          deleteSessionCookie(ctx, true);
          await ctx.context.internalAdapter.deleteSession(opened.session.token);
          ctx.context.setNewSession(null);
          const { challenge, tries } = challengeOf(generateRandomString(32));
          const expiresAt = new Date(Date.now() + challengeLife * 1000);
          const { internalAdapter } = ctx.context;
          await internalAdapter.createVerificationValue({ identifier: challenge, value: opened.user.id, expiresAt });
          await internalAdapter.createVerificationValue({ identifier: tries, value: '0', expiresAt });
          const cookie = ctx.context.createAuthCookie('two_factor', { maxAge: challengeLife });
          await ctx.setSignedCookie(cookie.name, challenge, ctx.context.secret, cookie.attributes);
        }),
      },
    ],
  },
});

export const secondFactorPlugins = (gaveTwo: () => boolean) =>
  [
    twoFactor({
      issuer: 'Carrefour',
      allowPasswordless: true,
      twoFactorCookieMaxAge: challengeLife,
      schema: tables.secondFactor,
      backupCodeOptions: {
        customBackupCodesGenerate: () => Array.from({ length: recoveryCodes }, newRecoveryCode),
        // Hashed, not encrypted: nobody has to read them again. What is put back after a use is hashed already.
        storeBackupCodes: {
          encrypt: async (json) =>
            JSON.stringify((JSON.parse(json) as string[]).map((code) => (hashed.test(code) ? code : hashOfCode(code)))),
          decrypt: async (stored) => stored,
        },
      },
    }),
    asksSecondFactor(gaveTwo),
  ] as const;

/** 140 random bits, in groups of four: enough for a plain hash to protect (ASVS 6.5.2, 11.5.1). */
function newRecoveryCode(): string {
  const drawn = Array.from(randomBytes(28), (byte) => letters[byte % letters.length]);
  return (drawn.join('').match(/.{4}/g) ?? []).join('-');
}

/** However it was typed: case, spaces and dashes say nothing. */
export const hashOfCode = (typed: string): string => `sha256:${sha256(typed.toUpperCase().replace(/[^A-Z0-9]/g, ''))}`;
