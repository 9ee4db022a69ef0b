//! What pages are shown with: all of it is in the program.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kurabe_render::page::{ICON, SCRIPT, STYLE};

use crate::form::has;

/// The files, by name, with what they are.
const FILES: [(&str, &str, &str); 3] = [
    ("style.css", "text/css; charset=utf-8", STYLE),
    ("script.js", "text/javascript; charset=utf-8", SCRIPT),
    ("icon.svg", "image/svg+xml", ICON),
];

/// A file of that name; nothing where there is none. Whoever has this version's is told so.
pub(crate) fn asset(name: &str, asked: &HeaderMap) -> Option<Response> {
    let (_, kind, content) = FILES.into_iter().find(|(file, ..)| *file == name)?;
    let tag = format!("\"{:016x}\"", digest(content));
    if has(asked, &tag) {
        return Some(StatusCode::NOT_MODIFIED.into_response());
    }
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.extend(HeaderValue::from_str(&tag).ok().map(|tag| (header::ETAG, tag)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Some(response)
}

/// What tells a file from what another build of the program has under its name (FNV-1a).
fn digest(content: &str) -> u64 {
    content.bytes().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
