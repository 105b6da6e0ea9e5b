/**
 * One line to the mail server: dialled when a mail is to go, kept for the next ones. It says of each mail the moment when
 * it has left this program: the system has every byte of it, the final dot included, and brings it to the server even
 * when the program is killed.
 */
import { connect, type Socket } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import SMTPConnection, { type AuthenticationType, type Envelope, type Options } from 'nodemailer/lib/smtp-connection';

export interface MailServer extends Options {
  host: string;
  port: number;
  auth?: AuthenticationType | undefined;
  /** It does not keep what it has whole when the connection ends before its answer. */
  unheard?: 'again';
}

/** Milliseconds. */
export interface Patience {
  /** To connect. */
  connection: number;
  /** To be greeted. */
  greeting: number;
  /** Between two signs of life. */
  silence: number;
  /** For one mail in all, from the dialling to the answer: a server may give signs of life for ever. */
  whole: number;
}

export interface Line {
  /**
   * Resolves when the server has taken the mail upon itself; rejects with the error of nodemailer. `left` is called once
   * at most, and not after that.
   */
  send(envelope: Envelope, message: Buffer, left: () => void): Promise<void>;
  close(): void;
}

/** Some servers count the mails of a connection. */
const mailsOfAConnection = 100;
/** Milliseconds for which a connection is kept for a mail that may come. */
const keptIdle = 30_000;

export function smtpLine(server: MailServer, wait: Patience): Line {
  let open: Connection | undefined;
  let idle: NodeJS.Timeout | undefined;

  const dialled = async (): Promise<Connection> => {
    open = await connectionTo(server, wait);
    await greet(open, server);
    return open;
  };
  const sendOn = async (connection: Connection, envelope: Envelope, message: Buffer, left: () => void) => {
    if (connection.soiled) await cleaned(connection);
    connection.soiled = true;
    let over = false;
    const words = new WholeMessage(message, (bytes) => {
      connection.begun = true;
      handOver(connection, bytes, () => {
        if (!over) left();
        over = true;
      });
    });
    try {
      await connection.step((done) => connection.smtp.send(envelope, words, done));
      connection.soiled = false;
    } finally {
      over = true;
    }
  };

  return {
    async send(envelope, message, left) {
      clearTimeout(idle);
      const late = setTimeout(() => open?.smtp.close(), wait.whole);
      const known = open !== undefined && !open.smtp.destroyed;
      try {
        const connection = known && open !== undefined ? open : await dialled();
        connection.begun = false;
        try {
          await sendOn(connection, envelope, message, left);
        } catch (error) {
          // The server had closed it meanwhile: nothing has gone, so another is dialled.
          if (!known || connection.begun || !connection.smtp.destroyed) throw error;
          await sendOn(await dialled(), envelope, message, left);
        }
      } finally {
        clearTimeout(late);
        if (open !== undefined && ++open.mails >= mailsOfAConnection) hangUp();
        idle = setTimeout(hangUp, keptIdle).unref();
      }
    },
    close() {
      clearTimeout(idle);
      open?.smtp.close();
    },
  };

  function hangUp(): void {
    clearTimeout(idle);
    if (open?.smtp.destroyed === false) open.smtp.quit();
    open = undefined;
  }
}

interface Connection {
  smtp: SMTPConnection;
  /** What runs under TLS, if there is TLS. */
  wire: Socket;
  mails: number;
  /** The last mail was not taken: its envelope must be forgotten. */
  soiled: boolean;
  /** Something of the words of the mail has been written. */
  begun: boolean;
  /** What the server has whole it keeps, though the connection end before its answer. */
  keeps(): boolean;
  /** One exchange; rejects also when the connection ends otherwise. */
  step<Answer>(work: (done: (error: Error | null, answer?: Answer) => void) => void): Promise<void>;
}

