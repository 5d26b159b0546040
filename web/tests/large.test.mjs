// The pages over a ledger of many generated reports: `HEARSAY_LARGE` is its path. Nothing goes wrong and nothing is
// too wide there either. How long the pages take is printed, and never judged.

import { test } from 'node:test';
import { look, open } from './support/browser.mjs';
import { desk } from './support/desk.mjs';
import { every } from './support/pages.mjs';

const LEDGER = process.env.HEARSAY_LARGE;
const skip = LEDGER ? false : 'HEARSAY_LARGE names no ledger';
/** From so many on it is measured, not only tried. */
const MANY = 10_000;

let pages;
let documents;
const at = skip ? {} : desk({ ledger: LEDGER }, async ({ server }) => {
  pages = await every(server);
  documents = (await server.api.get('/status')).documents;
});

// Of a small ledger every other look is enough: the reports of examples/ get them all.
const looks = [['light', 375], ['dark', 1440], ['light', 1440], ['dark', 375]];
for (const [n, [theme, width]] of looks.entries()) {
  test(`every page of a large ledger, ${theme}, ${width} px`, { skip }, async (t) => {
    if (n > 1 && documents < MANY) return t.skip(`${documents} documents`);
    const tab = await open(at.browser, at.server.base, { width, theme });
    tab.page.setDefaultTimeout(60_000);
    for (const [name, path] of Object.entries(pages)) await look(tab, name, path);
    await tab.close();
  });
}

/** Milliseconds until something is painted, and until the answer of the server is, in a new window. */
async function timed(path) {
  const { page, close } = await open(at.browser, at.server.base);
  page.setDefaultTimeout(60_000);
  await page.addInitScript(() => {
    const look = () => {
      const there = document.querySelector('main h1') && !/Asking the ledger/.test(document.querySelector('main').innerText);
      if (there) window.answered = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(path);
  await page.waitForFunction(() => window.answered);
  const times = await page.evaluate(() => [performance.getEntriesByName('first-contentful-paint')[0]?.startTime, window.answered]);
  await close();
  return times;
}

test('how long pages of a large ledger take', { skip }, async () => {
  const times = documents < MANY ? 3 : 11;
  console.log(`${documents} documents; milliseconds, median and slowest of ${times}:`);
  for (const name of documents < MANY ? ['board', 'a count'] : Object.keys(pages)) {
    const all = [];
    for (let i = 0; i < times; i += 1) all.push(await timed(pages[name]));
    const of = (k) => all.map((t) => Math.round(t[k])).sort((a, b) => a - b);
    const tell = (sorted) => `${sorted[times >> 1]} ${sorted.at(-1)}`;
    console.log(`${name}: first contentful paint ${tell(of(0))}, with its answer ${tell(of(1))}`);
  }
});
