/** Writing to holders: `/projets/<path>/contact`, `/contacts/<id>`, `/compte/contacts`; for partners and curators, their pages. */
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Introductions, Opening, SideAct } from '#connect/introductions/introductions.ts';
import { partnerIntroductionsPath } from '#connect/introductions/weekly.ts';
import { purposes } from '#model/introduction.ts';
import { mayCurate, speaksFor } from '#model/person.ts';
import { type Project, projectPath, readProjectPath } from '#model/project.ts';
import { signsOf } from '../form-signs.ts';
import { ForbiddenPage } from '../pages/forbidden.tsx';
import { FormHeldPage } from '../pages/form-held.tsx';
import { ConversationPage, introductionPath } from '../pages/introduction.tsx';
import { AskPage, askPath, ToConfirmPage, type Typed } from '../pages/introduction-ask.tsx';
import { OwnIntroductionsPage, ownIntroductionsPath } from '../pages/introductions-own.tsx';
import { PartnerIntroductionsPage } from '../pages/partner-introductions.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { personalPage, signedInOnly, tooLong, visitor } from '../visitor.ts';
import { fieldsOf, goOn, smallForm } from './sign-in.tsx';

/** Five thousand characters of any script, as forms send them. */
const writtenForm = bodyLimit({ maxSize: 80_000, onError: tooLong });

const shownWeeks = 12;
const nothingTyped: Typed = { purpose: '', text: '', name: '', mail: '', consents: false };

export function introductionRoutes(site: Hono, desk: Desk, introductions: Introductions): void {
  const { voice } = desk;
  const ask = voice.path('/projets/:path/contact');
  site.get(ask, askRoute(desk, introductions));
  site.post(ask, writtenForm, sendRoute(desk, introductions));
  const conversation = voice.path(introductionPath(':id'));
  site.get(conversation, conversationRoute(desk, introductions));
  site.post(conversation, writtenForm, actRoute(desk, introductions));
  site.get(voice.path(ownIntroductionsPath), signedInOnly(desk), async (c) =>
    personalPage(
      c,
      desk,
      <OwnIntroductionsPage context={contextOf(desk)} listed={await introductions.of(visitor(c))} />,
    ),
  );
  figureRoutes(site, desk, introductions);
}

const askRoute = (desk: Desk, introductions: Introductions) => (c: Context) =>
  withProject(c, desk, async (project) => {
    const person = await desk.rooms.personOf(c.req.raw.headers);
    const reach = await introductions.reach(project.id);
    const typed = { ...nothingTyped, name: person?.name ?? '' };
    const given = { context: contextOf(desk), project, person, reach, typed, refused: undefined };
    return personalPage(c, desk, <AskPage {...given} />);
  });

const sendRoute = (desk: Desk, introductions: Introductions) => (c: Context) =>
  withProject(c, desk, async (project) => {
    const { rooms, voice } = desk;
    const context = contextOf(desk);
    const person = await rooms.personOf(c.req.raw.headers);
    const fields = await fieldsOf(c);
    const typed: Typed = {
      purpose: fields.motif ?? '',
      text: fields.message ?? '',
      name: fields.nom ?? '',
      mail: fields.mail ?? '',
      consents: fields.accord === 'oui',
    };
    const again = async (refused: Parameters<typeof AskPage>[0]['refused']) => {
      const reach = await introductions.reach(project.id);
      return personalPage(
        c,
        desk,
        <AskPage context={context} project={project} person={person} reach={reach} typed={typed} refused={refused} />,
        refused === 'too-many' || refused === 'too-many-holder' ? 429 : 400,
      );
    };
    const purpose = z.enum(purposes).safeParse(typed.purpose);
    if (!purpose.success) return again('no-purpose');
    const answer = await introductions.ask({
      ...typed,
      project: project.id,
      purpose: purpose.data,
      person,
      language: voice.language,
      signs: signsOf(c, rooms.proxies, (name) => fields[name]),
    });
    if (answer.is === 'begun') return goOn(c, `${voice.path(introductionPath(answer.id))}?fait=confirm`);
    if (answer.is === 'refused') return again(answer.why);
    if (answer.is === 'nobody') return again(undefined);
    if (answer.is === 'withheld') {
      const back = `/projets/${projectPath(project)}`;
      return personalPage(c, desk, <FormHeldPage context={context} path={askPath(project)} back={back} />, 202);
    }
    const given = { context, project, mail: answer.mail, mailbox: rooms.mailbox !== undefined };
    return personalPage(c, desk, <ToConfirmPage {...given} />);
  });

/** The project at the address; its former addresses lead to the form at the right one. */
async function withProject(c: Context, desk: Desk, act: (project: Project) => Promise<Response>): Promise<Response> {
  const { rooms, voice } = desk;
  const asked = c.req.param('path') ?? '';
  const id = readProjectPath(asked);
  const found = id === undefined ? undefined : await rooms.projects.find(id);
  if (found?.is === 'here') {
    if (asked === projectPath(found.project) || c.req.method === 'POST') return act(found.project);
    return c.redirect(voice.path(askPath(found.project)), 302);
  }
  if (found?.is === 'moved') return c.redirect(voice.path(`/projets/${found.to}`), 302);
  return page(c, desk, <TroublePage context={contextOf(desk)} kind="notFound" path="/" q="" />, 404);
}

