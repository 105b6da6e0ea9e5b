/** What is hardest to forget of Zélie: what of hers is online, what she runs with others, what a partner took from her. */
import { totp } from '#connect/accounts/testing-totp.ts';
import { workFor } from '#connect/spam/testing.ts';
import { aTelling, photograph } from '#web/testing-telling.ts';
import { baseUrl, herWords, type WholeSite, zelie, type zelieUsesEverything } from './testing.ts';

type Used = Awaited<ReturnType<typeof zelieUsesEverything>>;

const done = (answer: Response, what: string): Response => {
  if (answer.status >= 400) throw new Error(`${what}: ${answer.status}`);
  return answer;
};

/** Gives the id of her contribution that is online, and what its page is about. */
export async function zelieGoesFar(house: WholeSite, { her, nina, community, first, id }: Used) {
  const { db, people } = house;
  const { moderation, corrections } = people.doors;
  await house.signedIn('relit@exemple.fr', { role: 'curator' });
  const by = await house.personId('relit@exemple.fr');
  await house.anew();

  // A project of hers with a picture, credited to her by name, accepted and online.
  const start = '/contribuer/projet';
  const stampIn = async (path: string) =>
    /name="stamp" value="([^"]+)"/.exec(await (await her.get(path)).text())?.[1] ?? '';
  const title = 'La Cantine des Voisins';
  const begun = await her.post(start, {
    ...{ ...aTelling, title, attribution: zelie.name, contact: zelie.mail },
    stamp: await stampIn(start),
  });
  const path = new URL(done(begun, 'a telling').headers.get('location')!, baseUrl).pathname;
  const contribution = path.split('/').at(-1)!;
  const form = new FormData();
  const bytes = new Uint8Array(await photograph());
  form.set('images', new File([bytes], `${zelie.name}.jpg`, { type: 'image/jpeg' }));
  form.set('pictureAlt', 'La cuisine, un mercredi');
  const cookie = [...her.jar].map((pair) => pair.join('=')).join('; ');
  const own = { 'sec-fetch-site': 'same-origin', origin: baseUrl, cookie };
  done(await house.site.request(baseUrl + path, { method: 'POST', body: form, headers: own }), 'a picture');
  const stamp = await stampIn(`${path}/apercu`);
  done(await her.post(`${path}/envoyer`, { stamp, work: workFor(stamp) }), 'sending it');
  const [told] = await moderation.mattersOf('contribution', contribution);
  await moderation.decide(told!.id, { verdict: 'accept', by, sentence: `Merci ${zelie.name} !` });

  // She runs a community that is open, with Nina in it.
  const [wish] = await moderation.mattersOf('community', community);
  await moderation.decide(wish!.id, { verdict: 'accept', by, sentence: 'Bienvenue.' });
  done(await nina.post(`/communautes/${community}`, { faire: 'rejoindre' }), 'Nina joins');

  // The partner took a correction of hers.
  const wrong = {
    champ: 'summary',
    raison: `Je suis ${zelie.name}.`,
    valeur: 'Une épicerie coopérative du quartier.',
  };
  done(await her.post(`/projets/${first.path}/corriger`, wrong), 'a correction');
  const { id: correction } = await db
    .selectFrom('correction')
    .innerJoin('correction_proposal', 'correction_proposal.id', 'correction.proposal')
    .select('correction.id')
    .where('correction_proposal.person', '=', id)
    .where('correction_proposal.field', '=', 'summary')
    .executeTakeFirstOrThrow();
  await corrections.answer({
    ...{ source: 'a', correction, answer: 'accepted', sentence: `Merci ${zelie.name}.` },
    by: { id: by, name: 'Relit', mail: 'relit@exemple.fr', role: 'curator', partners: [] },
  });

  // She asks to speak for a catalogue: its admin is told, and she waits.
  await house.signedIn('tient-c@exemple.fr', { source: 'c' });
  await db.updateTable('person_partner').set({ role: 'admin' }).where('source', '=', 'c').execute();
  done(await her.post('/partenaires/c/equipe', { faire: 'demander', message: herWords }), 'a request to speak');

  // A second factor, and a sign-in that waits for it.
  const page = '/compte/second-facteur';
  await her.post(page, { faire: 'commencer' });
  const secret = /class="secret"><code>([A-Z2-7 ]+)</.exec(await (await her.get(page)).text())![1]!;
  done(await her.post(page, { faire: 'confirmer', code: totp(secret) }), 'a second factor');
  await house.visitor().signIn(zelie.mail);
  return { contribution, title };
}
