/** What curators decide and take back, and what people report to them; each keeps beside it what was done. */
import assert from 'node:assert/strict';
import { type Matter, matterFrom, type Verdict } from '../matter.ts';
import { type Act, type Circle, settings, type Which } from './circle.ts';
import { picked, standing, thingAt, things } from './law.ts';
import type { StepOf } from './step.ts';

export async function matters({ db }: Circle, ...states: Matter['state'][]): Promise<Matter[]> {
  const rows = await db
    .selectFrom('matter')
    .selectAll()
    .where('state', 'in', states)
    .orderBy('created_at')
    .orderBy('kind')
    .orderBy('subject')
    .execute();
  return rows.map(matterFrom);
}

const whichOf = ({ gathered }: Circle, { subject }: Matter): Which => (subject === gathered.own.id ? 'own' : 'shared');
const pathIn = ({ facts }: Matter) => facts.find(({ name }) => name === 'report')?.url;

export async function report(circle: Circle, { rank, by, accepted }: StepOf<'report'>): Promise<void> {
  const { people, reports, fresh, form } = circle;
  const reported = picked(things(circle), rank)?.reported;
  if (reported === undefined) return;
  const person = by === 'eve' ? people.get('eve') : undefined;
  const network = by === 'nobody' ? '198.51.100.1' : '198.51.100.2';
  const text = fresh('Pas à sa place');
  await reports.report(reported, { text, person, ...form(network) });
  const waiting = await matters(circle, 'waiting', 'asked');
  const sent = waiting.find(({ facts }) => facts.some(({ value }) => value === text));
  if (accepted && sent !== undefined) await decideOn(circle, sent, 'accept');
}

export async function decide(circle: Circle, { rank, verdict }: StepOf<'decide'>): Promise<void> {
  const matter = picked(await matters(circle, 'waiting', 'asked'), rank);
  if (matter !== undefined) await decideOn(circle, matter, verdict);
}

async function decideOn(circle: Circle, matter: Matter, verdict: Verdict): Promise<void> {
  const { community, gathered, moderation, curator } = circle;
  const { id, kind } = matter;
  const accepted = verdict === 'accept';
  if (accepted) await isRead(circle, matter);
  const outcome = await moderation.decide(id, { verdict, by: curator, sentence: 'Voilà.' });
  assert.equal(outcome.is, 'decided');
  if (kind === 'community') community.state = accepted ? 'open' : verdict === 'refuse' ? 'refused' : 'asked';
  if (!accepted) return;
  const collection = gathered[whichOf(circle, matter)];
  if (kind === 'collection') collection.acts.push({ matter: id, words: structuredClone(collection.says) });
  else if (kind === 'community') community.acts.push({ matter: id, words: community.says });
  else if (kind === 'community-change') community.acts.push({ matter: id, words: community.proposed.get(id)! });
  else thingAt(circle, pathIn(matter)!)?.acts.push({ matter: id });
}

/** Nothing is accepted that who decides was not shown. */
async function isRead(circle: Circle, matter: Matter): Promise<void> {
  const { moderation } = circle;
  const facts = await moderation.facts((await moderation.matter(matter.id))!);
  for (const text of newWords(circle, matter))
    assert.ok(
      text === '' || facts.some(({ value }) => value === text),
      `${text} is accepted unread: ${JSON.stringify(facts)}`,
    );
}

/** What everybody would read that nobody has accepted yet. */
function newWords(circle: Circle, matter: Matter): string[] {
  const { community, gathered } = circle;
  if (matter.kind === 'community') return Object.values(community.says);
  if (matter.kind === 'community-change') return Object.values(community.proposed.get(matter.id)!);
  if (matter.kind !== 'collection') return [];
  const { says, acts } = gathered[whichOf(circle, matter)];
  const known = standing(acts)?.notes ?? {};
  const news = Object.entries(says.notes).filter(([project, note]) => known[project] !== note);
  return [says.title, says.lead, ...news.map(([, note]) => note)];
}

export async function undo(circle: Circle, { rank }: StepOf<'undo'>): Promise<void> {
  const { community, moderation, curator } = circle;
  // The opening of the community, without which nothing of it is read, is undone one time in four.
  const decided = (await matters(circle, 'accepted', 'refused')).filter(
    ({ kind }) => kind !== 'community' || rank % 4 === 0,
  );
  const matter = picked(decided, rank);
  if (matter === undefined) return;
  const { id, kind, state } = matter;
  const acts = actsAbout(circle, matter);
  const outcome = await moderation.undo(id, curator);
  if (outcome.is !== 'undone') return assert.ok(await mayStay(circle, matter, acts), `${kind} cannot be undone`);
  const at = acts?.findIndex(({ matter: by }) => by === id) ?? -1;
  if (state === 'accepted' && kind === 'community') community.says = community.acts[at]!.words!;
  if (at >= 0) acts!.splice(at, 1);
  if (kind === 'community') community.state = 'asked';
}

function actsAbout(circle: Circle, matter: Matter): Act<unknown>[] | undefined {
  const path = pathIn(matter);
  if (path !== undefined) return thingAt(circle, path)?.acts;
  return matter.kind === 'collection' ? circle.gathered[whichOf(circle, matter)].acts : circle.community.acts;
}

/** Whether what was decided has reasons not to be taken back: a later word on the same, or nothing left of it. */
async function mayStay(circle: Circle, matter: Matter, acts: Act<unknown>[] | undefined): Promise<boolean> {
  const { community } = circle;
  const { id, kind, subject, state } = matter;
  const open = await matters(circle, 'waiting', 'asked');
  const another = open.some((one) => one.kind === kind && one.subject === subject);
  const changed =
    kind === 'community' &&
    (community.acts.some(({ matter: by, words }) => words !== undefined && by !== id) ||
      open.some((one) => one.kind === 'community-change'));
  const left = acts?.some(({ matter: by }) => by === id) ?? false;
  return another || changed || (state === 'accepted' && !left) || community.gone;
}

/** All that waits and all that was decided, with a word or an undoing for each at the same moment, while people write. */
export async function atOnce(circle: Circle): Promise<void> {
  const { people, collections, communities, community, gathered, moderation, curator, fresh } = circle;
  circle.passDay();
  const waiting = await matters(circle, 'waiting', 'asked');
  const decided = await matters(circle, 'accepted', 'refused');
  const ana = people.get('ana')!;
  const title = fresh('Carnet');
  const words = { name: fresh('Communauté'), lead: '', ...settings };
  await Promise.all([
    ...waiting.map(({ id }) => moderation.decide(id, { verdict: 'accept', by: curator, sentence: '' })),
    ...decided.map(({ id }) => moderation.undo(id, curator)),
    ...[gathered.own, gathered.shared].map(({ id }) => collections.describe(ana.id, id, { title, lead: '' })),
    communities.administer(community.id, ana, { is: 'describe', words }),
  ]);
}
