//! A document for tests (試験用の文書).

use kurabe_model::{Document, DocumentFacts, DocumentKind, Fact, Municipality, MunicipalityKind, Outline};

use crate::{Paper, Source};

/// A document without headings and statements.
pub(crate) fn paper(id: &str, title: &str) -> Paper {
    let municipality = Municipality {
        code: "132144".parse().unwrap(),
        name: "国分寺市".into(),
        kana: "コクブンジシ".into(),
        prefecture: "東京都".into(),
        kind: MunicipalityKind::City,
    };
    let facts = DocumentFacts {
        id: id.parse().unwrap(),
        municipality: Fact::curated(municipality.code),
        title: Fact::curated(title.into()),
        kind: Fact::curated(DocumentKind::BasicPlan),
        fiscal_year: None,
        period: None,
        department: None,
        file: "a.txt".into(),
        source: String::new(),
        rights: String::new(),
    };
    let outline = Outline { title: None, sections: Vec::new() };
    let document = Document { facts, outline, statements: Vec::new(), rows: Vec::new() };
    Paper { municipality, document, diagnostics: Vec::new() }
}

/// What a manifest says of it before it was read.
pub(crate) fn source(id: &str) -> Source {
    Source {
        id: id.parse().unwrap(),
        municipality: "132144".into(),
        digest: String::new(),
        statements: 0,
        rows: 0,
        tokens: Default::default(),
    }
}
