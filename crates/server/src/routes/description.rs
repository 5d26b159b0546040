//! The description of the interface: for programs as OpenAPI 3.1, for people as a page.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::fmt::Write;
use std::sync::Arc;
use utoipa::openapi::{ContentBuilder, OpenApi, RefOr, ResponseBuilder};

/// The style of the page: a file of its own, since nothing inline is allowed.
const STYLE: &str = include_str!("../api.css");

/// Both forms of the description, made once.
pub struct Description {
    json: String,
    page: String,
}

impl Description {
    /// Of the routes as they are.
    pub fn of(api: &OpenApi) -> Arc<Description> {
        let json = api.to_json().unwrap_or_else(|_| "{}".into());
        let page = page(&serde_json::from_str(&json).unwrap_or_default());
        Arc::new(Description { json, page })
    }

    /// For programs.
    pub fn json(&self) -> Response {
        ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")], self.json.clone())
            .into_response()
    }

    /// For people.
    pub fn page(&self) -> Response {
        let kind = (header::CONTENT_TYPE, "text/html; charset=utf-8");
        ([kind, (header::CACHE_CONTROL, "no-cache")], self.page.clone()).into_response()
    }
}

/// Whatever is asked, it may fail in the same way.
pub fn add_failures(api: &mut OpenApi) {
    let problem = RefOr::Ref(utoipa::openapi::Ref::from_schema_name("Problem"));
    let content = ContentBuilder::new().schema(Some(problem)).build();
    let failure = ResponseBuilder::new()
        .description("What went wrong")
        .content("application/problem+json", content)
        .build();
    for item in api.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            operation.responses.responses.insert("default".into(), RefOr::T(failure.clone()));
        }
    }
}

/// The style of the page for people.
pub fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], STYLE)
        .into_response()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn words(value: &serde_json::Value) -> String {
    escaped(value.as_str().unwrap_or_default())
}

fn page(api: &serde_json::Value) -> String {
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>hearsay: the interface for programs</title><link rel=\"stylesheet\" href=\"/api/style.css\"></head>\n<body><main>\n\
         <h1>The interface for programs</h1>\n<p>{}</p>\n<p>For programs: <a href=\"/api/v1/openapi.json\">openapi.json</a> (OpenAPI {}). \
         <a href=\"/\">The page for people</a>.</p>\n",
        words(&api["info"]["description"]),
        words(&api["openapi"])
    );
    let nothing = serde_json::Map::new();
    for (path, methods) in api["paths"].as_object().unwrap_or(&nothing) {
        for (method, operation) in methods.as_object().unwrap_or(&nothing) {
            operation_of(&mut html, path, method, operation);
        }
    }
    html + "</main></body>\n</html>\n"
}

fn operation_of(html: &mut String, path: &str, method: &str, operation: &serde_json::Value) {
    let _ = write!(
        html,
        "<section>\n<h2><code>{} {}</code></h2>\n<p>{}. {}</p>\n",
        method.to_uppercase(),
        escaped(path),
        words(&operation["summary"]),
        words(&operation["description"])
    );
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    if !parameters.is_empty() {
        html.push_str("<dl>\n");
        for parameter in &parameters {
            let _ = writeln!(
                html,
                "<dt><code>{}</code> ({})</dt><dd>{}</dd>",
                words(&parameter["name"]),
                words(&parameter["in"]),
                words(&parameter["description"])
            );
        }
        html.push_str("</dl>\n");
    }
    html.push_str("</section>\n");
}
