// Spans are byte offsets into UTF-8; strings here are UTF-16. Text is cut once at all ends of spans, and each
// piece knows what it belongs to.

import type { Claim, Span } from './types';

export type Part = 'source' | 'cue' | 'content' | 'channel';
export interface Use {
  claim: number;
  part: Part;
}
export interface Piece {
  /** First byte. */
  at: number;
  text: string;
  uses: Use[];
  /** Claims whose first word this is. */
  starts: number[];
}

interface Mark {
  span: Span;
  use: Use;
}

export function parts(claim: Claim, index: number): Mark[] {
  const mark = (part: Part) => (span: Span) => ({ span, use: { claim: index, part } });
  return [
    ...(claim.source?.spans ?? []).map(mark('source')),
    ...(claim.cue?.spans ?? []).map(mark('cue')),
    ...(claim.channel?.spans ?? []).map(mark('channel')),
    ...claim.content.spans.map(mark('content')),
  ];
}

/** The pieces of a stretch of the text. A claim starts at the first byte of any of its parts. */
export function pieces(bytes: Uint8Array, stretch: Span, claims: Claim[]): Piece[] {
  const [from, to] = stretch;
  const marks = claims.flatMap((c, i) => parts(c, i)).filter((m) => m.span[0] < to && m.span[1] > from);
  const first = new Map<number, number>();
  claims.forEach((c, i) => first.set(i, Math.min(...parts(c, i).map((m) => m.span[0]))));
  const cuts = new Set([from, to]);
  for (const { span } of marks) for (const end of span) if (end > from && end < to) cuts.add(end);
  const ends = [...cuts].sort((a, b) => a - b);
  const reader = new TextDecoder();
  return ends.slice(0, -1).map((start, i) => {
    const end = ends[i + 1] ?? to;
    const here = marks.filter((m) => m.span[0] <= start && m.span[1] >= end);
    const starts = here.map((m) => m.use.claim).filter((c) => first.get(c) === start);
    return {
      at: start,
      text: reader.decode(bytes.subarray(start, end)),
      uses: here.map((m) => m.use),
      starts: [...new Set(starts)],
    };
  });
}

/** The stretches of a document in order: its passages, and what stands between them. */
export function stretches(length: number, passages: { span: Span; role: string }[]): { span: Span; role: string }[] {
  const all: { span: Span; role: string }[] = [];
  let at = 0;
  for (const passage of [...passages].sort((a, b) => a.span[0] - b.span[0])) {
    if (passage.span[0] > at) all.push({ span: [at, passage.span[0]], role: 'between' });
    if (passage.span[1] > at) all.push({ span: [Math.max(at, passage.span[0]), passage.span[1]], role: passage.role });
    at = Math.max(at, passage.span[1]);
  }
  if (at < length) all.push({ span: [at, length], role: passages.length ? 'between' : 'body' });
  return all;
}
