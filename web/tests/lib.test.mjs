// What the pages work out by themselves.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

let vite;
const load = (name) => vite.ssrLoadModule(`/src/lib/${name}.ts`);
before(async () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  vite = await createServer({ root, server: { middlewareMode: true, ws: false }, appType: 'custom', logLevel: 'error' });
});
after(() => vite.close());

const claim = (source, content) => ({
  source: source && { spans: source }, cue: null, channel: null, content: { spans: content }, span: [0, 0], chain: [],
});

test('pieces are the text to the byte, whatever the letters', async () => {
  const { pieces } = await load('spans');
  const text = 'Żołnierz said «стой» 🙂 twice';
  const bytes = new TextEncoder().encode(text);
  const at = (word) => {
    const start = Buffer.from(text.slice(0, text.indexOf(word))).length;
    return [start, start + Buffer.from(word).length];
  };
  const found = pieces(bytes, [0, bytes.length], [claim([at('Żołnierz')], [at('стой')]), claim(null, [at('🙂 twice')])]);
  assert.equal(found.map((p) => p.text).join(''), text);
  const of = (part, i) => found.filter((p) => p.uses.some((u) => u.part === part && u.claim === i)).map((p) => p.text).join('');
  assert.deepEqual([of('source', 0), of('content', 0), of('content', 1)], ['Żołnierz', 'стой', '🙂 twice']);
  assert.deepEqual(found.filter((p) => p.starts.length).map((p) => p.text), ['Żołnierz', '🙂 twice']);
});

test('a claim inside another keeps both', async () => {
  const { pieces } = await load('spans');
  const bytes = new TextEncoder().encode('He said that she said no');
  const found = pieces(bytes, [0, 24], [claim([[0, 2]], [[8, 24]]), claim([[13, 16]], [[22, 24]])]);
  const inner = found.find((p) => p.text === 'no');
  assert.deepEqual(inner.uses.map((u) => u.claim), [0, 1]);
});

test('passages and what stands between them are the whole text', async () => {
  const { stretches } = await load('spans');
  const found = stretches(30, [{ span: [10, 20], role: 'body' }, { span: [2, 8], role: 'headline' }]);
  assert.deepEqual(found.map((s) => s.span), [[0, 2], [2, 8], [8, 10], [10, 20], [20, 30]]);
});

test('what changed between two versions is told line by line', async () => {
  const { diff } = await load('diff');
  const marks = { same: ' ', added: '+', removed: '-' };
  const told = diff('a\nb\nc\nd', 'a\nc\nx\nd').map((l) => marks[l.what] + l.text);
  assert.deepEqual(told, [' a', '-b', ' c', '+x', ' d']);
});

test('numbers and times are said with their precision', async () => {
  const { interval, moment, stretch, millis } = await load('words');
  assert.equal(interval({ low: 12, high: null }), 'at least 12');
  assert.equal(interval({ low: null, high: 1500 }), 'at most 1,500');
  assert.equal(interval({ low: 7, high: 7 }), '7');
  assert.equal(moment('2031-05-06T18'), '6 May 2031, 18:00');
  assert.equal(moment('soon'), 'soon');
  assert.equal(stretch(null, '2031-05-06'), 'until 6 May 2031');
  assert.equal(millis('2031-05-06', true) - millis('2031-05-06'), 86400e3 - 1);
  assert.ok(Number.isNaN(millis(null)));
});

test('where no more origins are told apart, there may be more', async () => {
  const { say } = await vite.ssrLoadModule('/src/strings.ts');
  const told = [1, 63, 64].map((origins) => say.board.originCount(origins));
  assert.deepEqual(told, ['1 independent origin', '63 independent origins', '64 or more independent origins']);
  assert.equal(say.board.originWord(64), 'or more independent origins');
});

test('a claim without a place is on no spot, one of a district lies in its circle', async () => {
  const { spots, bars, domain } = await load('claims');
  const at = (name, radius_km) => ({ name, lat: 1, lon: 2, radius_km });
  const all = [
    { id: 'a', points: [at('Osk', 5), at('Land', 300)], valid_time: { from: '2031-05-01', to: '2031-05-02' } },
    { id: 'b', points: [at('Osk', 5)], valid_time: { from: null, to: '2031-05-04' } },
    { id: 'c', points: [], valid_time: null },
  ];
  assert.deepEqual(spots(all).map((s) => [s.name, s.radius_km, s.claims.map((c) => c.id).join()]), [['Land', 300, 'a'], ['Osk', 5, 'a,b']]);
  const drawn = bars(all, domain(all));
  assert.deepEqual(drawn.map((b) => [b.claim.id, b.openStart]).sort(), [['a', false], ['b', true]]);
  const open = drawn.find((b) => b.openStart);
  assert.ok(open.to - open.from < 86400e3, 'an open end is a tail, not all that came before');
});

test('places that cannot be told apart are one mark, wide circles never', async () => {
  const { heaps } = await load('claims');
  const at = (key, x, claims, radius_km = 1) => ({ key, x, radius_km, claims: Array(claims).fill({}) });
  const all = [at('a', 0, 2), at('b', 20, 5), at('c', 90, 1), at('wide', 22, 9, 80), at('gone', null, 1)];
  const found = heaps(all, (s) => (s.x === null ? null : [s.x, 0]), (s) => s.radius_km);
  assert.deepEqual(found.map((h) => [h.key, h.claims, h.spots.length]), [['wide', 9, 1], ['b', 7, 2], ['c', 1, 1]]);
});

test('chains that begin alike share their beginning', async () => {
  const { tree } = await load('question');
  const link = (role, name) => ({ role, name });
  const told = (publisher, ...chain) => ({ chain, publisher });
  const roots = tree([
    told('Gull', link('origin', 'ministry'), link('publisher', 'Gull')),
    told('Heron', link('origin', 'ministry'), link('relay', 'agency'), link('publisher', null)),
  ]);
  assert.deepEqual(roots.map((r) => [r.name, r.next.map((n) => n.name)]), [['ministry', ['Gull', 'agency']]]);
  assert.equal(roots[0].next[1].next[0].name, 'Heron');
});
