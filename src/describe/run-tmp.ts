import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { parse } from 'yaml';
import { parse as csv } from 'csv-parse/sync';
import { manifestSchema } from '#model/source.ts';
import { describeRecord } from '#describe/describe-record.ts';
import { unreadColumns } from '#describe/columns-read.ts';
import { tellProblem } from '#model/problem.ts';
import { fulfils } from '#model/condition.ts';
import { readTexts, pathsOf } from '#lib/path.ts';
const dir = '/work/shared/data/catalogues/';
const only = process.argv[2];
let total=0, allms=0;
for (const id of readdirSync('sources')) {
  if (only && id !== only) continue;
  if (!existsSync(`sources/${id}/source.yaml`)) continue;
  const m0 = manifestSchema.safeParse(parse(readFileSync(`sources/${id}/source.yaml`, 'utf8')));
  if (!m0.success) { console.log(id, JSON.stringify(m0.error.issues).slice(0,1500)); continue; }
  const m = m0.data; if (m.demonstration) continue;
  const pattern = m.files.at(-1)!;
  const sub = pattern.includes('/') ? pattern.split('/')[0] + '/' : '';
  const re = new RegExp('^' + pattern.split('/').at(-1)!.split('*').map(RegExp.escape).join('.*') + '$');
  const file = readdirSync(dir + sub).filter((f) => re.test(f)).sort().at(-1)!;
  const bytes = readFileSync(dir + sub + file);
  let rows: Record<string, unknown>[];
  if (m.format.type === 'csv') {
    const text = new TextDecoder(m.format.encoding ?? 'utf-8').decode(bytes);
    rows = csv(text, { columns: (h: string[]) => h.map((x) => x.trim()), delimiter: m.format.delimiter ?? ',', relax_column_count: true, relax_quotes: true, bom: true });
  } else rows = JSON.parse(bytes.toString('utf8'));
  const groups = new Map<string, Record<string, unknown>[]>(); let refused=0, dup=0, withheld=0, grouped=0;
  for (const row of rows) {
    if (m.refuse && fulfils(row, m.refuse)) { refused++; continue; }
    const key = m.key === 'content' ? JSON.stringify(row) : JSON.stringify(m.key.map((k) => readTexts(row, k)));
    const g = groups.get(key);
    if (g) { if (m.group) { g.push(row); grouped++; } else { dup++; if (dup<4) console.log('   dup', key.slice(0,150)); } } else groups.set(key, [row]);
  }
  const t = performance.now();
  const out = [];
  for (const rs of groups.values()) { if (m.withhold && rs.some((r) => fulfils(r, m.withhold!))) { withheld++; continue; } out.push(describeRecord(rs, m)); }
  const ms = performance.now() - t; allms += ms; total += groups.size;
  const problems = new Map<string, number>();
  for (const o of out) for (const p of o.problems) { const k = `${p.field} ${p.code} ${p.code==='contact-withheld'?'':p.value.slice(0,60)}`; problems.set(k, (problems.get(k) ?? 0) + 1); }
  const share = (f: (o: (typeof out)[0]) => boolean) => Math.round(100 * out.filter(f).length / out.length);
  console.log(`== ${id} ${file} rows ${rows.length} records ${groups.size} withheld ${withheld} refused ${refused} dup ${dup} grouped ${grouped} ${ms.toFixed(0)}ms  themes ${share((o)=>o.sheet.themes.length>0)}% summary ${share((o)=>o.sheet.summary!=='')}% body ${share((o)=>o.sheet.body!=='')}% places ${share((o)=>o.places.length>0)}% holder ${share((o)=>!!o.sheet.holder)}% links ${share((o)=>o.sheet.links.length>0)}%`);
  const paths = new Set(rows.flatMap((r) => pathsOf(r)));
  const un = unreadColumns(paths, m); if (un.length) console.log('   unread', un);
  console.log([...problems].sort((a,b)=>b[1]-a[1]).slice(0, only?60:8).map(([k,n])=>`   ${n} ${k}`).join('\n'));
  const n = only ? 40 : 4; const step = Math.max(1, Math.floor(out.length / n));
  for (let i = 0; i < out.length; i += step) { const o = out[i]!; console.log('   -', o.sheet.title, '|', o.sheet.summary.slice(0,140), '|', o.sheet.themes.join(','), '|', o.sheet.audiences.join(','), '|', o.sheet.placeKinds.join(','), '|', o.sheet.tags.slice(0,4).join(','), '|', JSON.stringify(o.places[0]?.clues), o.places.length, only ? o.sheet.body.slice(0,300) + JSON.stringify([o.sheet.holder,o.sheet.links, o.sheet.stage,o.sheet.startYear]) : ''); }
}
console.log(total, allms.toFixed(0), 'ms');