const openingOf = async (c: Context, desk: Desk, key: string | undefined): Promise<Opening> => ({
  key,
  person: await desk.rooms.personOf(c.req.raw.headers),
});

const doings = ['confirm', 'write', 'agree', 'withdraw', 'close', 'report', 'release', 'drop'] as const;

const conversationRoute = (desk: Desk, introductions: Introductions) => async (c: Context) => {
  const said = z.enum(doings).safeParse(c.req.query('fait'));
  const shown = { said: said.success ? said.data : undefined, refused: undefined, typed: { text: '', reason: '' } };
  return show(c, desk, introductions, c.req.query('cle'), shown);
};

const actRoute = (desk: Desk, introductions: Introductions) => async (c: Context) => {
  const fields = await fieldsOf(c);
  const cle = fields.cle;
  const id = c.req.param('id') ?? '';
  const asked = readAct(fields);
  const answer = asked === undefined ? undefined : await introductions.act(id, await openingOf(c, desk, cle), asked);
  if (asked === undefined || answer === undefined)
    return show(c, desk, introductions, cle, { said: undefined, refused: undefined, typed: { text: '', reason: '' } });
  if (answer.is === 'done') {
    const query = new URLSearchParams({ ...(cle !== undefined && { cle }), fait: asked.does });
    return goOn(c, `${desk.voice.path(introductionPath(id))}?${query}`);
  }
  const typed = { text: fields.texte ?? '', reason: fields.raison ?? '', name: fields.nom };
  return show(c, desk, introductions, cle, { said: undefined, refused: answer.why, typed });
};

function readAct(fields: Record<string, string>): SideAct | undefined {
  const does = z.enum(doings).safeParse(fields.fait).data;
  switch (does) {
    case undefined:
      return undefined;
    case 'write':
      return { does, text: fields.texte ?? '', name: fields.nom, stamp: fields.stamp };
    case 'close':
      return { does, noMore: fields['plus-rien'] === 'oui' };
    case 'report':
      return { does, reason: fields.raison ?? '' };
    case 'release':
    case 'drop':
      return { does, message: fields.message ?? '' };
    default:
      return { does };
  }
}

async function show(
  c: Context,
  desk: Desk,
  introductions: Introductions,
  cle: string | undefined,
  shown: Pick<Parameters<typeof ConversationPage>[0], 'said' | 'refused' | 'typed'>,
): Promise<Response> {
  const conversation = await introductions.open(c.req.param('id') ?? '', await openingOf(c, desk, cle));
  const context = contextOf(desk);
  // One that is not theirs looks as one that never was.
  if (conversation === undefined)
    return page(c, desk, <TroublePage context={context} kind="notFound" path="/" q="" />, 404);
  const found = await desk.rooms.projects.find(conversation.project);
  const projectAt = found.is === 'here' ? `/projets/${projectPath(found.project)}` : undefined;
  return personalPage(
    c,
    desk,
    <ConversationPage context={context} conversation={conversation} cle={cle} projectAt={projectAt} {...shown} />,
    shown.refused === undefined ? 200 : shown.refused === 'too-many' ? 429 : 400,
  );
}

/** The partner's own people, who may have the figures by mail; curators read them. */
function figureRoutes(site: Hono, desk: Desk, introductions: Introductions): void {
  const path = desk.voice.path(partnerIntroductionsPath(':id'));
  const guard = signedInOnly(desk);
  site.get(path, guard, async (c) => {
    const id = c.req.param('id') ?? '';
    const person = visitor(c);
    const own = speaksFor(person, id);
    if (!own && !mayCurate(person)) return personalPage(c, desk, <ForbiddenPage context={contextOf(desk)} />, 403);
    const source = desk.rooms.sources.get(id);
    if (source === undefined)
      return page(c, desk, <TroublePage context={contextOf(desk)} kind="notFound" path="/partenaires" q="" />, 404);
    const weeks = await introductions.weeks(id, shownWeeks);
    const wants = own ? await introductions.weekly.wants(person, id) : undefined;
    const given = { context: contextOf(desk), source, weeks, wants, saved: c.req.query('fait') === 'enregistre' };
    return personalPage(c, desk, <PartnerIntroductionsPage {...given} />);
  });
  site.post(path, smallForm, guard, async (c) => {
    const id = c.req.param('id') ?? '';
    if (!speaksFor(visitor(c), id)) return personalPage(c, desk, <ForbiddenPage context={contextOf(desk)} />, 403);
    const { recevoir } = await fieldsOf(c);
    await introductions.weekly.set(visitor(c), id, recevoir === 'oui');
    return goOn(c, `${desk.voice.path(partnerIntroductionsPath(id))}?fait=enregistre`);
  });
}
