// A question arranged for its page: its sides, its voices over time, and who got it from whom.

import type { Answer, Cited, Given, Question, Voice } from './types';
import { answer, millis, speaker, words } from './words';

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
  const all = new Map<string, Side>();
  for (const given of question.answers) {
    const claim = cited.get(given.claim);
    if (!claim) continue;
    const text = answer(given);
    const side = all.get(text) ?? { text, claims: [], told: [], voices: new Set<number>() };
    // A claim may answer twice, of two classes or in two ways.
    if (side.claims.includes(claim)) continue;
    side.claims.push(claim);
    const same = side.told.find(([first]) => first && speaker(first) === speaker(claim) && words(first) === words(claim));
    if (same) same.push(claim);
    else side.told.push([claim]);
    const voice = question.voices.findIndex((v) => v.claims.includes(given.claim));
    if (voice >= 0) side.voices.add(voice);
    all.set(text, side);
  }
  const last = (s: Side) => Math.max(...s.claims.map(saidAt).filter(Number.isFinite), -Infinity);
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
}

/** A lane a voice, its answers in the order in which they were said; what has no time is left out. */
export function lanes(question: Question): Lane[] {
  const cited = new Map(question.claims.map((c) => [c.id, c]));
  const given = new Map<string, Given>(question.answers.map((a) => [a.claim, a]));
  const lane = (voice: Voice): Lane => ({
    origin: voice.origin,
    dots: voice.claims
      .flatMap((id) => {
        const [claim, value] = [cited.get(id), given.get(id)];
        return claim && value ? [{ claim, value, at: saidAt(claim), text: answer(value) }] : [];
      })
      .filter((dot) => Number.isFinite(dot.at))
      .sort((a, b) => a.at - b.at),
  });
  const all = question.voices.map(lane);
  // Of what was foretold, also what was said of it when its time had come.
  if (question.due) all.push(...beside(question).flatMap(outcome));
  return all.filter((l) => l.dots.length > 0);
}

function outcome(claim: Cited): Lane[] {
  if (!claim.answer) return [];
  const dot = { claim, value: claim.answer, at: saidAt(claim), text: answer(claim.answer) };
  return [{ origin: speaker(claim), dots: Number.isFinite(dot.at) ? [dot] : [] }];
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
