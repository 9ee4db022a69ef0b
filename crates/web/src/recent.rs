//! Answers that were given lately (最近の答え): as long as the library is the same, the same question has the same answer,
//! and need not be asked again by whoever goes back a page or follows a link others follow.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::shelf::Library;
use crate::site::Site;

/// How much is kept, in bytes.
const MOST: usize = 32 * 1024 * 1024;
/// The longest answer that is kept, in bytes: one that is longer would push out too many others.
const LONGEST: usize = 512 * 1024;

/// What is kept of an answer.
#[derive(Debug, Clone)]
struct Answer {
    headers: HeaderMap,
    body: Bytes,
}

/// The answers that are kept, those of one library.
#[derive(Default)]
pub(crate) struct Recent {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// Whose answers these are: it is not held by them.
    library: Option<Weak<dyn Library>>,
    answers: HashMap<String, Answer>,
    /// The questions in the order they were kept: the oldest makes room.
    order: VecDeque<String>,
    bytes: usize,
}

impl Kept {
    /// Forgets what another library has answered.
    fn turn_to(&mut self, library: &Arc<dyn Library>) {
        let own = Arc::downgrade(library);
        if !self.library.as_ref().is_some_and(|known| known.ptr_eq(&own)) {
            *self = Self { library: Some(own), ..Self::default() };
        }
    }
}

impl Recent {
    fn get(&self, library: &Arc<dyn Library>, question: &str) -> Option<Answer> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.turn_to(library);
        kept.answers.get(question).cloned()
    }

    fn keep(&self, library: &Arc<dyn Library>, question: String, answer: Answer) {
        let weight = |question: &str, answer: &Answer| question.len() + answer.body.len();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.turn_to(library);
        if answer.body.len() > LONGEST || kept.answers.contains_key(&question) {
            return;
        }
        kept.bytes += weight(&question, &answer);
        kept.order.push_back(question.clone());
        kept.answers.insert(question, answer);
        while kept.bytes > MOST {
            let Some(oldest) = kept.order.pop_front() else { break };
            if let Some(answer) = kept.answers.remove(&oldest) {
                kept.bytes -= weight(&oldest, &answer);
            }
        }
    }
}

/// Answers from what is kept, or keeps what is answered.
pub(crate) async fn recently(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    // Whoever has the answer is told so by the question itself.
    if request.method() != Method::GET || request.headers().contains_key(header::IF_NONE_MATCH) {
        return next.run(request).await;
    }
    let languages = request.headers().get(header::ACCEPT_LANGUAGE);
    let languages = languages.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let question = format!("{}\n{languages}", request.uri());
    let library = site.shelf.library();
    if let Some(Answer { headers, body }) = site.recent.get(&library, &question) {
        return (headers, body).into_response();
    }
    let (parts, body) = next.run(request).await.into_parts();
    // What is no answer of the library has no tag, and what was answered during an exchange may be of either one.
    let is_kept = parts.status == StatusCode::OK
        && parts.headers.contains_key(header::ETAG)
        && Arc::ptr_eq(&library, &site.shelf.library());
    if !is_kept {
        return Response::from_parts(parts, body);
    }
    match to_bytes(body, usize::MAX).await {
        Ok(body) => {
            let answer = Answer { headers: parts.headers.clone(), body: body.clone() };
            site.recent.keep(&library, question, answer);
            Response::from_parts(parts, Body::from(body))
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use kurabe_model::DocumentId;
    use kurabe_query::Asking;
    use kurabe_render::sheet::Origin;

    use super::*;
    use crate::shelf::Original;

    struct Nothing;

    impl Library for Nothing {
        fn asking(&self) -> Asking<'_> {
            unreachable!("nothing is asked")
        }

        fn origins(&self) -> Vec<Origin> {
            Vec::new()
        }

        fn original(&self, _: &DocumentId) -> Option<Original> {
            None
        }
    }

    fn answer(length: usize) -> Answer {
        Answer { headers: HeaderMap::new(), body: vec![0; length].into() }
    }

    #[test]
    fn another_library_answers_anew() {
        let [old, new]: [Arc<dyn Library>; 2] = [Arc::new(Nothing), Arc::new(Nothing)];
        let recent = Recent::default();
        recent.keep(&old, "q".to_owned(), answer(3));
        assert!(recent.get(&old, "q").is_some());
        assert!(recent.get(&new, "q").is_none());
        assert!(recent.get(&old, "q").is_none(), "what was forgotten stays forgotten");
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let library: Arc<dyn Library> = Arc::new(Nothing);
        let recent = Recent::default();
        recent.keep(&library, "long".to_owned(), answer(LONGEST + 1));
        assert!(recent.get(&library, "long").is_none());
        for number in 0..100 {
            recent.keep(&library, number.to_string(), answer(LONGEST));
        }
        let kept = recent.kept.lock().unwrap();
        assert!(kept.bytes <= MOST && kept.answers.len() == kept.order.len() && kept.answers.len() > 50);
        drop(kept);
        assert!(recent.get(&library, "0").is_none() && recent.get(&library, "99").is_some());
    }
}
