/** Invented catalogues on a server of their own: most answer at once, some drip, some never answer. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { type Loopback, onLoopback } from '#lib/net/testing.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';

const first =
  'jardin atelier épicerie ressourcerie café habitat recyclerie garage bibliothèque conserverie verger fournil'.split(
    ' ',
  );
const second = 'partagé solidaire associatif coopératif itinérant populaire participatif mobile ouvert citoyen'.split(
  ' ',
);
const third =
  'du port, des deux rives, de la gare, du moulin, des collines, du canal, de la plaine, du vieux bourg'.split(', ');
const doings = 'répare prête partage cultive transforme accompagne accueille distribue apprend rénove'.split(' ');
const things =
  'des vélos, des outils, des repas, des légumes, du mobilier, des livres, des logements, du matériel'.split(', ');

/** The same numbers from the same seed, from 0 to 1. */
function drawn(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A catalogue as CSV: titles, descriptions and communes drawn from a seed. */
export function catalogueText(seed: number, rows: number, gazetteer: Gazetteer): string {
  const draw = drawn(seed + 1);
  const one = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;
  const communes = gazetteer.all('commune');
  const lines = ['id,nom,texte,ville'];
  for (let row = 0; row < rows; row++) {
    const name = `${one(first)} ${one(second)} ${one(third)} de ${one(communes).name.replaceAll(',', ' ')}`;
    const text = `On y ${one(doings)} ${one(things)} et on y ${one(doings)} ${one(things)}, avec ${one(first)} ${one(second)}.`;
    lines.push(`${row},${name},"${text}",${one(communes).name.replaceAll(',', ' ')}`);
  }
  return `${lines.join('\n')}\n`;
}

export type Behaviour = 'quick' | 'slow' | 'hanging';

/** Of ten catalogues, one drips its rows; of twenty, one never answers. */
export const behaviourOf = (i: number): Behaviour => (i % 20 === 7 ? 'hanging' : i % 10 === 3 ? 'slow' : 'quick');

/** `texts` by number: `/7.csv`. A slow one takes about twenty seconds. */
export async function serveCatalogues(texts: readonly string[]): Promise<Loopback> {
  return onLoopback(async (request, response) => {
    const i = Number(/^\/(\d+)\.csv$/.exec(request.url ?? '')?.[1] ?? -1);
    const text = texts[i];
    if (text === undefined) return response.writeHead(404).end();
    if (behaviourOf(i) === 'hanging') return;
    response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' });
    if (behaviourOf(i) === 'quick') return response.end(text);
    const step = Math.ceil(text.length / 20);
    for (let at = 0; at < text.length && !response.destroyed; at += step) {
      response.write(text.slice(at, at + step));
      await sleep(1000);
    }
    response.end();
  });
}

/** Writes the manifests of `count` sources, with an address each, or with a file that is written beside. */
export async function writeManifests(folder: string, count: number, port: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await writeManifest(folder, `banc-${i}`, { schedule: 'daily', address: `http://127.0.0.1:${port}/${i}.csv` });
  }
}

export async function writeManifest(folder: string, id: string, where: object): Promise<void> {
  await mkdir(join(folder, id), { recursive: true });
  const manifest = {
    id,
    name: id,
    organisation: { name: id },
    licence: 'LO-2.0',
    attribution: id,
    ...where,
    format: { type: 'csv' },
    key: ['id'],
    map: { title: 'nom', body: 'texte', sites: [{ city: 'ville' }] },
  };
  await writeFile(join(folder, id, 'source.yaml'), stringify(manifest));
}
