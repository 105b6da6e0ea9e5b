/** Two people who wrote the same things, in every order, and leave one after the other: nothing of who left, all of who stays. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { everywhereIn } from './everywhere.ts';
import { type WholeSite, wholeSite } from './testing.ts';

type Browser = Awaited<ReturnType<WholeSite['signedIn']>>;

interface Writer {
  browser: Browser;
  id: string;
  name: string;
  mail: string;
  /** A word that they alone write. */
  mark: string;
  /** Theirs, which both write down. */
  phone: string;
}

let house: WholeSite;
let curator: string;
before(async () => {
  house = await wholeSite();
  await house.signedIn('relit@exemple.fr', { role: 'curator' });
  curator = await house.personId('relit@exemple.fr');
});
after(() => house?.close());

const done = (answer: Response, what: string): Response => {
  assert.ok(answer.status < 400, `${what}: ${answer.status}`);
  return answer;
};

async function writer(name: string, mark: string, phone: string): Promise<Writer> {
  const mail = `${mark}@fleurs.example`;
  const browser = await house.signedIn(mail);
  done(await browser.post('/compte', { nom: name, langue: 'fr' }), 'a name');
  return { browser, id: await house.personId(mail), name, mail, mark, phone };
}

/** As others write a phone. */
const abroad = (phone: string): string => phone.replace(/^0/, '+33 (0)');
const dotted = (phone: string): string => phone.replaceAll(' ', '.');

/** A curator's word on what waits of a subject. */
async function decide(kind: string, subject: string, sentence: string): Promise<void> {
  const { moderation } = house.people.doors;
  const [matter] = await moderation.mattersOf(kind, subject);
  const outcome = await moderation.decide(matter!.id, { verdict: 'accept', by: curator, sentence });
  assert.equal(outcome.is, 'decided', kind);
}

