// The address is the state: every page and filter can be quoted, kept and opened again.

class Route {
  path = $state(location.pathname);
  query = $state(new URLSearchParams(location.search));
  hash = $state(location.hash);
  /** Counts navigations to another page, for focus. */
  visits = $state(0);

  constructor() {
    addEventListener('popstate', () => this.read());
    addEventListener('hashchange', () => this.read());
    document.addEventListener('click', (e) => this.click(e));
  }

  /** Parts of the path, decoded; one that cannot be decoded stands as it is. */
  get parts(): string[] {
    return this.path.split('/').filter(Boolean).map(decode);
  }

  get(name: string): string {
    return this.query.get(name) ?? '';
  }

  go(href: string, replace = false) {
    const samePage = new URL(href, location.href).pathname === this.path;
    if (replace) history.replaceState(null, '', href);
    else history.pushState(null, '', href);
    this.read();
    if (!samePage) {
      this.visits += 1;
      scrollTo(0, 0);
    }
  }

  /** Sets fields of the query; empty ones are left out. The place in a list is forgotten. */
  set(fields: Record<string, string>, replace = false) {
    this.go(this.with(fields), replace);
  }

  with(fields: Record<string, string>): string {
    const query = new URLSearchParams(this.query);
    query.delete('cursor');
    for (const [name, value] of Object.entries(fields)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    const text = query.toString();
    return this.path + (text ? `?${text}` : '');
  }

  /** This page's address, or that of the page at `path`, as of the moment `known_at`: it shows the same next year. */
  permanent(known_at: string, path = this.path): string {
    const query = new URLSearchParams(this.query);
    query.set('known_at', known_at);
    return `${location.origin}${path}?${String(query).replaceAll('%3A', ':')}`;
  }

  /** A link to another page that keeps the moment as of which one looks. */
  to(path: string, fields: Record<string, string> = {}): string {
    const query = new URLSearchParams();
    for (const name of ['known_at', 'about']) {
      const value = this.query.get(name);
      if (value) query.set(name, value);
    }
    for (const [name, value] of Object.entries(fields)) if (value) query.set(name, value);
    const text = query.toString();
    return path + (text ? `?${text}` : '');
  }

  /** Brings what the address names by its hash into view: it is there only once the answer is. */
  reach() {
    if (this.hash) document.getElementById(decode(this.hash.slice(1)))?.scrollIntoView({ block: 'start' });
  }

  private read() {
    if (location.pathname !== this.path) this.visits += 1;
    this.path = location.pathname;
    if (location.search !== (this.query.size ? `?${this.query}` : '')) this.query = new URLSearchParams(location.search);
    this.hash = location.hash;
  }

  private click(e: MouseEvent) {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const link = e.target instanceof Element ? e.target.closest('a') : null;
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (/^\/(api|feed)\b/.test(link.pathname)) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    e.preventDefault();
    this.go(link.pathname + link.search + link.hash);
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const route = new Route();
