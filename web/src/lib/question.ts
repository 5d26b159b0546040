// A question arranged for its page: its sides, its voices over time, and who got it from whom.

import type { Answer, Cited, Question, Reason, Voice } from './types';
import { answer, millis, speaker, words } from './words';
import { say } from '../strings';

export interface Side {
  /** The answer in words. */
  text: string;
  claims: Cited[];
  /** The claims, those of one speaker in the same words together. */
  told: Cited[][];
  /** Voices among them. */
  voices: Set<number>;
}

/** Claims by what they answer; the side with most independent voices first, then the one said last. */
export function sides(question: Question): Side[] {
  const cited = new Map(question.claims.map((c) => [c.id, c]));
  const voice = new Map(question.voices.flatMap((v, i) => (v.counts ? v.claims : []).map((c): [string, number] => [c, i])));
  const all = new Map<string, Side>();
  const told = new Map<string, Cited[]>();
  const seen = new Set<string>();
  for (const given of question.answers) {
    const claim = cited.get(given.claim);
    const text = answer(given);
    // A claim may answer twice, of two classes or in two ways.
    if (!claim || seen.has(`${claim.id} ${text}`)) continue;
    seen.add(`${claim.id} ${text}`);
    const side = all.get(text) ?? { text, claims: [], told: [], voices: new Set<number>() };
    side.claims.push(claim);
    const key = JSON.stringify([text, speaker(claim), words(claim)]);
    const same = told.get(key);
    if (same) same.push(claim);
    else {
      const group = [claim];
      told.set(key, group);
      side.told.push(group);
    }
    // What was taken back or replaced stands on its side and does not count there.
    const of = voice.get(given.claim);
    if (of !== undefined) side.voices.add(of);
    all.set(text, side);
  }
  const last = (s: Side) => s.claims.map(saidAt).reduce((a, b) => (b > a ? b : a), -Infinity);
  return [...all.values()].sort((a, b) => b.voices.size - a.voices.size || last(b) - last(a));
}

/** Claims of the page that give no answer of their own: what a deciding pair is compared with. */
export function beside(question: Question): Cited[] {
  const answering = new Set(question.answers.map((a) => a.claim));
  return question.claims.filter((c) => !answering.has(c.id));
}

export function saidAt(claim: Cited): number {
  const at = millis(claim.claimed_time?.from ?? claim.claimed_time?.to);
  return Number.isFinite(at) ? at : millis(claim.published);
}

export interface Dot {
  claim: Cited;
  at: number;
  text: string;
  value: Answer;
}
export interface Lane {
  origin: string;
  dots: Dot[];
  /** What was said of a prediction when its time had come. */
  outcome: boolean;
}

/** A lane a voice, its answers in the order in which they were said; what has no time is left out. */
export function lanes(question: Question, voices: Voice[]): Lane[] {
  const cited = new Map(question.claims.map((c) => [c.id, c]));
  const given = Map.groupBy(question.answers, (a) => a.claim);
  const all = voices.map((voice) => lane(voice, cited, given));
  // Of what was foretold, also what was said of it when its time had come.
  if (question.due) all.push(...beside(question).flatMap(outcome));
  return all.filter((l) => l.dots.length > 0);
}

function lane(voice: Voice, cited: Map<string, Cited>, given: Map<string, Answer[]>): Lane {
  const dots = [...new Set(voice.claims)].flatMap((id) => {
    const claim = cited.get(id);
    return claim ? (given.get(id) ?? []).map((value) => ({ claim, value, at: saidAt(claim), text: answer(value) })) : [];
  });
  return { origin: voice.origin, dots: dots.filter((dot) => Number.isFinite(dot.at)).sort((a, b) => a.at - b.at), outcome: false };
}

function outcome(claim: Cited): Lane[] {
  if (!claim.answer) return [];
  const dot = { claim, value: claim.answer, at: saidAt(claim), text: answer(claim.answer) };
  return [{ origin: speaker(claim), dots: Number.isFinite(dot.at) ? [dot] : [], outcome: true }];
}

/** What an independent origin holds. */
export interface Held {
  /** Its number on the page, from 1. */
  number: number;
  voice: Voice;
  origin: string;
  /** What it said last, in words. */
  text: string;
  at: number;
  /** Which side that is. */
  side: number;
  /** Other answers it gave before, the latest first. */
  before: { text: string; at: number }[];
  publishers: string[];
  /** Whether it counts: not where it was taken back or replaced. */
  counts: boolean;
}

/** A row a voice, in the order of the sides. Where a voice joins several speakers, its origin's own words count. */
export function held(question: Question, all: Side[]): Held[] {
  const cited = new Map(question.claims.map((c) => [c.id, c]));
  const given = Map.groupBy(question.answers, (a) => a.claim);
  const rows = question.voices.flatMap((voice): Held[] => {
    const said = [...new Set(voice.claims)].flatMap((id) => cited.get(id) ?? []).filter((c) => given.has(c.id));
    const own = said.filter((c) => speaker(c) === voice.origin);
    const dots = (own.length ? own : said).flatMap((claim) => (given.get(claim.id) ?? []).map((v) => ({ text: answer(v), at: saidAt(claim) })));
    dots.sort((a, b) => (b.at || 0) - (a.at || 0));
    const [last] = dots;
    if (!last) return [];
    const before = dots.filter((d, n) => d.text !== last.text && dots.findIndex((o) => o.text === d.text) === n);
    const publishers = [...new Set(said.map((c) => c.publisher ?? say.noPublisher))];
    return [{ ...last, number: 0, voice, counts: voice.counts, origin: voice.origin, side: all.findIndex((s) => s.text === last.text), before, publishers }];
  });
  return rows.sort((a, b) => Number(b.counts) - Number(a.counts) || a.side - b.side).map((row, i) => ({ ...row, number: i + 1 }));
}

/** Ties that say that answers differ: they decide before all others. */
const AGAINST = ['incompatible', 'denies', 'retracts'];

/** The reasons that decide, and the others by their tie. A question that nobody contradicts is decided by the first three. */
export function deciding(why: Reason[]): { first: Reason[]; rest: [string, Reason[]][] } {
  const against = why.filter((r) => AGAINST.includes(r.tie));
  against.sort((a, b) => AGAINST.indexOf(a.tie) - AGAINST.indexOf(b.tie));
  const first = against.length ? against : why.slice(0, 3);
  const rest = why.filter((r) => !first.includes(r));
  return { first, rest: [...Map.groupBy(rest, (r) => r.tie)] };
}

export interface Branch {
  name: string | null;
  role: string;
  claims: Cited[];
  next: Branch[];
}

/** Chains that begin alike share their beginning: origin, relays, media, publisher. */
export function tree(claims: Cited[]): Branch[] {
  const roots: Branch[] = [];
  for (const claim of claims) {
    let level = roots;
    const chain = claim.chain.map((l) => ({ ...l, name: l.role === 'publisher' ? (l.name ?? claim.publisher) : l.name }));
    chain.forEach((link, i) => {
      let branch = level.find((b) => b.name === link.name && b.role === link.role);
      if (!branch) {
        branch = { name: link.name, role: link.role, claims: [], next: [] };
        level.push(branch);
      }
      if (i === chain.length - 1) branch.claims.push(claim);
      level = branch.next;
    });
  }
  return roots;
}
