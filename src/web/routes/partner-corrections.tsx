/** `/partenaires/<id>/corrections`: a partner answers what is proposed for its sheets; and takes it into its tools. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { answers } from '#connect/corrections/answer.ts';
import type { Corrections } from '#connect/corrections/open-corrections.ts';
import { written } from '#model/decision.ts';
import { speaksFor } from '#model/person.ts';
import type { Manifest } from '#model/source.ts';
import { correctionFeeds } from '../feeds/correction-feeds.ts';
import { ForbiddenPage } from '../pages/forbidden.tsx';
import { PartnerCorrectionsPage, partnerCorrectionsPath } from '../pages/partner-corrections.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { personalPage, signedInOnly, visitor } from '../visitor.ts';
import { shortForm } from './curation-pairs.tsx';
import { doneOf } from './done.ts';

const given = z.object({
  correction: z.string().max(100),
  reponse: z.enum(answers),
  phrase: written.trim().max(1_000).default(''),
});

export function partnerCorrectionsRoutes(site: Hono, desk: Desk, corrections: Corrections): void {
  const { voice, rooms } = desk;
  const path = voice.path(partnerCorrectionsPath(':id'));
  const guard = signedInOnly(desk);
  const words = voice.words.corrections.partner;

  /** The partner's own people, and curators where it has none. Whether there is such a catalogue is told to none else. */
  const forOwn = async (c: Context, act: (source: Manifest) => Promise<Response>): Promise<Response> => {
    const id = c.req.param('id') ?? '';
    if (!(await corrections.mayAnswer(visitor(c), id)))
      return personalPage(c, desk, <ForbiddenPage context={contextOf(desk)} />, 403);
    const source = rooms.sources.get(id);
    if (source !== undefined) return act(source);
    return page(c, desk, <TroublePage context={contextOf(desk)} kind="notFound" path="/partenaires" q="" />, 404);
  };

  const show = async (
    c: Context,
    source: Manifest,
    said: { said?: string; refused?: string; typed?: { correction: string; sentence: string } },
  ) =>
    page(
      c,
      desk,
      <PartnerCorrectionsPage
        context={contextOf(desk)}
        source={source}
        corrections={await corrections.ofPartner(source.id)}
        inItsPlace={!speaksFor(visitor(c), source.id)}
        feedKey={await corrections.feedKey(source.id)}
        said={said.said}
        refused={said.refused}
        typed={said.typed}
      />,
      said.refused === undefined ? 200 : 409,
    );

  site.get(path, guard, (c) =>
    forOwn(c, async (source) => {
      const sentence = doneOf(c, { adresses: words.renewed, ...words.done });
      return show(c, source, sentence === undefined ? {} : { said: sentence });
    }),
  );

  site.post(path, shortForm, guard, (c) =>
    forOwn(c, async (source) => {
      const body = await c.req.parseBody();
      const read = given.safeParse(body);
      const typed = { correction: String(body.correction ?? ''), sentence: String(body.phrase ?? '') };
      if (!read.success) return show(c, source, { refused: words.wrong.unknown, typed });
      const { correction, reponse: answer, phrase: sentence } = read.data;
      const outcome = await corrections.answer({ source: source.id, correction, answer, sentence, by: visitor(c) });
      if (outcome.is === 'refused') return show(c, source, { refused: words.wrong[outcome.why], typed });
      const done = outcome.is === 'already' ? 'already' : outcome.state;
      return c.redirect(`${voice.path(partnerCorrectionsPath(source.id))}?fait=${done}`, 303);
    }),
  );

  site.post(`${path}/adresses`, shortForm, guard, (c) =>
    forOwn(c, async (source) => {
      await corrections.renewFeedKey(source.id);
      return c.redirect(`${voice.path(partnerCorrectionsPath(source.id))}?fait=adresses`, 303);
    }),
  );

  for (const [ending, feed] of Object.entries(correctionFeeds))
    site.get(`${path}.${ending}`, async (c) => {
      const id = c.req.param('id') ?? '';
      const source = rooms.sources.get(id);
      // A program that can keeps the key out of the address, and so out of the logs of proxies.
      const key = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? c.req.query('cle') ?? '';
      // The same answer for a wrong key and for a catalogue that is not there.
      if (source === undefined || !(await corrections.opensFeed(id, key)))
        return page(c, desk, <TroublePage context={contextOf(desk)} kind="notFound" path="/partenaires" q="" />, 404);
      const told = await corrections.ofPartner(id);
      c.header('Content-Type', feed.type);
      c.header('Cache-Control', 'private, no-store');
      c.header('X-Robots-Tag', 'noindex');
      return c.body(feed.write({ voice, baseUrl: rooms.baseUrl, source, told, self: c.req.url, now: rooms.now() }));
    });
}
