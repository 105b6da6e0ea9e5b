/** `/alertes` and `/compte/alertes`: searches that are followed, with an account or by the links of mails. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { AlertDesk, Change } from '#connect/alerts/alerts.ts';
import { type Rhythm, rhythms } from '#connect/alerts/rhythm.ts';
import { type Criteria, noCriteria, readCriteria } from '#model/criteria.ts';
import { signsOf } from '../form-signs.ts';
import {
  AlertsPage,
  FollowBrokenPage,
  FollowButtonPage,
  FollowPage,
  FollowSentPage,
  FollowStoppedPage,
  followPath,
} from '../pages/alerts.tsx';
import { FormHeldPage } from '../pages/form-held.tsx';
import { changed, searchPath } from '../search/address.ts';
import { shownCriteria } from '../search/criteria-shown.ts';
import { contextOf, type Desk } from '../site.ts';
import { keepNowhere, personalPage, signedInOnly, visitor } from '../visitor.ts';
import { doneOf } from './done.ts';
import { fieldsOf, goOn, smallForm } from './sign-in.tsx';

const rhythmSchema = z.enum(rhythms);
const own = '/compte/alertes';
const tokenOf = (c: Context): string => c.req.param('token') ?? '';

export function alertRoutes(site: Hono, desk: Desk, alerts: AlertDesk): void {
  const { voice, rooms } = desk;
  const context = contextOf(desk);
  const guard = signedInOnly(desk);

  site.get(voice.path('/alertes/suivre'), async (c) => {
    const criteria = await followable(desk, c.req.url);
    const person = await rooms.personOf(c.req.raw.headers);
    const given = { context, criteria, label: labelOfSearch(desk, criteria), own: person?.mail };
    return personalPage(c, desk, <FollowPage {...given} />);
  });

  site.post(voice.path('/alertes/suivre'), smallForm, async (c) => {
    const criteria = await followable(desk, c.req.url);
    const person = await rooms.personOf(c.req.raw.headers);
    const fields = await fieldsOf(c);
    const { mail = '', rythme } = fields;
    const rhythm: Rhythm = rhythmSchema.catch('daily').parse(rythme);
    const label = labelOfSearch(desk, criteria);
    const signs = signsOf(c, rooms.proxies, (name) => fields[name]);
    const asked = await alerts.ask({ mail, person, criteria, label, language: voice.language, rhythm, signs });
    if (asked === 'on') return goOn(c, `${voice.path(own)}?fait=suivie`);
    if (asked === 'mail-sent') {
      const mailbox = rooms.mailbox !== undefined;
      return personalPage(
        c,
        desk,
        <FollowSentPage context={context} mail={mail} criteria={criteria} mailbox={mailbox} />,
      );
    }
    if (asked === 'withheld') {
      const back = searchPath({ ...voice, path: (path) => path }, criteria);
      return personalPage(c, desk, <FormHeldPage context={context} path={followPath(back)} back={back} />, 202);
    }
    const given = { context, criteria, label, own: person?.mail, typed: { mail, rhythm }, trouble: asked };
    return personalPage(c, desk, <FollowPage {...given} />, asked === 'too-many' ? 429 : 400);
  });

  site.get(voice.path('/alertes/confirmer/:token'), async (c) => {
    const token = tokenOf(c);
    const found = await alerts.toConfirm(token);
    closed(c);
    if (found === undefined) return broken(c, desk);
    const { title, lead, submit } = voice.words.alerts.confirm;
    const given = { context, title, lead: lead(found.label, found.mail), submit };
    return personalPage(c, desk, <FollowButtonPage {...given} path={`/alertes/confirmer/${token}`} />);
  });

  site.post(voice.path('/alertes/confirmer/:token'), smallForm, async (c) => {
    const list = await alerts.confirm(tokenOf(c));
    return list === undefined ? broken(c, desk) : goOn(c, `${voice.path(`/alertes/liste/${list}`)}?fait=suivie`);
  });

  site.get(voice.path('/alertes/liste/:token'), async (c) => {
    const token = tokenOf(c);
    const listed = await alerts.listed(token);
    closed(c);
    if (listed === undefined) return broken(c, desk);
    const given = { context, ...listed, path: `/alertes/liste/${token}`, byLink: true, outcome: doneOf(c, outcomes) };
    return personalPage(c, desk, <AlertsPage {...given} />);
  });

  site.post(voice.path('/alertes/liste/:token'), smallForm, async (c) => {
    const path = `/alertes/liste/${tokenOf(c)}`;
    const listed = await alerts.listed(tokenOf(c));
    if (listed === undefined) return broken(c, desk);
    const said = await change(c, alerts, listed.mail);
    // With its last alert the follower is forgotten, and this link opens nothing any more.
    if ((await alerts.listed(tokenOf(c))) === undefined) {
      const given = { context, mail: listed.mail, alerts: [], path, byLink: false, outcome: 'done' as const };
      return personalPage(c, desk, <AlertsPage {...given} />);
    }
    return goOn(c, `${voice.path(path)}?fait=${said}`);
  });

  site.get(voice.path(own), guard, async (c) => {
    const { mail } = visitor(c);
    const given = { context, mail, alerts: await alerts.alertsOf(mail), path: own, byLink: false };
    return personalPage(c, desk, <AlertsPage {...given} outcome={doneOf(c, outcomes)} />);
  });

  site.post(voice.path(own), smallForm, guard, async (c) =>
    goOn(c, `${voice.path(own)}?fait=${await change(c, alerts, visitor(c).mail)}`),
  );
}

/**
 * Put before the rule that requests come from our own pages: mail programs post here by themselves (RFC 8058), and the
 * token says who may. Opening the address stops nothing: scanners open every link of a mail.
 */
