/**
 * Tantivy by its package for Python (`pip install tantivy`; the one on npm is broken), in a process of its own: BM25 over
 * French stems without stop words, any word may answer. Over all fields as one.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { SearchDocument } from '../engine.ts';
import { type Peer, peerFieldNames } from './peer.ts';

const program = fileURLToPath(new URL('ask-tantivy.py', import.meta.url));
const found = z.array(z.string());

/** `python` is one that has the package. Throws with what it says when it has not. */
export async function openTantivy(python: string, documents: readonly SearchDocument[]): Promise<Peer> {
  const child = spawn(python, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (some) => {
    complaint += some;
  });
  // A process that ended takes no more: why it ended is told by what it said.
  child.stdin.on('error', () => undefined);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ended = once(child, 'close').catch((error: Error) => {
    complaint += error.message;
  });
  const next = async () => {
    const { value, done } = await lines.next();
    if (!done) return value as string;
    await ended;
    throw new Error(`${python}: ${complaint.trim().split('\n').at(-1) || 'ended without a word'}`);
  };
  const say = (...what: unknown[]) => child.stdin.write(what.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const whole = ({ id, ...texts }: SearchDocument) => ({
    id,
    all: peerFieldNames.map((name) => texts[name]).join('\n'),
  });
  say(...documents.map(whole), null);
  await next();
  return {
    async find(text, most) {
      say({ text, most });
      return found.parse(JSON.parse(await next()));
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
