// What people do on the pages, against a real server.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fits, launch, open, settled } from './support/browser.mjs';
import { hostile } from './support/hostile.mjs';
import { serve } from './support/server.mjs';

let server;
let browser;
let tab;

before(async () => {
  server = await serve();
  browser = await launch();
  tab = await open(browser, server.base);
});
after(async () => {
  await browser?.close();
  server?.stop();
});

test('the board is filtered by its address, and the address outlives a reload', async () => {
  const { page } = tab;
  await settled(page, '/');
  const heads = () => page.locator('section > h2 .standing').allInnerTexts();
  assert.equal((await heads())[0], 'contested');
  assert.ok((await heads()).length > 3);
  await page.getByLabel('Standing').selectOption('contested');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.waitForURL(/standing=contested/);
  await page.waitForFunction(() => document.querySelectorAll('section > h2 .standing').length === 1);
  await page.reload();
  await settled(page);
  assert.deepEqual(await heads(), ['contested']);
  assert.equal(await page.getByLabel('Standing').inputValue(), 'contested');
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll('section > h2 .standing').length > 3);
});

test('what was not yet known is left out, and it says so', async () => {
  const { page } = tab;
  await settled(page, '/');
  await page.getByRole('button', { name: 'Change the moment' }).click();
  await page.getByLabel('Known at (UTC)').fill('2020-05-01T12:00');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('Searched 0 documents and found no question that fits.').waitFor();
  await page.getByText('1 May 2020, 12:00').waitFor();
  await page.getByRole('link', { name: 'Sources' }).click();
  await page.getByText('1 May 2020, 12:00').waitFor();
  await page.getByRole('button', { name: 'Back to now' }).click();
  await page.getByRole('link', { name: 'Interior Ministry' }).first().waitFor();
});

/** The first contested question that fits. */
async function contested(fits) {
  const { questions } = await server.api.get('/questions?standing=contested');
  for (const { id } of questions) {
    const question = await server.api.get(`/questions/${id}`);
    if (fits(question)) return question;
  }
  throw new Error('no contested question fits');
}

