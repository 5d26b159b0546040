// What changed between two versions: lines that one has and the other has not, by their longest common
// sequence. Above a bound the middle is taken as replaced altogether.

export interface Line {
  what: 'same' | 'added' | 'removed';
  text: string;
}

const MOST = 2_000_000;

export function diff(before: string, after: string): Line[] {
  const a = split(before);
  const b = split(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const same = (lines: string[]): Line[] => lines.map((text) => ({ what: 'same', text }));
  return [
    ...same(a.slice(0, start)),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...same(a.slice(a.length - end)),
  ];
}

function split(text: string): string[] {
  return text.split('\n').map((l) => l.trim()).filter(Boolean);
}

function middle(a: string[], b: string[]): Line[] {
  const line = (what: Line['what']) => (text: string): Line => ({ what, text });
  if (a.length * b.length > MOST) return [...a.map(line('removed')), ...b.map(line('added'))];
  const width = b.length + 1;
  const best = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      best[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      lines.push({ what: 'same', text: left });
      i += 1;
      j += 1;
    } else if (right === undefined || (left !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ what: 'removed', text: left ?? '' });
      i += 1;
    } else {
      lines.push({ what: 'added', text: right });
      j += 1;
    }
  }
  return lines;
}