/** All that two can write together, the first of them first. */
async function writeTogether(a: Writer, b: Writer): Promise<{ community: string; collection: string }> {
  const { db } = house;
  const names = `Merci à ${a.name} et à ${b.name} !`;
  const [first, second, third] = [
    await house.projectOf('a/1'),
    await house.projectOf('c/9'),
    await house.projectOf('a/2'),
  ];
  const said = {
    ...{ nom: 'Un cercle', phrase: 'Ensemble.', texte: `Animé par ${a.name} et ${b.name}.` },
    ...{ rejoindre: 'open', ecrire: 'members', recherche: '/recherche?q=moulin' },
  };
  const founded = done(await a.browser.post('/communautes/nouvelle', said), 'a community');
  const path = new URL(founded.headers.get('location')!, 'http://x').pathname;
  const community = path.split('/').at(-1)!;
  await decide('community', community, names);
  done(await b.browser.post(path, { faire: 'rejoindre' }), 'the other joins');
  await db.updateTable('community_member').set({ role: 'admin' }).where('person', '=', b.id).execute();

  // What it says of itself, changed by both, and read; then again, unread.
  const describe = async (by: Writer, more: object) =>
    done(await by.browser.post(`${path}/reglages`, { faire: 'decrire', ...Object.assign(said, more) }), 'a change');
  await describe(a, { texte: `${said.texte} Parmi les ${a.mark}.` });
  await describe(b, { phrase: `Sous des ${b.mark}.` });
  await decide('community-change', community, names);
  await describe(a, { texte: `${said.texte}\nEncore un ${a.mark} ici, vu par ${b.name}.` });
  await describe(b, { texte: `${said.texte}\nToujours quelque ${b.mark} là-bas, dit ${a.name}.` });

  // Each their own phone first, then each other's.
  for (const { browser, phone } of [a, b])
    done(
      await browser.post(path, { faire: 'besoin', titre: 'Une voix', mots: 'voix', texte: `Au ${phone}.` }),
      'a need with a phone',
    );
  for (const [{ browser, mark, name }, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const texte = `Chez ${name}, avec ${other.name}, au ${dotted(other.phone)}.`;
    done(
      await browser.post(path, { faire: 'besoin', titre: `Nous cherchons ${mark}`, mots: 'serre', texte }),
      'a need',
    );
    const dates = { debut: '2031-05-03T10:00', fin: '2031-05-03T12:00' };
    const meeting = { faire: 'rencontre', titre: `Fête ${mark}`, lieu: 'Lille', texte, ...dates };
    done(await browser.post(path, meeting), 'a meeting');
  }

  // One collection, each text by both: read, then written over, unread.
  done(await a.browser.post(path, { faire: 'nouveau-carnet', titre: 'Nos lieux' }), 'a collection');
  const { id: collection } = await db
    .selectFrom('collection')
    .select('id')
    .where('community', '=', community)
    .executeTakeFirstOrThrow();
  const own = `/compte/carnets/${collection}`;
  for (const projet of [first.id, second.id])
    done(await a.browser.post('/compte/carnets/ajouter', { projet, carnet: collection }), 'an item');
  const lead = `Vers le nord, ${a.mark}.`;
  const edit = async (by: Writer, fields: Record<string, string>) => done(await by.browser.post(own, fields), 'words');
  await edit(a, { faire: 'decrire', titre: 'Nos lieux', texte: lead });
  await edit(b, { faire: 'decrire', titre: 'Nos lieux', texte: `${lead} Au sud ${b.mark} plutôt.` });
  await edit(a, { faire: 'noter', projet: first.id, note: `Visité : ${a.mark}.` });
  await edit(b, { faire: 'noter', projet: first.id, note: `Visité : ${a.mark}.\nRevu en mai (${b.mark}).` });
  await edit(b, { faire: 'noter', projet: second.id, note: `Seulement ${b.mark}.` });
  await edit(a, { faire: 'partager', partage: 'public' });
  await decide('collection', collection, names);
  await edit(a, { faire: 'noter', projet: second.id, note: `Voilà ${a.mark}, nouveau.` });
  await edit(b, { faire: 'decrire', titre: `Chez ${a.name}`, texte: `Rien que ${b.mark} désormais.` });

  // Of one another: reports, a conversation, the same project, the same search.
  for (const [by, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const { id: need } = await db
      .selectFrom('community_need')
      .select('id')
      .where('author', '=', other.id)
      .executeTakeFirstOrThrow();
    const text = {
      texte: `Ce que dit ${other.name} ne va pas, selon ${by.mark} : on l’appelle au ${abroad(other.phone)}.`,
    };
    done(await by.browser.post(`${path}/signaler?besoin=${need}`, text), 'a report');
    const claim = { par: 'parole', message: `C’est ${by.mark}, avec ${by.name}.` };
    done(await by.browser.post(`/projets/${second.path}/revendiquer`, claim), 'a claim');
    const correction = { champ: 'other', raison: `Vu par ${by.name}, ${by.mark}.`, valeur: 'Ouvert le jeudi.' };
    done(await by.browser.post(`/projets/${first.path}/corriger`, correction), 'a correction');
    done(await by.browser.post('/alertes/suivre?q=moulin', { rythme: 'daily' }), 'an alert');
  }
  house.answersFor(third.id, a.mail, a.id);
  const words = { motif: 'learn', message: `Chère ${a.name}, comment faites-vous ?`, nom: b.name, accord: 'oui' };
  const begun = done(await b.browser.post(`/projets/${third.path}/contact`, words), 'an introduction');
  const at = `/contacts/${/contacts\/([0-9a-f-]{36})/.exec(begun.headers.get('location') ?? '')![1]!}`;
  done(await a.browser.post(at, { fait: 'write', texte: `Bonjour ${b.name}, passez.`, nom: a.name }), 'an answer');
  done(await a.browser.post(at, { fait: 'report', raison: `${b.name} insiste.` }), 'a report of it');
  await house.anew();
  return { community, collection };
}

const placesOf = async (pattern: RegExp) => (await everywhereIn(house.db, pattern)).filter((where) => !isLetter(where));
/** A letter to somebody else goes when it was to go; a name is taken out of it by its deletion, and is looked for below. */
const isLetter = (where: string) => /^mail\./.test(where);
const tablesOf = (places: readonly string[]) => new Set(places.map((where) => where.split(':')[0]!));
/** What a community was read to say of itself stays its own, and so does the queue's copy of it. */
const isOfTheCommunity = (where: string) => /^(community\.(lead|about)|matter\.facts|circle_act\.words)/.test(where);

describe('of two who wrote the same things', () => {
  let run = 0;
  for (const firstWrites of [0, 1])
    for (const firstLeaves of [0, 1])
      test(`the ${firstWrites === firstLeaves ? 'first' : 'second'} to write leaves first (${firstWrites}, ${firstLeaves})`, async () => {
        run++;
        const two = [
          await writer(`Zoé${run} Ancolie${run}`, `pissenlit${run}`, `06 41 5${run} 92 6${run}`),
          await writer(`Ivo${run} Bourdon${run}`, `chardon${run}`, `07 83 1${run} 46 2${run}`),
        ];
        const [a, b] = firstWrites === 0 ? two : two.toReversed();
        const { community, collection } = await writeTogether(a!, b!);
        const [leaver, other] = firstLeaves === 0 ? two : two.toReversed();
        const phoneOf = ({ phone }: Writer) => phone.slice(1).replaceAll(/ ?(?=\d)/g, '[ .)]*');
        const nameOf = (one: Writer) =>
          new RegExp(`(?<!\\p{L})(${one.name.replace(' ', '|')})(?![\\p{L}\\d])|${one.mail}|${phoneOf(one)}`, 'iu');
        const markOf = ({ mark }: Writer) => new RegExp(mark, 'i');

        for (const one of two) {
          const data = JSON.parse(await (await one.browser.get('/compte/donnees.json')).text());
          const theirs = two.find((person) => person !== one)!;
          for (const part of ['collections', 'communities', 'claims', 'corrections', 'alerts'] as const) {
            const text = JSON.stringify(data[part]);
            assert.ok(text.length > 10, part);
            assert.doesNotMatch(text, markOf(theirs), `${part} of one tell nothing of the other's`);
          }
          for (const part of ['collections', 'communities', 'claims', 'matters'] as const)
            assert.match(JSON.stringify(data[part]), markOf(one), `${part} are whole`);
          const kinds = new Set(data.matters.sent.map(({ kind }: { kind: string }) => kind));
          for (const kind of ['collection', 'community-change', 'community-report', 'claim'])
            assert.ok(kinds.has(kind), `${kind} is among what they sent`);
        }

        const before = tablesOf(await placesOf(markOf(other!)));
        assert.ok(before.size > 6, [...before].join());
        const answer = await leaver!.browser.post('/compte/supprimer', { mail: leaver!.mail });
        assert.equal(answer.status, 200, JSON.stringify(house.complaints));
        for (const { work } of house.people.rounds) await work();
        assert.deepEqual(await everywhereIn(house.db, nameOf(leaver!)), [], 'no name, no address');
        assert.deepEqual(await everywhereIn(house.db, new RegExp(leaver!.id)), []);
        assert.deepEqual(
          (await placesOf(markOf(leaver!))).filter((where) => !isOfTheCommunity(where)),
          [],
          'no word of theirs',
        );
        const acts = await house.db
          .selectFrom('circle_act')
          .select('words')
          .where('collection', 'is not', null)
          .execute();
        assert.doesNotMatch(JSON.stringify(acts), markOf(leaver!), 'nor in what was read of the collection');
        assert.ok(
          (await placesOf(new RegExp(phoneOf(other!)))).some((where) => where.startsWith('community_need.')),
          'the other’s own phone stays, whoever wrote it down',
        );
        const left = tablesOf(await placesOf(markOf(other!)));
        assert.deepEqual(
          [...before].filter((table) => !left.has(table)),
          [],
          'and every word of the other',
        );

        // What waits is still the other's, and is read by somebody else.
        for (const [kind, subject] of [
          ['collection', collection],
          ['community-change', community],
        ] as const) {
          const [matter] = await house.people.doors.moderation.mattersOf(kind, subject);
          assert.equal(matter?.state, 'waiting', kind);
          const own = await house.people.doors.moderation.decide(matter.id, {
            verdict: 'accept',
            by: other!.id,
            sentence: '',
          });
          assert.deepEqual(own, { is: 'refused', why: 'own' }, kind);
          await decide(kind, subject, 'Merci.');
        }
        assert.deepEqual(await everywhereIn(house.db, nameOf(leaver!)), [], 'nothing is written back');

        await other!.browser.post('/compte/supprimer', { mail: other!.mail });
        for (const { work } of house.people.rounds) await work();
        for (const one of two) {
          assert.deepEqual(await everywhereIn(house.db, nameOf(one)), []);
          assert.deepEqual(await placesOf(markOf(one)), [], 'the community went with its last');
          assert.deepEqual(await everywhereIn(house.db, new RegExp(one.id)), []);
        }
        assert.deepEqual(house.complaints, []);
      });
});
