//! The routes, and their description: one list for both.

mod accounts;
mod claims;
mod description;
mod documents;
mod events;
mod export;
mod feeds;
mod hooks;
mod judge;
mod method;
mod people;
mod questions;
mod sign_on;
mod sources;
mod status;
mod write;

use crate::app::App;
use crate::problem::Problem;
use crate::{assets, guard};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use description::Description;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Bytes of the longest request.
pub const LONGEST_BODY: usize = 64 << 20;

/// What stands over the description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "hearsay",
        description = "Who said what about contested events, in which words, when; and who says otherwise. Nothing here says what is true. \
            Every answer says as of which moment it holds (`known_at`, recorded time), carries an ETag, and is JSON as the command prints it."
    ),
    components(schemas(crate::problem::Problem))
)]
struct Head;

/// All routes of a server.
pub fn all(app: Arc<App>) -> Router {
    let (router, api) = described();
    let description = Description::of(&api);
    let page = description.clone();
    router
        .route("/api/v1/openapi.json", get(async move || description.json()))
        .route("/api", get(async move || page.page()))
        .route("/api/style.css", get(async || description::style()))
        .fallback(assets::file)
        .method_not_allowed_fallback(not_allowed)
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), guard::check))
        .with_state(app)
}

async fn not_allowed(method: Method) -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, format!("nothing is done here by {method}"))
}

/// The routes of the API and their description.
fn described() -> (Router<Arc<App>>, utoipa::openapi::OpenApi) {
    let api = OpenApiRouter::new()
        .routes(routes!(status::status))
        .routes(routes!(questions::questions))
        .routes(routes!(questions::question))
        .routes(routes!(questions::why))
        .routes(routes!(questions::history))
        .routes(routes!(documents::documents, write::add))
        .routes(routes!(documents::document))
        .routes(routes!(documents::original))
        .routes(routes!(claims::claims))
        .routes(routes!(claims::claim))
        .routes(routes!(sources::sources))
        .routes(routes!(sources::source))
        .routes(routes!(sources::search))
        .routes(routes!(sources::suggest))
        .routes(routes!(judge::review))
        .routes(routes!(judge::judgements, judge::judge))
        .routes(routes!(events::changes))
        .routes(routes!(events::events))
        .routes(routes!(people::begin, people::end))
        .routes(routes!(sign_on::begin))
        .routes(routes!(sign_on::finish))
        .routes(routes!(accounts::accounts, accounts::put_account))
        .routes(routes!(accounts::drop_account))
        .routes(routes!(accounts::tokens, accounts::put_token))
        .routes(routes!(accounts::drop_token))
        .routes(routes!(hooks::hooks, hooks::put_hook))
        .routes(routes!(hooks::drop_hook))
        .routes(routes!(hooks::deliveries))
        .routes(routes!(hooks::retry))
        .routes(routes!(export::export))
        .routes(routes!(method::method));
    let feeds = OpenApiRouter::new().routes(routes!(feeds::atom)).routes(routes!(feeds::json_feed));
    let all = OpenApiRouter::with_openapi(Head::openapi()).nest("/api/v1", api).merge(feeds);
    let (router, mut api) = all.split_for_parts();
    description::add_failures(&mut api);
    (router, api)
}

#[cfg(test)]
mod tests {
    use super::described;
    use serde_json::Value;

    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(|r| r.as_str()).map(str::to_owned));
                fields.values().for_each(|v| references(v, found));
            }
            Value::Array(items) => items.iter().for_each(|v| references(v, found)),
            _ => {}
        }
    }

    #[test]
    fn the_description_is_whole() {
        let api: Value = serde_json::to_value(described().1).unwrap();
        assert_eq!(api["openapi"], "3.1.0");
        let mut all = Vec::new();
        references(&api, &mut all);
        for reference in &all {
            let at = reference.strip_prefix('#').unwrap();
            assert!(api.pointer(at).is_some(), "{reference}");
        }
        for (path, methods) in api["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                assert!(operation["summary"].as_str().is_some_and(|s| !s.is_empty()), "{method} {path}");
                assert!(operation["responses"]["default"].is_object(), "{method} {path}");
            }
        }
    }
}
