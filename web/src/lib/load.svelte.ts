// What a page shows: asked for again whenever its address changes, the old answer staying until the new one
// is there.

import { get, Problem } from './api';
import { say } from '../strings';

export class Load<T> {
  data = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  private turn = $state(0);

  /** Call while a component is set up. An empty address asks for nothing. */
  constructor(address: () => string) {
    $effect(() => {
      const at = address();
      void this.turn;
      if (!at) {
        this.data = null;
        return;
      }
      const stop = new AbortController();
      this.busy = true;
      get<T>(at, stop.signal).then(
        (data) => {
          this.data = data;
          this.problem = null;
          this.busy = false;
        },
        (e: unknown) => {
          if (stop.signal.aborted) return;
          this.problem = e instanceof Problem ? e : new Problem(0, say.broken);
          this.data = null;
          this.busy = false;
        },
      );
      return () => stop.abort();
    });
  }

  again() {
    this.turn += 1;
  }
}
