/** The settings as they are read: each validated at the start, each wrong one told in a sentence. */
import type { z } from 'zod';
import { settingTable } from './setting-table.ts';

/** Settings that say something only together. */
const together: readonly (readonly (keyof typeof settingTable)[])[] = [
  ['SMTP_URL', 'MAIL_FROM'],
  ['RELAY_DOMAIN', 'RELAY_PORT'],
  ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_KEY_FILE'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
];

export type SettingName = keyof typeof settingTable;
export type Settings = { [Name in SettingName]: z.output<(typeof settingTable)[Name]['schema']> };

/** Reads the settings; an empty one counts as unset. Gives a sentence for each that is wrong; values are never repeated, some are secret. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): { settings: Settings } | { wrong: string[] } {
  const settings: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, { schema, wrong: wanted }] of Object.entries(settingTable)) {
    const read = schema.safeParse(environment[name] || undefined);
    if (read.success) settings[name] = read.data;
    else wrong.push(`The setting ${name} must be ${wanted}.`);
  }
  for (const names of together) {
    const missing = names.filter((name) => !environment[name]);
    if (missing.length > 0 && missing.length < names.length)
      wrong.push(`The setting ${missing.join(', ')} must be set too: ${names.join(', ')} go together.`);
  }
  return wrong.length > 0 ? { wrong } : { settings: settings as Settings };
}
