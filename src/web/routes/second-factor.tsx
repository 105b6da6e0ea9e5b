/** `/compte/second-facteur`: setting a second factor up; `/connexion/code`: giving it. */
import type { Context, Hono } from 'hono';
import type { Accounts } from '#connect/accounts/accounts.ts';
import { returnPath } from '#connect/accounts/return-path.ts';
import type { CodeRefusal } from '#connect/accounts/second-factor.ts';
import type { Person } from '#model/person.ts';
import { CodePage, codePath, type FactorShown, SecondFactorPage, secondFactorPath } from '../pages/second-factor.tsx';
import { contextOf, type Desk } from '../site.ts';
import { askAnew, networkOfVisitor, personalPage, signedInOnly, visitor } from '../visitor.ts';
import { fieldsOf, goOn, smallForm } from './sign-in.tsx';

export function secondFactorRoutes(site: Hono, desk: Desk, accounts: Accounts): void {
  const { voice, rooms } = desk;
  const { secondFactor } = accounts;
  const context = contextOf(desk);
  const guard = signedInOnly(desk);
  const path = voice.path(secondFactorPath);

  const shownTo = async (person: Person, headers: Headers): Promise<FactorShown> => {
    const { on, since, recoveryCodes } = await secondFactor.state(person);
    if (on && since !== undefined) return { is: 'on', since, recoveryCodes };
    const setup = await secondFactor.begun(person, headers);
    if (setup !== undefined) return { is: 'begun', setup };
    return { is: 'off', demanded: person.withheld !== undefined };
  };
  const show = async (
    c: Context,
    more: Partial<Parameters<typeof SecondFactorPage>[0]> = {},
    status: 200 | 400 | 429 = 200,
  ) => {
    const shown = await shownTo(visitor(c), c.req.raw.headers);
    return personalPage(c, desk, SecondFactorPage({ context, shown, ...more }), status);
  };
  const refuse = (c: Context, refusal: CodeRefusal) => show(c, { refusal }, refusal === 'too-many' ? 429 : 400);

  site.get(path, guard, (c) => show(c));

  site.post(path, smallForm, guard, async (c) => {
    const { faire, code = '' } = await fieldsOf(c);
    const person = visitor(c);
    const { headers } = c.req.raw;
    // Once set up it ends all other sessions: what is there already is guarded by its codes, what is not by this.
    if (faire === 'commencer' || faire === 'confirmer') {
      const stale = await askAnew(c, desk, path);
      if (stale !== undefined) return stale;
    }
    if (faire === 'commencer') {
      await secondFactor.begin(headers);
      return goOn(c, path);
    }
    if (faire === 'confirmer') {
      const set = await secondFactor.confirm(person, code, headers);
      if (typeof set === 'string') return refuse(c, set);
      for (const cookie of set.cookies) c.header('Set-Cookie', cookie, { append: true });
      return show(c, { recovery: set.recovery, isNew: true });
    }
    if (faire === 'renouveler') {
      const drawn = await secondFactor.renew(person, code, headers);
      return typeof drawn === 'string' ? refuse(c, drawn) : show(c, { recovery: drawn.recovery });
    }
    if (faire !== 'retirer') return goOn(c, path);
    const gone = await secondFactor.remove(person, code, headers);
    return gone === 'removed' ? show(c, { removed: true }) : refuse(c, gone);
  });

  site.get(voice.path(codePath), async (c) => {
    const returnTo = returnPath(c.req.query('retour'), '');
    const owed = await secondFactor.isOwed(c.req.raw.headers);
    return personalPage(
      c,
      desk,
      CodePage({ context, returnTo, ...(!owed && { refusal: 'begin-again' }) }),
      owed ? 200 : 410,
    );
  });

  site.post(voice.path(codePath), smallForm, async (c) => {
    const { code = '', retour } = await fieldsOf(c);
    const returnTo = returnPath(retour, '');
    const network = networkOfVisitor(c, rooms.proxies);
    const given = await secondFactor.give(code, { headers: c.req.raw.headers, network });
    if (typeof given === 'string') {
      const status = { 'wrong-code': 400, 'too-many': 429, 'begin-again': 410 } as const;
      return personalPage(c, desk, CodePage({ context, returnTo, refusal: given }), status[given]);
    }
    return goOn(c, returnTo === '' ? voice.path('/compte?fait=bienvenue') : returnTo, given.cookies);
  });
}
