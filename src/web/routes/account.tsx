/** `/compte`: one's own account; each form is sent, and the page comes back. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Accounts } from '#connect/accounts/accounts.ts';
import { readMailAddress } from '#connect/accounts/mail-address.ts';
import { withoutUnseen } from '#lib/text/unseen.ts';
import { longestName } from '#model/person.ts';
import { AccountPage, GonePage, LeavePage, type Outcome } from '../pages/account.tsx';
import { contextOf, type Desk } from '../site.ts';
import { type Language, languages } from '../text/language.ts';
import { askAnew, keepNowhere, personalPage, signedInOnly, visitor } from '../visitor.ts';
import { doneOf } from './done.ts';
import { fieldsOf, goOn, signedOut, smallForm } from './sign-in.tsx';

/** In the address of the page that comes back. */
const outcomes: Readonly<Record<string, Outcome>> = {
  bienvenue: 'welcome',
  enregistre: 'saved',
  session: 'ended',
};

const changeSchema = z.object({
  // Line ends and control characters would break out of headers and lists; what turns text round shows another's name.
  nom: z
    .string()
    .transform((name) => withoutUnseen(name.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')).trim())
    .pipe(z.string().max(longestName)),
  langue: z.enum(languages).catch('fr'),
});

export function accountRoutes(site: Hono, desk: Desk, accounts: Accounts): void {
  const { voice, rooms } = desk;
  const context = contextOf(desk);
  const guard = signedInOnly(desk);
  const own = voice.path('/compte');

  const show = async (c: Context, refused?: { name: string; language: Language }) => {
    const person = visitor(c);
    const [language, sessions, factor] = await Promise.all([
      accounts.language(person),
      accounts.sessions(person, c.req.raw.headers),
      accounts.secondFactor.state(person),
    ]);
    const introductions = rooms.introductions !== undefined;
    const given = {
      context,
      person,
      language: refused?.language ?? language,
      tooLong: refused?.name,
      sessions,
      secondFactor: factor.on,
      sources: rooms.sources,
      outcome: doneOf(c, outcomes),
      introductions,
    };
    return personalPage(c, desk, <AccountPage {...given} />, refused === undefined ? 200 : 400);
  };

  site.get(own, guard, (c) => show(c));

  site.post(own, smallForm, guard, async (c) => {
    const fields = await fieldsOf(c);
    const read = changeSchema.safeParse(fields);
    if (!read.success) return show(c, { name: fields.nom ?? '', language: fields.langue === 'en' ? 'en' : 'fr' });
    await accounts.change(visitor(c), { name: read.data.nom, language: read.data.langue });
    return goOn(c, `${own}?fait=enregistre`);
  });

  site.post(voice.path('/compte/sessions'), smallForm, guard, async (c) => {
    const { session = '' } = await fieldsOf(c);
    const stale = await askAnew(c, desk, own);
    if (stale !== undefined) return stale;
    if (session === 'toutes') {
      const out = await accounts.signOut(c.req.raw.headers);
      await accounts.endAllSessions(visitor(c));
      return signedOut(c, desk, out, voice.path('/connexion'));
    }
    await accounts.endSession(visitor(c), session);
    return goOn(c, `${own}?fait=session`);
  });

  site.get(voice.path('/compte/donnees.json'), guard, async (c) => {
    c.header('Content-Disposition', 'attachment; filename="carrefour.json"');
    return c.body(JSON.stringify(await accounts.ownData(visitor(c)), undefined, 2), 200, {
      'Content-Type': 'application/json; charset=utf-8',
    });
  });

  site.get(voice.path('/compte/supprimer'), guard, (c) =>
    personalPage(c, desk, <LeavePage context={context} mail={visitor(c).mail} />),
  );

  site.post(voice.path('/compte/supprimer'), smallForm, guard, async (c) => {
    const stale = await askAnew(c, desk, voice.path('/compte/supprimer'));
    if (stale !== undefined) return stale;
    const person = visitor(c);
    const { mail } = await fieldsOf(c);
    if (readMailAddress(mail) !== person.mail)
      return personalPage(c, desk, <LeavePage context={context} mail={person.mail} wrong />, 400);
    await accounts.remove(person);
    const { cookies } = await accounts.signOut(c.req.raw.headers);
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
    const answer = await personalPage(c, desk, <GonePage context={context} />);
    keepNowhere(c);
    return answer;
  });
}
