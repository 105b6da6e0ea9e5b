/** Every real catalogue as it is proposed, against its manifest made by hand: how many entries a person would correct. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { readSample } from '#harvest/sniff/read-sample.ts';
import { createPoliteFetch } from '#lib/net/polite-fetch.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import type { Source } from '#model/source.ts';
import { proposeSource } from '#pipeline/propose-source.ts';
import { corrections } from './corrections.ts';
import { dataFolder, filesOf, realSources } from './records.ts';

const skip = existsSync(dataFolder) ? false : 'needs the real data in ../shared/data';

/** Corrections and items of each, as docs/connecting-a-catalogue.md tells them. */
const measured: Readonly<Record<string, { most: number; items: number; withheld?: number }>> = {
  'mediation-numerique-aix-en-provence': { most: 2, items: 38 },
  'mediation-numerique-angers': { most: 5, items: 63 },
  'mediation-numerique-bus-france-services-charente': { most: 5, items: 12 },
  'mediation-numerique-corse': { most: 3, items: 161 },
  'mediation-numerique-epernay': { most: 3, items: 39 },
  'mediation-numerique-etapes-numerique': { most: 3, items: 95 },
  'mediation-numerique-fibre-64': { most: 5, items: 60 },
  'mediation-numerique-maine-et-loire': { most: 4, items: 240, withheld: 18 },
  'mediation-numerique-nouvelle-caledonie': { most: 4, items: 92 },
  'mediation-numerique-ultra-num': { most: 5, items: 155 },
};

describe('real catalogues as they are proposed', { skip }, () => {
  let gazetteer: Gazetteer;
  before(() => {
    gazetteer = loadGazetteer();
  });

  const proposedFor = async (source: Source) => {
    const file = filesOf(source, dataFolder).at(-1);
    assert.ok(file, `${source.id}: no file`);
    const found = await proposeSource(
      { fetch: createPoliteFetch({ limits: {} }), gazetteer, platforms: [], now: () => new Date('2026-03-14') },
      {
        from: file,
        id: source.id,
        name: source.name.fr,
        organisation: source.organisation.name,
        licence: source.licence,
      },
    );
    assert.ok(!('reason' in found), 'reason' in found ? found.reason : '');
    const sample = await readSample(file, source.format, false);
    assert.ok(!('reason' in sample), source.id);
    const areaOf = (text: string) => gazetteer.departement(text)?.code ?? text;
    return { ...found, corrected: corrections(found.manifest, source, sample.rows, areaOf) };
  };

  for (const source of existsSync(dataFolder) ? realSources().filter(({ id }) => id in measured) : [])
    test(`${source.id} is connected with at most ${measured[source.id]!.most} corrections`, async () => {
      const { most, items, withheld } = measured[source.id]!;
      const { corrected, trial } = await proposedFor(source);
      assert.ok(corrected.length <= most, corrected.map(({ entry, what }) => `${entry} ${what}`).join(', '));
      assert.equal(trial.records, items);
      assert.ok(trial.withTheme === 1 && trial.withPlace > 0.95, JSON.stringify(trial));
      assert.equal(trial.withheld, withheld ?? 0);
    });
});
