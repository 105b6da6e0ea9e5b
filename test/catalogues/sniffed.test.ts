/** Every real catalogue as it is proposed, against its manifest made by hand: how many entries a person would correct. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readSample } from '#harvest/sniff/read-sample.ts';
import { createPoliteFetch } from '#lib/net/polite-fetch.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import type { Source } from '#model/source.ts';
import { proposeSource, type Wish } from '#pipeline/propose-source.ts';
import { type Correction, corrections } from './corrections.ts';
import { dataFolder, filesOf, realSources } from './records.ts';

const skip = existsSync(dataFolder) ? false : 'needs the real data in ../shared/data';

/** Corrections and items of each, as docs/connecting-a-catalogue.md tells them; `alone`: of the file and nothing else. */
const measured: Readonly<Record<string, { most: number; alone: number; items: number; withheld?: number }>> = {
  'mediation-numerique-aix-en-provence': { most: 2, alone: 3, items: 38 },
  'mediation-numerique-angers': { most: 4, alone: 5, items: 63 },
  'mediation-numerique-bus-france-services-charente': { most: 4, alone: 5, items: 12 },
  'mediation-numerique-corse': { most: 3, alone: 4, items: 161 },
  'mediation-numerique-epernay': { most: 3, alone: 4, items: 39 },
  'mediation-numerique-etapes-numerique': { most: 2, alone: 3, items: 95 },
  'mediation-numerique-fibre-64': { most: 5, alone: 5, items: 60 },
  'mediation-numerique-maine-et-loire': { most: 4, alone: 4, items: 240, withheld: 18 },
  'mediation-numerique-nouvelle-caledonie': { most: 4, alone: 4, items: 92 },
  'mediation-numerique-ultra-num': { most: 5, alone: 5, items: 155 },
};

describe('real catalogues as they are proposed', { skip }, () => {
  let gazetteer: Gazetteer;
  let folder: string;
  before(async () => {
    gazetteer = loadGazetteer();
    folder = await mkdtemp(join(tmpdir(), 'xyz-'));
  });
  after(() => rm(folder, { recursive: true }));

  /** In a folder whose name says nothing, when `said` is undefined. */
  const proposedFor = async (source: Source, said: Omit<Wish, 'from'> | undefined) => {
    const kept = filesOf(source, dataFolder).at(-1);
    assert.ok(kept, `${source.id}: no file`);
    const file = said === undefined ? join(folder, basename(kept)) : kept;
    if (said === undefined) await copyFile(kept, file);
    const found = await proposeSource(
      { fetch: createPoliteFetch({ limits: {} }), gazetteer, platforms: [], now: () => new Date('2026-03-14') },
      { from: file, ...said },
    );
    assert.ok(!('reason' in found), 'reason' in found ? found.reason : '');
    const sample = await readSample(file, source.format, false);
    assert.ok(!('reason' in sample), source.id);
    const areaOf = (text: string) => gazetteer.departement(text)?.code ?? text;
    return { ...found, corrected: corrections(found.manifest, source, sample.rows, areaOf) };
  };

  const tell = (corrected: readonly Correction[]): string =>
    corrected.map(({ entry, what }) => `${entry} ${what}`).join(', ');
  for (const source of existsSync(dataFolder) ? realSources().filter(({ id }) => id in measured) : []) {
    const { most, alone, items, withheld } = measured[source.id]!;
    test(`${source.id} is connected with at most ${most} corrections`, async (t) => {
      const { id, name, organisation, licence } = source;
      const { corrected, trial } = await proposedFor(source, {
        ...{ id, name: name.fr, organisation: organisation.name, licence },
      });
      t.diagnostic(`${corrected.length}: ${tell(corrected)}`);
      assert.ok(corrected.length <= most, tell(corrected));
      assert.equal(trial.records + trial.withheld, items);
      assert.ok(trial.withTheme === 1 && trial.withPlace > 0.95, JSON.stringify(trial));
      assert.equal(trial.withheld, withheld ?? 0);
    });
    test(`${source.id}, its file alone, is connected with at most ${alone} corrections`, async (t) => {
      const { corrected, trial } = await proposedFor(source, undefined);
      t.diagnostic(`${corrected.length}: ${tell(corrected)}`);
      assert.ok(corrected.length <= alone, tell(corrected));
      assert.equal(trial.records + trial.withheld, items);
    });
  }
});
