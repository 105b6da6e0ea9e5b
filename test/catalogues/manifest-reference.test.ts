/** The manifest reference is whole: every key that the schema takes is told, and its example is a good manifest. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { ruleObjectSchema } from '#model/mapping.ts';
import { licences, manifestSchema } from '#model/source.ts';

const page = readFileSync(new URL('../../docs/reference/source-manifest.md', import.meta.url), 'utf8');

/** Every property name in a schema, however deep. */
function keysOf(schema: z.ZodType): Set<string> {
  const keys = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    if (node === null || typeof node !== 'object') return;
    for (const [name, part] of Object.entries(node)) {
      if (name === 'properties') for (const key of Object.keys(part as object)) keys.add(key);
      walk(part);
    }
  };
  walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return keys;
}

test('every key of the manifest, the mapping and the rule is documented', () => {
  const keys = keysOf(manifestSchema);
  assert.ok(keys.size > 70 && keys.has('siret') && keys.has('keepWhen'), String(keys.size));
  assert.deepEqual(
    [...keys].filter((key) => !page.includes(`\`${key}\``)),
    [],
  );
});

test('every key of a rule and every licence has its line, and no rule key is told that is not there', () => {
  const chapter = page.split('## The rule')[1] ?? '';
  const told = [...chapter.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key!);
  assert.deepEqual(
    told.sort(),
    [...keysOf(ruleObjectSchema)].filter((key) => !['matches', 'filled'].includes(key)).sort(),
  );
  for (const id of Object.keys(licences)) assert.ok(page.includes(`\`${id}\``), id);
});

test('the examples of the page are manifests that can be read', () => {
  const [whole, rules] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => parse(text!) as object);
  const manifest = manifestSchema.parse(whole);
  assert.equal(manifest.id, 'epiceries-du-littoral');
  manifestSchema.parse({ ...whole, map: { ...(whole as { map: object }).map, ...rules } });
});
