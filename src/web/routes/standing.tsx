/** Pages that stand by themselves: the legal ones, and those that say what the Carrefour is. */
import type { Handler } from 'hono';
import { noCriteria } from '#model/criteria.ts';
import { auditResult } from '../audit/criteria.ts';
import { AccessibilityPage } from '../pages/accessibility.tsx';
import { DesignPage } from '../pages/design.tsx';
import { OpenDataPage } from '../pages/open-data.tsx';
import { SiteMapPage } from '../pages/site-map.tsx';
import { MentionsPage, StandingPage } from '../pages/standing.tsx';
import { askResults } from '../search/ask.ts';
import { contextOf, type Desk, page } from '../site.ts';

/** Path → what it shows. The order is that of the footer. */
export const standingPages = {
  '/a-propos': (desk: Desk) => <StandingPage {...given(desk)} words="about" path="/a-propos" />,
  '/contribuer': (desk: Desk) => <StandingPage {...given(desk)} words="contribute" path="/contribuer" />,
  '/donnees-ouvertes': async (desk: Desk) => <OpenDataPage {...given(desk)} whole={await desk.whole()} />,
  '/design': async (desk: Desk) => designPage(desk),
  '/plan-du-site': async (desk: Desk) => <SiteMapPage {...given(desk)} whole={await desk.whole()} />,
  '/mentions-legales': (desk: Desk) => <MentionsPage {...given(desk)} />,
  '/donnees-personnelles': (desk: Desk) => (
    <StandingPage {...given(desk)} words="privacy" path="/donnees-personnelles" />
  ),
  '/accessibilite': (desk: Desk) => <AccessibilityPage {...given(desk)} result={auditResult()} />,
} as const;
export type StandingPath = keyof typeof standingPages;

export const standingRoute =
  (desk: Desk, path: StandingPath): Handler =>
  async (c) =>
    page(c, desk, await standingPages[path](desk));

const given = (desk: Desk) => ({ context: contextOf(desk), rooms: desk.rooms });

/** The page of the design: its components are shown with the projects that are there. */
async function designPage(desk: Desk) {
  const { rooms, country } = desk;
  const results = await askResults({ ...rooms, country }, { ...noCriteria, pageSize: 3 });
  return <DesignPage {...given(desk)} results={results} whole={await desk.whole()} />;
}
