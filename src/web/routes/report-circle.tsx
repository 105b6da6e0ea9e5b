/** `/communautes/:id/signaler`, `/carnets/:id/signaler`: anybody tells the curators that something there is not as it should be. */
import type { Context, Hono } from 'hono';
import type { CircleReports, Reported } from '#connect/reports/report-circles.ts';
import { signsOf } from '../form-signs.ts';
import { ReportCirclePage } from '../pages/report-circle.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { personalPage } from '../visitor.ts';
import { written } from './form-text.ts';
import { fieldsOf, smallForm } from './sign-in.tsx';

const isId = (text: string) => /^[0-9a-hjkmnp-tv-z]{10}$/.test(text);
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
/** The queries that name a part of a community. */
const parts = { besoin: 'need', rencontre: 'meeting' } as const;

export function reportCircleRoutes(site: Hono, desk: Desk, reports: CircleReports): void {
  const { voice, rooms } = desk;
  const context = contextOf(desk);

  for (const circle of ['carnets', 'communautes'] as const) {
    const path = voice.path(`/${circle}/:id/signaler`);
    const nothing = (c: Context) =>
      page(c, desk, <TroublePage context={context} kind="notFound" path={`/${circle}`} q="" />, 404);
    const reportedOf = (c: Context): { reported: Reported; query: string } | undefined => {
      const id = c.req.param('id') ?? '';
      if (!isId(id)) return undefined;
      if (circle === 'carnets') return { reported: { what: 'collection', id }, query: '' };
      for (const [name, what] of Object.entries(parts) as [keyof typeof parts, 'need' | 'meeting'][]) {
        const part = c.req.query(name);
        if (part === undefined) continue;
        if (!isUuid(part)) return undefined;
        return { reported: { what, id: part, community: id }, query: `?${name}=${part}` };
      }
      return { reported: { what: 'community', id }, query: '' };
    };
    const show = async (
      c: Context,
      { sent = false, refused, typed = '' }: { sent?: boolean; refused?: 'unreadable' | 'too-many'; typed?: string },
    ) => {
      const asked = reportedOf(c);
      const title = asked && (await reports.titleOf(asked.reported));
      if (asked === undefined || title === undefined) return nothing(c);
      const own = `/${circle}/${c.req.param('id')}/signaler${asked.query}`;
      const content = (
        <ReportCirclePage context={context} path={own} title={title} refused={refused} typed={typed} sent={sent} />
      );
      return personalPage(c, desk, content, refused === undefined ? 200 : refused === 'too-many' ? 429 : 400);
    };

    site.get(path, (c) => show(c, {}));
    site.post(path, smallForm, async (c) => {
      const asked = reportedOf(c);
      if (asked === undefined) return nothing(c);
      const fields = await fieldsOf(c);
      const { texte = '' } = fields;
      const read = written(2_000).safeParse(texte);
      if (!read.success || read.data.length < 3) return show(c, { refused: 'unreadable', typed: texte });
      const person = await rooms.personOf(c.req.raw.headers);
      const signs = signsOf(c, rooms.proxies, (name) => fields[name]);
      const given = { text: read.data, person, signs, language: voice.language };
      const sent = await reports.report(asked.reported, given);
      if (sent === 'gone') return nothing(c);
      return show(c, sent === 'sent' ? { sent: true } : { refused: 'too-many', typed: texte });
    });
  }
}
