// Who one is to this server, and whether its ledger has grown since the page was read.

import { get, post, url, useToken } from './api';

export interface Status {
  engine: string;
  lexicons: string;
  entries?: number;
  documents?: number;
  head?: string;
  recorded?: string | null;
  who: { name: string; role: string; csrf: string | null } | null;
  accounts: boolean;
  features: { add: boolean; review: boolean; admin: boolean };
}

/** Kinds of entries, by which the server names its events. */
const KINDS = ['document', 'version', 'reading', 'correction', 'merge', 'split', 'rejection', 'retraction', 'review', 'undo'];

class Session {
  status = $state.raw<Status | null>(null);
  /** Entries that came since the page was loaded or shown anew. */
  fresh = $state(0);
  /** Goes up when pages should ask again. */
  turn = $state(0);

  private last = 0;
  private source: EventSource | null = null;

  get mayWrite(): boolean {
    return this.status?.features.review ?? false;
  }

  async start() {
    try {
      await this.catchUp();
    } catch {
      // The page itself says that nobody answers.
    }
    if (this.status?.who) this.listen();
  }

  /** Asks who one is and how far the ledger goes; what one did oneself is no news. */
  async catchUp() {
    const status = await get<Status>(url('/status'));
    useToken(status.who?.csrf ?? '');
    this.status = status;
    this.last = Math.max(this.last, status.entries ?? 0);
    this.fresh = 0;
  }

  async signIn(name: string, password: string) {
    await post('/session', { json: { name, password } });
    await this.refresh();
  }

  async signOut() {
    await post('/session', {}, 'DELETE');
    await this.refresh();
  }

  /** Catches up, and has the pages ask again. */
  async refresh() {
    await this.catchUp();
    this.turn += 1;
    if (this.status?.who && !this.source) this.listen();
  }

  private listen() {
    this.source = new EventSource(url('/events', { after: this.last }));
    const heard = (e: MessageEvent) => {
      const entry = Number(e.lastEventId);
      if (!(entry > this.last)) return;
      this.fresh += entry - this.last;
      this.last = entry;
    };
    for (const kind of KINDS) this.source.addEventListener(kind, heard);
    addEventListener('pagehide', () => this.source?.close());
  }
}

export const session = new Session();
