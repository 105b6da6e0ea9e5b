/** What no browser sends: signs that a database refuses, ids that are none, words of the language in the place of ours. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load } from 'cheerio';
import { apiRules, type Behind, type Rule, siteRules } from './routes.ts';
import { baseUrl, type WholeSite, wholeSite, zelieUsesEverything } from './testing.ts';
import { behindOf } from './testing-behind.ts';

type Browser = ReturnType<WholeSite['visitor']>;

let house: WholeSite;
let behind: Behind;
let browsers: readonly Browser[];
before(async () => {
  house = await wholeSite();
  const used = await zelieUsesEverything(house);
  behind = await behindOf(house, used);
  browsers = [
    used.her,
    await house.signedIn('editrice@exemple.fr', { source: 'a' }),
    await house.signedIn('curatrice@exemple.fr', { role: 'administrator' }),
  ];
  await house.db.updateTable('person_partner').set({ role: 'admin' }).execute();
});
after(() => house?.close());

/** As they stand in an address; in a form, decoded. */
const odd = ['%00', 'a%00b', '%F0%9F%90%9D', '%ED%A0%80', "'%22%3B--", '..%2F..', '__proto__', '-1', 'x'.repeat(3_000)];
const decoded = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '\ud800';
  }
};
const entries = (rules: Readonly<Record<string, Rule>>, method: string) =>
  Object.entries(rules)
    .filter(([route]) => route.startsWith(`${method} `))
    .map(([route, rule]) => [route.slice(method.length + 1), rule] as const);

/** The address of a route, each of its parts that stand for something replaced in turn. */
function oddAddresses(pattern: string, rule: Rule): string[] {
  const at = rule.at?.(behind) ?? pattern;
  const [path = '', query] = at.split('?');
  const parts = path.split('/');
  const names = pattern.split('/');
  const byPart = names.flatMap((name, nth) =>
    name.startsWith(':') ? odd.map((one) => parts.with(Math.min(nth, parts.length - 1), one).join('/')) : [],
  );
  const asked = [...new URLSearchParams(query ?? '').keys(), 'fait', 'q', 'page', 'genre', 'voir', 'jeton', 'cle'];
  const byQuery = asked.flatMap((name) => ['%00', 'constructor', '%ED%A0%80'].map((one) => `${path}?${name}=${one}`));
  return [...byPart, ...byQuery];
}

const whole = (body: string, said: string) => assert.doesNotMatch(body, /native code|\[object |NaN<|>undefined</, said);

test('no address breaks a page, whoever asks for it', async () => {
  let tried = 0;
  for (const [pattern, rule] of entries(siteRules, 'GET'))
    for (const at of oddAddresses(pattern, rule)) {
      if (tried % 200 === 0) await house.anew();
      const browser = browsers[tried++ % browsers.length]!;
      const answer = await browser.get(at);
      assert.ok(answer.status < 500, `${at.slice(0, 120)}: ${answer.status}`);
      if (answer.headers.get('content-type')?.includes('html')) whole(await answer.text(), at.slice(0, 120));
    }
  for (const [pattern, rule] of entries(apiRules, 'GET').filter(([path]) => !/projects/.test(path)))
    for (const at of oddAddresses(pattern, rule)) {
      const cookie = [...browsers[2]!.jar].map((pair) => pair.join('=')).join('; ');
      const { status } = await house.api.request(baseUrl + at, { headers: { cookie } });
      assert.ok(status < 500, `/api${at.slice(0, 120)}: ${status}`);
    }
  assert.ok(tried > 500, `${tried}`);
  assert.deepEqual(house.complaints, []);
});

interface Form {
  action: string;
  fields: Record<string, string>;
}

/** The forms that post, on every page that somebody may read: one for each of its buttons. */
async function formsOf(browser: Browser): Promise<Form[]> {
  const found = new Map<string, Form>();
  for (const [pattern, rule] of entries(siteRules, 'GET')) {
    const at = rule.at?.(behind) ?? pattern;
    const answer = await browser.get(at.replace(/:\w+\??/g, 'a'));
    if (!answer.headers.get('content-type')?.includes('html')) continue;
    const $ = load(await answer.text());
    for (const form of $('main form').toArray()) {
      if ($(form).attr('method')?.toLowerCase() !== 'post') continue;
      const action = $(form).attr('action') ?? at;
      const fields = Object.fromEntries(
        $(form)
          .find('input[name], textarea[name], select[name]')
          .toArray()
          .map((field) => [$(field).attr('name')!, $(field).attr('value') || 'oui']),
      );
      const buttons = $(form).find('button').toArray();
      for (const button of buttons) {
        const [name, value] = [$(button).attr('name'), $(button).attr('value') ?? ''];
        const pressed = { ...fields, ...(name !== undefined && { [name]: value }) };
        const kind = `${action.replace(/[0-9a-z-]{10,}/g, ':id')} ${name}=${value} ${Object.keys(fields)}`;
        if (!/deconnexion|supprimer|effacer/.test(action)) found.set(kind, { action, fields: pressed });
      }
    }
  }
  return [...found.values()];
}

test('no field of any form breaks it', async () => {
  let tried = 0;
  for (const browser of browsers) {
    const listed = entries(siteRules, 'POST').map(([pattern, rule]) => ({
      action: rule.at?.(behind) ?? pattern,
      fields: rule.fields?.(behind) ?? {},
    }));
    for (const { action, fields } of [...(await formsOf(browser)), ...listed]) {
      if (/deconnexion|supprimer|effacer/.test(action)) continue;
      for (const name of Object.keys(fields))
        for (const one of ['%00', '%ED%A0%80', '__proto__']) {
          if (tried++ % 50 === 0) await house.anew();
          const answer = await browser.post(action, { ...fields, [name]: decoded(one) });
          const said = `${action} ${name}=${one} (${fields.faire ?? ''}): ${answer.status}`;
          assert.ok(answer.status < 500, said);
          whole(await answer.text(), said);
        }
    }
  }
  assert.ok(tried > 200, `${tried}`);
  assert.deepEqual(house.complaints, []);
});
