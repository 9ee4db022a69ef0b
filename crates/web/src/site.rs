//! All addresses of the site, and the way from a request to its answer.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use kurabe_query::{Context, corpus};
use kurabe_render::Lang;
use kurabe_render::page::{self, Theme, View};

use crate::api;
use crate::asset::asset;
use crate::form::{ENDINGS, Form, collected, has, sheet, tag};
use crate::guard::{self, Hosts};
use crate::openapi::FOLDER;
use crate::original::original;
use crate::params::{self, Given, Params};
use crate::problem::Problem;
use crate::questions::{
    Compare, Document, Gaps, Holdings, Kwic, Presented, Search, Similar, Statement, Targets, Trends,
};
use crate::recent::{Recent, recently};
use crate::reproduce::command;
use crate::shelf::{Library, Shelf};
use crate::turns::{Limits, Turns};

/// What all requests share.
pub(crate) struct Site {
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) turns: Turns,
    pub(crate) recent: Recent,
    hosts: Hosts,
}

/// The end of a path, unless it is no text.
pub(crate) type Named = Result<Path<String>, PathRejection>;

/// The languages, by the folder their pages are in.
const LANGUAGES: [(&str, Lang); 2] = [("", Lang::Japanese), ("/en", Lang::English)];

/// The whole site.
pub fn router(shelf: Arc<Shelf>, hosts: Hosts, limits: Limits) -> Router {
    let site = Arc::new(Site { shelf, hosts, turns: Turns::new(limits), recent: Recent::default() });
    let mut router = api::routes(Router::new().route("/assets/{name}", get(file)));
    // Browsers look here where a page does not tell them of a sign: beside a PDF.
    let sign = || async { Redirect::permanent("/assets/icon.svg") };
    router = router.route("/favicon.ico", get(sign));
    for (folder, lang) in LANGUAGES {
        router = asking::<Search>(router, folder, lang);
        router = asking::<Similar>(router, folder, lang);
        router = asking::<Compare>(router, folder, lang);
        router = asking::<Gaps>(router, folder, lang);
        router = asking::<Targets>(router, folder, lang);
        router = asking::<Trends>(router, folder, lang);
        router = asking::<Kwic>(router, folder, lang);
        router = asking::<Holdings>(router, folder, lang);
        router = showing::<Statement>(router, folder, lang);
        router = showing::<Document>(router, folder, lang);
        let home = move |State(site): State<Arc<Site>>| async move { home(&site, lang) };
        let kept = move |site: State<Arc<Site>>, id: Named| original(site, id, lang);
        router = router
            .route(&format!("{folder}/"), get(home))
            .route(&format!("{folder}/originals/{{id}}"), get(kept));
    }
    let refusing = |problem: Problem| {
        move |State(site): State<Arc<Site>>, uri: Uri| async move {
            if let (Problem::NoPage, Some(address)) = (&problem, tidier(&uri)) {
                return Redirect::permanent(&address).into_response();
            }
            // Programs read no pages.
            let form = if uri.path().starts_with(FOLDER) { Form::Json } else { Form::Page };
            let is_english = uri.path().split('/').nth(1) == Some("en");
            let lang = if is_english { Lang::English } else { Lang::Japanese };
            refuse(&site, form, lang, "", &problem)
        }
    };
    router
        .fallback(refusing(Problem::NoPage))
        .method_not_allowed_fallback(refusing(Problem::OnlyReading))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), recently))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), protect))
        .with_state(site)
}

/// The address that was meant by one with a slash too many at its end, or with one too few.
fn tidier(uri: &Uri) -> Option<String> {
    let path = uri.path();
    let meant = match path.trim_end_matches('/') {
        "/en" => "/en/",
        trimmed if trimmed.len() < path.len() && !trimmed.is_empty() => trimmed,
        _ => return None,
    };
    // Two slashes, of whatever kind, begin the name of another host.
    let is_own = meant.as_bytes().get(1).is_some_and(u8::is_ascii_alphanumeric);
    if meant == path || !is_own {
        return None;
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("{meant}{query}"))
}

/// The addresses of a question: its page and its other forms.
fn asking<Q: Presented>(mut router: Router<Arc<Site>>, folder: &str, lang: Lang) -> Router<Arc<Site>> {
    for (ending, form) in std::iter::once(("", Form::Page)).chain(ENDINGS) {
        let handler = move |State(site): State<Arc<Site>>, RawQuery(query): RawQuery, headers: HeaderMap| async move {
            respond::<Q>(&site, None, query.as_deref(), &headers, form, lang).await
        };
        router = router.route(&format!("{folder}/{}{ending}", Q::PATH), get(handler));
    }
    router
}

/// The addresses of single things: the id stands in the path, and the form behind it.
fn showing<Q: Presented>(router: Router<Arc<Site>>, folder: &str, lang: Lang) -> Router<Arc<Site>> {
    let handler = move |State(site): State<Arc<Site>>, name: Named, headers: HeaderMap| async move {
        let Ok(Path(name)) = name else { return refuse(&site, Form::Page, lang, "", &Problem::NotUtf8) };
        let ending = ENDINGS.into_iter().find_map(|(ending, form)| Some((name.strip_suffix(ending)?, form)));
        let (id, form) = ending.unwrap_or((&name, Form::Page));
        respond::<Q>(&site, Some(id), None, &headers, form, lang).await
    };
    router.route(&format!("{folder}/{}/{{id}}", Q::PATH), get(handler))
}

