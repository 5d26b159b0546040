// Whether the page is on its way to paper: lists stand open then, and pictures are as wide as a sheet.

import { flushSync } from 'svelte';

class Printing {
  on = $state(false);

  constructor() {
    addEventListener('beforeprint', () => this.turn(true));
    addEventListener('afterprint', () => this.turn(false));
    const paper = matchMedia('print');
    paper.addEventListener('change', () => this.turn(paper.matches));
  }

  /** At once: a page that prints itself is taken as it stands when these events are over. */
  private turn(on: boolean) {
    flushSync(() => (this.on = on));
  }
}

export const printing = new Printing();

/** Width of a picture on paper, in px of CSS: within the margins of A4 and of Letter alike. */
export const PAPER = 660;
