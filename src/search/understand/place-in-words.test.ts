import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { tokens } from '#lib/text/tokens.ts';
import type { Territory } from '#model/territory.ts';
import { type FindTerritories, placeInWords } from './place-in-words.ts';

const place = (id: string, name: string, population: number, more: Partial<Territory> = {}): Territory => {
  const [level, code] = id.split('-') as [Territory['level'], string];
  return { id, level, code, name, population, postcodes: [], within: [], ...more };
};

const country: Territory[] = [
  place('commune-59350', 'Lille', 236_000, { within: ['departement-59'], postcodes: ['59000', '59800'] }),
  place('commune-44109', 'Nantes', 323_000, { postcodes: ['44000', '44100'] }),
  place('commune-37261', 'Tours', 137_000),
  place('commune-75056', 'Paris', 2_100_000, { within: ['departement-75'] }),
  place('commune-74040', 'Bonne', 3_300),
  place('commune-44082', 'Ligné', 5_400),
  place('commune-76351', 'Le Havre', 166_000),
  place('commune-17300', 'La Rochelle', 78_000),
  place('commune-85191', 'La Roche-sur-Yon', 54_000),
  place('commune-22366', 'Trémargat', 200),
  place('commune-97411', 'Saint-Denis', 154_000),
  place('commune-93066', 'Saint-Denis', 149_000),
  place('departement-59', 'Nord', 2_600_000),
  place('departement-23', 'Creuse', 115_000),
  place('departement-01', 'Ain', 660_000),
  place('region-27', 'Bourgogne-Franche-Comté', 2_800_000),
  place('region-53', 'Bretagne', 3_400_000),
];
/** As the gazetteer's: a code, or names that hold the words. */
const find: FindTerritories = (text, most) =>
  country
    .filter(({ name, code, postcodes }) => {
      const words = tokens(text).filter((word) => word !== 'le');
      return (
        code === text.toUpperCase() || postcodes.includes(text) || words.every((one) => tokens(name).includes(one))
      );
    })
    .slice(0, most);

const understood = (query: string) => {
  const read = placeInWords(query, find);
  if (read === undefined) return undefined;
  return `${read.rest} | ${read.how} ${read.places.map(({ id }) => id).join(',')}${read.sure ? '' : ' ?'}`;
};

describe('a place said in the words', () => {
  let facts: [query: string, read: string | undefined][];
  before(() => {
    facts = [
      ['épicerie sociale à lille', 'épicerie sociale | in commune-59350'],
      ['epicerie sociale a Lille', 'epicerie sociale | in commune-59350'],
      ['à Lille une épicerie', 'une épicerie | in commune-59350'],
      ['épicerie à lille pour étudiants', 'épicerie pour étudiants | in commune-59350'],
      ['jardins partagés nantes', 'jardins partagés | in commune-44109'],
      ['jardins de nantes', 'jardins | in commune-44109 ?'],
      ['fablab 59', 'fablab | in departement-59'],
      ['fablab dans le 59', 'fablab | in departement-59'],
      ['fablab dans le Nord', 'fablab | in departement-59'],
      ['fablab nord', 'fablab | in departement-59 ?'],
      ['fablab nantes 59', 'fablab | in commune-44109 ?'],
      ['fablab paris 18e', 'fablab | in commune-75056 ?'],
      ['fablab Paris 18ème arrondissement', 'fablab | in commune-75056 ?'],
      ['fablab paris 1er arr.', 'fablab | in commune-75056 ?'],
      ['fablab nantes 3e', undefined],
      ['tiers-lieu en Bourgogne', 'tiers-lieu | in region-27 ?'],
      ['épicerie 44100', 'épicerie | in commune-44109'],
      ['repair café en Bretagne', 'repair café | in region-53'],
      ['repair café près de Nantes', 'repair café | near commune-44109'],
      ['tiers-lieu au havre', 'tiers-lieu | in commune-76351'],
      ['tiers-lieu à la rochelle', 'tiers-lieu | in commune-17300'],
      ['ressourcerie la roche sur yon', 'ressourcerie | in commune-85191'],
      ["habitat partagé dans l'Ain", 'habitat partagé | in departement-01'],
      ['ressourcerie à tours', 'ressourcerie | in commune-37261'],
      ['ressourcerie tours', 'ressourcerie | in commune-37261 ?'],
      ['habiter à bonne distance', undefined],
      ['une adresse bonne', undefined],
      ['habiter à Bonne', 'habiter | in commune-74040'],
      ['cours en ligne', undefined],
      ['café à Trémargat', 'café | in commune-22366'],
      ['café à trémargat', 'café | in commune-22366 ?'],
      ['café trémargat', undefined],
      ['jardin saint-denis', 'jardin | in commune-97411,commune-93066 ?'],
      ['jardin à St Denis', 'jardin | in commune-97411,commune-93066 ?'],
      ['nantes', ' | in commune-44109 ?'],
      ['en Bretagne', ' | in region-53'],
      ['projets pour les jeunes', undefined],
      ['"épicerie à lille"', undefined],
      ['épicerie -lille', undefined],
      ['', undefined],
    ];
  });

  test('is read with its preposition, as the last words, as a number; and only when nothing else is likely', () => {
    for (const [query, read] of facts) assert.equal(understood(query), read, query);
  });

  test('a number after a word says with what it must not be said', () => {
    assert.deepEqual(placeInWords('fablab 59', find)?.unless, { together: '"fablab 59"', word: 'fablab' });
    assert.equal(placeInWords('fablab dans le 59', find)?.unless, undefined);
  });

  test('nothing is read that was not typed, and no typing is too strange', () => {
    const said = fc.constantFrom(
      ...'à en dans le la l’ d’ près de lille Nantes 59 saint denis bretagne épicerie - " ? ! ’ '.split(' '),
    );
    const query = fc.oneof(
      fc.array(said, { maxLength: 12 }).map((words) => words.join(' ')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(query, (text) => {
        const read = placeInWords(text, find);
        if (read === undefined) return;
        const left = tokens(text);
        for (const word of [...tokens(read.written), ...tokens(read.rest)]) {
          const at = left.indexOf(word);
          assert.ok(at >= 0, `${word} was not typed in ${text}`);
          left.splice(at, 1);
        }
        assert.ok(read.places.length > 0);
        assert.ok(!read.sure || read.places.length === 1);
      }),
      { numRuns: 2_000 },
    );
  });
});
