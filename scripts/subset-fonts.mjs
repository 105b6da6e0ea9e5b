// `npm run fonts`: makes src/web/fonts/*.woff2 anew from the packaged fonts (HarfBuzz, by
// `npm install --no-save subset-font@2`). To be run when src/web/fonts/letters.ts or a packaged font changes.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import { letters, subsetFonts } from '../src/web/fonts/letters.ts';

const require = createRequire(import.meta.url);
const into = fileURLToPath(new URL('../src/web/fonts', import.meta.url));

for (const { name, weights, features } of subsetFonts) {
  const [min, max] = weights;
  const home = join(require.resolve(`@fontsource-variable/${name}/package.json`), '..');
  const whole = readFileSync(join(home, 'files', `${name}-latin-wght-normal.woff2`));
  const subset = await subsetFont(whole, letters, {
    targetFormat: 'woff2',
    keepFeatures: [...features],
    noHinting: true,
    variationAxes: { wght: min === max ? min : { min, max } },
  });
  writeFileSync(join(into, `${name}.woff2`), subset);
  copyFileSync(join(home, 'LICENSE'), join(into, `${name}-LICENSE.txt`));
  console.log(`${name}: ${whole.length} bytes, ${subset.length} kept`);
}
