//! All addresses of the site, and the way from a request to its answer.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kurabe_model::StatementId;
use kurabe_query::{Context, corpus};
use kurabe_render::Lang;
use kurabe_render::page::{self, Theme, View};
use kurabe_render::sheet::{Layout, Making, Sheet};
use tokio::sync::Semaphore;
use tokio::task;
use tokio::time::timeout;

use crate::api;
use crate::asset::asset;
use crate::guard::{self, Hosts};
use crate::params::{self, Given, Params};
use crate::problem::Problem;
use crate::questions::{
    Compare, Gaps, Kwic, Presented, Search, Similar, Statement, Targets, Trends, collected, nothing_asked,
};
use crate::reproduce::command;
use crate::shelf::{Library, Shelf};

/// How much the site does.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many questions are answered at once.
    pub at_once: usize,
    /// How long a question waits for its turn.
    pub wait: Duration,
    /// How long an answer may take.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { at_once: 8, wait: Duration::from_secs(10), patience: Duration::from_secs(30) }
    }
}

/// What all requests share.
pub(crate) struct Site {
    pub(crate) shelf: Arc<Shelf>,
    hosts: Hosts,
    limits: Limits,
    turns: Arc<Semaphore>,
}

/// The forms of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A page of the site.
    Page,
    /// The command line's JSON.
    Json,
    /// Tables.
    Sheet(Layout),
}

/// What there is of each answer beside its page, by the ending of the address.
const ENDINGS: [(&str, Form); 4] = [
    (".json", Form::Json),
    (".csv", Form::Sheet(Layout::Csv { bom: true })),
    (".xlsx", Form::Sheet(Layout::Xlsx)),
    (".html", Form::Sheet(Layout::Html)),
];

/// The languages, by the folder their pages are in.
const LANGUAGES: [(&str, Lang); 2] = [("", Lang::Japanese), ("/en", Lang::English)];

/// The whole site.
pub fn router(shelf: Arc<Shelf>, hosts: Hosts, limits: Limits) -> Router {
    let turns = Arc::new(Semaphore::new(limits.at_once));
    let site = Arc::new(Site { shelf, hosts, limits, turns });
    let mut router = api::routes(Router::new().route("/assets/{name}", get(file)));
    for (folder, lang) in LANGUAGES {
        router = asking::<Search>(router, folder, lang);
        router = asking::<Similar>(router, folder, lang);
        router = asking::<Compare>(router, folder, lang);
        router = asking::<Gaps>(router, folder, lang);
        router = asking::<Targets>(router, folder, lang);
        router = asking::<Trends>(router, folder, lang);
        router = asking::<Kwic>(router, folder, lang);
        let home = move |State(site): State<Arc<Site>>| async move { home(&site, lang) };
        let statement = move |state, path, headers| statement(state, path, headers, lang);
        router = router
            .route(&format!("{folder}/"), get(home))
            .route(&format!("{folder}/statements/{{id}}"), get(statement));
    }
    let nothing = |State(site): State<Arc<Site>>| async move {
        refuse(&site, Form::Page, Lang::Japanese, "", &Problem::NoPage)
    };
    router
        .fallback(nothing)
        .layer(middleware::from_fn_with_state(Arc::clone(&site), protect))
        .with_state(site)
}

