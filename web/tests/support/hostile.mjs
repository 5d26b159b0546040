// Documents that try to be more than text: each way in, in each dress, in each part of a document that a page shows.

/** What would show that something ran: a flag on the window. */
const RUN = 'window.taken=1';

/** Ways into markup, scripts, styles, templates, addresses, and the layout. */
const WAYS = [
  `<script>${RUN}; alert(1)</script>`,
  `<img src=x onerror="${RUN}">`,
  `<svg/onload=${RUN}>`,
  `"><script>${RUN}</script>`,
  `'><img src=x onerror=${RUN}>`,
  `javascript:${RUN}//`,
  `{{constructor.constructor("${RUN}")()}}`,
  `{@html "<img src=x onerror=${RUN}>"}`,
  `\${${RUN}}`,
  `</title></style></textarea><iframe srcdoc="<script>parent.taken=1</script>">`,
  `<a href="javascript:${RUN}">press</a>`,
  `<style>*{display:none!important}</style><base href="//elsewhere.example/">`,
  `<meta http-equiv="refresh" content="0;url=/add">`,
  `<details open ontoggle=${RUN}>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
  `<object data="data:text/html,<script>parent.taken=1</script>"></object>`,
  `<form action=//elsewhere.example><button formaction="javascript:${RUN}">go</button></form>`,
  `<link rel=stylesheet href=//elsewhere.example/x.css>`,
  `<input autofocus onfocus=${RUN}>`,
  `<video><source onerror="${RUN}"></video>`,
  `<![CDATA[<script>${RUN}</script>]]>`,
  `<!--><script>${RUN}</script>-->`,
  `<p style="position:fixed;inset:0;z-index:9999;background:red">cover</p>`,
  `\u202Edetrever eb lliw enil siht\u202D and \u2066isolated`,
  `${'a\u0300\u0301\u0302\u0303\u0304'.repeat(60)}`,
  'W'.repeat(4000),
  '\u0000\u0007\u001b[31m\u009b\uFEFF\u200B\u2028',
  `<p ${'x'.repeat(20_000)}="1">`,
  `${'<div>'.repeat(400)}deep`,
  '=HYPERLINK("//elsewhere.example","press")',
  `__proto__ constructor toString`,
  `</script><script>${RUN}</script>`,
];

const entity = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** The same in other dress: as it is; as entities once and twice; as numbers; in capitals; broken by bytes of nothing. */
const DRESSES = [
  (text) => text,
  entity,
  (text) => entity(entity(text)),
  (text) => text.replace(/[<>"']/g, (c) => `&#x${c.charCodeAt(0).toString(16)};`),
  (text) => text.replace(/<(\/?)(\w+)/g, (_, slash, name) => `<${slash}${name.toUpperCase()}`),
  (text) => text.replace(/<(\w)/g, '<\u0000$1').replace(/on(\w+)=/g, 'on\t$1\n='),
  (text) => encodeURIComponent(text.slice(0, 900).toWellFormed()),
];

/** How many kinds there are. */
export const KINDS = WAYS.length * DRESSES.length;

const kind = (i) => DRESSES[i % DRESSES.length](WAYS[Math.floor(i / DRESSES.length) % WAYS.length]);

/**
 * Documents from `first` up to `end`, a kind each; each has a hostile string in all that a page shows of it. Where all
 * kinds are through, they begin again in another town, with another kind in title, publisher and byline than in the text.
 */
export function hostile(first = 0, end = KINDS) {
  return Array.from({ length: end - first }, (_, n) => {
    const i = first + n;
    const core = kind(i);
    const round = Math.floor(i / KINDS);
    const other = kind(i + 13 * round);
    const town = round ? `Velm${'aeiou'[round % 5]}${'nrstlmdkz'[Math.floor(round / 5) % 9]}` : 'Velm';
    const text = `${core}\n\nThe ministry of Osk ${core.slice(0, 80)} said on Tuesday that ${i + 2} people had been killed in ${town}. "${core.slice(0, 200)}," said Mara ${other.slice(0, 40)}.`;
    const page = i % 3 === 2;
    return {
      id: `hostile ${i} ${core.slice(0, 60)}`, title: `${other.slice(0, 300)} ${i}`, publisher: other.slice(0, 120), byline: other.slice(0, 120),
      published: '2031-06-01', url: `https://hostile.example/${i}`,
      ...(page ? { html: `<html><head><title>${core}</title></head><body><article><p>${text}</p></article></body></html>` } : { text }),
    };
  });
}
