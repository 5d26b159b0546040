// By keyboard alone, on a phone's width: from the board to a question, its reasons, the document and the queue. The place
// of the keyboard is always seen, never under something else, and never lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './support/browser.mjs';
import { desk } from './support/desk.mjs';
import { contested } from './support/pages.mjs';

const at = desk({ width: 375 });

/** Where the keyboard stands, and what is wrong with that. */
const here = () => at.tab.page.evaluate(() => {
  const e = document.activeElement;
  const [box] = e.getClientRects();
  const style = getComputedStyle(e);
  const wrong = [];
  if (!box || box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) wrong.push('out of sight');
  else {
    const top = document.elementFromPoint(Math.max(1, box.left + Math.min(box.width / 2, 12)), box.top + Math.min(box.height / 2, 10));
    if (top && !e.contains(top) && !top.contains(e)) wrong.push(`under ${top.outerHTML.slice(0, 60)}`);
  }
  if (style.outlineStyle === 'none' || !parseFloat(style.outlineWidth)) wrong.push('not marked');
  const name = (e.getAttribute('aria-label') ?? e.innerText ?? '').trim();
  return { body: e === document.body, name, id: e.id, href: e.getAttribute('href') ?? '', wrong };
});

/** Tabs until `fits` holds of where the keyboard stands. */
async function tabTo(fits, most = 300) {
  for (let i = 0; i < most; i += 1) {
    await at.tab.page.keyboard.press('Tab');
    const stop = await here();
    assert.ok(!stop.body, 'the keyboard left the page before it got there');
    assert.deepEqual(stop.wrong, [], stop.name);
    if (fits(stop)) return stop;
  }
  throw new Error('the keyboard did not get there');
}
const enter = () => at.tab.page.keyboard.press('Enter');

test('from the board to the queue by keyboard alone', async () => {
  const { page, wrong } = at.tab;
  const q = await contested(at.server.api, (one) => one.range && one.why.length > 12);
  await settled(page, '/');
  await tabTo((at) => at.href.startsWith(`/questions/${q.id}`) && !at.href.includes('#'));
  await enter();
  await page.waitForURL(/questions/);
  await settled(page);
  assert.equal((await here()).id, 'main', 'a page begins at its beginning');
  await tabTo((at) => at.name.startsWith('updates'));
  await page.keyboard.press('Space');
  await page.locator('details[open] li').first().waitFor();
  await tabTo((at) => at.href.startsWith('/documents/'));
  await enter();
  await page.waitForURL(/documents\/.*claim=/);
  await settled(page);
  // The claim that the address names lies over the lower half: what is reached stands above it.
  const mark = await tabTo((at) => /^mark-/.test(at.id));
  await enter();
  await page.waitForFunction((id) => document.getElementById(id).getAttribute('aria-pressed') === 'true', mark.id);
  assert.equal((await here()).name, 'Close', 'the keyboard goes into what was opened');
  await page.keyboard.press('Escape');
  await page.locator('.detail.open').waitFor({ state: 'detached' });
  assert.equal((await here()).id, mark.id, 'and back to where it came from');
  await page.keyboard.press('Home');
  // The browser rolls there: let it arrive, or it rolls the next page.
  await page.waitForFunction(() => scrollY === 0);
  await page.evaluate(() => document.getElementById('main').focus());
  await page.keyboard.press('Shift+Tab');
  await page.getByRole('link', { name: 'Review' }).focus();
  await enter();
  await page.waitForURL(/review/);
  await settled(page);
  await page.locator('#item-0').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('g');
  await page.getByRole('button', { name: 'Record it' }).waitFor();
  await tabTo((at) => at.name === 'Leave it');
  await enter();
  assert.match((await here()).name, /^Grade/, 'a form that is left gives the keyboard back');
  assert.deepEqual(wrong, []);
});

test('the keyboard is not lost when what it stood on goes away', async () => {
  const { page } = at.tab;
  await settled(page, '/?standing=contested');
  await page.getByRole('button', { name: 'Clear filters' }).focus();
  await enter();
  await page.waitForURL((url) => !url.search);
  assert.equal((await here()).name, 'Filters');
  await page.getByRole('button', { name: 'Change the moment' }).focus();
  await enter();
  await page.getByLabel('Known at (UTC)').fill('2031-05-01T12:00');
  await page.getByRole('button', { name: 'Apply' }).focus();
  await enter();
  await page.waitForURL(/known_at/);
  assert.equal((await here()).name, 'Change the moment');
  await page.getByRole('button', { name: 'Back to now' }).focus();
  await enter();
  await page.waitForURL((url) => !url.search);
  assert.equal((await here()).name, 'Change the moment');
  const q = await contested(at.server.api, (one) => one.why.length > 12);
  await settled(page, `/questions/${q.id}`);
  const more = page.getByRole('button', { name: /^Show \d+ more/ }).first();
  if (await more.count()) {
    await more.focus();
    await enter();
    assert.ok(!(await here()).body);
  }
  assert.deepEqual(at.tab.wrong, []);
});

test('every stop of the keyboard is seen, also beside an open claim', async () => {
  const { page } = at.tab;
  const { claims } = await at.server.api.get('/claims?limit=1');
  for (const path of ['/map', `/documents/${claims[0].document}?claim=${claims[0].id}`]) {
    await settled(page, path);
    await page.waitForTimeout(300);
    let stops = 0;
    for (; stops < 400; stops += 1) {
      await page.keyboard.press('Tab');
      const stop = await here();
      if (stop.body) break;
      assert.deepEqual(stop.wrong, [], `${path} ${stop.name}`);
    }
    assert.ok(stops > 15 && stops < 400, `${path} has ${stops} stops`);
  }
});
