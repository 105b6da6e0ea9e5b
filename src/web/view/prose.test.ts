import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prose } from './prose.ts';

test('a stored script never reaches a reader, a paragraph does', () => {
  const html = prose(
    '<h1 onclick="x()">Titre</h1><p>Oui <script>alert(1)</script><a href="javascript:x()">non</a></p><img src=x onerror=y>',
  );
  assert.doesNotMatch(html, /script|onclick|onerror|<img|javascript/);
  assert.match(html, /<h3>Titre<\/h3><p>Oui <a/);
});
