// What people do on the pages, against a real server.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './support/browser.mjs';
import { desk } from './support/desk.mjs';
import { contested } from './support/pages.mjs';

const at = desk();

test('the board is filtered by its address, and the address outlives a reload', async () => {
  const { page } = at.tab;
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
  const { page } = at.tab;
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

test('a question says why, by rules that the method explains', async () => {
  const { page } = at.tab;
  const count = await contested(at.server.api, (q) => q.why.some((reason) => reason.rule === 'disjoint-counts'));
  await settled(page, `/questions/${count.id}`);
  const rule = page.locator('#why ~ ol a', { hasText: 'disjoint-counts' }).first();
  await rule.click();
  await page.waitForURL(/\/method#rule-disjoint-counts/);
  await settled(page);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
  const all = (await at.server.api.get('/questions?limit=500')).questions;
  const whys = await Promise.all(all.map((q) => at.server.api.get(`/questions/${q.id}`)));
  const rules = new Set(whys.flatMap((q) => q.why.map((reason) => reason.rule)));
  assert.ok(rules.size > 4);
  for (const name of rules) assert.equal(await page.locator(`[id="rule-${name}"]`).count(), 1, `${name} is explained`);
});

test('a claim that answers twice is shown once on its side', async () => {
  const { page, wrong } = at.tab;
  const [first] = (await at.server.api.get('/questions?standing=contested')).questions;
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

test('a pasted text is read, and its claims stand marked in it', async () => {
  const { page } = at.tab;
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
  const { page } = at.tab;
  await settled(page, '/');
  await page.waitForTimeout(300);
  await at.server.api.add([{ id: 'late', text: 'The mayor of Ilmar said on Friday that three houses had burned.', published: '2031-06-06' }]);
  await page.getByText(/new entr(y|ies) in the ledger/).waitFor();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
});

test('text that runs from right to left stands so', async () => {
  const { page } = at.tab;
  const [added] = await at.server.api.add([{ id: 'rtl', title: 'قال المتحدث إن الجسر سقط', text: 'قال المتحدث إن الجسر سقط يوم الثلاثاء.\n\nOfficials said the bridge stands.', published: '2031-06-04' }]);
  await settled(page, `/documents/${added.document}`);
  assert.equal(await page.locator('h1').evaluate((e) => getComputedStyle(e).direction), 'rtl');
});

test('who is told of changes is made, seen and taken away; feeds carry the filter', async () => {
  const { page } = at.tab;
  await settled(page, '/?standing=contested');
  await page.getByRole('link', { name: 'Follow as a feed' }).click();
  await page.getByRole('link', { name: /feed\.atom\?standing=contested$/ }).waitFor();
  const feed = await fetch(await page.getByRole('link', { name: /feed\.json/ }).getAttribute('href'));
  assert.equal(feed.status, 200);
  await page.getByLabel('Address', { exact: true }).fill('https://desk.example/alerts');
  await page.getByLabel('a question became contested').check();
  await page.getByLabel('Word in the question').fill('Velm');
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByText('The secret of its signatures').waitFor();
  await page.getByText('a question became contested; with “Velm”').waitFor();
  await page.getByText('Nothing was sent yet.').waitFor();
  await page.reload();
  await page.getByRole('button', { name: /^Take away/ }).click();
  await page.getByText('Nobody is told yet.').waitFor();
  assert.equal(await page.getByText('The secret of its signatures').count(), 0);
});

test('what was given up is shown first, and tried again', async () => {
  const { page } = at.tab;
  const hook = { id: 'hook_1', url: 'https://desk.example/', wants: { events: [], kind: null, word: null, more_than: 5 }, account: 'desk', created: 1 };
  const row = (id, state) => ({ id, hook: 'hook_1', body: '{}', created: 1_900_000_000, attempts: 9, due: 0, state, error: state === 'dead' ? 'no answer' : null });
  let tried = '';
  await page.route('**/api/v1/hooks', (route) => route.fulfill({ json: { hooks: [hook] } }));
  await page.route('**/api/v1/hooks/hook_1/deliveries', (route) => route.fulfill({ json: { deliveries: [row('a', 'sent'), row('b', tried ? 'waiting' : 'dead')] } }));
  await page.route('**/api/v1/deliveries/*/retry', (route) => {
    tried = route.request().url();
    return route.fulfill({ status: 202, body: '' });
  });
  await settled(page, '/alerts');
  await page.getByText('1 given up').waitFor();
  assert.match(await page.locator('details li').first().innerText(), /given up[\s\S]*no answer/);
  await page.getByRole('button', { name: /^Try again/ }).click();
  await page.getByText('waiting').waitFor();
  assert.match(tried, /deliveries\/b\/retry$/);
  await page.unrouteAll();
});

test('while one types a place, those that the ledger knows are offered', async () => {
  const { page } = at.tab;
  await settled(page, '/');
  const field = page.getByLabel('Place', { exact: true });
  await field.pressSequentially('Ostr');
  await page.locator('datalist option[value="Ostravelm"]').waitFor({ state: 'attached' });
  await field.fill('Ostravelm');
  await field.press('Enter');
  await page.waitForURL(/place=Ostravelm/);
});
