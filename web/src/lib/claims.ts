// Claims on map and timeline.

import type { Frame, Pinned, Point } from './types';
import { millis } from './words';

export interface ClaimsPage extends Frame {
  total: number | null;
  next: string | null;
  claims: Pinned[];
}

export interface Spot extends Point {
  key: string;
  claims: Pinned[];
}

/** Places with their claims, the largest circle first, so that small ones lie on top. */
export function spots(claims: Pinned[]): Spot[] {
  const all = new Map<string, Spot>();
  for (const claim of claims) {
    for (const point of claim.points ?? []) {
      const key = `${point.name}@${point.lat},${point.lon}`;
      const spot = all.get(key) ?? { ...point, key, claims: [] };
      spot.claims.push(claim);
      spot.radius_km = Math.max(spot.radius_km, point.radius_km);
      all.set(key, spot);
    }
  }
  return [...all.values()].sort((a, b) => b.radius_km - a.radius_km);
}

/** Places that a picture cannot tell apart: drawn as one, named by the place with most claims. */
export interface Heap {
  key: string;
  main: Spot;
  spots: Spot[];
  claims: number;
  /** Where the main place lies in the picture. */
  x: number;
  y: number;
}

/** The least distance, in px, of two marks that can be told apart and hit by a finger. */
const APART = 24;

/**
 * Places by where they lie in a picture: `at` gives px, `size` the radius of a place's circle there. Circles that can be
 * seen stand alone; smaller ones join the place with most claims in reach.
 */
export function heaps(spots: Spot[], at: (s: Spot) => [number, number] | null, size: (s: Spot) => number): Heap[] {
  const all: Heap[] = [];
  const grid = new Map<string, Heap[]>();
  const cell = (x: number, y: number) => `${Math.floor(x / APART)} ${Math.floor(y / APART)}`;
  for (const spot of [...spots].sort((a, b) => b.claims.length - a.claims.length)) {
    const place = at(spot);
    if (!place) continue;
    const [x, y] = place;
    const small = size(spot) < APART / 2;
    const near = small ? [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => grid.get(cell(x + dx * APART, y + dy * APART)) ?? [])) : [];
    const joined = near.find((h) => Math.hypot(h.x - x, h.y - y) < APART);
    if (joined) {
      joined.spots.push(spot);
      joined.claims += spot.claims.length;
      continue;
    }
    const heap = { key: spot.key, main: spot, spots: [spot], claims: spot.claims.length, x, y };
    all.push(heap);
    if (small) grid.set(cell(x, y), [...(grid.get(cell(x, y)) ?? []), heap]);
  }
  return all;
}

export interface Bar {
  claim: Pinned;
  from: number;
  to: number;
  openStart: boolean;
  openEnd: boolean;
  row: number;
}

/** First and last millisecond that any of the claims speaks of; nothing when none speaks of a day. */
export function domain(claims: Pinned[]): [number, number] | null {
  const ends = claims.flatMap((c) => [millis(c.valid_time?.from), millis(c.valid_time?.to, true)]).filter(Number.isFinite);
  return ends.length ? [Math.min(...ends), Math.max(...ends)] : null;
}

/** Bars in as few rows as they need. An open end is a short tail: how far it reaches, nobody said. */
export function bars(claims: Pinned[], [first, last]: [number, number]): Bar[] {
  const all = claims.flatMap((claim) => {
    const from = millis(claim.valid_time?.from);
    const to = millis(claim.valid_time?.to, true);
    if (!Number.isFinite(from) && !Number.isFinite(to)) return [];
    const openStart = !Number.isFinite(from);
    const openEnd = !Number.isFinite(to);
    const tail = (last - first) / 25;
    return [{ claim, from: openStart ? to - tail : from, to: openEnd ? from + tail : to, openStart, openEnd, row: 0 }];
  });
  all.sort((a, b) => a.from - b.from || a.to - b.to);
  const free: number[] = [];
  const gap = (last - first) / 200;
  for (const bar of all) {
    let row = free.findIndex((end) => end < bar.from);
    if (row < 0) row = free.push(-Infinity) - 1;
    bar.row = row;
    free[row] = bar.to + gap;
  }
  return all;
}

/** Whether a claim speaks of these days; one without a day does only when none are chosen. */
export function speaksOf(claim: Pinned, from: number, to: number): boolean {
  const first = millis(claim.valid_time?.from);
  const last = millis(claim.valid_time?.to, true);
  if (!Number.isFinite(first) && !Number.isFinite(last)) return false;
  return (!Number.isFinite(first) || first <= to) && (!Number.isFinite(last) || last >= from);
}
