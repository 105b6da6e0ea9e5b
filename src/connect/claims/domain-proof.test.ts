/** Who could take a project that is not theirs, if a domain proved too much. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { domainOfMail, ownDomains, proves } from './domain-proof.ts';

test('a site of one’s own proves, by its very domain', () => {
  assert.deepEqual(ownDomains(['https://www.Bocal.org/page', 'http://bocal.org', 'https://épicerie.fr/']), [
    'bocal.org',
    'xn--picerie-9xa.fr',
  ]);
  assert.ok(proves('awa@BOCAL.org', ['bocal.org']));
  assert.ok(proves('awa@épicerie.fr', ownDomains(['https://épicerie.fr/'])));
});

test('nobody’s: providers, networks, builders of sites, suffixes, addresses without a name', () => {
  const urls = [
    'https://gmail.com', 'https://www.facebook.com/bocal', 'https://bocal.wordpress.com', 'https://sites.google.com/x',
    'https://perso.orange.fr/bocal', 'https://www.helloasso.com/associations/bocal', 'https://asso.fr', 'https://gouv.fr',
    'http://192.0.2.1/', 'http://[::1]/', 'http://localhost/', 'ftp://bocal.org', 'javascript:alert(1)', 'rien', 'https://fr',
  ]; // biome-ignore format: a list
  assert.deepEqual(ownDomains(urls), []);
});

test('whatever the domains, only a mail whose domain is one of them, to the letter, proves', () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  const domain = fc.tuple(label, label).map(([one, two]) => `${one}.${two}`);
  fc.assert(
    fc.property(domain, domain, label, (own, other, name) => {
      const domains = ownDomains([`https://www.${own}/`]);
      const same = domains.includes(other);
      assert.equal(proves(`${name}@${other}`, domains), same);
      assert.equal(proves(`${name}@${name}.${own}`, domains), false);
      assert.equal(proves(`${name}@${name}${own}`, domains), domains.includes(`${name}${own}`));
      assert.equal(proves(`${own}@${other}`, domains), same);
    }),
  );
  assert.equal(domainOfMail('awa@'), undefined);
});
