/** A line says that a mail has left when it has, and not before: what nodemailer and Node do inside is tried here. */
import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { afterEach, describe, mock, test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import { type Carrier, patience, smtpCarrier } from './carrier.ts';
import { type Manners, startSmtp } from './testing-smtp.ts';

for (const tls of [false, true])
  describe(tls ? 'under STARTTLS' : 'without TLS', () => {
    const opened: { close(): unknown }[] = [];
    afterEach(async () => {
      mock.restoreAll();
      for (const one of opened.splice(0)) await one.close();
    });
    const open = async (manners: Manners = {}, { wait = patience, greeting = '', more = '' } = {}) => {
      const server = await startSmtp(manners, { tls, greeting });
      const url = `${server.url}?requireTLS=${tls}&tls.rejectUnauthorized=false${more}`;
      const carrier = smtpCarrier({ url, from: 'bonjour@carrefour.example' }, wait);
      opened.push(carrier, server);
      return { server, carrier };
    };
    const carry = (carrier: Carrier, left: () => void, text = 'Un mot.\r\n.\r\n..deux points\r\n') =>
      carrier.carry(
        {
          ...{ messageId: '<x@carrefour.example>', to: 'jeanne@exemple.fr', subject: 'x', text, html: '<p>x</p>' },
          ...{ headers: {}, date: new Date() },
        },
        left,
      );

    test('the moment is that of the write itself, not a turn later', async () => {
      const { server, carrier } = await open();
      let writing = false;
      const write = Socket.prototype.write;
      mock.method(Socket.prototype, 'write', function (this: Socket, ...args: Parameters<typeof write>) {
        const [bytes] = args;
        if (Buffer.isBuffer(bytes) && bytes.toString('latin1').endsWith('\r\n.\r\n')) {
          writing = true;
          process.nextTick(() => {
            writing = false;
          });
        }
        return write.apply(this, args);
      });
      const moments: boolean[] = [];
      for (let n = 0; n < 3; n++) assert.deepEqual(await carry(carrier, () => moments.push(writing)), { is: 'sent' });
      assert.deepEqual(moments, [true, true, true]);
      assert.equal(server.received.length, 3);
      assert.match(server.received[0]!.raw, /^\.$/m, 'with its dots');
    });

    test('what the server does not read has not left; when it does, the mail leaves before the answer', async () => {
      const hears = Promise.withResolvers<void>();
      const { server, carrier } = await open({ deaf: hears.promise });
      const said: string[] = [];
      const carried = carry(carrier, () => said.push('left'), 'Une ligne de plus.\r\n'.repeat(1_000_000)).then(
        ({ is }) => said.push(is),
      );
      while (server.heard() < 20_000) await pass(5);
      await pass(500);
      assert.deepEqual(said, []);
      hears.resolve();
      await carried;
      assert.deepEqual(said, ['left', 'sent']);
      assert.equal(server.received.length, 1);
    });

    for (const server of [{ greeting: 'Exim 4.98 Tue, 24 Nov 2026 00:00:00 +0000' }, { more: '&unheard=again' }])
      test(`nothing is said of a server that throws away what it has when nobody waits: ${Object.keys(server)}`, async () => {
        const { carrier } = await open({}, server);
        let left = 0;
        assert.deepEqual(await carry(carrier, () => left++), { is: 'sent' });
        assert.equal(left, 0);
      });

    test('what is given up does not go on going by itself', async () => {
      const hears = Promise.withResolvers<void>();
      const { server, carrier } = await open({ deaf: hears.promise }, { wait: { ...patience, silence: 1000 } });
      let left = 0;
      const { is } = await carry(carrier, () => left++, 'Une ligne de plus.\r\n'.repeat(1_000_000));
      assert.deepEqual([is, left], ['later', 0]);
      assert.ok(server.heard() > 20_000);
      hears.resolve();
      await server.deserted();
      assert.equal(server.received.length, 0);
    });

    test('a mail whose envelope is refused has not left, and the next one goes on the same line', async () => {
      const manners: Manners = { refuse: () => ({ code: 450, words: '4.2.0 Later' }) };
      const { server, carrier } = await open(manners);
      let left = 0;
      for (let n = 0; n < 8; n++) assert.equal((await carry(carrier, () => left++)).is, 'later');
      assert.equal(left, 0);
      delete manners.refuse;
      for (let n = 0; n < 8; n++) assert.equal((await carry(carrier, () => left++)).is, 'sent');
      assert.deepEqual([left, server.received.length], [8, 8]);
    });

    test('a connection that the server ended meanwhile is dialled anew, and nothing goes twice', async () => {
      const { server, carrier } = await open();
      let left = 0;
      for (let n = 0; n < 6; n++) {
        assert.deepEqual(await carry(carrier, () => left++), { is: 'sent' });
        server.cut();
        if (n % 2 === 0) await pass(50);
      }
      assert.deepEqual([left, server.received.length], [6, 6]);
    });

    test('a server that gives signs of life for ever is left', async () => {
      const { server, carrier } = await open({ slow: 60_000 }, { wait: { ...patience, whole: 300 } });
      const { is } = await carry(carrier, () => {});
      assert.equal(is, 'later');
      server.cut();
    });
  });
