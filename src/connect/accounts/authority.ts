/** better-auth as the Carrefour uses it: links by mail, an identity provider, sessions in our own tables. */
import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { magicLink } from 'better-auth/plugins/magic-link';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type Secret, secretsIn } from '#lib/keyed.ts';
import { formerCookies } from './former-cookies.ts';
import { type Provider, providerConfig, providerId } from './provider.ts';
import { versionedSecrets } from './renew-second-factors.ts';
import { secondFactorPlugins } from './second-factor-plugins.ts';
import { tables } from './tables.ts';

/** Seconds for which a link can be used, from when it is drawn: when the mail server is given the letter (ASVS 6.5.5). */
export const linkLife = 10 * 60;
/** Seconds for which a session lasts, whatever is done with it. */
export const sessionLife = 30 * 24 * 3600;
/** Seconds after which a session that nobody used ends. */
export const idleLife = 7 * 24 * 3600;
/** The path under which the authority answers; the site hands it the provider's return and nothing else. */
export const authorityPath = '/connexion';
export const providerReturnPath = `${authorityPath}/callback/${providerId}`;
/** Where the provider sends the browser once it has ended its own session. */
export const providerEndPath = `${authorityPath}/fin`;

export interface AuthorityRooms {
  db: Kysely<Tables>;
  /** 32 characters at least, each. */
  secret: Secret;
  /** The public address of the site, without a slash at the end. */
  baseUrl: string;
  /** Given each link that is drawn; undefined where none is. */
  deliver: ((link: { token: string; metadata: Record<string, unknown> }) => Promise<void>) | undefined;
  log: { error(fields: object, message: string): void };
}

/** A provider, and who hears its identity tokens. */
interface Elsewhere {
  provider: Provider;
  heard(idToken: string | undefined): void;
  /** Whether what was heard of the return under way tells of two factors. */
  gaveTwo(): boolean;
}

/** Without a provider it asks nothing of the network, ever. */
export function createAuthority({ db, secret, baseUrl, deliver, log }: AuthorityRooms, elsewhere?: Elsewhere) {
  const secure = baseUrl.startsWith('https://');
  return betterAuth({
    appName: 'Carrefour',
    baseURL: baseUrl,
    basePath: authorityPath,
    // It signs with the first of `secrets`; `secret` is for what was encrypted before secrets had versions.
    secret: secretsIn(secret).at(-1),
    secrets: versionedSecrets(secret),
    database: { db, type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    trustedOrigins: [baseUrl],
    user: tables.user,
    session: { ...tables.session, expiresIn: sessionLife, disableSessionRefresh: true },
    account: {
      ...tables.account,
      updateAccountOnSignIn: false,
      // A provider's account joins ours of the same address: `provider.ts` lets none pass whose address is not proven.
      // Nobody has a session on an address that was not proven, so there is nothing to inherit from one.
      accountLinking: { enabled: true, requireLocalEmailVerified: false, updateUserInfoOnLink: false },
    },
    verification: tables.verification,
    databaseHooks: {
      // Signing in is all that the provider is for: its tokens and picture are not kept.
      account: {
        create: {
          before: async ({ accountId, providerId, userId }) => ({ data: emptied({ accountId, providerId, userId }) }),
        },
      },
      user: { create: { before: async (user) => ({ data: { ...user, image: null } }) } },
    },
    // Ours, on PostgreSQL: this one counts in memory, and only what comes by its own routes.
    rateLimit: { enabled: false },
    advanced: {
      // `__Host-` holds a cookie to this very host, over https, for every path.
      useSecureCookies: false,
      cookiePrefix: secure ? '__Host-carrefour' : 'carrefour',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
      ipAddress: { disableIpTracking: true },
      disableOriginCheck: false,
    },
    onAPIError: { errorURL: `${baseUrl}${authorityPath}` },
    logger: {
      level: 'error',
      // The first word says what failed; what follows may hold a token or an address.
      log: (level, message) => (level === 'error' ? log.error({ part: 'sign-in' }, message) : undefined),
    },
    plugins: [
      magicLink({
        expiresIn: linkLife,
        storeToken: 'hashed',
        sendMagicLink: async ({ token, metadata }) => deliver?.({ token, metadata: metadata ?? {} }),
      }),
      ...secondFactorPlugins(elsewhere?.gaveTwo ?? (() => false)),
      formerCookies(secret),
      ...(elsewhere === undefined
        ? []
        : [genericOAuth({ config: [providerConfig(elsewhere.provider, elsewhere.heard)] })]),
    ],
  });
}

export type Authority = ReturnType<typeof createAuthority>;

const emptied = <Kept extends object>(kept: Kept) => ({
  ...kept,
  accessToken: null,
  refreshToken: null,
  idToken: null,
  accessTokenExpiresAt: null,
  refreshTokenExpiresAt: null,
  scope: null,
});
