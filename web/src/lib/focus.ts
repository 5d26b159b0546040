// The keyboard stays where it was when what it stood on goes away: a form that is done, a button that did its work.

import { tick } from 'svelte';

/** Focuses `next` once the page shows what changed, unless the keyboard stands somewhere already. */
export async function goOn(next: () => HTMLElement | null | undefined) {
  await tick();
  const at = document.activeElement;
  if (at && at !== document.body && at.checkVisibility()) return;
  next()?.focus({ preventScroll: true });
}
