//! The HTTP API: questions as addresses below `/api/v1`, answered with the command line's JSON.
//!
//! Messages are in the language the request prefers, Japanese where it does not say. Parts of long answers link to
//! those before and behind them (RFC 8288); why there is no answer is said as problem details (RFC 9457).

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kurabe_render::Lang;
use kurabe_render::page::Part;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::form::{Form, has, tag};
use crate::offer::{ASKED, NAMED, Offer};
use crate::openapi::{FOLDER, description};
use crate::params::{self, Given, Params};
use crate::problem::Problem;
use crate::site::{Named, Site, refuse};

/// Adds the addresses of the API.
pub(crate) fn routes(mut router: Router<Arc<Site>>) -> Router<Arc<Site>> {
    for offer in ASKED {
        let handler = move |State(site): State<Arc<Site>>, RawQuery(query): RawQuery, headers: HeaderMap| async move {
            respond(offer, &site, &headers, params::given(query.as_deref().unwrap_or_default())).await
        };
        router = router.route(&format!("{FOLDER}/{}", offer.name), get(handler));
    }
    for offer in NAMED {
        let handler = move |State(site): State<Arc<Site>>, id: Named, headers: HeaderMap| async move {
            let given = id.map(|Path(id)| vec![("id".to_owned(), id)]).map_err(|_| Problem::NotUtf8);
            respond(offer, &site, &headers, given).await
        };
        router = router.route(&format!("{FOLDER}/{}/{{id}}", offer.name), get(handler));
    }
    let described = || async { Form::Json.response(description().to_string().into_bytes(), "") };
    router.route(&format!("{FOLDER}/openapi.json"), get(described))
}

async fn respond(
    offer: &'static Offer,
    site: &Site,
    headers: &HeaderMap,
    given: Result<Given, Problem>,
) -> Response {
    let lang = preferred(headers);
    let library = site.shelf.library();
    let tag = tag(&*library, lang);
    let given = given.and_then(|given| Params::read(&given, offer.parameters).map(|_| ()).map(|()| given));
    let answered = match given {
        Err(problem) => Err(problem),
        Ok(_) if has(headers, &tag) => return StatusCode::NOT_MODIFIED.into_response(),
        Ok(given) => {
            let library = Arc::clone(&library);
            let work = move || {
                let (bytes, part) = (offer.answer)(&given, &*library, lang)?;
                Ok((bytes, part.and_then(|part| links(offer.name, &given, part))))
            };
            site.turns.take(work).await
        }
    };
    let mut response = match answered {
        Err(problem) => refuse(site, Form::Json, lang, offer.name, &problem),
        Ok((bytes, links)) => {
            let mut response = Form::Json.response(bytes, offer.name);
            let said = [(header::ETAG, Some(tag)), (header::LINK, links)];
            for (name, value) in said {
                if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                    response.headers_mut().insert(name, value);
                }
            }
            response
        }
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Language"));
    response
}

/// The language a request prefers: the first of ours it names.
fn preferred(headers: &HeaderMap) -> Lang {
    let named =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let ours = |tag: &str| match tag.trim().get(..2)?.to_ascii_lowercase().as_str() {
        "ja" => Some(Lang::Japanese),
        "en" => Some(Lang::English),
        _ => None,
    };
    named.split(',').find_map(ours).unwrap_or(Lang::Japanese)
}

/// Where the parts before and behind one are.
fn links(path: &str, given: &Given, part: Part) -> Option<String> {
    let link = |offset: Option<usize>, relation: &str| {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let kept = given.iter().filter(|(name, value)| name != "offset" && !value.is_empty());
        let mut query: String =
            kept.map(|(name, value)| format!("{}={}&", encoded(name), encoded(value))).collect();
        query.push_str(&format!("offset={}", offset?));
        Some(format!("<{FOLDER}/{path}?{query}>; rel=\"{relation}\""))
    };
    let links: Vec<String> =
        [link(part.previous(), "prev"), link(part.next(), "next")].into_iter().flatten().collect();
    (!links.is_empty()).then(|| links.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_link_to_each_other() {
        let given = vec![("q".to_owned(), "公民".to_owned()), ("offset".to_owned(), "20".to_owned())];
        let part = Part { offset: 20, limit: 20, total: 41 };
        assert_eq!(
            links("search", &given, part).unwrap(),
            "</api/v1/search?q=%E5%85%AC%E6%B0%91&offset=0>; rel=\"prev\", \
             </api/v1/search?q=%E5%85%AC%E6%B0%91&offset=40>; rel=\"next\""
        );
        assert_eq!(links("search", &given, Part { offset: 0, limit: 20, total: 20 }), None);
    }

    #[test]
    fn the_first_language_of_ours_is_preferred() {
        let preferred = |said: &'static str| {
            preferred(&[(header::ACCEPT_LANGUAGE, HeaderValue::from_static(said))].into_iter().collect())
        };
        assert_eq!(preferred("fr, en-GB;q=0.8, ja;q=0.5"), Lang::English);
        assert_eq!(preferred("ja,en"), Lang::Japanese);
        assert_eq!(preferred("*"), Lang::Japanese);
    }
}
