// Documents that try to be more than text.

const CORES = [
  '<script>window.taken = 1; alert(1)</script>',
  '<img src=x onerror="window.taken = 1">',
  '<svg/onload=window.taken=1>',
  '"><script>window.taken=1</script>',
  "javascript:window.taken=1//'",
  '{{constructor.constructor("window.taken=1")()}}',
  '{@html "<img src=x onerror=window.taken=1>"}',
  '</title></style></textarea><iframe srcdoc="<script>parent.taken=1</script>">',
  '&lt;script&gt;window.taken=1&lt;/script&gt;',
  '&#x3C;img src=x onerror=window.taken=1&#x3E;',
  '\u202Edetrever eb lliw enil siht\u202D and \u2066isolated\u2069',
  'a\u0300\u0301\u0302\u0303\u0304'.repeat(60),
  'W'.repeat(4000),
  '<a href="javascript:window.taken=1">press</a>',
  '<style>*{display:none}</style><base href="//elsewhere.example/">',
  '\u0000\u0007\u001b[31m\u009b',
  '<meta http-equiv="refresh" content="0;url=/add">',
  `<p ${'x'.repeat(50_000)}="1">`,
];

/** `n` documents, each with a hostile string in all that a page shows of it. */
export function hostile(n) {
  return Array.from({ length: n }, (_, i) => {
    const core = CORES[i % CORES.length];
    const text = `${core}\n\nThe ministry of Osk ${core.slice(0, 80)} said on Tuesday that ${i + 2} people had been killed in Velm. "${core.slice(0, 200)}," said Mara ${core.slice(0, 40)}.`;
    const page = i % 3 === 2;
    return {
      id: `hostile ${i} ${core.slice(0, 60)}`, title: `${core.slice(0, 300)} ${i}`, publisher: core.slice(0, 120), byline: core.slice(0, 120),
      published: '2031-06-01', url: `https://hostile.example/${i}`,
      ...(page ? { html: `<html><head><title>${core}</title></head><body><article><p>${text}</p></article></body></html>` } : { text }),
    };
  });
}
