// `npm start`: makes sure of what is needed, then serves the site.
import { prepare, runNode } from './prepare.mjs';

const node = prepare({ islands: true });
process.exitCode = await runNode(node, ['--import', 'tsx', 'src/main.ts', 'serve', ...process.argv.slice(2)]);
