//! Originals (原本): the files statements were read from, as they came.
//!
//! An id is looked up among the documents of the library, and what is asked never becomes a path. A browser shows what
//! cannot do anything; the rest it keeps as a file.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kurabe_render::Lang;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::form::Form;
use crate::problem::Problem;
use crate::shelf::Original;
use crate::site::{Named, Site, refuse};

/// Sends the file of a document.
pub(crate) async fn original(State(site): State<Arc<Site>>, id: Named, lang: Lang) -> Response {
    let library = site.shelf.library();
    let Ok(Path(id)) = id else { return refuse(&site, Form::Page, lang, "", &Problem::NotUtf8) };
    let find = move || {
        let id = id.parse().map_err(|_| Problem::NoPage)?;
        library.original(&id).ok_or(Problem::NoOriginal)
    };
    match site.turns.take(find).await {
        Ok(found) => sent(found),
        Err(problem) => refuse(&site, Form::Page, lang, "", &problem),
    }
}

fn sent(Original { name, bytes }: Original) -> Response {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let (kind, shown) = match ending.as_str() {
        "pdf" => ("application/pdf", "inline"),
        // Which encoding a text is in is not said: browsers tell that as well as anyone.
        "txt" | "md" | "markdown" => ("text/plain", "inline"),
        _ => ("application/octet-stream", "attachment"),
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    if let Ok(named) = HeaderValue::try_from(format!("{shown}; filename*=UTF-8''{name}")) {
        headers.insert(header::CONTENT_DISPOSITION, named);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_do_nothing_is_shown() {
        let told = |name: &str| {
            let response = sent(Original { name: name.to_owned(), bytes: b"x".as_slice().into() });
            let said =
                |name| response.headers().get(name).and_then(|said| said.to_str().ok()).unwrap_or_default();
            format!("{} {}", said(header::CONTENT_TYPE), said(header::CONTENT_DISPOSITION))
        };
        assert_eq!(told("plan.PDF"), "application/pdf inline; filename*=UTF-8''plan%2EPDF");
        assert!(told("plan.html").starts_with("application/octet-stream attachment"));
        assert!(told("計画\r\n\".xlsx").contains("attachment; filename*=UTF-8''%E8%A8%88"));
        assert!(told("plan").starts_with("application/octet-stream attachment"));
    }
}
