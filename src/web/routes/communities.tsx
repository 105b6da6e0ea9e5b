/** `/communautes`: communities as they are seen, joined and written in. */
import type { Context, Hono } from 'hono';
import type { CommunityDesk } from '#connect/communities/communities.ts';
import type { Seen } from '#connect/communities/community.ts';
import { newsRhythms } from '#connect/communities/membership.ts';
import { noCriteria } from '#model/criteria.ts';
import { signsOf } from '../form-signs.ts';
import { CommunitiesPage, type CommunityRefusal, type CommunitySaid, communityPath } from '../pages/communities.tsx';
import { StopNewsPage } from '../pages/community-members.tsx';
import type { MatchedNeed } from '../pages/community-needs.tsx';
import { CommunityPage } from '../pages/community-page.tsx';
import { type CommunityTyped, FoundCommunityPage } from '../pages/community-settings.tsx';
import { FormHeldPage } from '../pages/form-held.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { askPortrait } from '../search/portrait.ts';
import { contextOf, type Desk, page } from '../site.ts';
import { calendarFile } from '../view/calendar.ts';
import { personalPage, signedInOnly, visitor } from '../visitor.ts';
import { communitySettingsRoutes } from './community-settings.tsx';
import { title as titleSchema } from './form-text.ts';
import { readSettings, typedOf, writerActOf } from './read-community.ts';
import { fieldsOf, goOn, smallForm } from './sign-in.tsx';

/** Projects under a need. */
const matched = 3;
/** Needs for which a page asks the search: the newest. */
const mostAsked = 12;

export const isCommunityId = (text: string) => /^[0-9a-hjkmnp-tv-z]{10}$/.test(text);
export const statusOf = (said: CommunitySaid) =>
  typeof said !== 'object' ? 200 : said.refused === 'too-many' ? 429 : 400;
export const saidOf = (c: Context): CommunitySaid => (c.req.query('fait') === '1' ? 'done' : undefined);
export const noCommunity = (c: Context, desk: Desk) =>
  page(c, desk, <TroublePage context={contextOf(desk)} kind="notFound" path="/communautes" q="" />, 404);

export function communityRoutes(site: Hono, desk: Desk, communities: CommunityDesk): void {
  const { voice, rooms } = desk;
  const context = contextOf(desk);
  const guard = signedInOnly(desk);
  const idOf = (c: Context) => c.req.param('id') ?? '';

  site.get(voice.path('/communautes'), async (c) => {
    const person = await rooms.personOf(c.req.raw.headers);
    const [list, own] = await Promise.all([communities.list(), person === undefined ? [] : communities.mine(person)]);
    const content = <CommunitiesPage context={context} communities={list} own={own} />;
    return person === undefined ? page(c, desk, content) : personalPage(c, desk, content);
  });

  const foundPage = (c: Context, typed: CommunityTyped, said: CommunitySaid) =>
    personalPage(c, desk, <FoundCommunityPage context={context} typed={typed} said={said} />, statusOf(said));
  site.get(voice.path('/communautes/nouvelle'), guard, (c) =>
    foundPage(c, typedOf({ rejoindre: 'request', ecrire: 'members' }), undefined),
  );
  site.post(voice.path('/communautes/nouvelle'), smallForm, guard, async (c) => {
    const fields = await fieldsOf(c);
    const read = readSettings(fields);
    if (typeof read === 'string') return foundPage(c, typedOf(fields), { refused: read });
    const id = await communities.found(visitor(c), read, formOf(c, desk, fields));
    return id === undefined
      ? foundPage(c, typedOf(fields), { refused: 'too-many' })
      : goOn(c, voice.path(communityPath(id)));
  });

  const matches = (seen: Seen): Promise<MatchedNeed[]> =>
    Promise.all(
      seen.needs.map(async (need, rank) => ({ need, projects: rank < mostAsked ? await projectsFor(seen, need) : [] })),
    );
  /** Those of the community's own territories first, then from anywhere; none that holds only some of the words. */
  const projectsFor = async ({ community }: Seen, { words }: { words: string }) => {
    const { territories } = community.criteria;
    const found: string[] = [];
    for (const criteria of [...(territories.length > 0 ? [{ ...noCriteria, territories }] : []), noCriteria]) {
      if (found.length >= matched) break;
      const { hits, reading } = await rooms.engine.search({ criteria: { ...criteria, q: words, pageSize: matched } });
      if (reading === undefined || reading.all)
        found.push(...hits.map(({ id }) => id).filter((id) => !found.includes(id)));
    }
    const loaded = new Map((await rooms.projects.load(found.slice(0, matched))).map((one) => [one.id, one]));
    return found.flatMap((id) => loaded.get(id) ?? []);
  };
  const show = async (c: Context, said: CommunitySaid, typed: Record<string, string> = {}) => {
    const person = await rooms.personOf(c.req.raw.headers);
    const seen = isCommunityId(idOf(c)) ? await communities.see(idOf(c), person) : undefined;
    if (seen === undefined) return noCommunity(c, desk);
    const [portrait, needs, theirs, own] = await Promise.all([
      askPortrait({ ...rooms, country: desk.country }, seen.community.criteria),
      matches(seen),
      rooms.collections?.ofCommunity(seen.community.id, person?.id) ?? [],
      person !== undefined && seen.mayWrite ? (rooms.collections?.mine(person.id) ?? []) : [],
    ]);
    const content = (
      <CommunityPage
        context={context}
        rooms={rooms}
        seen={seen}
        portrait={portrait}
        needs={needs}
        theirs={theirs}
        ownCollections={own.filter(({ visibility, community }) => visibility === 'public' && community === undefined)}
        inviteKey={c.req.query('cle')?.slice(0, 50)}
        said={said}
        typed={typed}
        today={rooms.now().toISOString()}
      />
    );
    if (c.req.query('cle') !== undefined) c.header('Referrer-Policy', 'same-origin');
    return person === undefined && c.req.query('cle') === undefined
      ? page(c, desk, content)
      : personalPage(c, desk, content, statusOf(said));
  };

  site.get(voice.path('/communautes/:id'), (c) => show(c, saidOf(c)));
  site.post(voice.path('/communautes/:id'), smallForm, guard, async (c) => {
    if (!isCommunityId(idOf(c))) return noCommunity(c, desk);
    const fields = await fieldsOf(c);
    const done = await take(desk, communities, c, fields);
    if (done === 'left') return goOn(c, voice.path('/communautes'));
    const path = communityPath(idOf(c));
    if (done === 'withheld')
      return personalPage(c, desk, <FormHeldPage context={context} path={path} back={path} />, 202);
    return done === 'done' ? goOn(c, `${voice.path(path)}?fait=1`) : show(c, { refused: done }, fields);
  });

  const calendar = async (c: Context, meeting: string | undefined) => {
    const found = isCommunityId(idOf(c)) ? await communities.calendar(idOf(c), meeting) : undefined;
    if (found === undefined) return noCommunity(c, desk);
    const url = rooms.baseUrl + voice.path(communityPath(idOf(c)));
    if (meeting !== undefined) c.header('Content-Disposition', 'attachment; filename="carrefour-rencontre.ics"');
    const events = found.meetings.map((one) => ({ ...one, url }));
    const name = meeting === undefined ? found.name : undefined;
    return c.body(calendarFile(events, { name, now: rooms.now() }), 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
    });
  };
  // What a calendar subscribes to: asked for again and again, by nobody in particular.
  site.get(voice.path('/communautes/:id/rencontres.ics'), (c) => calendar(c, undefined));
  site.get(voice.path('/communautes/:id/rencontres/:file'), (c) =>
    calendar(c, /^([0-9a-f-]{36})\.ics$/.exec(c.req.param('file') ?? '')?.[1] ?? ''),
  );

  communitySettingsRoutes(site, desk, communities);
}

