/** What a listener hears of the site: a screen reader goes through it by keyboard, and each step says what was spoken. */
import { parseArgs } from 'node:util';
import { findChromium } from '#lib/chromium.ts';
import { serveInventedSite } from '../test/browser/invented-server.ts';
import { missing, type Reader, startReader } from './heard/reader.ts';
import { type Language, readings, type Step } from './heard/readings.ts';

const usage = `npm run -s bench -- heard [--language fr|en] [--only NAME] [--pages PATH,…]

Orca over Chromium, on a display in memory; what it says is written, not sounded. The invented country is served here.

  --language   fr (default) or en
  --only       one reading: ${readings.map(({ name }) => name).join(', ')}
  --pages      instead of the readings, these pages from top to bottom
`;

/** Milliseconds for a page that comes late, or a message that takes its time, to be heard after all. */
const late = 20_000;

async function hearStep(reader: Reader, base: string, step: Step): Promise<{ heard: string[]; well: boolean }> {
  const { go, keys, type, until, hears } = step;
  const heard: string[] = [];
  const well = () => hears === undefined || heard.some((line) => hears.test(line));
  if (until !== undefined)
    for (let pressed = 0; pressed < until.most; pressed++) {
      const now = await reader.hear(() => reader.press(until.key));
      heard.splice(0, heard.length, ...now);
      if (well()) return { heard, well: true };
    }
  else
    heard.push(
      ...(await reader.hear(async () => {
        if (go !== undefined) await reader.page.goto(base + go);
        if (keys !== undefined) await reader.press(...keys);
        if (type !== undefined) await reader.type(type);
      })),
    );
  for (const since = Date.now(); !well() && until === undefined && Date.now() - since < late; )
    heard.push(...(await reader.hear(async () => {})));
  return { heard, well: well() };
}

const named = ({ go, keys, type, until }: Step) => go ?? keys?.join(' ') ?? (type && `“${type}”`) ?? `${until!.key} …`;

const { values } = parseArgs({
  options: {
    language: { type: 'string', default: 'fr' },
    only: { type: 'string' },
    pages: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const language = values.language as Language;
const chosen = readings.filter(({ name }) => values.only === undefined || name === values.only);
const executablePath = findChromium(process.env.CHROMIUM_PATH);
const lacks = missing();
if (values.help || !['fr', 'en'].includes(language) || chosen.length === 0) {
  process.stderr.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else if (executablePath === undefined || lacks.length > 0) {
  const packages = [...lacks, ...(executablePath === undefined ? ['chromium'] : [])];
  process.stderr.write(
    `Nobody can listen here: install what is missing (Debian: apt install ${packages.join(' ')}).\n`,
  );
  process.exitCode = 1;
} else {
  const server = await serveInventedSite();
  const base = server.base + (language === 'en' ? '/en' : '');
  const listen = async (whole: boolean, act: (reader: Reader) => Promise<void>) => {
    const reader = await startReader(executablePath, language, whole);
    try {
      await act(reader);
    } finally {
      await reader.close();
    }
    return reader.versions;
  };
  let missed = 0;
  try {
    if (values.pages !== undefined)
      await listen(true, async (reader) => {
        for (const path of values.pages!.split(','))
          console.log(`\n## ${path}\n${(await reader.hear(() => reader.page.goto(base + path))).join('\n')}`);
      });
    else
      for (const { name, who, steps } of chosen) {
        console.log(`\n## ${name}: ${who} (${language})`);
        const versions = await listen(false, async (reader) => {
          for (const step of steps(language, server.projects)) {
            const { heard, well } = await hearStep(reader, base, step);
            if (!well) missed++;
            console.log(
              `${well ? ' ' : '!'} [${named(step)}] ${heard.join(' / ')}${well ? '' : ` (not heard: ${step.hears})`}`,
            );
          }
        });
        console.log(versions);
      }
  } finally {
    await server.close();
  }
  if (missed > 0) {
    console.log(`\n${missed} not heard`);
    process.exitCode = 1;
  }
}
