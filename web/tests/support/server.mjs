// A real `hearsay serve` over a ledger of its own.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PROGRAM = process.env.HEARSAY;

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer().on('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Starts a server over a ledger, or over a new one with the reports of examples/; ends it with `stop`. */
export async function serve(given) {
  if (!PROGRAM) throw new Error('HEARSAY names the program: run `cargo xtask test`');
  const folder = mkdtempSync(join(tmpdir(), 'hearsay-pages-'));
  const ledger = given ?? join(folder, 'ledger.db');
  if (!given) execFileSync(PROGRAM, ['add', 'examples/reports', '--ledger', ledger], { cwd: ROOT, stdio: 'ignore' });
  const listen = `127.0.0.1:${await freePort()}`;
  const told = [];
  const child = spawn(PROGRAM, ['serve', '--ledger', ledger, '--listen', listen], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (d) => told.push(String(d)));
  child.stderr.on('data', (d) => told.push(String(d)));
  const base = `http://${listen}`;
  const stop = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  for (let i = 0; ; i += 1) {
    if (child.exitCode !== null || i > 600) {
      stop();
      throw new Error(`hearsay serve did not start: ${told.join('')}`);
    }
    const up = await fetch(`${base}/api/v1/status`).then((r) => r.ok, () => false);
    if (up) break;
    await new Promise((next) => setTimeout(next, 100));
  }
  return { base, stop, api: api(base) };
}

/** Reads and writes as a program does. */
function api(base) {
  const ask = async (path, options) => {
    const response = await fetch(`${base}/api/v1${path}`, options);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const token = async () => (await ask('/status')).who?.csrf ?? '';
  return {
    get: (path) => ask(path),
    add: async (rows) => {
      const headers = { 'Content-Type': 'application/x-ndjson', 'X-Hearsay-CSRF': await token() };
      const body = rows.map((row) => JSON.stringify(row)).join('\n');
      return (await ask('/documents', { method: 'POST', headers, body })).results;
    },
  };
}
