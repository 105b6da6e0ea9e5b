/** `/projets/<…>/signaler`: anybody tells the curators that a page is wrong as a whole. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { readMailAddress } from '#connect/accounts/mail-address.ts';
import { type ReportReason, type Reports, reportReasons } from '#connect/reports/open-reports.ts';
import { written } from '#model/decision.ts';
import type { Project } from '#model/project.ts';
import { signsOf } from '../form-signs.ts';
import { ReportedPage, ReportPage } from '../pages/report.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { personalPage } from '../visitor.ts';
import { shortForm } from './curation-pairs.tsx';
import { projectHere } from './project-here.ts';

const given = z.object({
  motif: z.enum(reportReasons as [ReportReason, ...ReportReason[]]),
  texte: written.trim().min(3).max(2_000),
});

export function reportRoutes(site: Hono, desk: Desk, reports: Reports): void {
  const { voice, rooms } = desk;
  const path = voice.path('/projets/:path/signaler');
  const context = contextOf(desk);
  const words = voice.words.holders.report;
  const notFound = (c: Context) => page(c, desk, <TroublePage context={context} kind="notFound" path="/" />, 404);

  const form = async (c: Context, project: Project, typed: Record<string, string> = {}, wrong?: string) => {
    const person = await rooms.personOf(c.req.raw.headers);
    const shown = (
      <ReportPage context={context} project={project} known={person !== undefined} typed={typed} wrong={wrong} />
    );
    return personalPage(c, desk, shown, wrong === undefined ? 200 : wrong === words.wrong['too-many'] ? 429 : 400);
  };

  site.get(path, async (c) => {
    const project = await projectHere(c, rooms);
    return project === undefined ? notFound(c) : form(c, project);
  });

  site.post(path, shortForm, async (c) => {
    const project = await projectHere(c, rooms);
    if (project === undefined) return notFound(c);
    const body = await c.req.parseBody();
    const typed = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));
    const read = given.safeParse(typed);
    if (!read.success) return form(c, project, typed, words.wrong.unreadable);
    const thanks = () => personalPage(c, desk, <ReportedPage context={context} project={project} />);
    const person = await rooms.personOf(c.req.raw.headers);
    const wantsAnswer = person === undefined && (typed.mail ?? '').trim() !== '';
    const mail = wantsAnswer ? readMailAddress(typed.mail) : undefined;
    if (wantsAnswer && mail === undefined) return form(c, project, typed, words.wrong.mail);
    const outcome = await reports.report({
      project,
      reason: read.data.motif,
      label: words.reasons[read.data.motif],
      text: read.data.texte,
      language: voice.language,
      by: person === undefined ? { mail } : { person },
      signs: signsOf(c, rooms.proxies, (name) => typed[name]),
    });
    return outcome === 'sent' ? thanks() : form(c, project, typed, words.wrong['too-many']);
  });
}
