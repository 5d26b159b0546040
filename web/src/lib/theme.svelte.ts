// Light or dark: what the system prefers, until a person chooses; the choice is kept on this machine.

export type Choice = 'auto' | 'light' | 'dark';
const KEY = 'hearsay-theme';

class Theme {
  choice = $state<Choice>('auto');

  start() {
    try {
      const kept = localStorage.getItem(KEY);
      if (kept === 'light' || kept === 'dark') this.set(kept);
    } catch {
      // Storage may be forbidden: then the choice holds until the page is left.
    }
  }

  set(choice: Choice) {
    this.choice = choice;
    if (choice === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // As above.
    }
  }
}

export const theme = new Theme();
