/** A partner's catalogue on loopback that changes between rounds: what it holds is the truth to be found again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { onLoopback } from '#lib/net/testing.ts';

export interface Item {
  id: string;
  nom: string;
  texte: string;
  ville: string;
  site: string;
}

export interface ChangingSource {
  address: string;
  /** Another partner's catalogue, which tells of every second of the first items and never changes. */
  neighbour: string;
  host: string;
  /** What the catalogue holds, by a name that an item keeps whatever its id. */
  truth: ReadonlyMap<string, Item>;
  /** Adds, edits, moves, removes, brings back and renames a few items; never an id and a text at once. */
  change(): void;
  close(): Promise<void>;
}

const pageSize = 50;

const towns = ['Nantes', 'Angers', 'Le Mans', 'Laval', 'Rennes', 'Brest', 'Tours', 'Poitiers'];

export async function openChangingSource(size: number, random: () => number): Promise<ChangingSource> {
  const truth = new Map<string, Item>();
  const removed: [string, Item][] = [];
  let made = 0;
  const below = (most: number) => Math.floor(random() * most);
  const add = (): void => {
    const name = `objet ${made++}`;
    truth.set(name, {
      id: String(made),
      nom: `Atelier ${wordOf(made)}`,
      texte: `première ${made}`,
      ville: towns[below(towns.length)]!,
      site: `https://atelier-${made}.example/`,
    });
  };
  for (let at = 0; at < size; at++) add();
  const neighbours = [...truth.values()]
    .filter((_, at) => at % 2 === 0)
    .map((item) => ({ ...item, id: `v${item.id}` }));
  const some = (): [string, Item] => [...truth][below(truth.size)]!;
  const { host, close } = await onLoopback(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://here');
    const page = Number(searchParams.get('page') ?? 1);
    const items = pathname === '/voisin' ? neighbours : [...truth.values()];
    const text = JSON.stringify({ items: items.slice((page - 1) * pageSize, page * pageSize) });
    // Slowly and in two parts, so that a run can also die in the middle of an answer.
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(text.slice(0, text.length / 2));
    await sleep(below(5));
    response.end(text.slice(text.length / 2));
  });
  return {
    address: `http://${host}/`,
    neighbour: `http://${host}/voisin`,
    host,
    truth,
    change() {
      for (let count = below(6); count > 0; count--) add();
      const touched = new Set<string>();
      for (let count = below(8); count > 0; count--) {
        const [name, item] = some();
        touched.add(name);
        const ville = below(3) === 0 ? towns[below(towns.length)]! : item.ville;
        truth.set(name, { ...item, ville, texte: `reprise ${made++}` });
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
    close,
  };
}

/** A word of its own for each number, unlike those of its neighbours. */
function wordOf(number: number): string {
  const syllables = ['ba', 'do', 'ki', 'lu', 'me', 'no', 'pa', 'ri', 'so', 'tu'];
  const mixed = String((number * 7919) % 100_000).padStart(5, '0');
  return [...mixed].map((digit) => syllables[Number(digit)]).join('');
}
