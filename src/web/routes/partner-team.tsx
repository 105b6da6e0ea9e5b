/** `/partenaires/<id>/equipe`: who speaks for a catalogue, and asking to. */
import type { Context, Hono } from 'hono';
import type { Teams } from '#connect/partners/admission.ts';
import { mayCurate, speaksFor } from '#model/person.ts';
import type { Manifest } from '#model/source.ts';
import { signsOf } from '../form-signs.ts';
import { PartnerTeamPage, partnerTeamPath } from '../pages/partner-team.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { personalPage, signedInOnly, visitor } from '../visitor.ts';
import { doneOf } from './done.ts';
import { written } from './form-text.ts';
import { fieldsOf, goOn, smallForm } from './sign-in.tsx';

const messageSchema = written(1_000);

export function partnerTeamRoutes(site: Hono, desk: Desk, teams: Teams): void {
  const { voice, rooms } = desk;
  const context = contextOf(desk);
  const words = voice.words.team;
  const path = voice.path(partnerTeamPath(':id'));
  const guard = signedInOnly(desk);

  const withSource = async (c: Context, act: (source: Manifest) => Promise<Response>): Promise<Response> => {
    const source = rooms.sources.get(c.req.param('id') ?? '');
    if (source?.listed === true) return act(source);
    return page(c, desk, <TroublePage context={context} kind="notFound" path="/partenaires" q="" />, 404);
  };

  const show = async (c: Context, source: Manifest, given: { typed?: string; refused?: keyof typeof words.wrong }) => {
    const person = visitor(c);
    const part = person.partners.find((one) => one.source === source.id)?.role;
    const [team, asking, before] = await Promise.all([
      part !== undefined || mayCurate(person) ? teams.of(source.id) : undefined,
      part === 'admin' ? teams.waiting(source.id) : [],
      part === undefined ? teams.askedBefore(person, source.id) : undefined,
    ]);
    const { typed = '', refused } = given;
    const shown = { context, source, visitor: person.id, part, team, asking, before, typed };
    return personalPage(
      c,
      desk,
      <PartnerTeamPage
        {...shown}
        said={refused === undefined ? doneOf(c, words.done) : undefined}
        refused={refused && words.wrong[refused]}
      />,
      refused === undefined ? 200 : refused === 'too-many' ? 429 : 400,
    );
  };

  site.get(path, guard, (c) => withSource(c, (source) => show(c, source, {})));

  site.post(path, smallForm, guard, (c) =>
    withSource(c, async (source) => {
      const fields = await fieldsOf(c);
      const by = visitor(c);
      const { faire = '', personne = '' } = fields;
      const done = (what: string) => goOn(c, `${voice.path(partnerTeamPath(source.id))}?fait=${what}`);
      const site = source.organisation.url ?? source.homepage;
      const catalogue = { id: source.id, name: source.name, site };
      switch (faire) {
        case 'demander': {
          const read = messageSchema.safeParse(fields.message ?? '');
          if (!read.success || read.data.length < 3)
            return show(c, source, { refused: 'message', typed: fields.message ?? '' });
          const signs = signsOf(c, rooms.proxies, (name) => fields[name]);
          const asked = { person: by, catalogue, message: read.data, language: voice.language, signs };
          const outcome = await teams.ask(asked);
          if (outcome === 'too-many') return show(c, source, { refused: outcome, typed: read.data });
          return outcome === 'asked' ? done('demander') : done('');
        }
        case 'admettre':
        case 'refuser': {
          const admitted = faire === 'admettre';
          const settled = await teams.settle({ catalogue, by, person: personne, admitted });
          return settled ? done(faire) : show(c, source, { refused: 'gone' });
        }
        case 'admin':
        case 'editor':
        case 'retirer': {
          const to = faire === 'retirer' ? undefined : faire;
          const changed = await teams.change({ source: source.id, by, person: personne, to });
          if (changed !== 'changed') return show(c, source, { refused: changed });
          return done(personne === by.id && to === undefined ? 'partir' : 'changer');
        }
        default:
          return show(c, source, speaksFor(by, source.id) ? {} : { refused: 'message' });
      }
    }),
  );
}
