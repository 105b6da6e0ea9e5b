/** What the journal of a dead sender says is believed, and what it does not say, or cannot, makes the mail go again. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import type { Carrier } from './carrier.ts';
import { courierWith } from './courier.ts';
import { type HandedOver, openHandedOver } from './handed-over.ts';
import { enqueue } from './outbox.ts';
import { lease, sendDue } from './send-due.ts';
import { unheard } from './unheard.ts';

describe('the journal of mails that have left', () => {
  let database: TestDatabase;
  let folder: string;
  let time: number;
  let carried: number;
  const complaints: string[] = [];
  const opened: HandedOver[] = [];
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.close());
  beforeEach(async () => {
    await database.db.deleteFrom('mail').execute();
    folder = mkdtempSync(join(tmpdir(), 'carrefour-handed-'));
    time = Date.parse('2026-05-03T10:00:00Z');
    carried = 0;
    complaints.length = 0;
  });
  afterEach(() => {
    for (const handed of opened.splice(0)) handed.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const now = () => new Date(time);
  const log = { error: (_: object, message: string) => complaints.push(message) };
  const file = (day = '2026-05-03', boot = 'this-boot') => join(folder, `handed-over-${day}-${boot}`);
  const openIn = (boot: string | undefined) => {
    const handed = openHandedOver({ folder, boot, now, log });
    opened.push(handed);
    return handed;
  };
  const open = (boot = 'this-boot') => openIn(boot);
  const others = (handed: HandedOver, total: number) => {
    for (let n = 0; n < total; n++) handed.ready(randomUUID(), 1)();
  };
  /** A mail that a sender holds who will not come back. */
  const held = async (attempts = 1) => {
    const mail = { kind: 'test', to: 'jeanne@exemple.fr', subject: 'x', text: 'x', html: 'x' };
    await enqueue(database.db, mail, now());
    const { id } = await database.db
      .updateTable('mail')
      .set({ state: 'sending', attempts, next_at: new Date(time + lease) })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  };
  const send = (handed: HandedOver) => {
    const carrier: Carrier = {
      atOnce: 1,
      async carry(_, left) {
        left();
        carried++;
        return { is: 'sent' };
      },
      close: () => {},
    };
    return sendDue({
      db: database.db,
      courier: courierWith(carrier, handed),
      handed,
      keep: false,
      domain: 'carrefour.example',
      now,
      log,
    });
  };
  const only = () => database.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow();

  test('a claim that stands in it is taken for sent, its words are erased, and the operator is told', async () => {
    open().ready(await held(), 1)();
    time += lease;
    assert.equal((await send(open())).unheard, 1);
    const { state, trouble, text } = await only();
    assert.deepEqual([state, trouble, text, carried], ['sent', unheard, '', 0]);
    assert.deepEqual(complaints, [`a mail is taken for sent: ${unheard}`]);
  });

  test('who comes back days later still believes it', async () => {
    open().ready(await held(), 1)();
    time += 6 * 86_400_000;
    assert.equal((await send(open())).unheard, 1);
    assert.equal(carried, 0);
  });

  test('what a living sender may still hold is left to it, and ends before another machine may take it', async () => {
    open().ready(await held(), 1)();
    for (const waited of [0, lease / 2]) {
      time += waited;
      assert.deepEqual(await send(open()), { sent: 0, later: 0, failed: 0, kept: 0, unheard: 0 });
    }
    time += lease / 2 - 60_000;
    assert.equal((await send(open())).unheard, 1);
  });

  test('a machine that has started again, or another one, believes nothing: the mail goes again', async () => {
    open().ready(await held(), 1)();
    time += lease;
    assert.deepEqual(await send(open('another-boot')), { sent: 1, later: 0, failed: 0, kept: 0, unheard: 0 });
    assert.equal(carried, 1);
  });

  for (const boot of ['another-boot', undefined])
    test(`what the server was heard to take is sent, ${boot === undefined ? 'where starts have no number' : 'in another start of the machine'}, whatever it answered to others`, async () => {
      const id = await held();
      const handed = openIn(boot);
      handed.ready(id, 1)();
      handed.answered(id, 1, 'sent');
      const other = randomUUID();
      handed.ready(other, 1)();
      handed.answered(other, 1, 'later');
      time += lease;
      assert.deepEqual(await send(open()), { sent: 1, later: 0, failed: 0, kept: 0, unheard: 0 });
      assert.deepEqual([carried, complaints], [0, []]);
      const { state, trouble } = await only();
      assert.deepEqual([state, trouble], ['sent', null]);
    });

  test('where starts have no number, what left without an answer goes again', async () => {
    openIn(undefined).ready(await held(), 1)();
    time += lease;
    assert.deepEqual(await send(openIn(undefined)), { sent: 1, later: 0, failed: 0, kept: 0, unheard: 0 });
    assert.equal(carried, 1);
  });

  test('a line of a former try says nothing of this one', async () => {
    open().ready(await held(2), 1)();
    time += lease;
    assert.equal((await send(open())).sent, 1);
  });

  for (const is of ['later', 'never'] as const)
    test(`what was taken back goes again: ${is}`, async () => {
      const id = await held();
      const handed = open();
      handed.ready(id, 1)();
      handed.answered(id, 1, is);
      others(handed, 150);
      time += lease;
      assert.deepEqual([(await send(open())).unheard, carried], [0, 1]);
    });

  for (const [around, believed] of [
    [50, false],
    [150, true],
  ] as const)
    for (const first of [true, false])
      test(`a “later” ${around} mails ${first ? 'before' : 'after'} it ${believed ? 'does not make' : 'makes'} one doubt`, async () => {
        const id = await held();
        const handed = open();
        const refused = () => {
          const other = randomUUID();
          handed.ready(other, 1)();
          handed.answered(other, 1, 'later');
        };
        if (!first) handed.ready(id, 1)();
        else refused();
        others(handed, around);
        if (first) handed.ready(id, 1)();
        else refused();
        time += lease;
        assert.equal((await send(open())).unheard, believed ? 1 : 0);
      });

  test('a refusal for good of one mail says nothing of its neighbours', async () => {
    const id = await held();
    const handed = open();
    const other = randomUUID();
    handed.ready(id, 1)();
    handed.ready(other, 1)();
    handed.answered(other, 1, 'never');
    time += lease;
    assert.equal((await send(open())).unheard, 1);
  });

  test('a line that was cut short is none, and spoils neither the one before nor the one after', async () => {
    const [first, cut] = [randomUUID(), randomUUID()];
    open().ready(first, 1)();
    appendFileSync(file(), `\n+ ${cut} 1`);
    const id = await held();
    open().ready(id, 1)();
    const claims = [first, cut, id].map((one) => ({ id: one, attempts: 1 }));
    const { unheard } = await open().among(claims);
    assert.deepEqual(
      unheard.map((one) => one.id),
      [first, id],
    );
  });

  test('lines of two programs stand side by side', async () => {
    const [one, other] = [open(), open()];
    const ids = Array.from({ length: 200 }, (_, n) => {
      const id = randomUUID();
      (n % 2 === 0 ? one : other).ready(id, 1)();
      return id;
    });
    assert.equal((await open().among(ids.map((id) => ({ id, attempts: 1 })))).unheard.length, 200);
  });

  const asFolder = {
    spoil: () => {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, '');
    },
    mend: () => {},
  };
  for (const [trouble, { spoil, mend }] of Object.entries({
    // What is read of it would never end.
    'a full disk': { spoil: () => symlinkSync('/dev/full', file()), mend: () => rmSync(file()) },
    'a folder that cannot be made': asFolder,
    'a folder in its place': { spoil: () => mkdirSync(file()), mend: () => {} },
  }))
    test(`${trouble}: mails go all the same, one in hand goes again, and the log says so`, async () => {
      spoil();
      const handed = open();
      handed.ready(await held(), 1)();
      handed.ready(randomUUID(), 1)();
      assert.equal(complaints.length, 1, 'once');
      assert.match(complaints[0] ?? '', /cannot be written/);
      mend();
      time += lease;
      assert.deepEqual(await send(open()), { sent: 1, later: 0, failed: 0, kept: 0, unheard: 0 });
    });

  test('it holds no address, is read by nobody else, and goes after a week', async () => {
    const id = await held();
    open().ready(id, 1)();
    assert.equal(readFileSync(file(), 'utf8'), `\n+ ${id} 1.`);
    time += 8 * 86_400_000;
    open();
    assert.deepEqual(readdirSync(folder), ['handed-over-2026-05-11-this-boot']);
  });
});
