/** Correcting and claiming in a real browser, two people at once, at the width of a phone, in both languages, without JavaScript. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type CorrectableSite, correctableSite } from '#web/corrections-testing.ts';
import { launchChromium } from './chromium.ts';
import { type Listening, listen } from './listen.ts';
import { looksRight } from './looking.ts';

const words = {
  fr: {
    prefix: '',
    correct: 'Proposer une correction',
    field: 'Corriger : Résumé',
    right: 'Ce qui serait juste',
    why: 'Pourquoi ?',
    send: 'Envoyer la proposition',
    accept: 'Accepter',
    corrected: /Résumé : corrigé par .+ le \d/,
    claim: 'C’est mon projet',
    address: 'Votre adresse au nom du projet',
    sendLink: 'Envoyer le lien',
    confirm: 'Confirmer',
    held: 'C’est confirmé : ce projet est à votre nom.',
    kept: 'Tenu à jour par son porteur',
  },
  en: {
    prefix: '/en',
    correct: 'Propose a correction',
    field: 'Correct: Summary',
    right: 'What would be right',
    why: 'Why?',
    send: 'Send the proposal',
    accept: 'Accept',
    corrected: /Summary: corrected by .+ on \d/,
    claim: 'This is my project',
    address: 'Your address at the project',
    sendLink: 'Send the link',
    confirm: 'Confirm',
    held: 'Confirmed: this project is in your name.',
    kept: 'Kept up to date by its holder',
  },
};

describe('correcting in a browser', () => {
  let browser: Browser;
  let house: CorrectableSite;
  let served: Listening;
  let base: string;
  before(async () => {
    served = await listen((request, environment) => house.site.fetch(request, environment));
    base = served.base;
    house = await correctableSite(base);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    await house?.close();
  });

  async function signIn(page: Page, mail: string, prefix: string) {
    await page.goto(`${base}${prefix}/compte`);
    await page.getByRole('textbox').last().fill(mail);
    await page.locator('main form button').click();
    await page.goto((await house.lastLink(mail)).href);
    await page.locator('main form button').click();
  }
  const phone = () => browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const said = async (page: Page) => (await page.locator('main').innerText()).replaceAll(/[\u00a0\u202f]/g, ' ');
  const fits = async (page: Page) =>
    assert.ok((await page.locator('html').boundingBox())!.width <= 360, `${page.url()} is wider than a phone`);

  for (const [language, text] of Object.entries(words)) {
    const own = (name: string) => `${name}-${language}@exemple.org`;

    test(`${language}: a stranger corrects, the partner accepts, the page says it and who corrected it`, async () => {
      const [strangers, partners] = await Promise.all([phone(), phone()]);
      try {
        const [reader, partner] = await Promise.all([strangers.newPage(), partners.newPage()]);
        const { id } = await house.projectOf('a/1');
        await reader.goto(`${base}${text.prefix}/projets/${id}`);
        await reader.getByRole('link', { name: text.correct }).click();
        await fits(reader);
        await reader.getByRole('link', { name: text.field }).click();
        await reader.getByLabel(text.right).fill(`Une épicerie (${language}).`);
        await reader.getByLabel(text.why).fill('J’y suis passée.');
        await reader.locator('input[type="email"]').fill(own('lou'));
        await fits(reader);
        await reader.getByRole('button', { name: text.send }).click();
        const [mail] = await house.mailsTo(own('lou'));
        await reader.goto(/https?:\/\/\S+jeton=\S+/.exec(mail!.text)![0]);
        await reader.locator('main form button').click();
        await fits(reader);

        await signIn(partner, own('kim'), text.prefix);
        await house.speaks(own('kim'), 'a');
        await partner.goto(`${base}${text.prefix}/partenaires/a/corrections`);
        await fits(partner);
        const correction = partner.locator('.correction').filter({ hasText: `Une épicerie (${language}).` });
        await correction.getByRole('textbox').fill('Merci.');
        await correction.getByRole('button', { name: text.accept }).click();

        await reader.goto(`${base}${text.prefix}/projets/${id}`);
        const page = await said(reader);
        assert.ok(page.includes(`Une épicerie (${language}).`));
        assert.match(page, text.corrected);
        await fits(reader);
      } finally {
        await strangers.close();
        await partners.close();
      }
    });

    test(`${language}: a project is claimed by mail at its domain, and its page says so`, async () => {
      const context = await phone();
      try {
        const page = await context.newPage();
        await signIn(page, own('awa'), text.prefix);
        const { id } = await house.projectOf('a/1');
        await page.goto(`${base}${text.prefix}/projets/${id}`);
        await page.getByRole('link', { name: text.claim }).click();
        await fits(page);
        await page.getByLabel(text.address).fill(`awa-${language}@bocal.example`);
        await page.getByRole('button', { name: text.sendLink }).click();
        const [mail] = await house.mailsTo(`awa-${language}@bocal.example`);
        await page.goto(/https?:\/\/\S+jeton=\S+/.exec(mail!.text)![0]);
        await page.getByRole('button', { name: text.confirm }).click();
        assert.ok((await said(page)).includes(text.held));
        await fits(page);
        await page.goto(`${base}${text.prefix}/projets/${id}`);
        assert.ok((await said(page)).includes(text.kept));
        const { id: claim } = await house.db
          .selectFrom('claim')
          .select('id')
          .where('proof', '=', 'bocal.example')
          .orderBy('asked_at', 'desc')
          .executeTakeFirstOrThrow();
        await house.db.deleteFrom('claim').where('id', '=', claim).execute();
      } finally {
        await context.close();
      }
    });
  }

  test('nothing that axe finds on any of these pages, light and dark', async () => {
    const { id } = await house.projectOf('a/1');
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, bypassCSP: true });
    try {
      const page = await context.newPage();
      await signIn(page, 'kim-fr@exemple.org', '');
      const paths = [
        ...['corriger', 'revendiquer', 'essaimage', 'signaler'].map((last) => `/projets/${id}/${last}`),
        ...['title', 'themes', 'sites', 'stage', 'body', 'links'].map(
          (field) => `/projets/${id}/corriger?champ=${field}`,
        ),
        '/partenaires/a/corrections',
        '/partenaires/a/porteurs',
        '/compte/corrections',
        '/compte/projets',
        `/en/projets/${id}/signaler`,
      ];
      for (const path of paths)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const answer = await page.goto(base + path);
          assert.equal(answer!.status(), 200, path);
          for (const choice of await page.locator('main input:is([type=checkbox], [type=radio])').all())
            assert.ok((await choice.boundingBox())!.width < 60, `${path}: a choice leaves its label no room`);
          await looksRight(page, `${path}, ${colorScheme}`);
        }
    } finally {
      await context.close();
    }
  });
});
