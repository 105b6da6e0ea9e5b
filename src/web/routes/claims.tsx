/** `/projets/<…>/revendiquer`, `/porteurs/preuve`, `/compte/projets`, `/partenaires/<id>/porteurs`: who holds a project. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { readMailAddress } from '#connect/accounts/mail-address.ts';
import { proves } from '#connect/claims/domain-proof.ts';
import type { Claims } from '#connect/claims/open-claims.ts';
import { written } from '#model/decision.ts';
import { mayCurate, speaksFor } from '#model/person.ts';
import { type Project, projectPath } from '#model/project.ts';
import type { Manifest } from '#model/source.ts';
import { signsOf } from '../form-signs.ts';
import { ClaimPage, claimPath, OwnProjectsPage, ProvePage } from '../pages/claim.tsx';
import { ForbiddenPage } from '../pages/forbidden.tsx';
import { FormHeldPage } from '../pages/form-held.tsx';
import { PartnerHoldersPage, partnerHoldersPath } from '../pages/partner-holders.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { personalPage, signedInOnly, visitor } from '../visitor.ts';
import { shortForm } from './curation-pairs.tsx';
import { doneOf } from './done.ts';
import { projectHere } from './project-here.ts';

const fieldIn = (typed: Record<string, unknown>, name: string): string | undefined =>
  typeof typed[name] === 'string' ? typed[name] : undefined;

const sentence = written.trim().min(1).max(1_000);

export function claimRoutes(site: Hono, desk: Desk, claims: Claims): void {
  const { voice, rooms } = desk;
  const context = contextOf(desk);
  const guard = signedInOnly(desk);
  const words = voice.words.holders;
  const notFound = (c: Context, path: '/' | '/partenaires' = '/') =>
    page(c, desk, <TroublePage context={context} kind="notFound" path={path} q="" />, 404);

  const form = async (
    c: Context,
    project: Project,
    told: { said?: string; wrong?: string; tooMany?: boolean; mail?: string; message?: string } = {},
  ) => {
    const domains = await claims.domainsOf(project);
    return personalPage(
      c,
      desk,
      <ClaimPage
        context={context}
        project={project}
        domains={domains}
        byMail={claims.byMail}
        mail={told.mail ?? (proves(visitor(c).mail, domains) ? visitor(c).mail : '')}
        said={told.said}
        wrong={told.wrong}
        message={told.message}
      />,
      told.wrong === undefined ? 200 : told.tooMany ? 429 : 400,
    );
  };

  const claim = voice.path('/projets/:path/revendiquer');
  site.get(claim, guard, async (c) => {
    const project = await projectHere(c, rooms);
    return project === undefined ? notFound(c) : form(c, project);
  });

  site.post(claim, shortForm, guard, async (c) => {
    const project = await projectHere(c, rooms);
    if (project === undefined) return notFound(c);
    const typed = await c.req.parseBody();
    const byMail = typed.par === 'courriel';
    const mail = byMail ? readMailAddress(typed.mail) : undefined;
    const message = sentence.safeParse(typed.message);
    const again = (wrong: string, tooMany = false) =>
      form(c, project, { wrong, tooMany, mail: String(typed.mail ?? ''), message: String(typed.message ?? '') });
    if (byMail && mail === undefined) return again(words.claim.wrong.mail);
    if (!byMail && !message.success) return again(words.claim.wrong.message);
    const outcome = await claims.claim({
      project: project.id,
      person: visitor(c),
      language: voice.language,
      mail,
      message: message.data ?? '',
      signs: signsOf(c, rooms.proxies, (name) => fieldIn(typed, name)),
    });
    if (outcome.is === 'refused') return again(words.claim.wrong[outcome.why], outcome.why === 'too-many');
    if (outcome.is === 'withheld') {
      const back = `/projets/${projectPath(project)}`;
      return personalPage(c, desk, <FormHeldPage context={context} path={claimPath(project)} back={back} />, 202);
    }
    const said = { held: words.claim.held, 'to-prove': words.claim.toProve, asked: words.claim.asked };
    return form(c, project, { said: outcome.is === 'already' ? words.claim.already[outcome.state] : said[outcome.is] });
  });

  const proof = voice.path('/porteurs/preuve');
  site.get(proof, guard, (c) =>
    personalPage(c, desk, <ProvePage context={context} token={(c.req.query('jeton') ?? '').slice(0, 100)} />),
  );
  site.post(proof, shortForm, guard, async (c) => {
    const { jeton } = await c.req.parseBody();
    if (await claims.prove(typeof jeton === 'string' ? jeton : '', visitor(c)))
      return c.redirect(`${voice.path('/compte/projets')}?fait=porte`, 303);
    return personalPage(c, desk, <ProvePage context={context} token="" gone />, 410);
  });

  const own = voice.path('/compte/projets');
  const showOwn = async (c: Context, wrong?: string, typed?: { claim: string; news: string }) => {
    const held = await claims.ofPerson(visitor(c));
    const listed = await Promise.all(held.map(async (one) => ({ claim: one, news: await claims.ownNews(one.id) })));
    const said = wrong === undefined ? doneOf(c, words.own.done) : undefined;
    return personalPage(
      c,
      desk,
      <OwnProjectsPage context={context} claims={listed} said={said} wrong={wrong} typed={typed} />,
      wrong === undefined ? 200 : wrong === words.own.wrong['too-many'] ? 429 : 400,
    );
  };
  site.get(own, guard, (c) => showOwn(c));
  site.post(own, shortForm, guard, async (c) => {
    const typed = await c.req.parseBody();
    const person = visitor(c);
    const id = String(typed.demande ?? '');
    const done = (what: string) => c.redirect(`${own}?fait=${what}`, 303);
    switch (typed.acte) {
      case 'nouvelle': {
        const text = sentence.safeParse(typed.nouvelle);
        const kept = { claim: id, news: String(typed.nouvelle ?? '').slice(0, 5_000) };
        if (!text.success) return showOwn(c, words.own.wrong.unreadable, kept);
        const added = await claims.addNews(person, id, { text: text.data, stamp: fieldIn(typed, 'stamp') });
        return added === 'added' ? done('nouvelle') : showOwn(c, words.own.wrong[added], kept);
      }
      case 'retire':
        await claims.removeNews(person, String(typed.nouvelle ?? ''));
        return done('retire');
      case 'contact': {
        const reach = z.enum(['relay', 'closed']).catch('relay').parse(typed.contact);
        return (await claims.reach(person, id, reach)) ? done('contact') : showOwn(c, words.own.wrong['not-yours']);
      }
      case 'quitte':
        return (await claims.leave(person, id)) ? done('quitte') : showOwn(c, words.own.wrong['not-yours']);
      default:
        return showOwn(c, words.own.wrong.unreadable);
    }
  });

  const partner = voice.path(partnerHoldersPath(':id'));
  /** The partner's own people; curators, who answer in the queue, see them here to end what should not stand. */
  const forOwn = async (c: Context, act: (source: Manifest) => Promise<Response>): Promise<Response> => {
    const id = c.req.param('id') ?? '';
    const person = visitor(c);
    if (!speaksFor(person, id) && !mayCurate(person))
      return personalPage(c, desk, <ForbiddenPage context={context} />, 403);
    const source = rooms.sources.get(id);
    return source === undefined ? notFound(c, '/partenaires') : act(source);
  };
  const showPartner = async (c: Context, source: Manifest, refused?: string) =>
    page(
      c,
      desk,
      <PartnerHoldersPage
        context={context}
        source={source}
        claims={await claims.ofSource(source.id)}
        mayRevoke={({ how, proof: by }) => mayCurate(visitor(c)) || (how === 'partner' && by === source.id)}
        said={refused === undefined ? doneOf(c, words.partner.done) : undefined}
        refused={refused}
      />,
      refused === undefined ? 200 : 409,
    );
  site.get(partner, guard, (c) => forOwn(c, (source) => showPartner(c, source)));
  site.post(partner, shortForm, guard, (c) =>
    forOwn(c, async (source) => {
      const { demande, mot } = await c.req.parseBody();
      const given = { source: source.id, claim: String(demande ?? ''), why: '', by: visitor(c) };
      const curator = mayCurate(visitor(c));
      const done =
        mot === 'retire'
          ? (await claims.revoke({ ...given, curator })) && 'settled'
          : (mot === 'oui' || mot === 'non') && (await claims.settle({ ...given, held: mot === 'oui', curator }));
      if (done !== 'settled') return showPartner(c, source, done === 'own' ? words.partner.own : words.partner.gone);
      return c.redirect(`${voice.path(partnerHoldersPath(source.id))}?fait=${mot}`, 303);
    }),
  );
}
