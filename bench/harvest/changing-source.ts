/** A partner's catalogue on loopback that changes between rounds: what it holds is the truth to be found again. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Item {
  id: string;
  nom: string;
  texte: string;
}

export interface ChangingSource {
  address: string;
  host: string;
  /** What the catalogue holds, by a name that an item keeps whatever its id. */
  truth: ReadonlyMap<string, Item>;
  /** Adds, edits, removes, brings back and renames a few items; never an id and a text at once. */
  change(): void;
  close(): Promise<void>;
}

const pageSize = 50;

export async function openChangingSource(size: number, random: () => number): Promise<ChangingSource> {
  const truth = new Map<string, Item>();
  const removed: [string, Item][] = [];
  let made = 0;
  const below = (most: number) => Math.floor(random() * most);
  const add = (): void => {
    const name = `objet ${made++}`;
    truth.set(name, { id: String(made), nom: `${name} de la commune ${below(1000)}`, texte: `première ${made}` });
  };
  for (let at = 0; at < size; at++) add();
  const some = (): [string, Item] => [...truth][below(truth.size)]!;
  const server = createServer(async (request, response) => {
    const page = Number(new URL(request.url!, 'http://here').searchParams.get('page') ?? 1);
    const items = [...truth.values()];
    const text = JSON.stringify({ items: items.slice((page - 1) * pageSize, page * pageSize) });
    // Slowly and in two parts, so that a run can also die in the middle of an answer.
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(text.slice(0, text.length / 2));
    await sleep(below(5));
    response.end(text.slice(text.length / 2));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: `http://${host}/`,
    host,
    truth,
    change() {
      for (let count = below(6); count > 0; count--) add();
      const touched = new Set<string>();
      for (let count = below(8); count > 0; count--) {
        const [name, item] = some();
        touched.add(name);
        truth.set(name, { ...item, texte: `reprise ${made++}` });
      }
      for (let count = below(5); count > 0; count--) {
        const [name, item] = some();
        if (!touched.has(name)) truth.set(name, { ...item, id: `nouveau ${made++}` });
      }
      for (let count = below(6); count > 0 && truth.size > size / 2; count--) {
        const [name, item] = some();
        truth.delete(name);
        removed.push([name, item]);
      }
      for (let count = below(3); count > 0 && removed.length > 0; count--) {
        const [[name, item]] = removed.splice(below(removed.length), 1) as [[string, Item]];
        truth.set(name, item);
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
