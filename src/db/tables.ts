/** The tables as Kysely types them; what each column means is told in the migration that makes it. */
import type { CatalogueTables } from './tables-of-catalogues.ts';
import type { PeopleTables } from './tables-of-people.ts';

export interface Tables extends CatalogueTables, PeopleTables {}
