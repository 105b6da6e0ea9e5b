/** For tests: an OpenID Connect provider on the loopback, that signs, checks PKCE, and can misbehave on request. */
import { createHash, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Claims {
  sub: string;
  email?: string;
  email_verified?: boolean;
  [claim: string]: unknown;
}

/** What the provider does other than it should. */
export interface Mischief {
  /** Signs with a key that it does not publish. */
  otherKey?: boolean;
  /** Answers with another nonce than it was given. */
  otherNonce?: boolean;
  /** Issues the identity for another site. */
  otherAudience?: boolean;
  /** userinfo is a signed token, as ProConnect's. */
  userInfoAsToken?: boolean;
  /** userinfo tells of somebody else. */
  otherSubject?: boolean;
  /** Says that it asked the person an hour ago, whatever it was asked. */
  oldProof?: boolean;
  /** Never answers at all. */
  silent?: boolean;
}

export const client = { clientId: 'carrefour', clientSecret: 'a client secret' };

export async function startProvider(who: () => Claims, mischief: () => Mischief = () => ({})) {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const grants = new Map<
    string,
    { nonce: string | null; challenge: string | null; redirect: string; claims: Claims; asks: boolean }
  >();
  const tokens = new Map<string, Claims>();
  /** What its own sessions were ended with, the latest last. */
  const ended: { sub: string; returnTo: string; state: string | null }[] = [];
  let issuer = '';
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = (claims: object) => {
    const body = `${encode({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${encode(claims)}`;
    const { privateKey } = mischief().otherKey ? others : keys;
    return `${body}.${sign('sha256', Buffer.from(body), privateKey).toString('base64url')}`;
  };
  const server = createServer(async (request, response) => {
    if (mischief().silent) return;
    const url = new URL(request.url ?? '/', issuer);
    const json = (value: object, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          end_session_endpoint: `${issuer}/end`,
          jwks_uri: `${issuer}/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
        });
      case '/keys':
        return json({ keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] });
      case '/authorize': {
        const code = randomUUID();
        const redirect = url.searchParams.get('redirect_uri') ?? '';
        const { searchParams: asked } = url;
        grants.set(code, {
          nonce: asked.get('nonce'),
          challenge: asked.get('code_challenge'),
          redirect,
          claims: who(),
          asks: asked.get('prompt') === 'login' && asked.get('max_age') === '0',
        });
        const back = new URL(redirect);
        back.searchParams.set('code', code);
        back.searchParams.set('state', asked.get('state') ?? '');
        response.writeHead(302, { location: back.href });
        return response.end();
      }
      case '/token': {
        let body = '';
        for await (const chunk of request) body += String(chunk);
        const form = new URLSearchParams(body);
        const grant = grants.get(form.get('code') ?? '');
        grants.delete(form.get('code') ?? '');
        const challenge = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url');
        const known = form.get('client_id') === client.clientId && form.get('client_secret') === client.clientSecret;
        if (
          grant === undefined ||
          !known ||
          grant.challenge !== challenge ||
          grant.redirect !== form.get('redirect_uri')
        )
          return json({ error: 'invalid_grant' }, 400);
        const access = randomUUID();
        tokens.set(access, grant.claims);
        const now = Math.floor(Date.now() / 1000);
        const aud = mischief().otherAudience ? 'another-site' : client.clientId;
        const nonce = mischief().otherNonce ? 'another' : grant.nonce;
        const { acr, amr } = grant.claims;
        const auth_time = mischief().oldProof ? now - 3600 : grant.asks ? now : undefined;
        const said = { iss: issuer, aud, sub: grant.claims.sub, nonce, acr, amr, auth_time };
        const id_token = token({ ...said, iat: now, exp: now + 300 });
        return json({ access_token: access, token_type: 'Bearer', expires_in: 300, id_token });
      }
      case '/end': {
        const { searchParams: asked } = url;
        const [header = '', claims = '', signature = ''] = (asked.get('id_token_hint') ?? '').split('.');
        const given = Buffer.from(signature, 'base64url');
        if (!verify('sha256', Buffer.from(`${header}.${claims}`), keys.publicKey, given))
          return json({ error: 'invalid_request' }, 400);
        const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { sub: string };
        const back = new URL(asked.get('post_logout_redirect_uri') ?? '');
        ended.push({ sub, returnTo: back.href, state: asked.get('state') });
        back.searchParams.set('state', asked.get('state') ?? '');
        response.writeHead(302, { location: back.href });
        return response.end();
      }
      case '/userinfo': {
        const claims = tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
        if (claims === undefined) return json({ error: 'invalid_token' }, 401);
        const told = mischief().otherSubject ? { ...claims, sub: 'somebody-else' } : claims;
        if (!mischief().userInfoAsToken) return json(told);
        response.writeHead(200, { 'content-type': 'application/jwt' });
        return response.end(token({ ...told, iss: issuer, aud: client.clientId }));
      }
    }
    return json({ error: 'not_found' }, 404);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    ended,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
