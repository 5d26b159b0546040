// Values in plain words.

import type { Answer, Claim, Interval, When } from './types';
import { say } from '../strings';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

export function count(n: number): string {
  return number.format(n);
}

export function interval({ low, high }: Interval): string {
  if (low !== null && high !== null) return low === high ? count(low) : `${count(low)}–${count(high)}`;
  if (low !== null) return say.atLeast(count(low));
  if (high !== null) return say.atMost(count(high));
  return say.someNumber;
}

export function answer(given: Answer): string {
  switch (given.type) {
    case 'polar':
      return given.value ? say.yes : say.no;
    case 'status':
      return given.value;
    case 'interval':
      return interval(given.value);
    case 'actor':
      return given.value.name;
    case 'unconfirmed':
      return say.notConfirmed;
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2031-05-06T18:30` as "6 May 2031, 18:30"; what is no time stands as it is. */
export function moment(text: string | null | undefined): string {
  const found = /^(-?\d{4,})-(\d\d)-(\d\d)(?:T(\d\d)(?::(\d\d))?)?/.exec(text ?? '');
  if (!found) return text ?? '';
  const [, year, month, day, hour, minute] = found;
  const date = `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${Number(year)}`;
  return hour ? `${date}, ${hour}:${minute ?? '00'}` : date;
}

/** A moment of the ledger's clock, to the minute. */
export function recorded(text: string): string {
  return moment(text.slice(0, 16));
}

export function stretch(from: string | null | undefined, to: string | null | undefined): string {
  if (from && to) return from === to ? moment(from) : say.fromTo(moment(from), moment(to));
  if (from) return say.since(moment(from));
  if (to) return say.until(moment(to));
  return '';
}

export function when(w: When | null): string {
  return w ? stretch(w.from, w.to) : '';
}

/** Milliseconds of a moment, its first or its last; NaN for none. */
export function millis(text: string | null | undefined, end = false): number {
  const found = /^(-?\d{4,}-\d\d-\d\d)(?:T(\d\d)(?::(\d\d))?)?/.exec(text ?? '');
  if (!found) return NaN;
  const [, date, hour, minute] = found;
  const start = Date.parse(`${date}T${hour ?? '00'}:${minute ?? '00'}:00Z`);
  if (!end) return start;
  return start + (minute ? 60e3 : hour ? 3600e3 : 86400e3) - 1;
}

/** Who says it, for people. */
export function speaker(claim: Claim): string {
  return claim.source?.actor?.name ?? claim.source?.text ?? say.ownVoice;
}

/** The words without the quotation marks around them; those are set by the page. */
export function words(claim: Claim): string {
  return claim.content.text.trim().replace(/^["“”„«»]+|["“”„«»]+$/g, '');
}

/** Whether a word has no end: pairs of letters set closer in one of thousands keep a browser busy for seconds. */
export function endless(text: string): boolean {
  return /\S{500}/.test(text);
}
