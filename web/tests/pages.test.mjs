// Every page in both themes, on a phone and on a wide screen: nothing goes wrong, nothing is too wide, axe finds
// nothing.

import { test } from 'node:test';
import { look, open } from './support/browser.mjs';
import { desk } from './support/desk.mjs';
import { every } from './support/pages.mjs';

let pages;
const at = desk({}, async ({ server }) => {
  pages = await every(server);
});

for (const theme of ['light', 'dark']) {
  for (const width of [375, 1440]) {
    test(`every page, ${theme}, ${width} px`, async () => {
      const tab = await open(at.browser, at.server.base, { width, theme });
      for (const [name, path] of Object.entries(pages)) await look(tab, name, path);
      await tab.close();
    });
  }
}
