/** Two people write to each other by mail through the relay, and others try to. */
import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { type House, openHouse, relayDomain } from './testing.ts';

const nina = 'nina@exemple.fr';
const jeanne = 'jeanne.secret@bocal.example';

describe('answers by mail', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house?.close());
  const open = (id: string, key: string) => house.introductions.open(id, { key, person: undefined });
  const project = () => `p${Math.random()}`;

  test('both ways, threaded, and neither ever sees the other’s address', async () => {
    const { id, askerKey, holderWritesTo, first } = await house.begin({ project: project() });
    assert.match(first.subject, /^Nina vous écrit au sujet de « Le Bocal »$/);
    assert.match(first.text, /comment avez-vous commencé/);
    assert.ok(!first.raw.includes(nina), 'the holder does not see the asker’s address');
    assert.match(
      await house.mailIn({
        from: jeanne,
        to: holderWritesTo,
        subject: 'Re: quoi que ce soit',
        text: `Avec plaisir, passez mardi !\n\nJeanne\n\nLe 2 mars 2026 à 10:00, Carrefour <bonjour@carrefour.example> a écrit :\n> ${first.text.replaceAll('\n', '\n> ')}`,
      }),
      /^250/,
    );
    const answer = (await house.lettersTo(nina)).at(-1)!;
    assert.match(answer.text, /passez mardi/);
    assert.ok(!answer.text.includes('comment avez-vous'), 'what was quoted does not come back');
    assert.ok(!answer.raw.includes('jeanne.secret'), 'the asker does not see the holder’s address');
    assert.ok(!answer.raw.includes(holderWritesTo), 'nor the address at which the holder writes');
    assert.equal(answer.key, askerKey, 'and only her own key');
    const thread = /^References: (\S+)/m.exec(first.raw)?.[1];
    assert.equal(/^References: (\S+)/m.exec(answer.raw)?.[1], thread);
    assert.match(await house.mailIn({ from: nina, to: answer.replyTo, text: 'Mardi, très bien.' }), /^250/);
    assert.match((await house.lettersTo(jeanne)).at(-1)!.flat, /Mardi, très bien/);
    const seen = (await open(id, askerKey))!;
    assert.deepEqual(
      seen.messages.map(({ mine }) => mine),
      [true, false, true],
    );
    assert.equal(seen.state, 'talking');
    assert.equal(seen.address, undefined);
  });

  test('a mail delivered twice passes once', async () => {
    const { holderWritesTo } = await house.begin({ project: project(), mail: 'deux@exemple.fr' });
    const mail = { from: jeanne, to: holderWritesTo, text: 'Une seule fois.', messageId: '<same@bocal.example>' };
    await house.mailIn(mail);
    await house.mailIn(mail);
    const got = (await house.lettersTo('deux@exemple.fr')).filter(({ text }) => text.includes('Une seule fois'));
    assert.equal(got.length, 1);
  });

  test('who knows the address but is not the person: held, and its owner alone lets it go', async () => {
    const { id, holderKey, holderWritesTo } = await house.begin({ project: project(), mail: 'trois@exemple.fr' });
    const before = (await house.lettersTo('trois@exemple.fr')).length;
    for (const [from, envelopeFrom] of [
      ['voleur@mal.example', 'voleur@mal.example'],
      [jeanne, 'voleur@mal.example'],
      ['voleur@mal.example', jeanne],
    ] as const)
      await house.mailIn({ from, envelopeFrom, to: holderWritesTo, text: `De ${from} par ${envelopeFrom}` });
    assert.equal((await house.lettersTo('trois@exemple.fr')).length, before, 'nothing passed');
    const told = (await house.lettersTo(jeanne)).at(-1)!;
    assert.match(told.flat, /ne vient pas de l’adresse que nous connaissons/);
    assert.ok(!told.text.includes('voleur'), 'a stranger’s words do not travel in our letters');
    const { held, state } = (await open(id, holderKey))!;
    assert.equal(held.length, 3);
    assert.equal(state, 'waiting', 'it is no answer');
    const by = { key: holderKey, person: undefined };
    await house.introductions.act(id, by, { does: 'drop', message: held[0]!.id });
    await house.introductions.act(id, by, { does: 'release', message: held[1]!.id });
    const passed = (await house.lettersTo('trois@exemple.fr')).slice(before);
    assert.equal(passed.length, 1);
    assert.deepEqual(
      (await open(id, holderKey))!.held.map(({ id: one }) => one),
      [held[2]!.id],
    );
  });

  test('addresses and phones in the words are masked until both agreed, then they are given', async () => {
    const { id, askerKey, holderKey, holderWritesTo } = await house.begin({
      project: project(),
      mail: 'quatre@exemple.fr',
      text: 'Écrivez-moi à quatre@exemple.fr ou au 06 98 76 54 32, dit quatre (at) exemple (point) fr.',
    });
    assert.doesNotMatch((await house.lettersTo(jeanne)).at(-1)!.raw, /quatre@|98 76 54/);
    await house.mailIn({
      from: jeanne,
      to: holderWritesTo,
      text: `Appelez-moi au 06 12 34 56 78.\nhttps://carrefour.example/contacts/${id}?cle=${holderKey}\nhttps://carrefour.example/contacts/${id}?cle=${holderKey.slice(0, 10)}\n${holderKey.slice(10)}\n-- \nJeanne Secret, jeanne.secret@bocal.example`,
    });
    const answer = (await house.lettersTo('quatre@exemple.fr')).at(-1)!;
    assert.match(answer.text, /Appelez-moi/);
    assert.doesNotMatch(answer.text, /12 34 56|secret@/i);
    assert.ok(!answer.text.replace(/\s/g, '').includes(holderKey), 'the holder’s key does not pass, however it is cut');
    const holder = { key: holderKey, person: undefined };
    const asker = { key: askerKey, person: undefined };
    assert.deepEqual(await house.introductions.act(id, holder, { does: 'agree' }), { is: 'done' });
    assert.equal((await open(id, askerKey))!.address, undefined, 'one alone is not enough');
    await house.introductions.act(id, holder, { does: 'withdraw' });
    await house.introductions.act(id, holder, { does: 'agree' });
    await house.introductions.act(id, asker, { does: 'agree' });
    assert.equal((await open(id, askerKey))!.address, jeanne);
    assert.equal((await open(id, holderKey))!.address, 'quatre@exemple.fr');
    assert.match((await house.lettersTo(jeanne)).at(-1)!.flat, /quatre@exemple\.fr/);
    assert.deepEqual(await house.introductions.act(id, asker, { does: 'withdraw' }), { is: 'refused', why: 'shared' });
    await house.mailIn({ from: jeanne, to: holderWritesTo, text: 'Mon numéro : 06 12 34 56 78.' });
    assert.match((await house.lettersTo('quatre@exemple.fr')).at(-1)!.flat, /06 12 34 56 78/);
  });

  test('no open relay: other domains, unknown and malformed recipients, several at once', async () => {
    const { holderWritesTo } = await house.begin({ project: project(), mail: 'cinq@exemple.fr' });
    const sent = house.smtp.received.length;
    for (const to of [
      'victime@ailleurs.example',
      `intro-${'a'.repeat(32)}@${relayDomain}`,
      `${holderWritesTo.split('@')[0]}@ailleurs.example`,
      `postmaster@${relayDomain}`,
      `intro-%@${relayDomain}`,
      `victime%ailleurs.example@${relayDomain}`,
    ])
      assert.match(await house.mailIn({ from: jeanne, to, text: 'x'.repeat(30) }), /^550/, to);
    await house.connect.sendDue();
    assert.equal(house.smtp.received.length, sent, 'and nothing left');
    const lines = await speak(house.port, [
      'EHLO moi.example',
      `MAIL FROM:<${jeanne}>`,
      `RCPT TO:<${holderWritesTo}>`,
      `RCPT TO:<${holderWritesTo}>`,
      'RSET',
      'AUTH PLAIN AGEAYg==',
      ...Array.from({ length: 8 }, (_, n) => `RCPT TO:<intro-${String(n).repeat(32)}@${relayDomain}>`),
    ]);
    assert.ok(lines.some((line) => /^452/.test(line)));
    assert.ok(!lines.some((line) => /^235/.test(line)), 'nobody signs in');
    const guessing = await speak(house.port, [
      'EHLO moi.example',
      `MAIL FROM:<${jeanne}>`,
      ...Array.from(
        { length: 8 },
        (_, n) => `RCPT TO:<intro-${String.fromCharCode(97 + n).repeat(32)}@${relayDomain}>`,
      ),
    ]);
    assert.ok(
      guessing.some((line) => /^421/.test(line)),
      'who guesses is shown out',
    );
  });

  test('absences, reports, lists and our own letters are no answers and make no circle', async () => {
    const { id, holderKey, holderWritesTo, first } = await house.begin({ project: project(), mail: 'six@exemple.fr' });
    const before = house.smtp.received.length;
    const automatic: Parameters<House['mailIn']>[0][] = [
      { from: jeanne, to: holderWritesTo, text: 'Absente', headers: { 'Auto-Submitted': 'auto-replied' } },
      { from: jeanne, to: holderWritesTo, text: 'Absente', headers: { Precedence: 'bulk' } },
      { from: jeanne, to: holderWritesTo, text: 'Absente', subject: 'Réponse automatique : absente' },
      { from: jeanne, to: holderWritesTo, text: 'Lettre', headers: { 'List-Id': '<x.example>' } },
      { from: jeanne, to: holderWritesTo, text: 'Rien', envelopeFrom: '' },
      { from: 'mailer-daemon@bocal.example', to: holderWritesTo, text: 'Rien' },
      { from: jeanne, to: holderWritesTo, raw: first.raw },
      {
        from: jeanne,
        to: holderWritesTo,
        raw: `${'Received: from a by b\r\n'.repeat(40)}From: ${jeanne}\r\n\r\nBonjour`,
      },
    ];
    for (const mail of automatic) assert.match(await house.mailIn(mail), /^250/);
    await house.connect.sendDue();
    assert.equal(house.smtp.received.length, before, 'nothing is sent to anybody');
    assert.equal((await open(id, holderKey))!.state, 'waiting');
  });

  test('headers cannot be smuggled in by names, subjects or words', async () => {
    const { holderWritesTo, first } = await house.begin({
      project: project(),
      mail: 'sept@exemple.fr',
      name: 'Nina\r\nBcc: victime@ailleurs.example\r\n\r\nAchetez',
      text: 'Bonjour\r\n.\r\nMAIL FROM:<x@y.example>\r\nRCPT TO:<victime@ailleurs.example>\r\nDATA\r\nce texte est assez long',
    });
    assert.doesNotMatch(first.raw.split(/\r?\n\r?\n/)[0]!, /^Bcc/im);
    await house.mailIn({
      from: jeanne,
      to: holderWritesTo,
      raw: `From: ${jeanne}\r\nSubject: =?utf-8?Q?a=0D=0ABcc=3A_victime=40ailleurs.example?=\r\nReply-To: x@y.example\r\n\r\nBcc: victime@ailleurs.example\r\n\r\nBonjour`,
    });
    await house.lettersTo('sept@exemple.fr');
    assert.ok(house.smtp.received.every(({ to }) => to.length === 1 && !to[0]!.includes('victime')));
  });

  test('huge mails, broken mails, several senders, HTML, odd character sets, attached files', async () => {
    const { id, askerKey, holderWritesTo } = await house.begin({ project: project(), mail: 'huit@exemple.fr' });
    const last = async () => (await house.lettersTo('huit@exemple.fr')).at(-1)!.text.replace(/\u00a0/g, ' ');
    const send = (mail: object) => house.mailIn({ from: jeanne, to: holderWritesTo, ...mail });
    assert.match(await send({ text: 'x'.repeat(4_000_000) }), /^552/);
    assert.match(await send({ text: 'x'.repeat(6_000) }), /^250/);
    assert.match((await house.lettersTo(jeanne)).at(-1)!.flat, /dépasse 5 000 caractères/);
    assert.match(await send({ text: '> rien de moi' }), /^250/);
    assert.match((await house.lettersTo(jeanne)).at(-1)!.flat, /aucun texte de vous/);
    await send({ raw: `From: ${jeanne}, autre@mal.example\r\n\r\nDeux expéditeurs` });
    await send({ raw: `From: ${jeanne}\r\nFrom: autre@mal.example\r\n\r\nDeux fois From` });
    assert.equal((await open(id, askerKey))!.messages.length, 1, 'none of it passed');
    await send({
      html: '<style>p{}</style><p>Bonjour <b>Nina</b> &amp; cie</p><script>alert(1)</script><p>À mardi<br>Jeanne</p><blockquote>votre message</blockquote>',
    });
    assert.match(await last(), /Bonjour Nina & cie\n\nÀ mardi\nJeanne/);
    assert.doesNotMatch(await last(), /alert|votre message|<p>/);
    await send({
      raw: Buffer.concat([
        Buffer.from(
          `From: ${jeanne}\r\nContent-Type: text/plain; charset=iso-8859-15\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`,
        ),
        Buffer.from([0x43, 0x61, 0x66, 0xe9, 0x20, 0xe0, 0x20, 0x33, 0x20, 0xa4]),
      ]),
    });
    assert.match(await last(), /Café à 3\s€/);
    await send({
      raw: `From: ${jeanne}\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nSaut +ADw-script+AD4- \u202egnp.exe`,
    });
    assert.doesNotMatch(await last(), /\u202e|<script>/);
    await send({ text: 'Voici le plan.', attachments: [{ filename: 'plan.exe', content: 'MZ' }] });
    assert.match(await last(), /Voici le plan\.[\s\S]*ne\s+sont\s+pas\s+transmises/);
    assert.match((await house.lettersTo(jeanne)).at(-1)!.flat, /sans ses pièces jointes/);
    assert.ok(house.smtp.received.every(({ raw }) => !raw.includes('plan.exe')));
    assert.match(await send({ raw: Buffer.from([0, 255, 254, 10, 13, 0, 1]) }), /^(250|554)/);
    const nested = `<div>`.repeat(200_000);
    assert.match(
      await send({ raw: `From: ${jeanne}\r\nContent-Type: text/html\r\n\r\n${nested}Bonjour` }),
      /^(250|554)/,
    );
    assert.deepEqual(house.complaints, []);
  });

  test('closed, nothing passes any more, and the one who writes is told; reported, a curator reads it', async () => {
    const { id, askerKey, holderKey, holderWritesTo } = await house.begin({
      project: project(),
      mail: 'neuf@exemple.fr',
    });
    await house.introductions.act(id, { key: askerKey, person: undefined }, { does: 'close', noMore: false });
    assert.match((await house.lettersTo(jeanne)).at(-1)!.flat, /a fermé la conversation/);
    await house.mailIn({ from: jeanne, to: holderWritesTo, text: 'Trop tard ?' });
    assert.match((await house.lettersTo(jeanne)).at(-1)!.flat, /Cette conversation est fermée/);
    assert.doesNotMatch((await house.lettersTo('neuf@exemple.fr')).at(-1)!.flat, /Trop tard/);
    await house.introductions.act(
      id,
      { key: holderKey, person: undefined },
      { does: 'report', reason: 'Il me menace.' },
    );
    const { moderation } = house.connect.doors;
    const [reported] = await moderation.list({ kind: 'introduction-report', most: 5 });
    const facts = await moderation.facts(reported!);
    assert.deepEqual(
      facts.map(({ name }) => name),
      ['reportedByHolder', 'asker'],
    );
    assert.equal(facts[0]!.value, 'Il me menace.');
    const word = { by: await house.curator(), sentence: 'Merci de nous l’avoir dit.' };
    assert.equal((await moderation.decide(reported!.id, { verdict: 'accept', ...word })).is, 'decided');
    assert.equal((await moderation.decide(reported!.id, { verdict: 'refuse', ...word })).is, 'refused', 'decided once');
    assert.match((await house.lettersTo(jeanne)).at(-1)!.flat, /Merci de nous l’avoir dit/);
    await assert.rejects(house.begin({ mail: 'neuf@exemple.fr', project: project() }), /barred/);
  });

  test('who follows a link that is not theirs sees nothing', async () => {
    const { id, askerKey } = await house.begin({ project: project(), mail: 'dix@exemple.fr' });
    assert.equal(await open(id, `${askerKey.slice(0, -1)}_`), undefined);
    assert.equal(await open(id, ''), undefined);
    assert.equal(await open('00000000-0000-4000-8000-000000000000', askerKey), undefined);
    assert.equal(await open("x' or 1=1", askerKey), undefined);
    const stranger = { id: 'x', name: '', mail: 'autre@exemple.fr', role: 'administrator' as const, partners: [] };
    assert.equal(await house.introductions.open(id, { key: undefined, person: stranger }), undefined);
  });
});

