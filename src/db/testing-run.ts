/**
 * Keeps the test server up from the first test file to the last, which saves starting it for each of them:
 * `node --test --test-global-setup=src/db/testing-run.ts`.
 */
import { holdTestServer } from './testing.ts';

let release: (() => Promise<void>) | undefined;

export async function globalSetup(): Promise<void> {
  release = await holdTestServer();
}

export async function globalTeardown(): Promise<void> {
  await release?.();
}
