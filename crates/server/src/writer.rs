//! The one thread that writes: it reads documents with the model and records them, and judgements, in the
//! order in which they were asked for.

use crate::app::{log, notice};
use crate::problem::Problem;
use crate::settings::{ServeError, Settings};
use axum::http::StatusCode;
use hearsay::case::{Addition, Case, CaseError, Judgement, now};
use hearsay::{Reader, Reading, Versions};
use show::ledger::Added;
use std::path::Path;
use tokio::sync::{mpsc, oneshot, watch};
use types::Document;

/// Requests that wait at most; more are told to come back.
const WAITING: usize = 256;
/// Documents that are recorded together: one way to the disk for all of them.
const TOGETHER: usize = 32;

/// What came of a document: what adding it did, or why it was not added.
pub type Fate = Result<Added, String>;

enum Job {
    Add {
        document: Box<Document>,
        author: String,
        reply: oneshot::Sender<Result<Fate, Problem>>,
    },
    Judge {
        judgement: Judgement,
        author: String,
        reason: String,
        reply: oneshot::Sender<Result<i64, Problem>>,
    },
}

/// The way to the thread that writes.
pub struct Writer {
    jobs: mpsc::Sender<Job>,
    has_model: bool,
}

impl Writer {
    /// Starts the thread. Without a model it only records judgements.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(case: Case, settings: &Settings, noticed: watch::Sender<i64>) -> Result<Writer, ServeError> {
        let (jobs, queue) = mpsc::channel(WAITING);
        let reader = open(&settings.data);
        let has_model = reader.is_some();
        let thread = Thread { case, reader, queue, noticed };
        std::thread::Builder::new().name("writer".into()).stack_size(8 << 20).spawn(move || thread.run())?;
        Ok(Writer { jobs, has_model })
    }

    /// Whether documents can be added.
    pub fn has_model(&self) -> bool {
        self.has_model
    }

    /// Adds a document; comes back when it is recorded.
    ///
    /// # Errors
    /// When there is no model, or the server ends.
    pub async fn add(&self, document: Document, author: &str) -> Result<Fate, Problem> {
        let (reply, done) = oneshot::channel();
        self.send(Job::Add { document: Box::new(document), author: author.to_owned(), reply }).await?;
        done.await.map_err(|_| Problem::internal())?
    }

    /// Records a judgement; the number of its entry.
    ///
    /// # Errors
    /// Those of [`Case::correct`].
    pub async fn judge(&self, judgement: Judgement, author: &str, reason: &str) -> Result<i64, Problem> {
        let (reply, done) = oneshot::channel();
        let job = Job::Judge { judgement, author: author.to_owned(), reason: reason.to_owned(), reply };
        self.send(job).await?;
        done.await.map_err(|_| Problem::internal())?
    }

    /// Waits for room in the queue.
    async fn send(&self, job: Job) -> Result<(), Problem> {
        self.jobs
            .send(job)
            .await
            .map_err(|_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the server ends"))
    }
}

fn open(data: &Path) -> Option<Reader> {
    match Reader::open(data) {
        Ok(reader) => Some(reader),
        Err(e) => {
            log(format_args!("nothing can be added: {e}"));
            None
        }
    }
}

struct Thread {
    case: Case,
    reader: Option<Reader>,
    queue: mpsc::Receiver<Job>,
    noticed: watch::Sender<i64>,
}

/// A document that waits to be recorded, and who waits for it.
struct Waiting {
    reading: Reading,
    author: String,
    reply: oneshot::Sender<Result<Fate, Problem>>,
}

impl Waiting {
    fn addition<'w>(&'w self, versions: &'w Versions) -> Addition<'w> {
        Addition { reading: &self.reading, versions, author: &self.author, at: now(), reread: false }
    }
}

impl Thread {
    fn run(mut self) {
        let mut waiting: Vec<Waiting> = Vec::new();
        while let Some(job) = self.queue.blocking_recv() {
            self.take(job, &mut waiting);
            while waiting.len() < TOGETHER
                && let Ok(job) = self.queue.try_recv()
            {
                self.take(job, &mut waiting);
            }
            self.record(&mut waiting);
            if let Ok(head) = self.case.head() {
                notice(&self.noticed, head);
            }
        }
    }

    fn take(&mut self, job: Job, waiting: &mut Vec<Waiting>) {
        match job {
            Job::Add { document, author, reply } => match self.read(*document) {
                Ok(Ok(reading)) => waiting.push(Waiting { reading, author, reply }),
                // Whoever asked may have gone: then nobody is to be told.
                Ok(Err(why)) => drop(reply.send(Ok(Err(why)))),
                Err(problem) => drop(reply.send(Err(problem))),
            },
            Job::Judge { judgement, author, reason, reply } => {
                self.record(waiting);
                let done = self.case.correct(&judgement, &author, &reason, now());
                let _ = reply.send(done.map_err(Problem::from));
            }
        }
    }

    /// What a document says; why it cannot be read; or that nothing can.
    fn read(&self, document: Document) -> Result<Result<Reading, String>, Problem> {
        let Some(reader) = &self.reader else {
            let detail = "this server has no language model: run `hearsay setup`, then start it again";
            return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail));
        };
        let read = std::panic::AssertUnwindSafe(|| reader.read(document).map_err(|p| p.to_string()));
        std::panic::catch_unwind(read).map_err(|_| Problem::internal())
    }

    fn record(&mut self, waiting: &mut Vec<Waiting>) {
        let Some(reader) = self.reader.as_ref().filter(|_| !waiting.is_empty()) else { return };
        let versions = reader.versions();
        let additions: Vec<Addition<'_>> = waiting.iter().map(|w| w.addition(versions)).collect();
        let done = self.case.add_many(&additions);
        for (waiting, added) in waiting.drain(..).zip(done) {
            let fate = match added {
                Ok(added) => Ok(Ok(added)),
                Err(CaseError::Wrong(why)) => Ok(Err(why)),
                Err(e) => Err(Problem::from(e)),
            };
            let _ = waiting.reply.send(fate);
        }
    }
}