test('a question says why, by rules that the method explains', async () => {
  const { page } = tab;
  const count = await contested((q) => q.why.some((reason) => reason.rule === 'disjoint-counts'));
  await settled(page, `/questions/${count.id}`);
  const rule = page.locator('#why ~ ol a', { hasText: 'disjoint-counts' }).first();
  await rule.click();
  await page.waitForURL(/\/method#rule-disjoint-counts/);
  await settled(page);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
  const all = (await server.api.get('/questions?limit=500')).questions;
  const whys = await Promise.all(all.map((q) => server.api.get(`/questions/${q.id}`)));
  const rules = new Set(whys.flatMap((q) => q.why.map((reason) => reason.rule)));
  assert.ok(rules.size > 4);
  for (const name of rules) assert.equal(await page.locator(`[id="rule-${name}"]`).count(), 1, `${name} is explained`);
});

test('a claim is rejected with a reason, the standing follows, and it is undone', async () => {
  const { page } = tab;
  // Nothing but its two answers decides it.
  const two = await contested((q) => {
    const own = q.answers.map((answer) => answer.claim);
    return own.length === 2 && q.why.every((reason) => own.includes(reason.a) && own.includes(reason.b));
  });
  await settled(page, `/questions/${two.id}`);
  const stands = page.locator('.stands .standing');
  assert.equal(await stands.innerText(), 'contested');
  await page.getByRole('button', { name: 'Reject …' }).last().click();
  await page.getByLabel('Reason').fill('the page was withdrawn');
  await page.getByRole('button', { name: 'Record it' }).click();
  await page.waitForFunction(() => document.querySelector('.stands .standing')?.textContent?.trim() !== 'contested');
  await settled(page, '/review');
  await page.getByText('the page was withdrawn').waitFor();
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await page.getByText(/is taken back/).first().waitFor();
  await settled(page, `/questions/${two.id}`);
  assert.equal(await stands.innerText(), 'contested');
});

test('a claim that answers twice is shown once on its side', async () => {
  const { page, wrong } = tab;
  const [first] = (await server.api.get('/questions?standing=contested')).questions;
  const twice = (list) => list.concat(list);
  await page.route(`**/api/v1/questions/${first.id}*`, async (route) => {
    const response = await route.fetch();
    const q = await response.json();
    const voices = q.voices.map((v) => ({ ...v, claims: twice(v.claims), because: twice(v.because) }));
    await route.fulfill({ response, json: { ...q, answers: twice(q.answers), why: twice(q.why), notes: ['a', 'a'], voices } });
  });
  await settled(page, `/questions/${first.id}`);
  await page.locator('.side').first().waitFor();
  const ids = await page.locator('.side figure').evaluateAll((all) => all.map((f) => f.id));
  assert.equal(new Set(ids).size, ids.length);
  await page.unrouteAll();
  assert.deepEqual(wrong, []);
});

test('a judgement without a reason is not recorded', async () => {
  const { page } = tab;
  const { entries } = await server.api.get('/status');
  await settled(page, '/review');
  await page.getByRole('button', { name: 'Grade …' }).first().click();
  await page.getByRole('button', { name: 'Record it' }).click();
  assert.equal((await server.api.get('/status')).entries, entries);
});

test('the queue is worked through from the keyboard', async () => {
  const { page } = tab;
  await settled(page, '/review');
  await page.locator('#item-0').waitFor();
  await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'item-1');
  await page.keyboard.press('g');
  await page.locator('#item-1').getByLabel('Grade', { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'SELECT');
});

test('a pasted text is read, and its claims stand marked in it', async () => {
  const { page } = tab;
  await settled(page, '/add');
  await page.getByLabel('Paste the report').fill('The harbour master of Ilmar, Dena Rusk, said on Tuesday that 14 boats had been sunk in the storm.\n\nThe coast guard denied that any boat had been lost.');
  await page.getByLabel('Title').fill('Boats in Ilmar');
  await page.getByLabel('Published').fill('2031-06-03');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('link', { name: 'Open' }).click();
  await page.locator('h1', { hasText: 'Boats in Ilmar' }).waitFor();
  await page.locator('.text .content').first().waitFor();
  const read = (await page.locator('.text .said').allInnerTexts()).join(' ').replace(/\d+(?=[A-Z“"])/g, '');
  assert.match(read, /denied that any boat had been lost/);
  await page.locator('.text button.mark').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/claim=clm_/);
  await page.getByText('From the origin to the publisher').waitFor();
});

test('a report that arrives while one looks is announced', async () => {
  const { page } = tab;
  await settled(page, '/');
  await page.waitForTimeout(300);
  await server.api.add([{ id: 'late', text: 'The mayor of Ilmar said on Friday that three houses had burned.', published: '2031-06-06' }]);
  await page.getByText(/new entr(y|ies) in the ledger/).waitFor();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
});

test('text that runs from right to left stands so', async () => {
  const { page } = tab;
  const [added] = await server.api.add([{ id: 'rtl', title: 'قال المتحدث إن الجسر سقط', text: 'قال المتحدث إن الجسر سقط يوم الثلاثاء.\n\nOfficials said the bridge stands.', published: '2031-06-04' }]);
  await settled(page, `/documents/${added.document}`);
  assert.equal(await page.locator('h1').evaluate((e) => getComputedStyle(e).direction), 'rtl');
});

test('hostile documents are shown as text, and nothing else', async () => {
  const { page, wrong } = tab;
  const added = await server.api.add(hostile(36));
  const documents = added.filter((a) => a.document);
  assert.ok(documents.length >= 30, `${documents.length} were read`);
  await page.setViewportSize({ width: 375, height: 800 });
  for (const path of ['/documents', '/', '/review', '/map', '/sources', '/search?q=taken', ...documents.slice(0, 18).map((d) => `/documents/${d.document}`)]) {
    await settled(page, path);
    await fits(page, path);
    const state = await page.evaluate(() => ({
      taken: 'taken' in window, strange: document.querySelectorAll('main script, main iframe, main img, main base, main meta, main style, main [onerror], main [onload]').length,
    }));
    assert.deepEqual(state, { taken: false, strange: 0 }, path);
  }
  await settled(page, `/documents/${documents[0].document}`);
  await page.getByText('<script>window.taken = 1; alert(1)</script>').first().waitFor();
  await page.setViewportSize({ width: 1440, height: 900 });
  assert.deepEqual(wrong, []);
});
