/** For tests: the site over a real database, index and gazetteer, in which people tell projects and curators decide. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { holdersOf } from '#connect/claims/held.ts';
import type { SmtpOptions } from '#connect/mail/carrier.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { projectStore } from '#match/project-store.ts';
import { review } from '#match/review.ts';
import type { Source } from '#model/source.ts';
import { testSource } from '#model/testing.ts';
import { type ContributionDesk, contributionDesk } from '#pipeline/contributions/desk.ts';
import { contributionsSource } from '#pipeline/contributions/source.ts';
import { introductionReach } from '#pipeline/introduction-reach.ts';
import { channels, type LiveIndex, openLiveIndex } from '#pipeline/live-index.ts';
import { runSource } from '#pipeline/run-source.ts';
import { peopledSite } from './testing-people.ts';

/** What a partner told before anybody else did. */
const partners = [
  'id;titre;resume;adresse;ville;site',
  '1;La Recyclerie du Canal;On y répare et revend vélos et meubles avec les habitants;12 quai de Versailles;Nantes;https://recyclerie-canal.example/',
  '2;Le Jardin des Possibles;Un jardin partagé au pied des tours;;Lille;https://possibles.example/',
];

/** `built`: where the islands are; without it pages go without script. Without `smtp` mails stay in the mailbox. */
export async function tellingHouse({
  baseUrl,
  built,
  smtp,
}: {
  baseUrl?: string;
  built?: string;
  smtp?: SmtpOptions;
} = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'carrefour-telling-'));
  const held: { live?: LiveIndex; desk?: ContributionDesk; reach?: ReturnType<typeof introductionReach> } = {};
  const house = await peopledSite({
    ...(baseUrl !== undefined && { baseUrl }),
    ...(smtp !== undefined && { smtp }),
    introductions: { reach: async (project) => held.reach?.(project) },
    rooms: { proxies: 1, ...(built !== undefined && { built }) },
    async over({ db, listen }) {
      const gazetteer = loadGazetteer();
      const source = testSource(
        {
          id: 'reseau',
          key: ['id'],
          map: {
            title: 'titre',
            summary: 'resume',
            sites: [{ address: 'adresse', city: 'ville' }],
            links: [{ url: 'site' }],
          },
        },
        folder,
      );
      const sources = new Map<string, Source>([
        ['reseau', source],
        ['contributions', contributionsSource],
      ]);
      const rooms = { db, gazetteer, sources, now: () => new Date() };
      const path = join(folder, 'partenaire.csv');
      await writeFile(path, `${partners.join('\n')}\n`);
      await runSource(rooms, source, { kind: 'file', path }, { say: () => {} });
      const live = await openLiveIndex({ db, dataFolder: folder, say: () => {} });
      await listen(channels.projects, () => void live.catchUp());
      const decisions = review({ db, sources: async () => sources, now: rooms.now });
      const log = { error: (fields: object, message: string) => console.error(message, fields) };
      const desk = contributionDesk({
        ...rooms,
        engine: live.engine,
        decisions,
        baseUrl: 'https://carrefour.example',
        log,
      });
      const reach = introductionReach({ db, sources, holdersOf, inventedToo: false });
      Object.assign(held, { live, desk, reach });
      return {
        telling: desk,
        rooms: {
          engine: live.engine,
          projects: projectStore(db),
          sources,
          territories: gazetteer,
          review: decisions,
          now: rooms.now,
        },
      };
    },
  });
  return {
    ...house,
    live: held.live!,
    desk: held.desk!,
    async close() {
      await house.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type TellingHouse = Awaited<ReturnType<typeof tellingHouse>>;

/** A picture of noise with a place and a camera in its metadata. */
export function photograph(width = 900, height = 600): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#3a7' } })
    .withExif({ IFD0: { Make: 'ScreenShy', Model: 'SecretCamera' }, IFD3: { GPSLatitude: '47/1 12/1 0/1' } })
    .jpeg()
    .toBuffer();
}

/** What a person writes, whole. */
export const aTelling: Readonly<Record<string, string>> = {
  title: 'La Cantine des Voisins',
  summary: 'Une cantine de quartier où l’on cuisine ensemble les invendus du marché.',
  body: 'Chaque mercredi, trente habitants cuisinent et mangent à la même table.\n\nTout vient du marché voisin.',
  address: '3 rue Crébillon',
  postcode: '44000',
  city: 'Nantes',
  stage: 'installe',
  startYear: '2021',
  holder: 'Association La Tablée',
  website: 'https://latablee.example/',
  attribution: 'Zoé de La Tablée',
  licence: 'oui',
};
