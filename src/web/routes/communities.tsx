/** `/communautes`: communities as they are seen, joined, written in and run. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { AdminAct, CommunityDesk, Seen, Words } from '#connect/communities/communities.ts';
import { joinings, writings } from '#connect/communities/membership.ts';
import type { WriterAct } from '#connect/communities/writing.ts';
import { type Criteria, noCriteria, readCriteria, writeCriteria } from '#model/criteria.ts';
import {
  CommunitiesPage,
  CommunityPage,
  type CommunityRefusal,
  CommunityReportPage,
  type CommunitySaid,
  communityPath,
  type MatchedNeed,
} from '../pages/communities.tsx';
import { CommunitySettingsPage, type CommunityTyped, FoundCommunityPage } from '../pages/community-settings.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { askPortrait } from '../search/portrait.ts';
import { contextOf, type Desk, page } from '../site.ts';
import { calendarFile, parisTime } from '../view/calendar.ts';
import { networkOfVisitor, personalPage, signedInOnly, visitor } from '../visitor.ts';
import { title as titleSchema, written } from './form-text.ts';
import { fieldsOf, goOn, smallForm } from './sign-in.tsx';

const matched = 3;
const isId = (text: string) => /^[0-9a-hjkmnp-tv-z]{10}$/.test(text);

const settings = z.object({
  nom: titleSchema(120),
  phrase: titleSchema(200),
  texte: written(2_000).default(''),
  recherche: z.string().max(1_500),
  rejoindre: z.enum(joinings),
  ecrire: z.enum(writings),
});
const need = z.object({ titre: titleSchema(120), mots: titleSchema(120), texte: written(2_000).default('') });
const meeting = z.object({
  titre: titleSchema(120),
  lieu: titleSchema(200),
  debut: z.string(),
  fin: z.string(),
  texte: written(2_000).default(''),
});

export function communityRoutes(site: Hono, desk: Desk, communities: CommunityDesk): void {
  const { voice, rooms } = desk;
  const context = contextOf(desk);
  const guard = signedInOnly(desk);
  const nothing = (c: Context) =>
    page(c, desk, <TroublePage context={context} kind="notFound" path="/communautes" q="" />, 404);
  const idOf = (c: Context) => c.req.param('id') ?? '';
  const statusOf = (said: CommunitySaid) => (typeof said === 'object' ? 400 : 200);

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
    const id = await communities.found(visitor(c), read, voice.language);
    return id === undefined
      ? foundPage(c, typedOf(fields), { refused: 'too-many' })
      : goOn(c, voice.path(communityPath(id)));
  });

  const seenBy = async (c: Context) => {
    const person = await rooms.personOf(c.req.raw.headers);
    return { person, seen: isId(idOf(c)) ? await communities.see(idOf(c), person) : undefined };
  };
  const matches = async (seen: Seen): Promise<MatchedNeed[]> =>
    Promise.all(
      seen.needs.map(async (one, rank) => {
        // The newest ones: a page asks a dozen searches at most.
        if (rank >= 12) return { need: one, projects: [] };
        const { hits, reading } = await rooms.engine.search({
          criteria: { ...noCriteria, q: one.words, pageSize: matched },
        });
        const sure = reading === undefined || reading.all;
        return { need: one, projects: sure ? await rooms.projects.load(hits.map(({ id }) => id)) : [] };
      }),
    );
  const show = async (c: Context, said: CommunitySaid) => {
    const { person, seen } = await seenBy(c);
    if (seen === undefined) return nothing(c);
    const [portrait, needs, collections] = await Promise.all([
      askPortrait({ ...rooms, country: desk.country }, seen.community.criteria),
      matches(seen),
      person === undefined || !seen.mayWrite || rooms.collections === undefined
        ? []
        : rooms.collections.mine(person.id),
    ]);
    const content = (
      <CommunityPage
        context={context}
        rooms={rooms}
        seen={seen}
        portrait={portrait}
        needs={needs}
        ownCollections={collections.filter(({ visibility }) => visibility === 'public')}
        inviteKey={c.req.query('cle')?.slice(0, 50)}
        said={said}
        today={rooms.now().toISOString()}
      />
    );
    if (c.req.query('cle') !== undefined) c.header('Referrer-Policy', 'same-origin');
    return person === undefined && c.req.query('cle') === undefined
      ? page(c, desk, content)
      : personalPage(c, desk, content, statusOf(said));
  };
  const saidOf = (c: Context): CommunitySaid => (c.req.query('fait') === '1' ? 'done' : undefined);

  site.get(voice.path('/communautes/:id'), (c) => show(c, saidOf(c)));
  site.post(voice.path('/communautes/:id'), smallForm, guard, async (c) => {
    if (!isId(idOf(c))) return nothing(c);
    const done = await take(communities, c, await fieldsOf(c), rooms.now());
    if (done === 'left') return goOn(c, voice.path('/communautes'));
    return done === 'done' ? goOn(c, `${voice.path(communityPath(idOf(c)))}?fait=1`) : show(c, { refused: done });
  });

  site.get(voice.path('/communautes/:id/rencontres/:file'), async (c) => {
    const id = /^([0-9a-f-]{36})\.ics$/.exec(c.req.param('file') ?? '')?.[1];
    const found = id === undefined || !isId(idOf(c)) ? undefined : await communities.meeting(idOf(c), id);
    if (found === undefined) return nothing(c);
    const url = rooms.baseUrl + voice.path(communityPath(idOf(c)));
    c.header('Content-Disposition', 'attachment; filename="carrefour-rencontre.ics"');
    return c.body(calendarFile({ ...found.meeting, url }, rooms.now()), 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
    });
  });

  const settingsPage = async (c: Context, typed: CommunityTyped | undefined, said: CommunitySaid) => {
    const { seen } = await seenBy(c);
    if (seen?.role !== 'admin') return nothing(c);
    const content = <CommunitySettingsPage context={context} seen={seen} typed={typed} said={said} />;
    return personalPage(c, desk, content, statusOf(said));
  };
  site.get(voice.path('/communautes/:id/reglages'), guard, (c) => settingsPage(c, undefined, saidOf(c)));
  site.post(voice.path('/communautes/:id/reglages'), smallForm, guard, async (c) => {
    if (!isId(idOf(c))) return nothing(c);
    const fields = await fieldsOf(c);
    const act = adminActOf(fields);
    if (typeof act === 'string')
      return settingsPage(c, fields.faire === 'decrire' ? typedOf(fields) : undefined, { refused: act });
    const done = await communities.administer(idOf(c), visitor(c), act);
    return done
      ? goOn(c, `${voice.path(communityPath(idOf(c)))}/reglages?fait=1`)
      : settingsPage(c, undefined, { refused: 'gone' });
  });

  const reportPage = async (c: Context, said: CommunitySaid, sent: boolean) => {
    const { seen } = await seenBy(c);
    if (seen === undefined) return nothing(c);
    const content = <CommunityReportPage context={context} community={seen.community} said={said} sent={sent} />;
    return personalPage(
      c,
      desk,
      content,
      typeof said === 'object' && said.refused === 'too-many' ? 429 : statusOf(said),
    );
  };
  site.get(voice.path('/communautes/:id/signaler'), (c) => reportPage(c, undefined, false));
  site.post(voice.path('/communautes/:id/signaler'), smallForm, async (c) => {
    const read = written(2_000).safeParse((await fieldsOf(c)).texte);
    if (!isId(idOf(c))) return nothing(c);
    if (!read.success || read.data.length < 3) return reportPage(c, { refused: 'unreadable' }, false);
    const person = await rooms.personOf(c.req.raw.headers);
    const network = networkOfVisitor(c, rooms.proxies);
    const sent = await communities.report(idOf(c), { text: read.data, person, network, language: voice.language });
    return reportPage(c, sent === 'sent' ? undefined : { refused: sent }, sent === 'sent');
  });
}

const typedOf = (fields: Record<string, string>): CommunityTyped => ({
  ...{
    nom: fields.nom ?? '',
    phrase: fields.phrase ?? '',
    texte: fields.texte ?? '',
    recherche: fields.recherche ?? '',
  },
  ...{ rejoindre: fields.rejoindre ?? '', ecrire: fields.ecrire ?? '' },
});

function readSettings(fields: Record<string, string>): Words | CommunityRefusal {
  const read = settings.safeParse(fields);
  if (!read.success) return 'unreadable';
  const criteria = criteriaIn(read.data.recherche);
  if (criteria === undefined) return 'search';
  const { nom, phrase, texte, rejoindre, ecrire } = read.data;
  return { name: nom, lead: phrase, about: texte, criteria, joining: rejoindre, writing: ecrire };
}

/** The criteria of an address of the results, as people copy it; undefined when it holds none. */
function criteriaIn(text: string): Criteria | undefined {
  const { sort, page: first, pageSize } = noCriteria;
  const { criteria } = readCriteria(
    new URLSearchParams(
      text
        .trim()
        .replace(/^[^?]*\?/, '')
        .replace(/#.*$/, ''),
    ),
  );
  const bare = { ...criteria, sort, page: first, pageSize };
  return writeCriteria(bare).size === 0 ? undefined : bare;
}

function adminActOf(fields: Record<string, string>): AdminAct | CommunityRefusal {
  const { faire, personne = '' } = fields;
  switch (faire) {
    case 'decrire': {
      const words = readSettings(fields);
      return typeof words === 'string' ? words : { is: 'describe', words };
    }
    case 'inviter':
      return { is: 'invite' };
    case 'fermer-lien':
      return { is: 'close-invitation' };
    case 'accepter':
      return { is: 'accept', person: personne };
    case 'retirer':
      return { is: 'remove', person: personne };
    case 'administrer':
      return { is: 'make-admin', person: personne };
    case 'membre':
      return { is: 'make-member', person: personne };
    default:
      return 'unreadable';
  }
}

/** What a form of the community's page asks. */
async function take(
  communities: CommunityDesk,
  c: Context,
  fields: Record<string, string>,
  now: Date,
): Promise<'done' | 'left' | CommunityRefusal> {
  const id = c.req.param('id') ?? '';
  const person = visitor(c);
  if (fields.faire === 'quitter') {
    await communities.leave(id, person);
    return 'left';
  }
  if (fields.faire === 'rejoindre') {
    const joined = await communities.join(id, person, fields.cle);
    return joined === 'in' || joined === 'asked' ? 'done' : joined;
  }
  const act = writerActOf(fields, now);
  if (typeof act === 'string') return act;
  const written = await communities.write(id, person, act);
  return written === true ? 'done' : written === 'full' ? 'full' : 'gone';
}

function writerActOf(fields: Record<string, string>, now: Date): WriterAct | CommunityRefusal {
  const { faire, id = '' } = fields;
  switch (faire) {
    case 'besoin': {
      const read = need.safeParse(fields);
      if (!read.success) return 'unreadable';
      return { is: 'need', title: read.data.titre, words: read.data.mots, text: read.data.texte };
    }
    case 'rencontre': {
      const read = meeting.safeParse(fields);
      if (!read.success) return 'unreadable';
      const [starts, ends] = [parisTime(read.data.debut), parisTime(read.data.fin)];
      if (starts === undefined || ends === undefined || ends < starts || ends < now) return 'dates';
      return { is: 'meeting', title: read.data.titre, place: read.data.lieu, text: read.data.texte, starts, ends };
    }
    case 'carnet':
      return { is: 'show-collection', collection: id };
    case 'retirer-carnet':
      return { is: 'hide-collection', collection: id };
    case 'retirer-besoin':
      return { is: 'remove-need', id };
    case 'retirer-rencontre':
      return { is: 'remove-meeting', id };
    default:
      return 'unreadable';
  }
}
