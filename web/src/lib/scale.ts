// Scales of the pictures.

import { moment } from './words';

/** Round steps from nothing to at least `most`. */
export function nice(most: number): number[] {
  const raw = most / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((s) => s * power).find((s) => s >= raw) ?? raw);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step);
}

const DAY = 86400e3;

export interface Tick {
  at: number;
  text: string;
  first: boolean;
  last: boolean;
}
export interface Axis {
  from: number;
  to: number;
  /** Where a time lies, from 0 to 1. */
  share(t: number): number;
  ticks: Tick[];
}

/** Named days that find room beside each other on so many px. */
export function named(px: number): number {
  return Math.max(2, Math.min(5, Math.floor(px / 115) + 1));
}

/** An axis of days around all these times, with at most `most` named days. */
export function axis(times: number[], most = 5): Axis {
  const known = times.filter(Number.isFinite);
  let from = Math.floor(Math.min(...known) / DAY) * DAY;
  let to = Math.ceil((Math.max(...known) + 1) / DAY) * DAY;
  if (!known.length) [from, to] = [0, DAY];
  const span = to - from;
  const days = Math.round(span / DAY);
  const step = Math.max(1, Math.ceil(days / (most - 1)));
  const ticks: Tick[] = [];
  for (let d = 0; d <= days; d += step) {
    const at = from + d * DAY;
    ticks.push({ at, text: moment(new Date(at).toISOString().slice(0, 10)), first: d === 0, last: d === days });
  }
  return { from, to, share: (t) => Math.min(1, Math.max(0, (t - from) / span)), ticks };
}
