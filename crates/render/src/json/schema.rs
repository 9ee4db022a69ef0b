//! The shapes of answers as JSON Schema, generated from the types that are written.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::{answer, compare, document, gaps, hit, kwic, measures, similar, targets, trends};

/// Where schemas refer to each other: as `OpenAPI` keeps them.
const PLACE: &str = "/components/schemas";

/// The schemas (JSON Schema 2020-12) of answers and of their parts, by name: `Search`, `Comparables`, `Matrix`,
/// `Measures`, `Gaps`, `Targets`, `Trends`, `Concordance`, `Statements`, `Documents`, `Hit` …
pub fn schemas() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| {
        settings.definitions_path = PLACE.into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    generator.subschema_for::<answer::Whole>();
    generator.subschema_for::<similar::Whole>();
    generator.subschema_for::<compare::Whole>();
    generator.subschema_for::<measures::Whole>();
    generator.subschema_for::<gaps::Whole>();
    generator.subschema_for::<targets::Whole>();
    generator.subschema_for::<trends::Whole>();
    generator.subschema_for::<kwic::Whole>();
    generator.subschema_for::<hit::Hits>();
    generator.subschema_for::<document::Documents>();
    generator.take_definitions(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every reference inside a schema.
    fn references(schema: &Value, found: &mut Vec<String>) {
        match schema {
            Value::Object(fields) => {
                if let Some(Value::String(place)) = fields.get("$ref") {
                    found.push(place.clone());
                }
                fields.values().for_each(|field| references(field, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }

    #[test]
    fn every_shape_has_a_name_of_its_own_and_refers_to_others_that_are_there() {
        let schemas = schemas();
        for name in [
            "Search",
            "Comparables",
            "Matrix",
            "Measures",
            "Gaps",
            "Targets",
            "Trends",
            "Concordance",
            "Statements",
            "Documents",
            "Hit",
        ] {
            assert!(schemas.contains_key(name), "{name}: {:?}", schemas.keys());
        }
        assert!(
            schemas.keys().all(|name| !name.ends_with(|c: char| c.is_ascii_digit())),
            "{:?}",
            schemas.keys()
        );
        let mut found = Vec::new();
        references(&Value::Object(schemas.clone()), &mut found);
        assert!(found.len() > 20);
        for place in found {
            let name = place.strip_prefix("#/components/schemas/").unwrap();
            assert!(schemas.contains_key(name), "{place}");
        }
        let needed = schemas["Hit"]["required"].as_array().unwrap();
        assert!(
            needed.contains(&"citation".into()) && needed.contains(&"rank".into()),
            "null, never missing"
        );
    }
}
