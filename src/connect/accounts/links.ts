/** The links that open an account: drawn when they leave, for an address; kept as hashes. */
import { randomUUID } from 'node:crypto';
import { type Authority, type AuthorityRooms, createAuthority } from './authority.ts';

type Language = 'fr' | 'en';

/** What a link is asked with. */
export interface LinkAsked {
  mail: string;
  language: Language;
  /** A path of the site; empty for one's account. */
  returnTo: string;
}

/** The authority, and what draws a link by it: each lives its ten minutes from then. */
export function createLinkDrawer(rooms: Omit<AuthorityRooms, 'deliver'>): {
  authority: Authority;
  drawLink(asked: LinkAsked): Promise<string>;
} {
  const drawn = new Map<string, string>();
  const authority = createAuthority({
    ...rooms,
    deliver: async ({ token, metadata }) => void drawn.set(String(metadata.asking), token),
  });
  return {
    authority,
    async drawLink({ mail, language, returnTo }) {
      const asking = randomUUID();
      try {
        await authority.api.signInMagicLink({ body: { email: mail, metadata: { asking } }, headers: new Headers() });
        const token = drawn.get(asking);
        if (token === undefined) throw new Error('the link was not made');
        return linkUrl(rooms.baseUrl, language, token, returnTo);
      } finally {
        drawn.delete(asking);
      }
    },
  };
}

/** A link for an operator to hand over when no mail can be sent. */
export const operatorLink = (
  rooms: Omit<AuthorityRooms, 'deliver'>,
  asked: { mail: string; language: Language },
): Promise<string> => createLinkDrawer(rooms).drawLink({ ...asked, returnTo: '' });

function linkUrl(baseUrl: string, language: Language, token: string, returnTo: string): string {
  const url = new URL(`${baseUrl}${language === 'en' ? '/en' : ''}/connexion/lien`);
  url.searchParams.set('jeton', token);
  if (returnTo !== '') url.searchParams.set('retour', returnTo);
  return url.href;
}

/** As the magic-link plugin hashes what it stores. */
export async function hashOfToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return Buffer.from(digest).toString('base64url');
}
