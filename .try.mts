import { inventedSite } from './src/web/testing.ts';
const { site, projects } = await inventedSite();
import { gzipSync, brotliCompressSync } from 'node:zlib';
for (const p of ['/', '/recherche', '/recherche?q=jardin&ou=nantes', '/recherche?ou=saint-denis', '/en/recherche?theme=reemploi', '/projets/'+projects[0]!.id, '/recherche/completion?q=jard', '/recherche/carte?cadre=-5,41,9,51', '/robots.txt', '/zzz']) {
  let t = performance.now();
  const r = await site.request(p); const b = await r.text();
  console.log(p, r.status, r.headers.get('location') ?? '', b.length, gzipSync(b).length, (performance.now()-t).toFixed(1)+'ms');
  if (r.status === 500) console.log(b.slice(0,300));
}
const { readFileSync } = await import('node:fs');
