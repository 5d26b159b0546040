// Pages on paper: whole, with the address at which they are found again, and without what only a screen needs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './support/browser.mjs';
import { desk } from './support/desk.mjs';
import { contested } from './support/pages.mjs';

const at = desk({ width: 375, theme: 'dark' }, async ({ tab }) => {
  await settled(tab.page, '/');
  await tab.page.getByLabel('Colours').selectOption('dark');
});

/** What nobody can use on paper, what is cut off there or lies over something else, and what cannot be read. */
const faults = (page) => page.evaluate(() => {
  const seen = [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length);
  const tell = (e) => e.outerHTML.slice(0, 90);
  const style = (e) => getComputedStyle(e);
  const light = (color) => Math.max(...color.match(/[\d.]+/g).slice(0, 3).map(Number)) > 190;
  const small = (e) => e.classList.contains('hidden') || e.closest('.hidden');
  return {
    controls: seen.filter((e) => e.matches('nav, input, select, textarea, form, .skip, button:not(.mark, .claims button, .pinned button)')).map(tell),
    cut: seen.filter((e) => !small(e) && !e.closest('svg, .frame') && /auto|scroll|hidden/.test(style(e).overflowY) && e.scrollHeight > e.clientHeight + 1).map(tell),
    over: seen.filter((e) => /fixed|sticky/.test(style(e).position)).map(tell),
    pale: seen.filter((e) => !e.closest('svg') && e.firstChild?.nodeType === 3 && e.firstChild.data.trim() && light(style(e).color)).map(tell),
    parted: seen.filter((e) => e.matches('figure, blockquote, tr, #why ~ ol > li') && style(e).breakInside !== 'avoid').map(tell),
  };
});
const SOUND = { controls: [], cut: [], over: [], pale: [], parted: [] };

/** Opened on a phone, and sent to a sheet. */
async function onPaper(path) {
  await settled(at.tab.page, path);
  await at.tab.page.emulateMedia({ media: 'print' });
  await at.tab.page.setViewportSize({ width: 680, height: 1000 });
  assert.deepEqual(await faults(at.tab.page), SOUND, path);
}
async function back() {
  await at.tab.page.emulateMedia({ media: 'screen' });
  await at.tab.page.setViewportSize({ width: 375, height: 900 });
}

test('a question is printed whole', async () => {
  const { page, wrong } = at.tab;
  const q = await contested(at.server.api, (one) => one.range && one.why.length > 12);
  await onPaper(`/questions/${q.id}`);
  const paper = await page.locator('body').innerText();
  const address = `${at.server.base}/questions/${q.id}?known_at=`;
  assert.ok(paper.split(address).length === 3, 'its address stands at its head and at its end');
  for (const { claim } of q.answers) assert.ok(paper.includes(claim), `${claim} is there`);
  for (const c of q.claims) {
    assert.ok(paper.includes(c.content.text.trim().slice(1, 30)), 'its words');
    assert.ok(paper.includes(c.title ?? c.name), 'where they stand');
    if (c.url) assert.ok(paper.includes(c.url), 'and where that is found');
  }
  for (const reason of q.why) assert.ok(paper.includes(reason.text), reason.text);
  for (const voice of q.voices) assert.ok(paper.includes(voice.origin), voice.origin);
  assert.match(paper, /As known at .* UTC; \d+ documents/);
  assert.ok(await page.getByRole('img', { name: /^Picture of/ }).isVisible());
  assert.match(paper, /cannot both be right/, 'what red means stands there in words');
  assert.ok((await page.pdf({ format: 'A4' })).length > 10_000);
  await back();
  assert.deepEqual(wrong, []);
});

test('the button prints what the folded lists hold, too', async () => {
  const { page } = at.tab;
  const q = await contested(at.server.api, (one) => one.range && one.why.length > 12);
  await settled(page, `/questions/${q.id}`);
  await page.evaluate(() => {
    window.print = () => {
      dispatchEvent(new Event('beforeprint'));
      window.printed = document.body.textContent;
      dispatchEvent(new Event('afterprint'));
    };
  });
  await page.getByRole('button', { name: 'Print' }).click();
  const printed = await page.evaluate(() => window.printed);
  for (const reason of q.why) assert.ok(printed.includes(reason.text), reason.text);
  assert.equal(await page.locator('details[open]').count(), 0, 'afterwards they are folded as before');
});

test('board, document, source, claim and map are sound on paper', async () => {
  const { claims } = await at.server.api.get('/claims?limit=1');
  const [claim] = claims;
  const { sources } = await at.server.api.get('/sources');
  const paths = ['/', `/documents/${claim.document}`, `/documents/${claim.document}?claim=${claim.id}`, `/claims/${claim.id}`,
    `/sources?name=${encodeURIComponent(sources[0].name)}`, '/sources', '/documents', '/map', '/method', '/review'];
  for (const path of paths) {
    await onPaper(path);
    await back();
  }
  assert.deepEqual(at.tab.wrong, []);
});
