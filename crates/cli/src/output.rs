//! What goes to standard output and standard error.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Arguments;
use std::io::{self, IsTerminal, Write};

/// Data, for standard output: locked and buffered, written out at the end or when dropped.
pub fn data() -> io::BufWriter<io::StdoutLock<'static>> {
    io::BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// A message for a person, on standard error. What it quotes from elsewhere (names of files, words
/// of documents) is stripped of anything that a terminal would obey.
pub fn tell(message: Arguments<'_>) {
    let mut err = io::stderr().lock();
    for line in message.to_string().lines() {
        // Nobody is left to tell when this fails.
        let _ = writeln!(err, "hearsay: {}", show::clean(line));
    }
}

/// A count of documents on standard error, for whoever waits there while the data goes elsewhere.
/// Hidden where standard error is no terminal.
pub fn counter() -> ProgressBar {
    if io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    bar.with_style(
        ProgressStyle::with_template("{pos} documents read").unwrap_or_else(|_| ProgressStyle::default_bar()),
    )
}

/// Columns to fill: as asked, else the terminal's, else 100.
pub fn width(asked: Option<u16>) -> usize {
    let terminal = || terminal_size::terminal_size_of(io::stdout()).map(|(w, _)| w.0.max(40));
    usize::from(asked.or_else(terminal).unwrap_or(100))
}

/// Colours only on a terminal that wants them.
pub fn colours() -> bool {
    let out = io::stdout();
    out.is_terminal() && anstream::AutoStream::choice(&out) != anstream::ColorChoice::Never
}

/// Whether whoever read our output has gone away: `hearsay read … | head`.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