/** Apart: mail programs post there by themselves (RFC 8058), with nothing that says where they come from. */
export function stopCommunityNewsRoutes(site: Hono, desk: Desk, communities: CommunityDesk): void {
  const { voice } = desk;
  const context = contextOf(desk);
  const answer = async (c: Context, stops: boolean) => {
    const token = c.req.param('token') ?? '';
    const found = await communities.toStop(token);
    const stopped = stops && found !== undefined && (await communities.stop(token));
    c.header('Referrer-Policy', 'same-origin');
    const given = { context, path: `/communautes/nouvelles/arreter/${token}`, name: found?.name, stopped };
    return personalPage(c, desk, <StopNewsPage {...given} />, found === undefined ? 410 : 200);
  };
  const path = voice.path('/communautes/nouvelles/arreter/:token');
  site.get(path, (c) => answer(c, false));
  site.post(path, smallForm, (c) => answer(c, true));
}

const formOf = (c: Context, { rooms, voice }: Desk, fields: Record<string, string>) => ({
  signs: signsOf(c, rooms.proxies, (name) => fields[name]),
  language: voice.language,
});

/** What a form of the community's page asks. */
async function take(
  desk: Desk,
  communities: CommunityDesk,
  c: Context,
  fields: Record<string, string>,
): Promise<'done' | 'left' | 'withheld' | CommunityRefusal> {
  const { rooms } = desk;
  const id = c.req.param('id') ?? '';
  const person = visitor(c);
  switch (fields.faire) {
    case 'quitter':
      await communities.leave(id, person);
      return 'left';
    case 'rejoindre': {
      const joined = await communities.join(id, person, fields.cle);
      return joined === 'in' || joined === 'asked' ? 'done' : joined;
    }
    case 'nouvelles': {
      const rhythm = newsRhythms.find((one) => one === fields.rythme);
      if (rhythm === undefined) return 'unreadable';
      return (await communities.hear(id, person, rhythm)) ? 'done' : 'gone';
    }
    case 'nouveau-carnet': {
      const read = titleSchema(120).safeParse(fields.titre);
      if (!read.success) return 'unreadable';
      const seen = await communities.see(id, person);
      if (seen?.mayWrite !== true) return 'gone';
      const made = await rooms.collections?.create(
        person.id,
        { title: read.data, lead: '' },
        { community: id, stamp: fields.stamp },
      );
      return made === undefined ? 'full' : 'done';
    }
  }
  const act = writerActOf(fields, rooms.now());
  if (typeof act === 'string') return act;
  const written = await communities.write(id, person, act, formOf(c, desk, fields));
  return written === true ? 'done' : written === false ? 'gone' : written;
}
