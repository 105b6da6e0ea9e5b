/** Starts the machine's Chromium so that it has no way to the network of its own. */
import type { Browser } from 'playwright-core';

/** Gives a browser, or says in a sentence why there is none. */
export type StartBrowser = () => Promise<Browser | { failed: string }>;

/** The switches without which a browser asks the network of its own accord, or by a way that cannot be intercepted. */
const offlineSwitches = [
  '--proxy-server=socks5://nothing.invalid:1',
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--dns-prefetch-disable',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--no-pings',
  '--js-flags=--max-old-space-size=512',
];

/** Starts the Chromium at a path. Loads the driver only now: few catalogues need it. */
export const startChromium =
  (executablePath: string | undefined): StartBrowser =>
  async () => {
    if (executablePath === undefined)
      return {
        failed:
          'The catalogue needs a browser (`browser: true`), and no Chromium was found on this machine: install it (Debian: apt install chromium) or set CHROMIUM_PATH.',
      };
    try {
      const { chromium } = await import('playwright-core');
      // Chromium cannot close its sandbox around itself for root.
      const isRoot = process.getuid?.() === 0;
      return await chromium.launch({ executablePath, chromiumSandbox: !isRoot, args: offlineSwitches });
    } catch (error) {
      const [reason] = (error as Error).message.split('\n');
      return { failed: `The browser ${executablePath} does not start: ${reason}` };
    }
  };
