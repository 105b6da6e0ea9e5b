/** For tests: the smallest manifest that is good, with whatever a test wants otherwise. */
import { type Manifest, manifestSchema, type Source } from './source.ts';

export function testManifest(more: Record<string, unknown> = {}): Manifest {
  const id = typeof more.id === 'string' ? more.id : 'essai';
  return manifestSchema.parse({
    id,
    name: `Catalogue ${id}`,
    organisation: { name: `Partenaire ${id}` },
    licence: 'LO-2.0',
    attribution: `Partenaire ${id}`,
    format: { type: 'csv' },
    key: ['id'],
    map: { title: 'nom' },
    ...more,
  });
}

export function testSource(more: Record<string, unknown> = {}, folder = '.'): Source {
  return { ...testManifest(more), folder };
}
