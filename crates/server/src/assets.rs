//! The page, as it was built along.

use crate::problem::Problem;
use axum::body::Body;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

/// Names and bytes of all files of the page; none where it was not built.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// What stands in for the page where it was not built.
const PLACEHOLDER: &str = include_str!("placeholder.html");

/// A file of the page; for any other path without an extension the page itself, which knows what to show.
pub async fn file(method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return Problem::new(StatusCode::METHOD_NOT_ALLOWED, "pages are only read").into_response();
    }
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return Problem::missing(format!("there is no {}; GET /api lists what there is", uri.path()))
            .into_response();
    }
    if let Some((name, bytes)) = FILES.iter().find(|(name, _)| *name == path) {
        return of(name, bytes);
    }
    if path.rsplit('/').next().is_some_and(|last| last.contains('.')) && path != "index.html" {
        return Problem::missing(format!("there is no {}", uri.path())).into_response();
    }
    match FILES.iter().find(|(name, _)| *name == "index.html") {
        Some((name, bytes)) => of(name, bytes),
        None => of("index.html", PLACEHOLDER.as_bytes()),
    }
}

fn of(name: &str, bytes: &'static [u8]) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(name)));
    // The build names assets by what they hold.
    let keep = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn get(path: &str) -> Response {
        file(Method::GET, path.parse().unwrap()).await
    }

    #[tokio::test]
    async fn any_path_without_an_extension_is_the_page_and_nothing_under_api_is() {
        for path in ["/", "/question/qst_7enrjz535jgfx6qo", "/index.html"] {
            let response = get(path).await;
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            assert_eq!(response.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
        }
        for path in ["/nothing.js", "/api/v1/nothing", "/../etc/passwd.txt"] {
            assert_eq!(get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
