//! The server as a whole: what all requests share, how it starts and how it ends.

use crate::answer::Answers;
use crate::guard::Guard;
use crate::mail::Mailer;
use crate::oidc::SignOn;
use crate::pool::Pool;
use crate::settings::{ServeError, Settings};
use crate::state::State;
use crate::turns::Turns;
use crate::writer::Writer;
use hearsay::case::Case;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How often it is looked whether another program recorded something.
const GLANCE: Duration = Duration::from_secs(1);

/// What all requests share.
pub struct App {
    /// As it was started.
    pub settings: Settings,
    /// Cases that read.
    pub pool: Arc<Pool>,
    /// The one that writes.
    pub writer: Writer,
    /// The server's own database.
    pub state: State,
    /// Who may call, and how often.
    pub guard: Guard,
    /// Answers that hold while nothing is recorded.
    pub answers: Answers,
    /// The way to a mail server.
    pub mailer: Option<Mailer>,
    /// Single sign-on.
    pub sign_on: Option<SignOn>,
    /// One request of an idempotency key at a time.
    pub turns: Turns,
    /// The number of the last entry, as far as it was noticed.
    pub head: watch::Receiver<i64>,
    /// Tells of a new last entry.
    pub noticed: watch::Sender<i64>,
}

/// Serves a ledger until the program is told to end (interrupt or terminate). `ready` is called with the
/// address once requests are taken: with port 0, the system has chosen one.
///
/// # Errors
/// When the ledger or the server's own database cannot be opened, or nobody may listen there.
pub fn serve(settings: Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(settings, ready))
}

async fn run(settings: Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let mut case = Case::create(&settings.ledger)?;
    let head = case.head()?;
    let state = State::open(&settings.state)?;
    if !settings.listen.ip().is_loopback() && !state.has_accounts()? {
        return Err(ServeError::Open(settings.listen));
    }
    // Without any account, whoever sits at the machine may do everything: nobody would have to sign on.
    if settings.provider.is_some() && !state.has_accounts()? {
        return Err(ServeError::NoAdmin);
    }
    let sign_on = settings.provider.as_ref().map(|p| SignOn::new(p, settings.public.as_deref()));
    let (noticed, head) = watch::channel(head);
    let app = Arc::new(App {
        pool: Arc::new(Pool::new(&settings.ledger)),
        writer: Writer::start(case, &settings, noticed.clone())?,
        guard: Guard::new(&settings)?,
        mailer: Mailer::new(&settings)?,
        sign_on: sign_on.transpose().map_err(ServeError::Wrong)?,
        state,
        answers: Answers::default(),
        turns: Turns::default(),
        head,
        noticed,
        settings,
    });
    let listen = app.settings.listen;
    let failed = |why| ServeError::Listen { address: listen, why };
    let listener = tokio::net::TcpListener::bind(listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    tokio::spawn(watch_others(app.clone()));
    crate::hooks::start(&app);
    let service = crate::routes::all(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    ready(address);
    axum::serve(listener, service).with_graceful_shutdown(told_to_end(app)).await?;
    Ok(())
}

/// Other programs may record as well: `hearsay add` beside the server.
async fn watch_others(app: Arc<App>) {
    loop {
        tokio::time::sleep(GLANCE).await;
        if let Ok(head) = app.pool.with(|case| Ok(case.head()?)).await {
            notice(&app.noticed, head);
        }
    }
}

/// Tells those who wait that there is a new last entry.
pub fn notice(noticed: &watch::Sender<i64>, head: i64) {
    noticed.send_if_modified(|known| {
        let newer = head > *known;
        if newer {
            *known = head;
        }
        newer
    });
}

async fn told_to_end(app: Arc<App>) {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        else {
            let _ = interrupt.await;
            return;
        };
        tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
    // Streams of events would keep the server up for ever.
    app.guard.close();
}

/// A line for whoever runs the server. Words of documents and requests are stripped of what a terminal obeys.
pub fn log(message: std::fmt::Arguments<'_>) {
    let mut err = std::io::stderr().lock();
    for line in message.to_string().lines() {
        // Nobody is left to tell when this fails.
        let _ = writeln!(err, "hearsay: {}", show::clean(line));
    }
}
