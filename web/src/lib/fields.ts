// Fields of a claim that a person may correct, and what stands in them, in the words in which they are corrected.

import type { Answer, Claim, Interval, When } from './types';
import { speaker } from './words';

export const FIELDS = ['answer', 'quantity', 'place', 'source', 'claimed_time', 'valid_time'] as const;
export type Field = (typeof FIELDS)[number];

export function now(claim: Claim, field: Field): string {
  switch (field) {
    case 'answer':
      return claim.answer ? given(claim.answer) : '';
    case 'quantity':
      return claim.quantities[0] ? range(claim.quantities[0]) : '';
    case 'place':
      return claim.places[0]?.name ?? '';
    case 'source':
      return speaker(claim);
    case 'claimed_time':
      return days(claim.claimed_time);
    case 'valid_time':
      return days(claim.valid_time);
  }
}

function given(answer: Answer): string {
  switch (answer.type) {
    case 'polar':
      return answer.value ? 'yes' : 'no';
    case 'interval':
      return range(answer.value);
    case 'status':
      return answer.value;
    case 'actor':
      return answer.value.name;
    case 'unconfirmed':
      return 'unconfirmed';
  }
}

/** `12`, or `12..40` with either end left out where nobody gave it. */
function range({ low, high }: Interval): string {
  return low !== null && low === high ? String(low) : `${low ?? ''}..${high ?? ''}`;
}

function days(when: When | null): string {
  if (!when?.from && !when?.to) return '';
  return when.from === when.to ? (when.from ?? '') : `${when.from ?? ''}..${when.to ?? ''}`;
}
