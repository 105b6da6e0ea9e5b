/** What a listener hears of the site: a screen reader goes through it by keyboard, and each step says what was spoken. */
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findChromium } from '#lib/chromium.ts';
import { serveInventedSite } from '../test/browser/invented-server.ts';
import { readings } from './heard/readings.ts';
import { missing, startReader } from './heard/reader.ts';

const usage = `npm run -s bench -- heard [--site ADDRESS] [--language fr|en] [--only NAME] [--pages PATH,… --keys KEY,…]

  --site ADDRESS   a site that runs already (default: the invented country, served here)
  --language       fr (default) or en
  --only NAME      one reading: ${readings.map(({ name }) => name).join(', ')}
`;
