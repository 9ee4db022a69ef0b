//! The assistant's door: Model Context Protocol over standard input and output.
//!
//! Tools are questions, offered with the parameters an address takes and answered with the JSON the command line
//! prints; resources are documents with the tree they were read as. Everything an assistant is given carries its citation.

use std::fmt::Display;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use kurabe_query::{Holding, holdings};
use kurabe_render::Lang;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData, Implementation,
    JsonObject, ListResourcesResult, ListToolsResult, PaginatedRequestParams, ReadResourceRequestParams,
    ReadResourceResponse, ReadResourceResult, Resource, ResourceContents, ServerCapabilities, ServerConfig,
    Tool, ToolAnnotations,
};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::transport::stdio;
use rmcp::{ServerHandler, ServiceExt};
use serde_json::{Map, Value, json};
use tokio::runtime;
use tokio::task;

use crate::attend::attend;
use crate::offer::{NAMED, Offer, TOOLS};
use crate::params::Given;
use crate::problem::Problem;
use crate::shelf::Shelf;

/// What an assistant is told before it asks.
const INSTRUCTIONS: &str = "\
Kurabe holds statements of policy (施策文) of Japanese municipalities (自治体), verbatim, each with its place in the plan \
it stands in. Ask in Japanese words as plans use them. Quote `text` as it is and give `citation` with it. Where nothing is \
found, say in how many statements and documents nothing was found: `searched`, `statements_searched` and \
`documents_searched` are these denominators.";

/// Where documents are found as resources.
const DOCUMENTS: &str = "kurabe://documents/";
const JSON: &str = "application/json";

/// What a tool takes, as JSON Schema.
fn input(offer: &Offer) -> JsonObject {
    let properties: Map<String, Value> =
        offer.parameters().map(|one| (one.name.to_owned(), one.schema())).collect();
    let required: Vec<&str> =
        properties.keys().map(String::as_str).filter(|name| offer.requires(name)).collect();
    let schema = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
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
        ServerConfig::new(ServerCapabilities::builder().enable_tools().enable_resources().build())
            .with_server_info(Implementation::new("kurabe", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let tool = |offer: &Offer| {
            Tool::new(offer.name, offer.about, input(offer))
                .with_annotations(ToolAnnotations::new().read_only(true).open_world(false))
        };
        Ok(ListToolsResult::with_all_items(TOOLS.iter().map(tool).collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(offer) = TOOLS.iter().find(|offer| offer.name == request.name) else {
            return Err(ErrorData::invalid_params(format!("no tool is called {}", request.name), None));
        };
        let result = match self.answer(offer, given(request.arguments.unwrap_or_default())).await? {
            Ok(value) => structured(value),
            Err(problem) => CallToolResult::error(vec![ContentBlock::text(problem.text(self.lang))]),
        };
        Ok(result.into())
    }

    async fn list_resources(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let library = self.shelf.library();
        let found =
            task::spawn_blocking(move || holdings(&library.asking().context())).await.map_err(fault)?;
        let resource = |holding: &Holding| {
            let (facts, municipality) = (&holding.paper.document.facts, &holding.paper.municipality);
            Resource::new(format!("{DOCUMENTS}{}", facts.id), facts.id.to_string())
                .with_title(format!("{} {}", municipality.name, facts.title.value))
                .with_mime_type(JSON)
        };
        Ok(ListResourcesResult::with_all_items(
            found.map_err(fault)?.documents.iter().map(resource).collect(),
        ))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let unknown = || ErrorData::resource_not_found(format!("there is no {}", request.uri), None);
        let documents = NAMED.iter().find(|offer| offer.name == "documents");
        let (Some(id), Some(offer)) = (request.uri.strip_prefix(DOCUMENTS), documents) else {
            return Err(unknown());
        };
        let value =
            self.answer(offer, Ok(vec![("id".to_owned(), id.to_owned())])).await?.map_err(|_| unknown())?;
        let contents = ResourceContents::text(value.to_string(), request.uri.clone()).with_mime_type(JSON);
        Ok(ReadResourceResult::new(vec![contents]).into())
    }
}

impl Assistant {
    /// The answer to a question, or why there is none; a fault of ours stops the request.
    async fn answer(
        &self,
        offer: &'static Offer,
        given: Result<Given, Problem>,
    ) -> Result<Result<Value, Problem>, ErrorData> {
        let (library, lang) = (self.shelf.library(), self.lang);
        let answered = task::spawn_blocking(move || (offer.answer)(&given?, &*library, lang)).await;
        match answered.map_err(fault)? {
            Ok((json, _)) => serde_json::from_slice(&json).map(Ok).map_err(fault),
            Err(problem) => Ok(Err(problem)),
        }
    }
}

/// A fault of ours.
fn fault(error: impl Display) -> ErrorData {
    ErrorData::internal_error(error.to_string(), None)
}

/// An answer as text and as data: older assistants read only one of them.
fn structured(value: Value) -> CallToolResult {
    let mut result = CallToolResult::success(vec![ContentBlock::text(value.to_string())]);
    result.structured_content = Some(value);
    result
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
