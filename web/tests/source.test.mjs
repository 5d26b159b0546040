// Rules of the page's source and of what is built of it.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const files = (folder) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => statSync(join(ROOT, name)).isFile());
const read = (name) => readFileSync(join(ROOT, name), 'utf8');
const sources = files('src').map((name) => [name, read(name)]);

test('words of a document only ever become text', () => {
  const markup = /\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|createContextualFragment|\beval\(|new Function/;
  for (const [name, text] of sources) assert.doesNotMatch(text, markup, name);
});

test('nothing is set inline that the content policy forbids', () => {
  for (const [name, text] of sources) assert.doesNotMatch(text, /\sstyle="|\son\w+="/, name);
  assert.doesNotMatch(read('dist/index.html'), /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
});

test('every word of the interface stands in strings.ts', () => {
  for (const [name, text] of sources.filter(([n]) => n.endsWith('.svelte'))) {
    const bare = text
      .replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '')
      .replace(/\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, '')
      .replace(/"[^"]*"/g, '');
    const said = [...bare.matchAll(/>([^<>]*[A-Za-z]{3}[^<>]*)</g)].map((m) => m[1].trim());
    assert.deepEqual(said.filter((s) => !/^(hearsay|\/api.*)$/.test(s) && !s.includes('=>')), [], name);
  }
});

test('the page weighs less than 350 KB without the map', () => {
  const parts = files('dist').filter((name) => !/countries-/.test(name));
  const sum = parts.reduce((n, name) => {
    const bytes = readFileSync(join(ROOT, name));
    return n + (name.endsWith('.woff2') ? bytes.length : gzipSync(bytes).length);
  }, 0);
  console.log(`page weight, compressed, without map data: ${sum} bytes`);
  assert.ok(sum < 350 * 1024, `${sum} bytes`);
});

test('the page asks nobody but its own server', () => {
  for (const name of files('dist').filter((n) => /\.(html|css|js)$/.test(n))) {
    const elsewhere = [...read(name).matchAll(/https?:\/\/([\w.-]+)/g)].map((m) => m[1]);
    // Names of XML vocabularies, and where Svelte explains its errors: neither is ever fetched.
    assert.deepEqual(elsewhere.filter((host) => !['www.w3.org', 'svelte.dev'].includes(host)), [], name);
  }
});

test('the lock file names no host of a registry', () => {
  assert.doesNotMatch(read('package-lock.json'), /"resolved"/);
});