/// The addresses of a question: its page and its other forms.
fn asking<Q: Presented>(mut router: Router<Arc<Site>>, folder: &str, lang: Lang) -> Router<Arc<Site>> {
    let forms = std::iter::once(("", Form::Page)).chain(ENDINGS);
    for (ending, form) in forms {
        let handler = move |state, query, headers| respond::<Q>(state, query, headers, form, lang);
        router = router.route(&format!("{folder}/{}{ending}", Q::PATH), get(handler));
    }
    router
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

async fn file(State(site): State<Arc<Site>>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    asset(&name, &headers).unwrap_or_else(|| refuse(&site, Form::Page, Lang::Japanese, "", &Problem::NoPage))
}

fn home(site: &Site, lang: Lang) -> Response {
    let library = site.shelf.library();
    let context = library.context();
    let corpus = corpus(&context);
    let view = View { lang, path: "", given: &[], corpus: &corpus };
    written(Form::Page, page::home(&view, &themes(&context)).into_bytes())
}

async fn respond<Q: Presented>(
    State(site): State<Arc<Site>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    form: Form,
    lang: Lang,
) -> Response {
    let library = site.shelf.library();
    if let Some(known) = known(&headers, &library, lang) {
        return known;
    }
    let answered = match params::given(query.as_deref().unwrap_or_default()) {
        Err(problem) => Err(problem),
        Ok(given) => {
            let library = Arc::clone(&library);
            in_turn(&site, move || answer::<Q>(&given, &*library, form, lang)).await
        }
    };
    match answered {
        Ok(bytes) => tagged(written(form, bytes), &library, lang, Q::PATH, form),
        Err(problem) => refuse(&site, form, lang, Q::PATH, &problem),
    }
}

/// Asks a question and writes its answer.
fn answer<Q: Presented>(
    given: &Given,
    library: &dyn Library,
    form: Form,
    lang: Lang,
) -> Result<Vec<u8>, Problem> {
    let question = Q::read(&Params::read(given, Q::PARAMETERS)?);
    let context = library.context();
    let facts = corpus(&context);
    let view = View { lang, path: Q::PATH, given, corpus: &facts };
    let Some(question) = question else {
        return match form {
            Form::Page => Ok(Q::page(&view, &themes(&context), None).into_bytes()),
            Form::Json | Form::Sheet(_) => Err(nothing_asked()),
        };
    };
    let found = question.ask(&context)?;
    match form {
        Form::Page => Ok(Q::page(&view, &themes(&context), Some((&question, &found))).into_bytes()),
        Form::Json => collected(|out| question.json(&found, out)),
        Form::Sheet(layout) => {
            let command = command(Q::PATH, given, name(form), lang);
            sheet(library, layout, lang, command, |sheet| question.sheet(found, sheet))
        }
    }
}

async fn statement(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    lang: Lang,
) -> Response {
    let library = site.shelf.library();
    if let Some(known) = known(&headers, &library, lang) {
        return known;
    }
    let ending = ENDINGS.into_iter().find_map(|(ending, form)| Some((name.strip_suffix(ending)?, form)));
    let (id, form) = ending.unwrap_or((&name, Form::Page));
    let question = Statement(StatementId::new(id));
    let path = format!("statements/{id}");
    let work = {
        let (library, path, id) = (Arc::clone(&library), path.clone(), id.to_owned());
        move || {
            let context = library.context();
            let found = question.ask(&context, form == Form::Page)?;
            let facts = corpus(&context);
            let view = View { lang, path: &path, given: &[], corpus: &facts };
            match form {
                Form::Page => Ok(Statement::page(&view, &found).into_bytes()),
                Form::Json => collected(|out| Statement::json(&found, out)),
                Form::Sheet(layout) => {
                    let given = [("id".to_owned(), id)];
                    let command = command("show", &given, self::name(form), lang);
                    sheet(&*library, layout, lang, command, |sheet| Statement::sheet(&found, sheet))
                }
            }
        }
    };
    match in_turn(&site, work).await {
        Ok(bytes) => tagged(written(form, bytes), &library, lang, "statement", form),
        Err(problem) => refuse(&site, form, lang, &path, &problem),
    }
}

/// Writes tables with where they come from and how they were made.
fn sheet(
    library: &dyn Library,
    layout: Layout,
    lang: Lang,
    command: String,
    write: impl FnOnce(&mut Sheet<'_>) -> io::Result<()>,
) -> Result<Vec<u8>, Problem> {
    let corpus = corpus(&library.context());
    collected(|out| {
        let mut sheet = Sheet::new(Box::new(out), lang, layout);
        write(&mut sheet)?;
        let program = env!("CARGO_PKG_VERSION").to_owned();
        let making = Making { command, program, date: None, corpus, documents: library.origins() };
        sheet.finish(Some(&making))
    })
}

/// Does a piece of work when its turn has come, and waits for it no longer than is sensible. What takes longer still
/// holds its turn until it is done.
pub(crate) async fn in_turn<T: Send + 'static>(
    site: &Site,
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let turn = timeout(site.limits.wait, Arc::clone(&site.turns).acquire_owned()).await;
    let Ok(Ok(turn)) = turn else { return Err(Problem::Busy) };
    let done = task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    match timeout(site.limits.patience, done).await {
        Err(_) => Err(Problem::Late),
        Ok(Ok(done)) => done,
        Ok(Err(panicked)) => Err(Problem::broken(&panicked)),
    }
}

/// The themes one can choose.
fn themes(context: &Context<'_>) -> Vec<Theme> {
    let themes = context.tools.vocabulary.themes().iter();
    themes.map(|theme| (theme.id.clone(), theme.label.clone())).collect()
}

/// What tells an answer from the same of another corpus.
pub(crate) fn tag(library: &Arc<dyn Library>, lang: Lang) -> String {
    format!("\"{}-{}-{lang:?}\"", env!("CARGO_PKG_VERSION"), library.context().index.manifest().version())
}

/// That whoever asks has the answer already.
pub(crate) fn known(headers: &HeaderMap, library: &Arc<dyn Library>, lang: Lang) -> Option<Response> {
    let known = headers.get(header::IF_NONE_MATCH)?.to_str().ok()?;
    let tag = tag(library, lang);
    known.split(',').any(|one| one.trim() == tag).then(|| StatusCode::NOT_MODIFIED.into_response())
}

pub(crate) fn written(form: Form, bytes: Vec<u8>) -> Response {
    let kind = match form {
        Form::Page | Form::Sheet(Layout::Html) => "text/html; charset=utf-8",
        Form::Json => "application/json",
        Form::Sheet(Layout::Csv { .. }) => "text/csv; charset=utf-8",
        Form::Sheet(Layout::Xlsx) => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Form::Sheet(Layout::Markdown) => "text/markdown; charset=utf-8",
    };
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// The same with its tag, and with a name where it is to be kept.
fn tagged(
    mut response: Response,
    library: &Arc<dyn Library>,
    lang: Lang,
    path: &str,
    form: Form,
) -> Response {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag(library, lang)) {
        headers.insert(header::ETAG, tag);
    }
    if matches!(form, Form::Sheet(_))
        && let Ok(named) =
            HeaderValue::from_str(&format!("attachment; filename=\"kurabe-{path}.{}\"", name(form)))
    {
        headers.insert(header::CONTENT_DISPOSITION, named);
    }
    response
}

/// What a form is called by the command line, and its files end with.
fn name(form: Form) -> &'static str {
    match form {
        Form::Page | Form::Sheet(Layout::Html) => "html",
        Form::Json => "json",
        Form::Sheet(Layout::Csv { .. }) => "csv",
        Form::Sheet(Layout::Xlsx) => "xlsx",
        Form::Sheet(Layout::Markdown) => "md",
    }
}

/// Says why there is no answer, as whoever asked reads it.
pub(crate) fn refuse(site: &Site, form: Form, lang: Lang, path: &str, problem: &Problem) -> Response {
    let (kind, body) = match form {
        Form::Page => {
            let library = site.shelf.library();
            let corpus = corpus(&library.context());
            let view = View { lang, path, given: &[], corpus: &corpus };
            ("text/html; charset=utf-8", page::refusal(&view, &problem.message()))
        }
        Form::Json | Form::Sheet(_) => ("application/problem+json", problem.details(lang)),
    };
    let mut response = (problem.status(), body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
