/**
 * A screen reader at work, without a screen and without a sound: Orca reads Chromium on a display in memory, and what
 * it would say is written down. Keys go through the display, so that Orca sees them before the page does.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** What must be installed, and the Debian package of each. */
const needs = {
  orca: 'orca',
  Xvfb: 'xvfb',
  openbox: 'openbox',
  xdotool: 'xdotool',
  'dbus-daemon': 'dbus-daemon',
} as const;

/** The Debian packages that are missing; empty when the reader can be started. */
export const missing = (path = process.env.PATH ?? ''): string[] =>
  Object.entries(needs).flatMap(([program, name]) =>
    path.split(delimiter).some((folder) => existsSync(join(folder, program))) ? [] : [name],
  );

/** Milliseconds of silence after which the reader has said all; and how long it is waited for at most. */
const silence = 1500;
const patience = 90_000;

export interface Reader {
  page: Page;
  /** Which Orca and which Chromium, as they say of themselves. */
  versions: string;
  /** What is said from now on until the reader is silent, one utterance a line. */
  hear(act: () => Promise<unknown>): Promise<string[]>;
  /** Presses keys as they lie on the keyboard, in X11's names: `h`, `Tab`, `ctrl+Home`. */
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Orca reads this file when it starts: its words go to a file, and no synthesiser is looked for. */
const customisation = `
import os
from orca import settings, speech
heard = open(os.environ['HEARD'], 'a', buffering=1, encoding='utf-8')
write = lambda text: heard.write(text.replace('\\n', ' ').strip() + '\\n')
speech._speak = lambda text, acss, interrupt: write(text)
speech.speakCharacter = lambda character, acss=None: write(character)
speech.speakKeyEvent = lambda event, acss=None: None
speech.init = lambda: None
def say_all(utterances, progress):
    for context, voice in utterances:
        write(context.utterance)
speech.sayAll = say_all
settings.enableKeyEcho = False
settings.sayAllOnLoad = os.environ['WHOLE'] == '1'
`;

/**
 * `language`: in which Orca names roles and states; `whole`: whether it reads a page from top to bottom when it comes.
 * Throws when a part does not start.
 */
export async function startReader(executablePath: string, language: string, whole = false): Promise<Reader> {
  const home = mkdtempSync(join(tmpdir(), 'carrefour-heard-'));
  const said = join(home, 'said');
  const orcaFolder = join(home, 'data', 'orca');
  mkdirSync(orcaFolder, { recursive: true });
  writeFileSync(said, '');
  writeFileSync(join(orcaFolder, 'orca-customizations.py'), customisation);
  const started: ChildProcess[] = [];
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_RUNTIME_DIR: home,
    LANGUAGE: language,
    HEARD: said,
    WHOLE: whole ? '1' : '0',
    ACCESSIBILITY_ENABLED: '1',
    GTK_MODULES: 'gail:atk-bridge',
  };
  delete environment.NO_AT_BRIDGE;
  const start = (program: string, words: string[]) => {
    const one = spawn(program, words, { env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
    started.push(one);
    return one;
  };
  const closeAll = () => {
    for (const one of started.reverse()) one.kill();
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  let context: BrowserContext | undefined;
  try {
    const bus = start('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1']);
    environment.DBUS_SESSION_BUS_ADDRESS = await firstLine(bus);
    const screen = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp']);
    environment.DISPLAY = `:${await firstLine(screen)}`;
    start('openbox', []);
    start('orca', []);
    const press = async (...keys: string[]) => {
      for (const key of keys) {
        execFileSync('xdotool', ['key', '--clearmodifiers', key], { env: environment });
        await pause(120);
      }
    };
    const type = async (text: string) => {
      execFileSync('xdotool', ['type', '--delay', '90', text], { env: environment });
    };
    const hear = async (act: () => Promise<unknown>) => {
      const from = readFileSync(said, 'utf8').length;
      await act();
      let [length, since] = [from, Date.now()];
      for (const began = Date.now(); Date.now() - began < patience && Date.now() - since < silence; ) {
        await pause(100);
        const now = readFileSync(said, 'utf8').length;
        if (now !== length) [length, since] = [now, Date.now()];
      }
      return readFileSync(said, 'utf8').slice(from).split('\n').filter(Boolean);
    };
    const greeting = await hear(() => pause(4000));
    if (greeting.length === 0)
      throw new Error('Orca was started, and says nothing: it does so while another one runs.');
    // A bubble that offers to translate would take the focus.
    mkdirSync(join(home, 'profile', 'Default'), { recursive: true });
    const preferences = { translate: { enabled: false }, intl: { accept_languages: language } };
    writeFileSync(join(home, 'profile', 'Default', 'Preferences'), JSON.stringify(preferences));
    context = await chromium.launchPersistentContext(join(home, 'profile'), {
      executablePath,
      headless: false,
      viewport: null,
      env: environment as Record<string, string>,
      args: [
        '--no-sandbox',
        '--test-type',
        '--force-renderer-accessibility',
        '--no-first-run',
        '--disable-features=Translate,OptimizationHints',
        '--window-size=1400,1000',
        `--lang=${language}`,
        // A window without an address bar: what has the focus is the page.
        '--kiosk',
      ],
    });
    const page = context.pages()[0] ?? (await context.newPage());
    const orca = execFileSync('orca', ['--version'], { env: environment }).toString().trim();
    return {
      page,
      versions: `Orca ${orca}, Chromium ${context.browser()?.version() ?? ''}`,
      hear,
      press,
      type,
      close: async () => {
        await context?.close();
        closeAll();
      },
    };
  } catch (error) {
    await context?.close();
    closeAll();
    throw error;
  }
}

const firstLine = (program: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    program.stdout?.once('data', (data) => resolve(String(data).split('\n', 1)[0]!.trim()));
    program.once('exit', () => reject(new Error(`${program.spawnfile} ended at once`)));
  });
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