/** Says the lines one after the other to a mail server; gives all that it answered. */
async function speak(port: number, lines: readonly string[]): Promise<string[]> {
  const heard: string[] = [];
  const socket = createConnection(port, '127.0.0.1').setEncoding('utf8');
  const waiting = [...lines];
  await new Promise<void>((resolve) => {
    socket.on('data', (data: string) => {
      heard.push(...data.split('\r\n').filter(Boolean));
      if (!/^\d{3} /.test(heard.at(-1) ?? '')) return;
      const next = waiting.shift();
      if (next === undefined) socket.end('QUIT\r\n');
      else socket.write(`${next}\r\n`);
    });
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
  });
  return heard;
}

describe('where a mail server says whom it proved', () => {
  let house: House;
  before(async () => {
    house = await openHouse({ senderProvedBy: 'mx.carrefour.example' });
  });
  after(() => house?.close());

  test('forged From and envelope are held; what the server proved passes, under its name alone', async () => {
    const { id, holderKey, holderWritesTo } = await house.begin({ mail: 'quatre@exemple.fr' });
    const before = (await house.lettersTo('quatre@exemple.fr')).length;
    const write = (text: string, results?: string) =>
      house.mailIn({
        ...{ from: jeanne, to: holderWritesTo, text },
        ...(results !== undefined && { headers: { 'Authentication-Results': results } }),
      });
    assert.match(await write('Sans preuve.'), /^250/);
    assert.match(await write('Refusée.', 'mx.carrefour.example; dmarc=fail header.from=bocal.example'), /^250/);
    assert.match(await write('Un autre le dit.', 'mx.mal.example; dmarc=pass header.from=bocal.example'), /^250/);
    assert.equal((await house.lettersTo('quatre@exemple.fr')).length, before, 'nothing passed');
    const seen = await house.introductions.open(id, { key: holderKey, person: undefined });
    assert.equal(seen?.held.length, 3, 'nothing is lost');
    assert.match(await write('C’est bien moi.', 'mx.carrefour.example; dkim=pass header.d=bocal.example'), /^250/);
    const passed = (await house.lettersTo('quatre@exemple.fr')).slice(before);
    assert.equal(passed.length, 1);
    assert.match(passed[0]!.text, /C’est bien moi/);
  });
});
