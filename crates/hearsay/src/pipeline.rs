//! Many documents at once, results in input order, memory bounded.

use crate::Problem;
use rayon::prelude::*;
use std::ops::ControlFlow;
use types::Document;

/// A window closes at this many documents …
const MOST_DOCUMENTS: usize = 64;
/// … or at this many bytes of text, whichever comes first. A window is never empty, so a longer
/// text makes a window of its own.
const MOST_BYTES: usize = 4 << 20;
/// As much room as the main thread has.
const STACK: usize = 8 << 20;

/// What comes to the work: a document, or the reason why there is none.
pub type Work = Result<Document, Problem>;

/// Does `work` on every document that `feed` hands over, on `threads` threads (all cores when
/// `None`), and gives the results to `sink` in input order until it breaks off. Documents wait in a
/// window until it is full: what is held at once does not grow with the input.
pub fn run<T: Send>(
    feed: impl FnOnce(&mut dyn FnMut(Work) -> ControlFlow<()>),
    threads: Option<usize>,
    work: impl Fn(Work) -> T + Sync,
    sink: impl FnMut(T) -> ControlFlow<()>,
) {
    let mut pipeline =
        Pipeline { threads, pool: None, window: Vec::new(), bytes: 0, work, sink, over: false };
    feed(&mut |item| pipeline.push(item));
    pipeline.flush();
}

struct Pipeline<W, S> {
    threads: Option<usize>,
    pool: Option<rayon::ThreadPool>,
    window: Vec<Work>,
    /// Bytes of text in the window.
    bytes: usize,
    work: W,
    sink: S,
    over: bool,
}

impl<T: Send, W: Fn(Work) -> T + Sync, S: FnMut(T) -> ControlFlow<()>> Pipeline<W, S> {
    fn push(&mut self, item: Work) -> ControlFlow<()> {
        self.bytes += item.as_ref().map_or(0, |d| d.text.len());
        self.window.push(item);
        if self.window.len() >= MOST_DOCUMENTS || self.bytes >= MOST_BYTES {
            self.flush();
        }
        if self.over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn flush(&mut self) {
        let window = std::mem::take(&mut self.window);
        self.bytes = 0;
        if self.over || window.is_empty() {
            return;
        }
        for result in self.results(window) {
            if (self.sink)(result).is_break() {
                self.over = true;
                return;
            }
        }
    }

    /// One document, one thread: starting a pool would cost more than it gives. Nor is there one
    /// when the system refuses threads.
    fn results(&mut self, window: Vec<Work>) -> Vec<T> {
        if window.len() > 1 && self.threads != Some(1) && self.pool.is_none() {
            let threads = self.threads.unwrap_or(0);
            self.pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build().ok();
        }
        let work = &self.work;
        match self.pool.as_ref().filter(|_| window.len() > 1) {
            Some(pool) => pool.install(|| window.into_par_iter().map(work).collect()),
            None => window.into_iter().map(work).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_input_order_on_any_number_of_threads() {
        for threads in [Some(1), Some(3), None] {
            let mut got = Vec::new();
            let feed = |push: &mut dyn FnMut(Work) -> ControlFlow<()>| {
                (0..200).for_each(|i| assert!(push(Err(Problem::new(i.to_string(), "x"))).is_continue()));
            };
            let work = |w: Work| w.unwrap_err().at.parse::<usize>().unwrap();
            run(feed, threads, work, |i| {
                got.push(i);
                ControlFlow::Continue(())
            });
            assert_eq!(got, (0..200).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nobody_reads_on_when_the_sink_has_enough() {
        let (mut fed, mut sunk) = (0, 0);
        let feed = |push: &mut dyn FnMut(Work) -> ControlFlow<()>| {
            while fed < 1000 && push(Err(Problem::new("x", "x"))).is_continue() {
                fed += 1;
            }
        };
        run(
            feed,
            Some(2),
            |_| (),
            |()| {
                sunk += 1;
                ControlFlow::Break(())
            },
        );
        assert!(fed < MOST_DOCUMENTS && sunk == 1, "{fed} {sunk}");
    }
}