export function stopAlertRoutes(site: Hono, desk: Desk, alerts: AlertDesk): void {
  const { voice } = desk;
  const context = contextOf(desk);
  const path = voice.path('/alertes/arreter/:token');

  site.get(path, async (c) => {
    const token = tokenOf(c);
    const found = await alerts.toStop(token);
    closed(c);
    if (found === undefined) return broken(c, desk);
    const own = `/alertes/arreter/${token}`;
    if (found === 'gone')
      return personalPage(c, desk, <FollowStoppedPage context={context} path={own} criteria={undefined} />);
    const { title, lead, submit } = voice.words.alerts.stop;
    const given = { context, title, lead: lead(found.label), submit, path: own };
    return personalPage(c, desk, <FollowButtonPage {...given} />);
  });

  site.post(path, smallForm, async (c) => {
    const token = tokenOf(c);
    const found = await alerts.toStop(token);
    closed(c);
    if (!(await alerts.stop(token))) return broken(c, desk);
    const criteria = typeof found === 'object' ? found.criteria : undefined;
    const given = { context, path: `/alertes/arreter/${token}`, criteria };
    return personalPage(c, desk, <FollowStoppedPage {...given} />);
  });
}

/** The search of an address as it can be followed: misspelt words as the engine read them, since news are few. */
async function followable({ rooms }: Desk, url: string): Promise<Criteria> {
  const { criteria } = readCriteria(new URL(url).searchParams);
  const bare = changed(criteria, { sort: noCriteria.sort, pageSize: noCriteria.pageSize });
  if (bare.q === '') return bare;
  const { reading } = await rooms.engine.search({ criteria: { ...noCriteria, q: bare.q, pageSize: 1 } });
  const q = (reading?.corrected ?? []).reduce((text, { from, to }) => replaceWord(text, from, to), bare.q);
  return { ...bare, q };
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const replaceWord = (text: string, from: string, to: string) =>
  text
    .split(' ')
    .map((word) => (folded(word) === folded(from) ? to : word))
    .join(' ');

/** A search in words. */
export function labelOfSearch({ voice, rooms }: Desk, criteria: Criteria): string {
  const labels = shownCriteria(voice, rooms, criteria).map(({ label }) => label);
  return labels.length === 0 ? voice.words.alerts.ask.everything : labels.join(', ').slice(0, 300);
}

/** What a form of the list asks; gives how the page that comes back says it. */
async function change(c: Context, alerts: AlertDesk, mail: string): Promise<'fait' | 'partie'> {
  const { alerte = '', faire, rythme } = await fieldsOf(c);
  const rhythm = rhythmSchema.safeParse(rythme);
  const asked: Record<string, Change | undefined> = {
    pause: 'pause',
    reprendre: 'resume',
    supprimer: 'delete',
    rythme: rhythm.success ? { rhythm: rhythm.data } : undefined,
  };
  const wanted = Object.hasOwn(asked, faire ?? '') ? asked[faire!] : undefined;
  return wanted !== undefined && (await alerts.change(mail, alerte, wanted)) ? 'fait' : 'partie';
}

const outcomes = { fait: 'done', suivie: 'followed', partie: 'gone' } as const;

/** The address of the page opens something: no other site is told of it. */
const closed = (c: Context) => c.header('Referrer-Policy', 'same-origin');

async function broken(c: Context, desk: Desk) {
  await personalPage(c, desk, <FollowBrokenPage context={contextOf(desk)} path="/alertes/suivre" />, 410);
  keepNowhere(c);
  return c.res;
}
