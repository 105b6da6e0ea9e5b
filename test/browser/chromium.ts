/** The Chromium of the machine: where it is, and how it is started so that nothing is asked of the network. */
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '#lib/chromium.ts';

/** Starts it headless. Throws when there is none: the tests that need it must not pass without. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium(process.env.CHROMIUM_PATH);
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
