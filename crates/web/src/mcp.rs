//! The assistant's door: Model Context Protocol over standard input and output.
//!
//! Tools are questions, offered with the parameters an address takes and answered with the JSON the command line
//! prints. Everything an assistant is given carries its citation.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use kurabe_render::Lang;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData, Implementation,
    JsonObject, ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
    ToolAnnotations,
};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::transport::stdio;
use rmcp::{ServerHandler, ServiceExt};
use serde_json::{Map, Value, json};
use tokio::runtime;
use tokio::task;

use crate::attend::attend;
use crate::params::Given;
use crate::problem::Problem;
use crate::questions::{self, Compare, Gaps, Pages, Question, Search, Show, Similar, Targets};
use crate::shelf::{Library, Shelf};

/// What an assistant is told before it asks.
const INSTRUCTIONS: &str = "\
Kurabe holds statements of policy (施策文) of Japanese municipalities (自治体), verbatim, each with its place in the plan \
it stands in. Ask in Japanese words as plans use them. Quote `text` as it is and give `citation` with it. Where nothing is \
found, say in how many statements and documents nothing was found: `searched`, `statements_searched` and \
`documents_searched` are these denominators.";

/// A question as a tool.
struct Offer {
    name: &'static str,
    about: &'static str,
    schema: fn() -> JsonObject,
    answer: fn(&Given, &dyn Library, Lang) -> Result<(Vec<u8>, Option<Pages>), Problem>,
}

impl Offer {
    const fn of<Q: Question>() -> Self {
        Self { name: Q::PATH, about: Q::ABOUT, schema: input::<Q>, answer: questions::json::<Q> }
    }
}

/// The tools, in the order they are offered.
const OFFERS: [Offer; 6] = [
    Offer::of::<Search>(),
    Offer::of::<Similar>(),
    Offer::of::<Compare>(),
    Offer::of::<Gaps>(),
    Offer::of::<Targets>(),
    Offer::of::<Show>(),
];

/// What a tool takes, as JSON Schema.
fn input<Q: Question>() -> JsonObject {
    let all = Q::PARAMETERS.iter().flat_map(|table| table.iter());
    let properties: Map<String, Value> = all.map(|one| (one.name.to_owned(), one.schema())).collect();
    let schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    schema.as_object().cloned().unwrap_or_default()
}

/// Answers an assistant on standard input and output until it has no more to ask; meanwhile `tick` is called on this
/// thread every `every`.
pub fn assist(shelf: Arc<Shelf>, lang: Lang, every: Duration, tick: impl FnMut()) -> io::Result<()> {
    let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
    attend(every, tick, move || {
        runtime.block_on(async {
            let service = Assistant { shelf, lang }.serve(stdio()).await.map_err(io::Error::other)?;
            service.waiting().await.map_err(io::Error::other)?;
            Ok(())
        })
    })
}

/// The server's side of a conversation.
struct Assistant {
    shelf: Arc<Shelf>,
    lang: Lang,
}

impl ServerHandler for Assistant {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("kurabe", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let tool = |offer: &Offer| {
            Tool::new(offer.name, offer.about, (offer.schema)())
                .with_annotations(ToolAnnotations::new().read_only(true).open_world(false))
        };
        Ok(ListToolsResult::with_all_items(OFFERS.iter().map(tool).collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(offer) = OFFERS.iter().find(|offer| offer.name == request.name) else {
            return Err(ErrorData::invalid_params(format!("no tool is called {}", request.name), None));
        };
        let (library, answer, lang) = (self.shelf.library(), offer.answer, self.lang);
        let given = given(request.arguments.unwrap_or_default());
        let answered = task::spawn_blocking(move || answer(&given?, &*library, lang)).await;
        let result = match answered.map_err(|error| ErrorData::internal_error(error.to_string(), None))? {
            Ok((json, _)) => structured(&json)?,
            Err(problem) => CallToolResult::error(vec![ContentBlock::text(problem.text(self.lang))]),
        };
        Ok(result.into())
    }
}

/// An answer as text and as data: older assistants read only one of them.
fn structured(json: &[u8]) -> Result<CallToolResult, ErrorData> {
    let fault = |error: serde_json::Error| ErrorData::internal_error(error.to_string(), None);
    let value: Value = serde_json::from_slice(json).map_err(fault)?;
    let mut result = CallToolResult::success(vec![ContentBlock::text(value.to_string())]);
    result.structured_content = Some(value);
    Ok(result)
}

/// The arguments of a call as an address would have them.
fn given(arguments: JsonObject) -> Result<Given, Problem> {
    let mut given = Given::new();
    for (name, value) in arguments {
        let values = match value {
            Value::Array(values) => values,
            value => vec![value],
        };
        for value in values {
            let text = match value {
                Value::Null => continue,
                Value::String(text) => text,
                Value::Bool(_) | Value::Number(_) => value.to_string(),
                Value::Array(_) | Value::Object(_) => return Err(Problem::Nested { name }),
            };
            given.push((name.clone(), text));
        }
    }
    Ok(given)
}
