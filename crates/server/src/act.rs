//! A request that changes something: who may, and that it comes from our own page or with a token.

use crate::app::App;
use crate::problem::Problem;
use crate::state::Store;
use crate::who::{Role, Who};
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::sync::Arc;

/// A request to change something. Nothing can be done with it before it is checked.
pub struct Act(Actor);

/// Somebody who may do what they ask for.
pub struct Actor {
    #[allow(missing_docs)]
    pub app: Arc<App>,
    #[allow(missing_docs)]
    pub who: Who,
    /// Of the request.
    pub headers: HeaderMap,
}

impl FromRequestParts<Arc<App>> for Act {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Act, Problem> {
        let who = Who::from_request_parts(parts, app).await?;
        Ok(Act(Actor { app: app.clone(), who, headers: parts.headers.clone() }))
    }
}

impl Act {
    /// Checks that it is done by somebody of this role at least, and not by a page elsewhere that has their browser
    /// send the cookie.
    ///
    /// # Errors
    /// When it is not.
    pub fn by(self, role: Role) -> Result<Actor, Problem> {
        let Act(actor) = self;
        let who = actor.who.may(role)?.writes(&actor.headers)?;
        Ok(Actor { who, ..actor })
    }
}

impl Actor {
    /// Does something about a subject, and notes who did it: both or neither is answered for.
    ///
    /// # Errors
    /// Those of the work.
    pub async fn noted<T: Send + 'static>(
        &self,
        what: &'static str,
        subject: &str,
        work: impl FnOnce(&mut Store, &str) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.app.state.noted(&self.who.name, what, subject, work).await
    }

    /// Notes that they did something.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn note(&self, what: &'static str, subject: &str) -> Result<(), Problem> {
        self.app.state.note(&self.who.name, what, subject).await
    }
}
