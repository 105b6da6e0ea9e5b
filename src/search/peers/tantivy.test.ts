import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDocument } from '../engine.ts';
import { openTantivy } from './tantivy.ts';

const documents = ['Jardins partagés', 'Une crèche'].map((title, at) => ({ ...emptyDocument, id: String(at), title }));

test('a program that cannot ask it says why', async () => {
  await assert.rejects(openTantivy(process.execPath, documents), /node.*: \S/);
  await assert.rejects(openTantivy('/nowhere/python', documents), /ENOENT/);
});

const python = process.env.TANTIVY_PYTHON;
test('French stems are found, signs of its query language are no words', {
  skip: python === undefined && 'needs TANTIVY_PYTHON, a Python with the package tantivy',
}, async () => {
  const peer = await openTantivy(python!, documents);
  try {
    assert.deepEqual(await peer.find('jardin -partage', 10), ['0']);
    assert.deepEqual(await peer.find('crèches: "', 10), ['1']);
    assert.deepEqual(await peer.find('?', 10), []);
  } finally {
    await peer.close();
  }
});
