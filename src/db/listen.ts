/** Notifications from the database, on a connection that is made again when it is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';

export type Listening = { close(): Promise<void> };

export type ListenOptions = {
  /** The connection was lost and is back: notifications may have been missed. */
  onGap?: () => void;
};

/** `config` is asked at each connection, as a server that was started again may listen elsewhere. */
export async function listenOn(
  config: () => ClientConfig,
  channel: string,
  handler: (payload: string) => void,
  { onGap }: ListenOptions,
): Promise<Listening> {
  const ended = new AbortController();
  let client: Client;

  const connect = async () => {
    const fresh = new Client({ application_name: 'carrefour listening', keepAlive: true, ...config() });
    fresh.on('error', () => {});
    fresh.on('notification', (message) => {
      if (message.channel === channel) handler(message.payload ?? '');
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${fresh.escapeIdentifier(channel)}`);
    } catch (error) {
      await fresh.end().catch(() => {});
      throw error;
    }
    client = fresh;
    fresh.once('end', () => (mending = mend()));
  };

  const mend = async () => {
    for (let pause = 100; !ended.signal.aborted; pause = Math.min(pause * 2, 10_000)) {
      const back = await connect().then(
        () => true,
        () => false,
      );
      if (back) {
        if (!ended.signal.aborted) onGap?.();
        return;
      }
      await sleep(pause, undefined, { signal: ended.signal }).catch(() => {});
    }
  };

  let mending: Promise<void> | undefined;
  await connect();
  const end = async () => {
    ended.abort();
    await mending;
    client.removeAllListeners('end');
    await client.end().catch(() => {});
  };
  let closed: Promise<void> | undefined;
  return { close: () => (closed ??= end()) };
}
