/** How we visit partners: under which name, with what is known of their hosts, what a source is allowed, with which browser. */
import { type StartBrowser, startChromium } from '#harvest/fetch/start-browser.ts';
import type { HarvestOptions } from '#harvest/run.ts';
import { findChromium } from '#lib/chromium.ts';
import { agentName, fromHeader, type Operator } from '#lib/net/agent.ts';
import type { FetchLimits } from '#lib/net/guarded-fetch.ts';
import { createHosts, type Hosts } from '#lib/net/hosts.ts';
import type { Source } from '#model/source.ts';

export interface GuestSettings {
  operator: Operator;
  /** Ids of the sources whose own host may be inside the house. */
  privateSources: readonly string[];
  /** The path of a Chromium; the usual places when not said. */
  chromium: string | undefined;
}

export interface Guest {
  /** For whoever else asks the same hosts in this process. */
  hosts: Hosts;
  limits: Pick<FetchLimits, 'agent' | 'headers'>;
  /** What a run of a source is handed. */
  of(source: Source): Pick<HarvestOptions, 'fetching' | 'manners' | 'startBrowser'>;
}

/** Made once for a process, so that all its runs take turns at a host and ask once for its rules. */
export function createGuest({ operator, privateSources, chromium }: GuestSettings): Guest {
  const hosts = createHosts();
  const limits = { agent: agentName(operator), headers: fromHeader(operator) };
  const startBrowser: StartBrowser = () => startChromium(findChromium(chromium))();
  return {
    hosts,
    limits,
    of({ id, address }) {
      const allow = address !== undefined && privateSources.includes(id) ? [new URL(address).host] : [];
      return { fetching: { ...limits, allow }, manners: { hosts }, startBrowser };
    },
  };
}
