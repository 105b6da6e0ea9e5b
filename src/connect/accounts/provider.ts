/** An OpenID Connect provider given by settings, such as ProConnect: who the person is, from a proven address. */
import type { GenericOAuthConfig, GenericOAuthUserInfo } from 'better-auth/plugins/generic-oauth';
import { z } from 'zod';
import type { Settings } from '#model/settings.ts';
import { readMailAddress } from './mail-address.ts';

export const providerId = 'oidc';

export interface Provider {
  /** The issuer's address: its configuration is read under `/.well-known/openid-configuration`. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** As written on the button. */
  name: string;
  scopes: readonly string[];
  /** Addresses are taken as proven without the provider saying so: for one that hands out the addresses itself. */
  trustsMail: boolean;
  /** What the provider may say of how it made sure (`acr`); none: whatever it says. */
  assurance: readonly string[];
  /** What it may say (`acr`, or one of `amr`) that counts as the second factor too; none: ours is asked for. */
  secondFactor: readonly string[];
  fetch: typeof fetch;
}

export function providerOf(all: Settings): Provider | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = all;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  const { OIDC_NAME: name, OIDC_SCOPES: scopes, OIDC_TRUSTS_MAIL: trustsMail, OIDC_ACR: assurance } = all;
  const secondFactor = all.OIDC_SECOND_FACTOR;
  return { issuer, clientId, clientSecret, name, scopes, trustsMail, assurance, secondFactor, fetch };
}

/** Milliseconds within which the provider must answer. */
const patience = 10_000;

const discoverySchema = z.object({ issuer: z.string(), userinfo_endpoint: z.url({ protocol: /^https?$/ }) });
const claimsSchema = z.looseObject({
  sub: z.string().min(1),
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  name: z.string().optional(),
  given_name: z.string().optional(),
  usual_name: z.string().optional(),
  family_name: z.string().optional(),
  iss: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
});

export const discoveryUrl = (issuer: string) => `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;

/** `heard` is given the identity token of who comes, whose signature was looked at. */
export function providerConfig(provider: Provider, heard: (idToken: string | undefined) => void): GenericOAuthConfig {
  return {
    providerId,
    name: provider.name,
    discoveryUrl: discoveryUrl(provider.issuer),
    requireIdTokenVerification: true,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    scopes: [...provider.scopes],
    pkce: true,
    // Asked for, and looked at when it comes back: a provider may answer with less than was asked (OpenID Connect Core 3.1.2.1).
    ...(provider.assurance.length > 0 && {
      authorizationUrlParams: { acr_values: provider.assurance.join(' ') },
    }),
    getUserInfo: async (tokens) => {
      heard(tokens.idToken);
      return isSure(provider, tokens.idToken) ? userInfo(provider, tokens.accessToken) : null;
    },
    mapProfileToUser: ({ email, name }) => ({ email: String(email), name: String(name), emailVerified: true }),
  };
}

/** Whether the identity token, whose signature the library has looked at, says one of the levels that are demanded. */
function isSure({ assurance }: Provider, idToken: string | undefined): boolean {
  if (assurance.length === 0) return true;
  const read = z.looseObject({ acr: z.string() }).safeParse(readClaims(idToken ?? '', 'application/jwt'));
  return read.success && assurance.includes(read.data.acr);
}

/** Whether the provider says that it made sure by two factors, in a word that the operator takes for that. */
export function saidTwice({ secondFactor }: Pick<Provider, 'secondFactor'>, idToken: string | undefined): boolean {
  if (secondFactor.length === 0) return false;
  const claims = z.looseObject({ acr: z.string().optional(), amr: z.array(z.string()).optional().catch(undefined) });
  const read = claims.safeParse(readClaims(idToken ?? '', 'application/jwt'));
  return read.success && [read.data.acr, ...(read.data.amr ?? [])].some((word) => secondFactor.includes(word ?? ''));
}

/** When the provider asked the person who they are (`auth_time`); null when it does not say, or says what cannot be. */
export function provedAt(idToken: string, now: Date): Date | null {
  const read = z.looseObject({ auth_time: z.number() }).safeParse(readClaims(idToken, 'application/jwt'));
  if (!read.success) return null;
  const at = read.data.auth_time * 1000;
  // Clocks differ by a little; what is in the future is no proof of now.
  return at > 0 && at <= now.getTime() + 60_000 ? new Date(at) : null;
}

/** Null when the provider does not say who it is, or not that the address is theirs: then nobody is signed in. */
export async function userInfo(
  provider: Provider,
  accessToken: string | undefined,
): Promise<GenericOAuthUserInfo | null> {
  if (accessToken === undefined) return null;
  const ask = (url: string, headers: Record<string, string>) =>
    provider.fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(patience) });
  const found = await ask(discoveryUrl(provider.issuer), { accept: 'application/json' });
  const { issuer, userinfo_endpoint } = discoverySchema.parse(await found.json());
  const answer = await ask(userinfo_endpoint, { authorization: `Bearer ${accessToken}` });
  if (!answer.ok) return null;
  const read = claimsSchema.safeParse(readClaims(await answer.text(), answer.headers.get('content-type') ?? ''));
  if (!read.success) return null;
  const claims = read.data;
  if (claims.iss !== undefined && claims.iss !== issuer) return null;
  if (claims.aud !== undefined && ![claims.aud].flat().includes(provider.clientId)) return null;
  const mail = readMailAddress(claims.email);
  const proven = provider.trustsMail || claims.email_verified === true || claims.email_verified === 'true';
  if (mail === undefined || !proven) return null;
  const name = claims.name ?? [claims.given_name, claims.usual_name ?? claims.family_name].filter(Boolean).join(' ');
  return { sub: claims.sub, email: mail, emailVerified: true, name: name.trim().slice(0, 100) };
}

/**
 * ProConnect answers with a signed token where most answer with JSON. It is read without its signature, which the
 * connection to the provider replaces: OpenID Connect Core 1.0, 3.1.3.7, rule 6 (TLS, straight from the issuer).
 */
function readClaims(body: string, contentType: string): unknown {
  try {
    if (!/^application\/jwt\b/i.test(contentType)) return JSON.parse(body);
    return JSON.parse(Buffer.from(body.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
