// The last judgement of this window: recorded, and taken back at once where it was a slip. It outlives the claim or
// question that it moved elsewhere.

import { Problem, post } from './api';
import { say } from '../strings';

class Judging {
  told = $state('');
  problem = $state('');
  /** What can be taken back. */
  entry = $state<number | null>(null);
  busy = $state(false);
  private done: () => void = () => {};

  /** Whether it was recorded; `done` is told, and told again when it is taken back. */
  async record(json: Record<string, unknown>, done: () => void): Promise<Problem | null> {
    const problem = await this.send(json);
    if (problem) return problem;
    this.done = done;
    this.told = say.review.done(this.entry ?? 0);
    done();
    return null;
  }

  /** The last one. */
  async undo() {
    if (this.entry !== null) await this.takeBack(this.entry, this.done);
  }

  async takeBack(entry: number, done: () => void) {
    const problem = await this.send({ verb: 'undo', entry, reason: say.review.undoReason });
    if (problem) {
      this.problem = problem.message;
      return;
    }
    this.entry = null;
    this.told = say.review.undone(entry);
    done();
  }

  forget() {
    this.told = '';
    this.problem = '';
    this.entry = null;
  }

  private async send(json: Record<string, unknown>): Promise<Problem | null> {
    this.busy = true;
    this.problem = '';
    try {
      this.entry = (await post<{ entry: number }>('/judgements', { json })).entry;
      return null;
    } catch (e) {
      return e instanceof Problem ? e : new Problem(0, say.broken);
    } finally {
      this.busy = false;
    }
  }
}

export const judging = new Judging();
