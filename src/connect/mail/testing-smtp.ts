/** For tests: a real SMTP server on the loopback that keeps what it is sent and misbehaves on request. */
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

export interface Received {
  from: string;
  to: string[];
  raw: string;
}

export interface Manners {
  /** How it answers RCPT TO: an address that it refuses, with its code and words. */
  refuse?(address: string): { code: number; words: string } | undefined;
  /** How it answers the end of the words. */
  refuseWords?(): { code: number; words: string } | undefined;
  /** Cuts the connection: before it answers the end of the words, having kept them or not. */
  cut?: 'kept' | 'lost' | undefined;
  /** Milliseconds before it answers the end of the words. */
  slow?: number;
  /** It reads nothing of the words before this resolves. */
  deaf?: Promise<void> | undefined;
}

export async function startSmtp(manners: Manners = {}, { tls = false, greeting = '' } = {}) {
  const received: Received[] = [];
  let refusing = 0;
  const server = new SMTPServer({
    authOptional: true,
    banner: greeting,
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo({ address }, _, callback) {
      const refused = manners.refuse?.(address);
      callback(refused && Object.assign(new Error(refused.words), { responseCode: refused.code }));
    },
    async onData(stream, session, callback) {
      await manners.deaf;
      let raw = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        raw += chunk;
      });
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const keep = () =>
          received.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            raw,
          });
        if (manners.cut !== undefined) {
          if (manners.cut === 'kept') keep();
          return cut();
        }
        const refused = manners.refuseWords?.();
        if (refused === undefined) keep();
        else refusing++;
        const answer = refused && Object.assign(new Error(refused.words), { responseCode: refused.code });
        setTimeout(callback, manners.slow ?? 0, answer).unref();
      });
    },
  });
  const sockets = () => [...(server.connections as Set<{ _socket: Socket }>)].map(({ _socket }) => _socket);
  function cut(): void {
    for (const socket of sockets()) socket.destroy();
  }
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    /** Ends every connection without a word. */
    cut,
    /** Mails whose words it was about to refuse, or has. */
    refusing: () => refusing,
    /** Bytes that have come on the connections that stand, read on to or not. */
    heard: () => sockets().reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    /** Nobody is connected any more: what the dead had handed over has been heard to its end. */
    async deserted() {
      while (server.connections.size > 0) await pass(5);
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