async function connectionTo(server: MailServer, wait: Patience): Promise<Connection> {
  const wire = await wireTo(server, wait.connection);
  let greeting: string | undefined;
  const smtp = new SMTPConnection({
    ...server,
    connection: wire,
    connectionTimeout: wait.connection,
    greetingTimeout: wait.greeting,
    socketTimeout: wait.silence,
    // What was given up must not go on going by itself: it will be tried again.
    socketCloseTimeout: 0,
    transactionLog: true,
    logger: {
      debug({ tnx }: { tnx?: string }, words: string) {
        if (tnx === 'server') greeting ??= words;
      },
    },
  });
  const ended = new Promise<never>((_, reject) => {
    smtp.on('error', reject);
    smtp.once('end', () => reject(Object.assign(new Error('the connection was ended'), { code: 'ECONNECTION' })));
  });
  // It ends also when nobody waits for anything.
  ended.catch(() => {});
  const step: Connection['step'] = async (work) => {
    const done = new Promise<void>((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
    await Promise.race([done, ended]);
  };
  const keeps = () => server.unheard !== 'again' && !throwsAway.test(greeting ?? '');
  return { smtp, wire, mails: 0, soiled: false, begun: false, keeps, step };
}

/**
 * How a server greets that deletes what it has whole when the connection is gone before its answer (Exim's `receive.c`:
 * “SMTP connection lost after final dot”). Postfix, Sendmail and most others keep it.
 */
const throwsAway = /\bExim\b/i;

async function cleaned({ smtp, step }: Connection): Promise<void> {
  try {
    await step((done) => smtp.reset(done));
  } catch (error) {
    smtp.close();
    throw error;
  }
}

async function greet({ smtp, step }: Connection, { auth }: MailServer): Promise<void> {
  try {
    await step((done) => smtp.connect((error) => done(error ?? null)));
    if (auth !== undefined && smtp.allowsAuth) await step((done) => smtp.login(auth, done));
  } catch (error) {
    smtp.close();
    throw error;
  }
}

const wireTo = ({ host, port, localAddress }: MailServer, patience: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const wire = connect({ host, port, ...(localAddress !== undefined && { localAddress }) });
    const late = setTimeout(() => {
      wire.destroy(Object.assign(new Error('the server cannot be reached'), { code: 'ETIMEDOUT' }));
    }, patience);
    wire.once('error', reject).once('connect', () => {
      clearTimeout(late);
      resolve(wire.off('error', reject));
    });
    wire.once('close', () => clearTimeout(late));
  });

/**
 * To nodemailer a stream, which it pipes into the one that doubles dots and puts the last one, itself piped into the
 * socket. Those words go in one piece instead, so that the moment when the last has left is known.
 */
class WholeMessage extends Readable {
  readonly #message: Buffer;
  readonly #whole: (bytes: Buffer) => void;

  constructor(message: Buffer, whole: (bytes: Buffer) => void) {
    super({ read() {} });
    this.#message = message;
    this.#whole = whole;
  }

  override pipe<Target extends NodeJS.WritableStream>(target: Target): Target {
    const dotted = target as unknown as Duplex;
    const parts: Buffer[] = [];
    dotted
      .unpipe()
      .on('data', (part: Buffer) => parts.push(part))
      .once('end', () => this.#whole(Buffer.concat(parts)))
      .resume()
      .end(this.#message);
    return target;
  }
}

/**
 * Calls `left` as soon as the system has all the bytes, at once as a rule: what a full socket keeps in this program, also
 * under TLS, has not left.
 */
function handOver({ smtp, wire, keeps }: Connection, bytes: Buffer, left: () => void): void {
  const socket = smtp._socket;
  if (!socket) return;
  const free = socket.writableLength === 0;
  const before = wire.bytesWritten;
  const kept = keeps();
  socket.write(bytes, (error) => {
    if (kept && !error) left();
  });
  if (!kept) return;
  if (socket === wire ? wire.writableLength === 0 : free && leftUnderTls(wire, wire.bytesWritten - before, bytes))
    left();
}

/** What TLS encrypts in one go and gives to the socket under it, when nothing was under way. */
const oneGo = 65_536;
/** The words of one record, and the least that it adds to them (RFC 8446, 5.2; RFC 7905). */
const record = { words: 16_384, more: 21 };

/**
 * Node calls a write under TLS back a turn later, however fast it was: time enough to be killed. But the socket under it
 * tells how much it was given, which is so much more than the words when it is all, and how much the system did not take.
 * Where Node should tell the latter no more, the turn is waited for.
 */
const leftUnderTls = (wire: Socket, given: number, bytes: Buffer): boolean =>
  bytes.length <= oneGo &&
  given >= bytes.length + record.more * Math.ceil(bytes.length / record.words) &&
  (wire as Socket & { _handle?: { writeQueueSize?: number } })._handle?.writeQueueSize === 0;
