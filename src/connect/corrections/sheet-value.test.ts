/** What would be shown or said wrongly if a correction were written into a sheet, or looked for there, in another way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ShownField } from '#model/correction.ts';
import { type Sheet, type Site, sheetSchema } from '#model/sheet.ts';
import { hasArrived, saidBy, wholeValue } from './sheet-value.ts';

const sheetOf = (more: Partial<Sheet> = {}): Sheet =>
  sheetSchema.parse({ id: 'a/1', source: 'a', kind: 'projet', title: 'Le Bocal', licence: 'LO-2.0', ...more });
const site = (commune: string, address?: string): Site => ({
  commune,
  city: commune,
  ...(address !== undefined && { address }),
  precision: 'commune',
  territories: [],
  how: [],
});

const word = fc.stringMatching(/^[a-zé]{3,9}$/);
const anyProposal: fc.Arbitrary<[ShownField, unknown]> = fc.oneof(
  fc.tuple(fc.constantFrom<ShownField>('title', 'summary', 'results', 'needed', 'lessons'), word),
  word.map((text): [ShownField, unknown] => ['body', `<p>${text}</p>`]),
  fc
    .subarray(['alimentation', 'emploi', 'habitat', 'sante'], { minLength: 1 })
    .map((themes): [ShownField, unknown] => ['themes', themes]),
  fc.integer({ min: 1900, max: 2030 }).map((year): [ShownField, unknown] => ['startYear', year]),
  word.map((name): [ShownField, unknown] => ['links', { url: `https://${name}.example/` }]),
  fc
    .tuple(word, fc.option(word, { nil: undefined }))
    .map(([city, door]): [ShownField, unknown] => ['sites', site(city, door)]),
);
const anySheet = fc
  .record({
    title: word,
    summary: word,
    body: word.map((text) => `<p>${text}</p>`),
    startYear: fc.option(fc.integer({ min: 1900, max: 2030 }), { nil: undefined }),
    links: fc.array(
      word.map((name) => ({ url: `https://${name}.example` })),
      { maxLength: 3 },
    ),
    sites: fc.array(
      word.map((city) => site(city)),
      { maxLength: 3 },
    ),
  })
  .map((more) => sheetOf(more));

test('what is accepted, once the catalogue says it, has arrived; and nothing else of the sheet has moved', () => {
  fc.assert(
    fc.property(anySheet, anyProposal, (sheet, [field, value]) => {
      const was = saidBy(field, sheet);
      const corrected = { ...sheet, [field]: wholeValue(field, sheet, value) };
      assert.ok(hasArrived(field, corrected, was, value));
      for (const other of ['title', 'summary', 'body', 'startYear', 'links', 'sites'] as const)
        if (other !== field) assert.deepEqual(corrected[other], sheet[other]);
      // The others of a list stay: at most one gave its place.
      if (field === 'links') assert.ok(corrected.links.length >= sheet.links.length);
      if (field === 'sites') assert.ok(corrected.sites.length >= sheet.sites.length);
    }),
  );
});

test('case, accents, spaces, markup and order aside, the catalogue says it; where they were what was wrong, they count', () => {
  const said = (field: 'title' | 'body' | 'themes', value: unknown, was: unknown, proposed: unknown) =>
    hasArrived(field, sheetOf({ [field]: value }), was, proposed);
  assert.ok(said('title', 'Le BOCAL partage !', 'La Ruche', 'Le Bocal partagé'));
  assert.ok(!said('title', 'La Ruche', 'La Ruche', 'Le Bocal partagé'));
  assert.ok(!said('title', 'LE BOCAL', 'LE BOCAL', 'Le Bocal'), 'nothing has been done yet');
  assert.ok(said('title', 'Le Bocal', 'LE BOCAL', 'Le Bocal'));
  assert.ok(said('body', '<div>Un <b>deux</b></div>', '<p>x</p>', '<p>Un deux</p>'));
  assert.ok(said('themes', ['emploi', 'habitat'], [], ['habitat', 'emploi']));
});

test('what is beside a proposal tells nothing that a partner withholds', () => {
  const sheet = sheetOf({
    contacts: [
      { kind: 'mail', value: 'bonjour@bocal.example', published: true },
      { kind: 'mail', value: 'jeanne@bocal.example', published: false },
    ],
  });
  assert.ok(!JSON.stringify(saidBy('contacts', sheet)).includes('jeanne'));
});
