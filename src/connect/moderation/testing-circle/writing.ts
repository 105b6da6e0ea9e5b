/** What Ana and Bob write, share, announce and take away; each keeps beside it what was done. */
import assert from 'node:assert/strict';
import { type Circle, projects, settings } from './circle.ts';
import { matters } from './deciding.ts';
import { forgetTakenAway, picked } from './law.ts';
import { admin } from './leaving.ts';
import type { StepOf } from './step.ts';

export async function describe(circle: Circle, step: StepOf<'describe'>): Promise<void> {
  const { people, collections, fresh, gathered, writtenBy } = circle;
  const one = gathered[step.collection];
  const person = people.get(step.writer);
  if (person === undefined || one.gone) return;
  const { says } = one;
  const { lead, changes } = step.texts;
  const title = changes ? fresh('Carnet') : says.title;
  const words = { title, lead: lead ? (says.lead === '' || changes ? fresh('Présente') : says.lead) : '' };
  if (!(await collections.describe(person.id, one.id, words))) return;
  if (lead && words.lead !== says.lead) writtenBy.set(words.lead, step.writer);
  Object.assign(says, words);
  forgetTakenAway(one);
}

export async function note(circle: Circle, step: StepOf<'note'>): Promise<void> {
  const { people, collections, fresh, gathered, writtenBy } = circle;
  const one = gathered[step.collection];
  const person = people.get(step.writer);
  if (person === undefined || one.gone) return;
  const project = projects[step.on];
  const note = step.says ? fresh('Note') : '';
  const change = { is: 'note', projects: [project], note } as const;
  if ((await collections.change(person.id, one.id, change)) !== true) return;
  if (step.says) {
    writtenBy.set(note, step.writer);
    one.says.notes[project] = note;
  } else delete one.says.notes[project];
  forgetTakenAway(one);
}

export async function share(circle: Circle, step: StepOf<'share'>): Promise<void> {
  const one = circle.gathered[step.collection];
  const person = step.collection === 'own' ? circle.people.get('ana') : await admin(circle);
  if (person === undefined || one.gone) return;
  assert.ok(await circle.collections.share(person.id, one.id, step.visibility));
  one.isPublic = step.visibility === 'public';
}

export async function propose(circle: Circle, step: StepOf<'propose'>): Promise<void> {
  const { communities, community, fresh } = circle;
  const person = await admin(circle);
  if (person === undefined || community.gone) return;
  const { lead, changes } = step.texts;
  const read = community.state === 'open' ? community.acts.findLast(({ words }) => words)?.words : undefined;
  const before = read ?? community.says;
  const words = {
    name: changes ? fresh('Communauté') : before.name,
    lead: lead ? fresh('Phrase') : before.lead,
  };
  const act = { is: 'describe', words: { ...words, ...settings } } as const;
  assert.equal(await communities.administer(community.id, person, act), community.state !== 'refused');
  if (community.state === 'asked') community.says = words;
  if (community.state !== 'open') return;
  const waits = (await matters(circle, 'waiting', 'asked')).find(({ kind }) => kind === 'community-change');
  if (waits !== undefined) community.proposed.set(waits.id, words);
}

export async function announce(circle: Circle, { writer, what }: StepOf<'announce'>): Promise<void> {
  const { db, people, communities, community, fresh, form } = circle;
  const person = people.get(writer);
  if (person === undefined) return;
  const title = fresh(what === 'need' ? 'Besoin' : 'Rencontre');
  const act =
    what === 'need'
      ? { is: 'need' as const, title, text: '', words: 'jardin' }
      : {
          ...{ is: 'meeting' as const, title, text: '', place: 'Lille' },
          ...{ starts: new Date('2099-01-01T10:00:00Z'), ends: new Date('2099-01-01T11:00:00Z') },
        };
  if ((await communities.write(community.id, person, act, form())) !== true) return;
  const { id } = await db
    .selectFrom(what === 'need' ? 'community_need' : 'community_meeting')
    .select('id')
    .where('title', '=', title)
    .executeTakeFirstOrThrow();
  circle.announced.push({ id, what, writer, title, acts: [] });
}

export async function takeAway(circle: Circle, { writer, rank }: StepOf<'take away'>): Promise<void> {
  const { people, communities, community, announced, form } = circle;
  const person = people.get(writer);
  const theirs = announced.filter((one) => one.writer === writer);
  const one = picked(theirs, rank);
  if (person === undefined || one === undefined) return;
  const is = one.what === 'need' ? ('remove-need' as const) : ('remove-meeting' as const);
  assert.equal(await communities.write(community.id, person, { is, id: one.id }, form()), true, 'one’s own goes');
  announced.splice(announced.indexOf(one), 1);
}
