// Debian's Chromium, and what must hold on every page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export function launch() {
  const name = process.env.CHROMIUM ?? 'chromium';
  const executablePath = name.includes('/') ? name : `/usr/bin/${name}`;
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A page that keeps what went wrong in it: errors, dialogs, requests to anybody else. */
export async function open(browser, base, { width = 1440, theme = 'light' } = {}) {
  const context = await browser.newContext({ baseURL: base, viewport: { width, height: 900 }, colorScheme: theme });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const wrong = [];
  page.on('console', (m) => m.type() === 'error' && wrong.push(`${m.text()} ${m.location().url}`));
  page.on('pageerror', (e) => wrong.push(e.message));
  page.on('dialog', (d) => {
    wrong.push(`dialog: ${d.message()}`);
    void d.dismiss();
  });
  page.on('request', (r) => {
    if (!r.url().startsWith(base)) wrong.push(`asks ${r.url()}`);
  });
  return { page, wrong, close: () => context.close() };
}

/** Waits until the page shows its answer. */
export async function settled(page, path) {
  if (path !== undefined) await page.goto(path);
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.problem button') && !/Asking the ledger/.test(document.body.innerText));
}

/** Axe's findings, as lines. The page's policy forbids scripts from elsewhere, so the check comes in as a debugger. */
export async function findings(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
  const expression = `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then((r) => JSON.stringify(r.violations.map((v) =>
    v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 140) + ' ' + (n.any[0]?.message ?? '')).join(' | '))))`;
  const { result } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  await session.detach();
  return JSON.parse(result.value);
}

/** Opens a page, and holds it to what must hold on each. */
export async function look({ page, wrong }, name, path) {
  await settled(page, path);
  if (name !== 'no such page') await page.getByLabel('As known at', { exact: true }).first().waitFor();
  assert.deepEqual(await findings(page), [], name);
  await fits(page, name);
  assert.deepEqual(wrong, [], name);
}

/** No page is wider than its window. */
export async function fits(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${name} is ${over} px too wide`);
}
