// `npm run carrefour -- COMMAND`: the operator's commands.
import { prepare, runNode } from './prepare.mjs';

const node = prepare();
process.exitCode = await runNode(node, ['--import', 'tsx', 'src/main.ts', ...process.argv.slice(2)]);
