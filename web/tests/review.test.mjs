// What people judge on the pages, against a real server: each judgement has a reason, counts at once, stands in the
// history with its author, and can be taken back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './support/browser.mjs';
import { desk } from './support/desk.mjs';
import { contested } from './support/pages.mjs';

const at = desk();

/** Opens a judgement, gives the reason after the fields, and records it; the number of its entry. */
async function judge(within, verb, fields, reason) {
  const page = within.page();
  await within.getByRole('button', { name: verb }).first().click();
  for (const [label, value] of Object.entries(fields)) {
    const field = within.getByLabel(label, { exact: true });
    if ((await field.evaluate((e) => e.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  await within.getByLabel('Reason').fill(reason);
  await within.getByRole('button', { name: 'Record it' }).click();
  const told = page.getByRole('status').filter({ hasText: 'Recorded as entry' });
  await told.waitFor();
  const entry = Number(/\d+/.exec(await told.innerText())[0]);
  await told.getByRole('button', { name: 'Close' }).click();
  const row = (await at.server.api.get('/judgements?limit=10')).rows.find((r) => r.entry === entry);
  assert.equal(row.reason, reason);
  return entry;
}

/** Takes the entry back on the page of Review, where it stands with its author. */
async function undo(entry, reason) {
  const { page } = at.tab;
  await settled(page, '/review');
  const row = page.locator('li', { has: page.getByRole('button', { name: `Undo ${entry}`, exact: true }) });
  await row.getByText(reason).waitFor();
  assert.match(await row.innerText(), /by \S+/);
  await page.getByRole('button', { name: `Undo ${entry}`, exact: true }).click();
  await page.getByRole('status').getByText(`Entry ${entry} is taken back.`).waitFor();
}

test('a claim is rejected with a reason, the standing follows, and it is undone', async () => {
  const { page } = at.tab;
  // Nothing but its two answers decides it.
  const two = await contested(at.server.api, (q) => {
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

test('a judgement without a reason is not recorded', async () => {
  const { page } = at.tab;
  const { entries } = await at.server.api.get('/status');
  await settled(page, '/review');
  await page.getByRole('button', { name: 'Grade …' }).first().click();
  await page.getByRole('button', { name: 'Record it' }).click();
  assert.equal((await at.server.api.get('/status')).entries, entries);
});

test('the queue is worked through from the keyboard', async () => {
  const { page } = at.tab;
  await settled(page, '/review');
  await page.locator('#item-0').waitFor();
  await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'item-1');
  await page.keyboard.press('g');
  await page.locator('#item-1').getByLabel('Grade', { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'SELECT');
  // All without a pointer: leave that, go back, accept, and take it back.
  await page.locator('#item-1').getByRole('button', { name: 'Leave it' }).press('Enter');
  await page.keyboard.press('k');
  await page.keyboard.press('a');
  await page.waitForFunction(() => document.activeElement?.closest('#item-0') && document.activeElement.tagName === 'INPUT');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText(/Recorded as entry/).waitFor();
  await page.locator('#item-0').focus();
  await page.keyboard.press('u');
  await page.getByRole('status').getByText(/is taken back/).waitFor();
});

test('every field of a claim is corrected, and says what stood in it', async () => {
  const { page } = at.tab;
  const count = await contested(at.server.api, (q) => q.answers.some((a) => a.type === 'interval' && a.value.low === a.value.high));
  const given = count.answers.find((a) => a.type === 'interval' && a.value.low === a.value.high);
  const values = { quantity: '77', source: 'Toll Commission', claimed_time: '2031-05-06', valid_time: '2031-05-04..2031-05-06', place: 'Nether Velm', answer: '70..80' };
  for (const [field, value] of Object.entries(values)) {
    await settled(page, `/claims/${given.claim}`);
    const entry = await judge(page.locator('.judge').first(), 'Correct …', { Field: field, 'As it should be': value }, `by the record, ${field}`);
    await undo(entry, `by the record, ${field}`);
  }
});

test('a corrected number moves its claim to another side, and back', async () => {
  const { page } = at.tab;
  const count = await contested(at.server.api, (q) => q.answers.some((a) => a.type === 'interval' && a.value.low === a.value.high));
  await settled(page, `/questions/${count.id}`);
  const heads = () => page.locator('.side h3').allInnerTexts();
  const claim = count.answers.find((a) => a.type === 'interval' && a.value.low === a.value.high).claim;
  const before = await heads();
  assert.ok(!before.includes('777'));
  const side = page.locator('figure', { has: page.locator(`a[href*="/claims/${claim}"]`) }).first();
  const entry = await judge(side, 'Correct …', { Field: 'quantity', 'As it should be': '777' }, 'a slip of the pen');
  await settled(page, `/questions/${count.id}`);
  await page.locator('.side h3', { hasText: '777' }).waitFor();
  await undo(entry, 'a slip of the pen');
  await settled(page, `/questions/${count.id}`);
  assert.deepEqual(await heads(), before);
});

test('two questions are joined by words of the other, and parted again', async () => {
  const { page } = at.tab;
  const { questions } = await at.server.api.get('/questions?kind=killed&limit=500');
  const [stays, joins] = questions;
  await settled(page, `/questions/${stays.id}`);
  const tools = page.locator('.tools .judge');
  await tools.getByRole('button', { name: 'Join …' }).click();
  await tools.getByLabel(/Question that joins it/).pressSequentially(joins.text.split(' ').slice(2, 5).join(' '));
  await tools.locator(`datalist option[value="${joins.id}"]`).waitFor({ state: 'attached' });
  await tools.getByRole('button', { name: 'Leave it' }).click();
  const entry = await judge(tools, 'Join …', { 'Question that joins it (type words of it)': joins.id }, 'one event');
  const listed = async () => (await at.server.api.get('/questions?limit=500')).questions.map((q) => q.id);
  assert.ok(!(await listed()).includes(joins.id));
  await undo(entry, 'one event');
  assert.ok((await listed()).includes(joins.id));
});

test('a claim is split off its question', async () => {
  const { page } = at.tab;
  const count = await contested(at.server.api, (q) => q.answers.length > 2);
  await settled(page, `/questions/${count.id}`);
  const entry = await judge(page.locator('.side figure').last(), 'Split off …', {}, 'another day');
  const [{ subject }] = (await at.server.api.get('/judgements?limit=1')).rows;
  const without = await at.server.api.get(`/questions/${count.id}`);
  assert.ok(!without.answers.some((a) => a.claim === subject), subject);
  await undo(entry, 'another day');
  const again = await at.server.api.get(`/questions/${count.id}`);
  assert.ok(again.answers.some((a) => a.claim === subject));
});

test('two names of one body are joined, in Review and on the page of a source', async () => {
  const { page } = at.tab;
  const names = async (name) => (await at.server.api.get(`/sources/${encodeURIComponent(name)}`)).names;
  const [joins, stays] = ['army', 'Karevian army'];
  await settled(page, '/review');
  const form = page.locator('.judge', { has: page.getByRole('button', { name: 'Join with another name …' }) });
  await form.getByRole('button', { name: 'Join with another name …' }).click();
  await form.getByLabel('Name that stays').pressSequentially(stays.slice(0, 4));
  await form.locator('datalist option').first().waitFor({ state: 'attached' });
  await form.getByRole('button', { name: 'Leave it' }).click();
  const entry = await judge(form, 'Join with another name …', { 'Name that stays': stays, 'Name that joins it': joins }, 'one army');
  await undo(entry, 'one army');
  await settled(page, `/sources?name=${encodeURIComponent(stays)}`);
  const second = await judge(page.locator('.judge').first(), 'Join with another name …', { 'Name that joins it': joins }, 'the same army');
  await undo(second, 'the same army');
  assert.ok((await names(stays)).length > 0);
});

test('a claim that was withdrawn counts no more, and is still there', async () => {
  const { page } = at.tab;
  const two = await contested(at.server.api, (q) => q.answers.length >= 2 && q.voices.length === 2);
  await settled(page, `/questions/${two.id}`);
  const entry = await judge(page.locator('.side figure').first(), 'Withdrawn …', {}, 'the paper took it back');
  await settled(page, `/questions/${two.id}`);
  assert.notEqual(await page.locator('.stands .standing').innerText(), 'contested');
  await undo(entry, 'the paper took it back');
  await settled(page, `/questions/${two.id}`);
  assert.equal(await page.locator('.stands .standing').innerText(), 'contested');
});

test('nothing went wrong on the way', () => {
  assert.deepEqual(at.tab.wrong, []);
});
