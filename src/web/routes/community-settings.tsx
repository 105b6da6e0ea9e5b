/** `/communautes/:id/reglages`: for its admins alone. */
import type { Context, Hono } from 'hono';
import type { CommunityDesk } from '#connect/communities/communities.ts';
import { type CommunitySaid, communityPath } from '../pages/communities.tsx';
import { CommunitySettingsPage, type CommunityTyped } from '../pages/community-settings.tsx';
import { contextOf, type Desk } from '../site.ts';
import { personalPage, signedInOnly, visitor } from '../visitor.ts';
import { isCommunityId, noCommunity, saidOf, statusOf } from './communities.tsx';
import { adminActOf, typedOf } from './read-community.ts';
import { fieldsOf, goOn, smallForm } from './sign-in.tsx';

export function communitySettingsRoutes(site: Hono, desk: Desk, communities: CommunityDesk): void {
  const guard = signedInOnly(desk);
  const path = desk.voice.path('/communautes/:id/reglages');
  const idOf = (c: Context) => c.req.param('id') ?? '';

  const settingsPage = async (c: Context, typed: CommunityTyped | undefined, said: CommunitySaid) => {
    const seen = isCommunityId(idOf(c)) ? await communities.see(idOf(c), visitor(c)) : undefined;
    if (seen?.role !== 'admin') return noCommunity(c, desk);
    const content = <CommunitySettingsPage context={contextOf(desk)} seen={seen} typed={typed} said={said} />;
    return personalPage(c, desk, content, statusOf(said));
  };
  site.get(path, guard, (c) => settingsPage(c, undefined, saidOf(c)));
  site.post(path, smallForm, guard, async (c) => {
    if (!isCommunityId(idOf(c))) return noCommunity(c, desk);
    const fields = await fieldsOf(c);
    const act = adminActOf(fields);
    if (typeof act === 'string')
      return settingsPage(c, fields.faire === 'decrire' ? typedOf(fields) : undefined, { refused: act });
    const done = await communities.administer(idOf(c), visitor(c), act);
    return done
      ? goOn(c, `${desk.voice.path(communityPath(idOf(c)))}/reglages?fait=1`)
      : settingsPage(c, undefined, { refused: 'gone' });
  });
}
