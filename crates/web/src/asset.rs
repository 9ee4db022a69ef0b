//! What pages are shown with: all of it is in the program.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kurabe_render::page::{ICON, SCRIPT, STYLE};

/// The files, by name, with what they are.
const FILES: [(&str, &str, &str); 3] = [
    ("style.css", "text/css; charset=utf-8", STYLE),
    ("script.js", "text/javascript; charset=utf-8", SCRIPT),
    ("icon.svg", "image/svg+xml", ICON),
];

/// A file of that name; nothing where there is none. Whoever has this version's is told so.
pub(crate) fn asset(name: &str, asked: &HeaderMap) -> Option<Response> {
    let (_, kind, content) = FILES.into_iter().find(|(file, ..)| *file == name)?;
    let tag = concat!("\"", env!("CARGO_PKG_VERSION"), "\"");
    if asked.get(header::IF_NONE_MATCH).is_some_and(|known| known == tag) {
        return Some(StatusCode::NOT_MODIFIED.into_response());
    }
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::ETAG, HeaderValue::from_static(tag));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Some(response)
}
