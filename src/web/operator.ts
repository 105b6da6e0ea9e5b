/** Who runs this site, for the pages that the law asks for. */
import type { Settings } from '#model/settings.ts';

/** What the operator has said of itself; what it has not is said to be missing. */
export interface Operator {
  publisher?: string | undefined;
  address?: string | undefined;
  director?: string | undefined;
  /** A mail address. */
  contact?: string | undefined;
  host?: string | undefined;
  /** Where the code that runs here can be had. */
  sourceCode?: string | undefined;
}

export const operatorOf = (settings: Settings): Operator => ({
  publisher: settings.PUBLISHER,
  address: settings.PUBLISHER_ADDRESS,
  director: settings.PUBLICATION_DIRECTOR,
  contact: settings.CONTACT_MAIL,
  host: settings.HOSTED_BY,
  sourceCode: settings.SOURCE_CODE_URL,
});
