// The map of many claims at places with a position: marks that can be told apart, lists with an end, a picture that is
// pushed and not drawn anew. `HEARSAY_PLACES` says how many reports are read (7,000 make 40,000 claims).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits, look, open } from './support/browser.mjs';
import { desk } from './support/desk.mjs';

const REPORTS = Number(process.env.HEARSAY_PLACES) || 150;
const TOWNS = ('Accra Agadez Aleppo Baku Bamako Basra Beirut Belgrade Bogota Cairo Cali Cusco Dakar Davao Dhaka Douala Gao Grozny Harare Herat Homs Isfahan Jos Kabul ' +
  'Kampala Kano Karachi Khartoum Kigali Lagos Lima Lusaka Lviv Managua Mandalay Manila Mombasa Mosul Mostar Nairobi Odesa Quito Sarajevo Skopje Tabriz Tbilisi Tripoli Yangon').split(' ');

const at = desk({}, async ({ server }) => {
  const row = (n) => {
    const towns = [0, 1, 2].map((k) => TOWNS[(n * 7 + k * 17) % TOWNS.length]);
    const text = towns.flatMap((town, k) => [`The governor of ${town} said on Tuesday that ${n + k + 2} people had been killed in ${town}.`, `The opposition denied that anybody had been killed in ${town}.`]);
    return { id: `placed ${n}`, title: `Day ${n}`, publisher: `Paper ${n % 40}`, published: new Date(Date.UTC(2031, 0, 1 + (n % 300))).toISOString().slice(0, 10), text: text.join('\n\n') };
  };
  for (let first = 0; first < REPORTS; first += 250) {
    await server.api.add(Array.from({ length: Math.min(250, REPORTS - first) }, (_, k) => row(first + k)));
  }
});

for (const [theme, width] of [['light', 375], ['dark', 1440]]) {
  test(`a map of many claims, ${theme}, ${width} px`, async () => {
    const tab = await open(at.browser, at.server.base, { width, theme });
    const { page } = tab;
    await look(tab, 'map', '/map');
    const marks = page.locator('.spot');
    await marks.first().waitFor();
    assert.ok((await page.locator('.spot.heap').count()) > 0, 'places near each other are one mark');
    const places = await page.locator('aside details').count();
    assert.ok(places > 0 && places <= 20, `${places} places are listed at first`);
    assert.equal(await page.locator('aside details li').count(), 0, 'what is folded is not there');
    await page.locator('aside details summary').first().click();
    await page.locator('aside details li').first().waitFor();

    // Places that were one mark part when one zooms in.
    await page.locator('.view').scrollIntoViewIfNeeded();
    const before = await marks.count();
    const [heap] = await page.locator('.spot.heap .disc').evaluateAll((all) => {
      const view = document.querySelector('.view').getBoundingClientRect();
      const inside = (r) => r.left > view.left && r.right < view.right && r.top > view.top && r.bottom < view.bottom - 60;
      const at = (r) => ({ x: r.left + r.width / 2, y: r.top + r.height / 2 });
      return all.map((e) => e.getBoundingClientRect()).filter(inside).map(at);
    });
    await page.mouse.click(heap.x, heap.y);
    await page.waitForFunction((n) => document.querySelectorAll('.spot').length !== n, before);
    await page.getByRole('button', { name: 'All places' }).click();
    await page.waitForFunction((n) => document.querySelectorAll('.spot').length === n, before);

    // Claims that were left out come when asked for.
    const told = await page.getByText(/^The first \d+ claims/).innerText();
    await page.getByRole('button', { name: 'Add 500 more' }).click();
    await page.waitForFunction((told) => !document.body.innerText.includes(told), told);
    await fits(page, 'the map with more claims');

    const { median, drawn } = await pushed(page);
    console.log(`map, ${theme}, ${width} px: ${median} ms a frame while it is pushed (median)`);
    assert.equal(drawn, 0, 'the coasts are not drawn anew while one pushes');
    await tab.close();
  });
}

/** Pushes the map; milliseconds of a frame meanwhile, and how often its coasts were drawn anew. */
async function pushed(page) {
  await page.locator('.view').scrollIntoViewIfNeeded();
  const box = await page.locator('.view').boundingBox();
  await page.evaluate(() => {
    window.frames = [];
    window.drawn = 0;
    new MutationObserver((all) => (window.drawn += all.length)).observe(document.querySelector('.land'), { attributes: true });
    let last = performance.now();
    const next = () => {
      window.frames.push(performance.now() - last);
      last = performance.now();
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await page.mouse.move(box.x + 40, box.y + 40);
  await page.mouse.down();
  for (let i = 1; i <= 40; i += 1) await page.mouse.move(box.x + 40 + i * 2, box.y + 40 + i);
  const result = await page.evaluate(() => ({ drawn: window.drawn, median: Math.round(window.frames.sort((a, b) => a - b)[window.frames.length >> 1]) }));
  const where = () => page.locator('.spot .disc, .spot .cross').first().evaluate((e) => Math.round(e.getBoundingClientRect().left));
  const there = await where();
  await page.mouse.up();
  await page.waitForTimeout(100);
  assert.ok(Math.abs((await where()) - there) <= 1, 'and stays where it was pushed to');
  return result;
}
