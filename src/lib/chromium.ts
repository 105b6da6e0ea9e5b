/** The Chromium of the machine: where it is. */
import { existsSync } from 'node:fs';

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

/** The path told, when there is one; else the first of the usual places that exists. */
export const findChromium = (told?: string | undefined): string | undefined =>
  told === undefined || told === '' ? usualPlaces.find(existsSync) : told;
