// What the board offers of the questions that it shows.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './support/browser.mjs';
import { desk } from './support/desk.mjs';

const at = desk();

test('the export holds the questions of the filtered board; of words, which it does not take, it says so', async () => {
  const { page } = at.tab;
  const { questions } = await at.server.api.get('/questions?limit=1');
  const { claims } = await at.server.api.get(`/questions/${questions[0].id}`);
  const publisher = claims.find((c) => c.publisher).publisher;
  for (const filter of ['', '?standing=contested', `?publisher=${encodeURIComponent(publisher)}`, '?q=bridge', `?q=bridge&publisher=${encodeURIComponent(publisher)}`]) {
    await settled(page, `/${filter}`);
    const link = page.getByRole('link', { name: filter.includes('q=') ? 'Export, with any words' : 'Export', exact: true });
    const table = await fetch(new URL(await link.getAttribute('href'), at.server.base)).then((r) => r.text());
    const exported = new Set(table.match(/^qst_\w+/gm));
    const shown = await page.locator('main h3 a').evaluateAll((all) => all.map((a) => a.pathname.split('/').at(-1)));
    assert.ok(shown.length > 0, filter);
    for (const id of shown) assert.ok(exported.has(id), `${filter} ${id}`);
    if (!filter.includes('q=')) assert.equal(exported.size, shown.length, filter);
  }
  assert.deepEqual(at.tab.wrong, []);
});
