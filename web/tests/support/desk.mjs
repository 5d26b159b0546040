// What the tests of a file share.

import { after, before } from 'node:test';
import { launch, open } from './browser.mjs';
import { serve } from './server.mjs';

/**
 * A server over a ledger, or over a new one with the reports of examples/; a browser, and a tab in it of some width and theme.
 * They are there before the tests of a file, and gone after them; `begin` is done once they are there.
 */
export function desk({ ledger, width, theme } = {}, begin = async () => {}) {
  const it = {};
  before(async () => {
    it.server = await serve(ledger);
    it.browser = await launch();
    it.tab = await open(it.browser, it.server.base, { width, theme });
    await begin(it);
  });
  after(async () => {
    await it.browser?.close();
    it.server?.stop();
  });
  return it;
}
