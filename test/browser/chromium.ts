/** The Chromium of the machine: where it is, and how it is started so that nothing is asked of the network. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of a Chromium: `CHROMIUM_PATH`, else the first of the usual places that exists. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const told = environment.CHROMIUM_PATH;
  return told ? told : usualPlaces.find(existsSync);
}

/** Starts it headless. Throws when there is none: the tests that need it must not pass without. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('No Chromium was found: install it (Debian: apt install chromium) or set CHROMIUM_PATH.');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-sync',
      '--no-first-run',
      // WebGL without a graphics card, for the interactive map.
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  });
}