/// Lets nobody in who means another host, and says to browsers what they may do.
async fn protect(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let mut response = if site.hosts.know(request.headers()) {
        next.run(request).await
    } else {
        refuse(&site, Form::Json, Lang::Japanese, "", &Problem::OtherHost)
    };
    guard::protect(response.headers_mut());
    response
}

async fn file(State(site): State<Arc<Site>>, name: Named, headers: HeaderMap) -> Response {
    let found = name.ok().and_then(|Path(name)| asset(&name, &headers));
    found.unwrap_or_else(|| refuse(&site, Form::Page, Lang::Japanese, "", &Problem::NoPage))
}

fn home(site: &Site, lang: Lang) -> Response {
    let library = site.shelf.library();
    let asking = library.asking();
    let context = asking.context();
    let (corpus, themes) = (corpus(&context), themes(&context));
    let view = View { lang, path: "", given: &[], corpus: &corpus, themes: &themes };
    Form::Page.response(page::home(&view).into_bytes(), "")
}

/// Reads a question, has it answered when its turn comes, and sends the answer.
async fn respond<Q: Presented>(
    site: &Site,
    id: Option<&str>,
    query: Option<&str>,
    headers: &HeaderMap,
    form: Form,
    lang: Lang,
) -> Response {
    let library = site.shelf.library();
    let tag = tag(&*library, lang);
    let path = id.map_or(Q::PATH.to_owned(), |id| format!("{}/{id}", Q::PATH));
    let answered = match given::<Q>(id, query.unwrap_or_default(), form) {
        Err(problem) => Err(problem),
        Ok(_) if has(headers, &tag) => return StatusCode::NOT_MODIFIED.into_response(),
        Ok(given) => {
            let path = path.clone();
            let work = move || answer::<Q>(&path, &given, &*library, form, lang);
            site.turns.take(work).await
        }
    };
    match answered {
        Ok(bytes) => {
            let mut response = form.response(bytes, &path);
            if let Ok(tag) = HeaderValue::from_str(&tag) {
                response.headers_mut().insert(header::ETAG, tag);
            }
            response
        }
        Err(problem) => refuse(site, form, lang, &path, &problem),
    }
}

/// What was given, if it can be read: the id in the path beside what stands behind the question mark. A table is whole unless a part of it
/// is asked for.
fn given<Q: Presented>(id: Option<&str>, query: &str, form: Form) -> Result<Given, Problem> {
    let mut given = params::given(query)?;
    if let Some(id) = id {
        given.retain(|(name, _)| name != "id");
        given.push(("id".to_owned(), id.to_owned()));
    }
    let has_limit = given.iter().any(|(name, value)| name == "limit" && !value.trim().is_empty());
    if let (Form::Sheet(_), Some(rows), false) = (form, Q::MOST_ROWS, has_limit) {
        given.retain(|(name, _)| name != "limit");
        given.push(("limit".to_owned(), rows.to_string()));
    }
    Params::read(&given, Q::PARAMETERS)?;
    Ok(given)
}

/// Asks a question and writes its answer.
fn answer<Q: Presented>(
    path: &str,
    given: &Given,
    library: &dyn Library,
    form: Form,
    lang: Lang,
) -> Result<Vec<u8>, Problem> {
    let params = Params::read(given, Q::PARAMETERS)?;
    let question = Q::read(&params);
    let asking = library.asking();
    let context = params.context(asking.context());
    let (corpus, themes) = (corpus(&context), themes(&context));
    let view = View { lang, path, given, corpus: &corpus, themes: &themes };
    let Some(question) = question else {
        return match form {
            Form::Page => Ok(Q::page(&view, None).into_bytes()),
            Form::Json | Form::Sheet(_) => Err(Problem::Missing { names: Q::NEEDS }),
        };
    };
    let found = question.ask(&context)?;
    match form {
        Form::Page => Ok(Q::page(&view, Some((&question, &found))).into_bytes()),
        Form::Json => collected(|out| question.json(&found, lang, out)),
        Form::Sheet(layout) => {
            let known = given.iter().filter(|(name, _)| !Q::ONLY_HERE.contains(&name.as_str()));
            let known: Given = known.cloned().collect();
            let command = command(Q::COMMAND, &known, form.name(), lang);
            sheet(library, layout, lang, command, |sheet| question.sheet(found, sheet))
        }
    }
}

/// The themes one can choose.
fn themes(context: &Context<'_>) -> Vec<Theme> {
    let themes = context.tools.vocabulary.themes().iter();
    themes.map(|theme| (theme.id.clone(), theme.label.clone())).collect()
}

/// Says why there is no answer, as whoever asked reads it.
pub(crate) fn refuse(site: &Site, form: Form, lang: Lang, path: &str, problem: &Problem) -> Response {
    let (kind, body) = match form {
        Form::Page => {
            let library = site.shelf.library();
            let corpus = corpus(&library.asking().context());
            let view = View { lang, path, given: &[], corpus: &corpus, themes: &[] };
            ("text/html; charset=utf-8", page::refusal(&view, &problem.message()))
        }
        Form::Json | Form::Sheet(_) => ("application/problem+json", problem.details(lang)),
    };
    let mut response = (problem.status(), body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
