// Hostile documents in a browser: whatever they hold is shown as text. Nothing of it runs, asks anybody, or is wider
// than the window; on no page, and in no dossier that is opened as a file.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fits, launch, open, settled } from './support/browser.mjs';
import { KINDS, hostile } from './support/hostile.mjs';
import { serve } from './support/server.mjs';

let server;
let browser;
let tab;
let documents;

before(async () => {
  server = await serve();
  browser = await launch();
  tab = await open(browser, server.base, { width: 375 });
  documents = (await server.api.add(hostile())).filter((added) => added.document);
});
after(async () => {
  await browser?.close();
  server?.stop();
});

/** What must not be there: a flag that something ran, and elements that no page of ours has. */
const state = (page) => page.evaluate(() => ({
  taken: 'taken' in window,
  strange: [...document.querySelectorAll('script:not([src^="/assets/"]), iframe, img, object, embed, base, meta[http-equiv], form[action], [onerror], [onload], [ontoggle], [onfocus], a[href^="javascript"]')].map((e) => e.outerHTML.slice(0, 80)),
}));

async function harmless(path) {
  await settled(tab.page, path);
  await fits(tab.page, path);
  assert.deepEqual(await state(tab.page), { taken: false, strange: [] }, path);
}

test('every page is harmless while the ledger is full of hostile documents', async () => {
  console.log(`${documents.length} of ${KINDS} kinds of hostile documents were read`);
  assert.ok(KINDS >= 200 && documents.length >= KINDS * 0.9, `${documents.length} were read`);
  for (const path of ['/documents', '/', '/review', '/map', '/sources', '/alerts', '/method', '/search?q=taken', '/search?q=ministry', '/?q=Velm', '/?publisher=%3Cscript%3E']) await harmless(path);
  assert.deepEqual(tab.wrong, []);
});

test('every kind of hostile document is shown as text', async () => {
  const step = process.env.HEARSAY_HOSTILE === 'all' ? 1 : 5;
  for (let i = 0; i < documents.length; i += step) await harmless(`/documents/${documents[i].document}`);
  await settled(tab.page, `/documents/${documents[0].document}`);
  await tab.page.getByText('<script>window.taken=1; alert(1)</script>').first().waitFor();
  assert.deepEqual(tab.wrong, []);
});

test('questions, claims and sources of hostile documents are harmless', async () => {
  const { questions } = await server.api.get('/questions?q=Velm&limit=12');
  const { claims } = await server.api.get('/claims?limit=12');
  const { sources } = await server.api.get('/sources?limit=500');
  const marked = sources.filter((s) => /[<>{}&$]/.test(s.name)).slice(0, 8);
  for (const { id } of questions) await harmless(`/questions/${id}`);
  for (const { id } of claims) await harmless(`/claims/${id}`);
  for (const { name } of marked) await harmless(`/sources?name=${encodeURIComponent(name)}`);
  assert.deepEqual(tab.wrong, []);
});

test('a dossier opened as a file is harmless, without any policy of a server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearsay-dossier-'));
  const context = await browser.newContext({ viewport: { width: 375, height: 800 } });
  const page = await context.newPage();
  const asked = [];
  page.on('request', (r) => asked.push(r.url()));
  page.on('dialog', (d) => {
    asked.push(`dialog: ${d.message()}`);
    void d.dismiss();
  });
  const { questions } = await server.api.get('/questions?limit=500');
  const largest = questions.toSorted((a, b) => b.answers - a.answers).slice(0, 6);
  for (const { id } of largest) {
    const response = await fetch(`${server.base}/api/v1/export?what=questions&as=html&question=${id}`);
    assert.equal(response.status, 200);
    const file = join(folder, `${id}.html`);
    writeFileSync(file, await response.text());
    const address = pathToFileURL(file).href;
    await page.goto(address);
    await page.locator('h1').first().waitFor();
    const found = await page.evaluate(() => ({
      taken: 'taken' in window,
      strange: document.querySelectorAll('script:not([type="application/ld+json"]):not([type="application/json"]), iframe, img, object, embed, base, form, [onerror], [onload], [ontoggle], [onfocus], a[href^="javascript"]').length,
      over: Math.max(0, document.documentElement.scrollWidth - innerWidth),
    }));
    assert.deepEqual(found, { taken: false, strange: 0, over: 0 }, id);
    assert.deepEqual(asked.splice(0).filter((url) => url !== address), [], id);
  }
  await context.close();
  rmSync(folder, { recursive: true, force: true });
});
