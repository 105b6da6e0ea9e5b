/** `/partenaires/<id>/fiches` and its table: for those who keep a catalogue, what would make its sheets better. */
import type { Context, Handler, Hono } from 'hono';
import { z } from 'zod';
import { mayCurate, speaksFor } from '#model/person.ts';
import { type ProblemCode, problemSentences, tellProblem } from '#model/problem.ts';
import { qualityAdvices, qualityCriteria } from '#model/quality.ts';
import type { Manifest } from '#model/source.ts';
import { csvOf } from '../observatory/csv.ts';
import { ForbiddenPage } from '../pages/forbidden.tsx';
import { PartnerSheetsPage, partnerSheetsPath } from '../pages/partner-sheets.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import type { ToMend } from '../rooms.ts';
import { contextOf, type Desk, page } from '../site.ts';
import { keepNowhere, personalPage, signedInOnly, visitor } from '../visitor.ts';

const onPage = 30;
/** Sheets read at a time for the table. */
const batch = 1_000;

// What an old or a mistyped address asks for is left out rather than refused.
const asked = z.object({
  critere: z.enum(qualityCriteria).optional().catch(undefined),
  souci: z
    .enum(Object.keys(problemSentences) as [ProblemCode, ...ProblemCode[]])
    .optional()
    .catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

export function partnerSheetsRoutes(site: Hono, desk: Desk, toMend: ToMend): void {
  const path = desk.voice.path(partnerSheetsPath(':id'));
  const guard = signedInOnly(desk);
  site.get(path, guard, pageRoute(desk, toMend));
  site.get(desk.voice.path('/partenaires/:id/fiches.csv'), guard, fileRoute(desk, toMend));
}

/** The catalogue, for its own people and for curators; whether there is such a one is told to no other. */
async function kept(
  c: Context,
  desk: Desk,
  answer: (source: Manifest) => Promise<Response> | Response,
): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const person = visitor(c);
  const context = contextOf(desk);
  if (!speaksFor(person, id) && !mayCurate(person))
    return personalPage(c, desk, <ForbiddenPage context={context} />, 403);
  const source = desk.rooms.sources.get(id);
  if (source !== undefined) return answer(source);
  return page(c, desk, <TroublePage context={context} kind="notFound" path="/partenaires" q="" />, 404);
}

const pageRoute =
  (desk: Desk, toMend: ToMend): Handler =>
  (c) =>
    kept(c, desk, async (source) => {
      const { critere: criterion, souci: code, page: number } = asked.parse(c.req.query());
      const [figures, problems, sheets] = await Promise.all([
        desk.rooms.catalogueFigures(source.id),
        toMend.problems(source.id),
        toMend.sheets({ source: source.id, criterion, code, skip: (number - 1) * onPage, most: onPage }),
      ]);
      return page(
        c,
        desk,
        <PartnerSheetsPage
          context={contextOf(desk)}
          source={source}
          figures={figures}
          problems={problems}
          shown={{ criterion, code, page: number }}
          sheets={sheets}
          most={onPage}
        />,
      );
    });

/** UTF-8, RFC 4180: a line for each sheet, the least complete first. */
const fileRoute =
  (desk: Desk, toMend: ToMend): Handler =>
  (c) =>
    kept(c, desk, async (source) => {
      const { language } = desk.voice;
      const lines: (string | number)[][] = [
        ['key', 'title', 'quality', 'project', 'record_url', 'problems', 'advice', ...qualityCriteria],
      ];
      for (let skip = 0; ; skip += batch) {
        const { sheets } = await toMend.sheets({ source: source.id, skip, most: batch });
        for (const sheet of sheets)
          lines.push([
            sheet.key,
            sheet.title,
            sheet.quality,
            sheet.project === undefined ? '' : `${desk.rooms.baseUrl}${desk.voice.path(`/projets/${sheet.project}`)}`,
            sheet.recordUrl ?? '',
            sheet.problems.map((problem) => tellProblem(problem, language)).join(' '),
            sheet.lacks.map((criterion) => qualityAdvices[criterion][language]).join(' '),
            ...qualityCriteria.map((criterion) => sheet.scores[criterion] ?? ''),
          ]);
        if (sheets.length < batch) break;
      }
      const day = desk.rooms.now().toISOString().slice(0, 10);
      const answer = c.body(csvOf(lines), 200, {
        'Content-Type': 'text/csv; charset=utf-8; header=present',
        'Content-Disposition': `attachment; filename="carrefour-${source.id}-${day}.csv"`,
      });
      keepNowhere(c);
      return answer;
    });
