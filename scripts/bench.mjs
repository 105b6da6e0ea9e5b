// `npm run bench -- NAME …`: the measurements on which the speed claims rest.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, prepare, root, runNode } from './prepare.mjs';

const [name, ...words] = process.argv.slice(2);
const file = join(root, 'bench', `${name}.ts`);
if (!name || !/^[a-z-]+$/.test(name) || !existsSync(file)) {
  const names = readdirSync(join(root, 'bench'))
    .filter((entry) => entry.endsWith('.ts') && !entry.endsWith('.test.ts'))
    .map((entry) => entry.slice(0, -3));
  giveUp(`Usage: npm run bench -- NAME [options]; NAME is one of: ${names.join(', ')}.`);
}
process.exitCode = await runNode(prepare(), ['--import', 'tsx', file, ...words]);
