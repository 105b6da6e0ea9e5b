/** `/projets/<slug>-<id>/corriger`, `/corrections/suivi`, `/compte/corrections`: proposing a correction, and following it. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { readMailAddress } from '#connect/accounts/mail-address.ts';
import type { Corrections } from '#connect/corrections/open-corrections.ts';
import { type CorrectedField, isCorrectedField } from '#model/correction.ts';
import { written } from '#model/decision.ts';
import type { Person } from '#model/person.ts';
import { type Project, projectPath } from '#model/project.ts';
import { signsOf } from '../form-signs.ts';
import { ChooseFieldPage, CorrectPage, correctPath, SentPage } from '../pages/correct.tsx';
import { CorrectionsFollowedPage, GoneLinkPage } from '../pages/corrections-followed.tsx';
import { FormHeldPage } from '../pages/form-held.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { networkOfVisitor, personalPage, signedInOnly, visitor } from '../visitor.ts';
import { shortForm } from './curation-pairs.tsx';
import { projectHere } from './project-here.ts';
import { readTyped, type Typed, type Wrong } from './read-correction.ts';

const why = z.object({ raison: written.trim().min(1).max(1_000), source: written.trim().max(500).default('') });

export function correctRoutes(site: Hono, desk: Desk, corrections: Corrections): void {
  const { voice, rooms } = desk;
  const context = contextOf(desk);
  const path = voice.path('/projets/:path/corriger');
  const network = (c: Context): string => networkOfVisitor(c, rooms.proxies);

  const holds = async (person: Person, project: Project): Promise<boolean> =>
    ((await rooms.claims?.holders(project.id)) ?? []).some((holder) => holder.person === person.id);

  site.get(path, async (c) => {
    const project = await projectHere(c, rooms);
    if (project === undefined) return notFound(c, desk);
    const field = c.req.query('champ') ?? '';
    if (!isCorrectedField(field))
      return personalPage(c, desk, <ChooseFieldPage context={context} rooms={rooms} project={project} />);
    return form(c, desk, corrections, project, field);
  });

  site.post(path, shortForm, async (c) => {
    const project = await projectHere(c, rooms);
    if (project === undefined) return notFound(c, desk);
    const typed = (await c.req.parseBody({ all: true })) as Typed;
    const field = String(typed.champ ?? '');
    if (!isCorrectedField(field)) return c.redirect(voice.path(correctPath(project)), 303);
    const again = (wrong: Wrong) => form(c, desk, corrections, project, field, typed, wrong);
    const said = why.safeParse(typed);
    if (!said.success) return again('reason');
    const read = readTyped(field, typed, rooms.territories);
    if ('wrong' in read) return again(read.wrong);
    const person = await rooms.personOf(c.req.raw.headers);
    const mail = person === undefined ? readMailAddress(typed.mail) : undefined;
    if (person === undefined && corrections.byMail && mail === undefined) return again('mail');
    const signs = signsOf(c, rooms.proxies, (name) => textOf(typed, name));
    const outcome = await corrections.propose(
      {
        project: project.id,
        field,
        value: read.value,
        reason: said.data.raison,
        evidence: said.data.source,
        language: voice.language,
      },
      person === undefined ? { mail: mail ?? '', signs } : { person, asHolder: await holds(person, project), signs },
    );
    if (outcome.is === 'refused') return again(outcome.why);
    if (outcome.is === 'withheld') {
      const back = `/projets/${projectPath(project)}`;
      return personalPage(c, desk, <FormHeldPage context={context} path={correctPath(project)} back={back} />, 202);
    }
    const signedIn = person !== undefined;
    return personalPage(
      c,
      desk,
      <SentPage context={context} rooms={rooms} project={project} outcome={outcome} signedIn={signedIn} />,
    );
  });

  const followed = voice.path('/corrections/suivi');
  site.get(followed, async (c) => {
    const token = c.req.query('jeton') ?? '';
    const found = await corrections.atLink(token, network(c));
    if (found === undefined) return personalPage(c, desk, <GoneLinkPage context={context} />, 410);
    return personalPage(
      c,
      desk,
      <CorrectionsFollowedPage
        context={context}
        rooms={rooms}
        path="/corrections/suivi"
        corrections={found.corrections}
        toConfirm={found.confirmed ? undefined : token}
        justConfirmed={c.req.query('fait') === 'confirme'}
      />,
    );
  });

  site.post(followed, shortForm, async (c) => {
    const { jeton } = await c.req.parseBody();
    const token = typeof jeton === 'string' ? jeton : '';
    if (!(await corrections.confirm(token, network(c))))
      return personalPage(c, desk, <GoneLinkPage context={context} />, 410);
    return c.redirect(`${followed}?${new URLSearchParams({ jeton: token, fait: 'confirme' })}`, 303);
  });

  site.get(voice.path('/compte/corrections'), signedInOnly(desk), async (c) =>
    personalPage(
      c,
      desk,
      <CorrectionsFollowedPage
        context={context}
        rooms={rooms}
        path="/compte/corrections"
        corrections={await corrections.mine(visitor(c))}
      />,
    ),
  );
}

const textOf = (typed: Typed, name: string): string | undefined =>
  typeof typed[name] === 'string' ? typed[name] : undefined;

function notFound(c: Context, desk: Desk) {
  return page(c, desk, <TroublePage context={contextOf(desk)} kind="notFound" path="/" />, 404);
}

async function form(
  c: Context,
  desk: Desk,
  { byMail }: Corrections,
  project: Project,
  field: CorrectedField,
  typed?: Typed,
  wrong?: Wrong,
) {
  const person = await desk.rooms.personOf(c.req.raw.headers);
  return personalPage(
    c,
    desk,
    <CorrectPage
      context={contextOf(desk)}
      rooms={desk.rooms}
      project={project}
      field={field}
      person={person}
      byMail={byMail}
      typed={typed}
      wrong={wrong}
    />,
    wrong === undefined ? 200 : wrong === 'too-many' ? 429 : 400,
  );
}
