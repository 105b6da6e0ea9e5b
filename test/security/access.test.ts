/** Roles × routes: whoever may not, learns nothing and changes nothing of what is another's. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { apiRules, type Behind, type Role, type Rule, roles, siteRules } from './routes.ts';
import { baseUrl, herWords, ofZelie, type WholeSite, wholeSite, zelieUsesEverything } from './testing.ts';
import { behindOf } from './testing-behind.ts';

const refused = new Set([401, 403, 404, 410]);
let house: WholeSite;
let browsers: Record<Role, ReturnType<WholeSite['visitor']>>;
let behind: Behind;
/** What is in any row that tells of Zélie or of what is hers, as one hash. */
let fingerprint: () => Promise<string>;

before(async () => {
  house = await wholeSite();
  const { db } = house;
  const used = await zelieUsesEverything(house);
  const member = await house.signedIn('membre@exemple.fr');
  const neighbour = await house.signedIn('voisine@exemple.fr');
  await neighbour.post('/compte/carnets', { titre: 'À moi', texte: '' });
  await neighbour.post('/alertes/suivre?q=jardin', { rythme: 'weekly' });
  browsers = {
    stranger: house.visitor(),
    member,
    neighbour,
    rival: await house.signedIn('rivale@exemple.fr', { source: 'c' }),
    editor: await house.signedIn('editrice@exemple.fr', { source: 'a' }),
    curator: await house.signedIn('curatrice@exemple.fr', { role: 'curator' }),
    administrator: await house.signedIn('admin@exemple.fr', { role: 'administrator' }),
    zelie: used.her,
  };
  behind = await behindOf(house, used);
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name not in ('rate_limit')`.execute(
    db,
  );
  const marks = [
    used.id,
    used.collection,
    used.introduction,
    used.received,
    behind.alert,
    used.draft,
    used.contribution,
    used.community,
    'quatrelle',
  ];
  const hers = sql.join(
    tables.map(
      ({ name }) =>
        sql`select ${name} || one::text as told from ${sql.table(name)} one where one::text ilike any(${marks.map((mark) => `%${mark}%`)})`,
    ),
    sql` union all `,
  );
  fingerprint = async () => {
    const { rows } = await sql<{
      hash: string;
    }>`select md5(string_agg(told, '|' order by told)) as hash from (${hers}) all_of_it`.execute(db);
    return rows[0]!.hash;
  };
});
after(() => house?.close());

const doors = [
  { name: 'the site', rules: siteRules, routes: () => house.site.routes, prefix: '' },
  { name: 'the API', rules: apiRules, routes: () => house.api.routes, prefix: '/api' },
] as const;

const cookiesOf = (role: Role) => [...browsers[role].jar].map(([name, value]) => `${name}=${value}`).join('; ');

async function ask(prefix: string, role: Role, route: string, rule: Rule, language = ''): Promise<Response> {
  const [method = '', path = ''] = route.split(' ');
  const at = rule.at?.(behind) ?? path;
  const writes = method !== 'GET';
  const headers: Record<string, string> = {
    'x-forwarded-for': `203.0.113.${100 + roles.indexOf(role)}`,
    ...(browsers[role].jar.size > 0 && { cookie: cookiesOf(role) }),
    ...(writes && { 'sec-fetch-site': 'same-origin', origin: baseUrl }),
  };
  if (prefix === '/api')
    return house.api.request(`${baseUrl}${at}`, {
      method,
      headers: { ...headers, ...(writes && { 'content-type': 'application/json' }) },
      ...(writes && { body: '{}' }),
    });
  const body = writes ? new URLSearchParams(rule.fields?.(behind) ?? {}) : undefined;
  return house.site.request(baseUrl + language + at, { method, headers, ...(body && { body }) });
}

test('her own pages do show what is hers, so that the walk has something to find', async () => {
  for (const path of [
    '/compte',
    '/compte/donnees.json',
    '/compte/alertes',
    '/compte/carnets',
    '/compte/projets',
    '/compte/contacts',
  ])
    assert.match(
      await (await browsers.zelie.get(path)).text(),
      path === '/compte/contacts' ? /Nina|Le Bocal/ : ofZelie,
      path,
    );
  assert.match(herWords, ofZelie);
});

for (const door of doors) {
  const named = () => [
    ...new Set(
      door
        .routes()
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => `${method} ${path.replace(/^\/en(?=\/|$)/, '') || '/'}`),
    ),
  ];

  test(`every route of ${door.name} says who may use it, and no rule is left without its route`, () => {
    const routes = named();
    assert.deepEqual(
      routes.filter((route) => !(route in door.rules)),
      [],
      'add them to test/security/routes.ts',
    );
    assert.deepEqual(
      Object.keys(door.rules).filter((route) => !routes.includes(route)),
      [],
    );
  });

  test(`${door.name}: whoever may not is refused, reads nothing of hers and changes nothing of it`, async () => {
    const languages: readonly string[] = door.prefix === '' ? ['', '/en'] : [''];
    let tried = 0;
    for (const [route, rule] of Object.entries(door.rules)) {
      if (rule.is === 'open') continue;
      for (const role of roles) {
        if (rule.is === 'only' && rule.may.includes(role)) continue;
        if (role === 'zelie' && rule.is !== 'key' && rule.is !== 'only') continue;
        const tongues: readonly string[] = role === 'stranger' || role === 'rival' ? languages : [''];
        for (const language of tongues) {
          await house.anew();
          const before = route.startsWith('GET') ? '' : await fingerprint();
          const answer: Response = await ask(door.prefix, role, route, rule, language);
          const said: string = `${language}${route} by ${role}: ${answer.status}`;
          const body = await answer.text();
          const forbidden = rule.is === 'only' || rule.is === 'key' || (rule.is === 'own' && role === 'stranger');
          const isTold = rule.is === 'only' && (rule.sees ?? []).includes(role) && answer.status === 400;
          if (forbidden) assert.ok(isTold || refused.has(answer.status), said);
          assert.ok(answer.status < 500, said);
          if (forbidden && role === 'stranger' && rule.is !== 'key')
            assert.ok(answer.status !== 403, `${said}: asked to sign in, or nothing there`);
          if (role !== 'zelie' && !isTold) assert.doesNotMatch(body, ofZelie, said);
          if (forbidden || rule.is !== 'anyone' || answer.status === 200)
            assert.match(answer.headers.get('cache-control') ?? '', /no-store/, `${said} is kept by no cache`);
          if (!route.startsWith('GET')) assert.equal(await fingerprint(), before, `${said} changed what is hers`);
          tried++;
        }
      }
    }
    assert.ok(tried > 30, `${tried} tried`);
    assert.deepEqual(house.complaints, []);
  });

  test(`${door.name}: whoever may, may, and no cache keeps it`, async () => {
    for (const [route, rule] of Object.entries(door.rules)) {
      const may =
        rule.is === 'only'
          ? rule.may
          : rule.is === 'own' && route.startsWith('GET')
            ? (['member', 'zelie'] as const)
            : [];
      for (const role of may) {
        await house.anew();
        const answer = await ask(door.prefix, role, route, rule);
        const said = `${route} by ${role}: ${answer.status}`;
        // What the form or the body says is not always good; who sends it is.
        assert.ok(![401, 403].includes(answer.status) && answer.status < 500, said);
        if (!route.startsWith('GET')) continue;
        assert.equal(answer.status, 200, said);
        assert.match(answer.headers.get('cache-control') ?? '', /no-store/, said);
      }
    }
  });
}

const elsewhere: readonly Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { origin: 'https://evil.example' },
  {},
];

test('what another site sends is refused on every route that changes something, whoever is signed in', async () => {
  for (const door of doors) {
    for (const [route, rule] of Object.entries(door.rules)) {
      // Mail programs post there by themselves (RFC 8058): the token alone says who may.
      if (route.startsWith('GET') || /^POST \/(alertes|communautes\/nouvelles)\/arreter/.test(route)) continue;
      const [method = '', path = ''] = route.split(' ');
      for (const role of ['zelie', 'curator'] as const)
        for (const from of elsewhere) {
          const headers = { ...from, cookie: cookiesOf(role), 'content-type': 'application/x-www-form-urlencoded' };
          const asked = { method, headers, body: 'x=1' };
          const at = baseUrl + (rule.at?.(behind) ?? path);
          const answer = await (door.prefix === '' ? house.site.request(at, asked) : house.api.request(at, asked));
          assert.equal(answer.status, 403, `${route} by ${role} from ${JSON.stringify(from)}`);
          assert.doesNotMatch(await answer.text(), ofZelie);
        }
    }
  }
});
