//! The description of the API (`OpenAPI` 3.1), made of the questions there are and of the types their answers are written
//! from: what is described is what is served.

use kurabe_render::json::schemas;
use serde_json::{Map, Value, json};

use crate::offer::{ASKED, NAMED, Offer};
use crate::parameter::Parameter;

/// Where the API lies.
pub(crate) const FOLDER: &str = "/api/v1";

/// The description, the same as long as the program is the same.
pub(crate) fn description() -> Value {
    let asked = ASKED.iter().map(|offer| {
        let parameters = offer.parameters().map(|one| parameter(one, offer.requires(one.name))).collect();
        (format!("{FOLDER}/{}", offer.name), json!({"get": operation(offer, parameters)}))
    });
    let named = NAMED.iter().map(|offer| {
        let id = offer.parameters().map(id).collect();
        (format!("{FOLDER}/{}/{{id}}", offer.name), json!({"get": operation(offer, id)}))
    });
    let paths: Map<String, Value> = asked.chain(named).collect();
    let mut shapes = schemas();
    shapes.insert("Problem".to_owned(), problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Kurabe (くらべ)",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "What Japanese municipalities say they will do, searched and compared / 自治体の施策の検索と比較",
            "description": "The answers of the command line as HTTP: the same ids in the same order, the same JSON.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": shapes},
    })
}

/// The id a path ends with.
fn id(parameter: &Parameter) -> Value {
    json!({
        "name": parameter.name,
        "in": "path",
        "required": true,
        "description": parameter.about,
        "schema": {"type": "string"},
    })
}

fn parameter(parameter: &Parameter, is_required: bool) -> Value {
    let mut described = json!({
        "name": parameter.name,
        "in": "query",
        "required": is_required,
        "description": parameter.about,
        "schema": parameter.schema(),
    });
    if parameter.repeats() {
        described["style"] = "form".into();
        described["explode"] = true.into();
    }
    described
}

fn operation(offer: &Offer, parameters: Value) -> Value {
    let problem = |about: &str| {
        json!({
            "description": about,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        })
    };
    json!({
        "summary": offer.about,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "The answer / 答え",
                "headers": {
                    "ETag": {"description": "The version of the answer / 答えの版", "schema": {"type": "string"}},
                    "Link": {"description": "The pages before and after (RFC 8288) / 前後のページ", "schema": {"type": "string"}},
                },
                "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{}", offer.shape)}}},
            },
            "304": {"description": "What was named by If-None-Match is still the answer / 変わっていない"},
            "400": problem("The question cannot be read / 問いが読めない"),
            "404": problem("There is nothing of that name / その名のものがない"),
            "414": problem("A value is too long / 長すぎる"),
            "503": problem("Too many ask at once / 混み合っている"),
            "504": problem("It took too long / 時間がかかりすぎた"),
        },
    })
}

/// Problem details (RFC 9457).
fn problem() -> Value {
    json!({
        "type": "object",
        "description": "Why there is no answer (RFC 9457) / 答えのないわけ",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": ["string", "null"]},
        },
    })
}
