// Every page in both themes, on a phone and on a wide screen: nothing goes wrong, nothing is too wide, axe finds
// nothing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings, fits, launch, open, settled } from './support/browser.mjs';
import { serve } from './support/server.mjs';

let server;
let browser;
let pages;

before(async () => {
  server = await serve();
  browser = await launch();
  const board = await server.api.get('/questions?limit=500');
  const of = (standing) => board.questions.find((q) => q.standing === standing)?.id;
  const count = board.questions.find((q) => q.standing === 'contested' && q.low !== null);
  const question = await server.api.get(`/questions/${count.id}`);
  const claim = question.claims[0];
  pages = {
    board: '/', 'a count': `/questions/${count.id}`, 'a status': `/questions/${board.questions.find((q) => q.kind === 'control').id}`,
    'a prediction': `/questions/${of('failed')}`, documents: '/documents', 'a document': `/documents/${claim.document}`,
    'a chosen claim': `/documents/${claim.document}?claim=${claim.id}`, 'a claim': `/claims/${claim.id}`,
    sources: '/sources', 'a source': '/sources?name=Interior%20Ministry', map: '/map', review: '/review', method: '/method',
    add: '/add', search: '/search?q=bridge', 'as known long ago': '/?known_at=2020-01-01T00:00', 'no such page': '/nowhere',
  };
});
after(async () => {
  await browser?.close();
  server?.stop();
});

for (const theme of ['light', 'dark']) {
  for (const width of [375, 1440]) {
    test(`every page, ${theme}, ${width} px`, async () => {
      const { page, wrong, close } = await open(browser, server.base, { width, theme });
      for (const [name, path] of Object.entries(pages)) {
        await settled(page, path);
        if (name !== 'no such page') await page.getByLabel('As known at', { exact: true }).first().waitFor();
        assert.deepEqual(await findings(page), [], `${name}, ${theme}, ${width} px`);
        await fits(page, name);
        assert.deepEqual(wrong, [], name);
      }
      await close();
    });
  }
}
