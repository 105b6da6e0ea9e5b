/** The small mail server at which answers arrive: it knows relay addresses alone, relays for nobody, and keeps nothing of others. */
import type { AddressInfo } from 'node:net';
import type { Kysely } from 'kysely';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { Tables } from '#db/tables.ts';
import type { Settings } from '#model/settings.ts';
import { ownerOf, type TakeMail } from './take-mail.ts';
import { tokenOf } from './tokens.ts';

export interface ReceiverOptions {
  db: Kysely<Tables>;
  host: string;
  port: number;
  /** The domain after the @ of relay addresses, in lower case. */
  domain: string;
  take: TakeMail;
  log: { error(fields: object, message: string): void };
}

export interface Receiver {
  port: number;
  close(): Promise<void>;
}

export const relayOf = (settings: Settings) => {
  const { RELAY_DOMAIN: domain, RELAY_HOST: host, RELAY_PORT: port, RELAY_SENDER_PROVED_BY: senderProvedBy } = settings;
  return domain === undefined || port === undefined ? undefined : { domain, host, port, senderProvedBy };
};

/** Bytes of one mail, attachments included: they are not passed on, but a mail that has some still arrives. */
export const largest = 3_000_000;
const mostClients = 40;
const silence = 30_000;
/** Addresses that one connection may try in vain: somebody who guesses goes away. */
const mostMisses = 5;

const refusal = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });

/** Rejects when the port cannot be had. */
export async function openReceiver({ db, host, port, domain, take, log }: ReceiverOptions): Promise<Receiver> {
  const misses = new Map<string, number>();
  const server = new SMTPServer({
    name: domain,
    banner: 'relay of introductions',
    // Nobody signs in here. TLS is left to the mail server that stands before it (docs/introductions.md).
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    size: largest,
    maxClients: mostClients,
    socketTimeout: silence,
    closeTimeout: 2_000,
    onRcptTo({ address }, session, callback) {
      if (session.envelope.rcptTo.length > 0) return callback(refusal(452, '4.5.3 One recipient at a time, please.'));
      const token = tokenOf(address, domain);
      const miss = () => {
        const count = (misses.get(session.id) ?? 0) + 1;
        misses.set(session.id, count);
        return count > mostMisses
          ? refusal(421, '4.7.0 Too many unknown addresses.')
          : refusal(550, '5.1.1 There is no such address here.');
      };
      if (token === undefined) return callback(miss());
      ownerOf(db, token).then(
        (owner) => callback(owner === undefined ? miss() : undefined),
        (error: unknown) => {
          log.error({ error }, 'a relay address could not be looked up');
          callback(refusal(451, '4.3.0 Try again later.'));
        },
      );
    },
    onData(stream, session, callback) {
      const { mailFrom, rcptTo } = session.envelope;
      const token = tokenOf(rcptTo[0]?.address ?? '', domain);
      gather(stream)
        .then(async (raw) => {
          if (raw === undefined || token === undefined)
            return callback(
              refusal(552, '5.3.4 This message is too large: 3 MB at most, and attachments do not pass.'),
            );
          const taken = await take({ token, envelopeFrom: mailFrom === false ? '' : mailFrom.address, raw });
          callback(taken.is === 'refused' ? refusal(taken.code, taken.words) : null);
        })
        .catch((error: unknown) => {
          // The sender's server keeps it and comes back.
          log.error({ error }, 'a mail of an introduction could not be taken');
          callback(refusal(451, '4.3.0 Try again later.'));
        });
    },
    onClose({ id }) {
      misses.delete(id);
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  server.removeAllListeners('error');
  // Connections that break off are no news.
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.syscall === 'accept') log.error({ error }, 'the relay cannot accept connections');
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The whole mail; undefined when it is too large: then the rest is read and thrown away, as SMTP wants. */
async function gather(stream: SMTPServerDataStream): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > largest || stream.sizeExceeded ? undefined : Buffer.concat(chunks);
}
