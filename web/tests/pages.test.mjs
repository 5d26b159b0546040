// Every page in both themes, on a phone and on a wide screen: nothing goes wrong, nothing is too wide, axe finds
// nothing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, look, open } from './support/browser.mjs';
import { every } from './support/pages.mjs';
import { serve } from './support/server.mjs';

let server;
let browser;
let pages;

before(async () => {
  server = await serve();
  browser = await launch();
  pages = await every(server);
});
after(async () => {
  await browser?.close();
  server?.stop();
});

for (const theme of ['light', 'dark']) {
  for (const width of [375, 1440]) {
    test(`every page, ${theme}, ${width} px`, async () => {
      const tab = await open(browser, server.base, { width, theme });
      for (const [name, path] of Object.entries(pages)) await look(tab, name, path);
      await tab.close();
    });
  }
}
