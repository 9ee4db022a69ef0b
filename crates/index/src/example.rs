//! A document for tests (試験用の文書).

use kurabe_model::{Document, DocumentFacts, DocumentKind, Fact, Municipality, MunicipalityKind, Outline};
use tantivy::schema::{Field, Schema, TEXT};
use tantivy::{Index, Searcher, TantivyDocument};

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

/// Some texts, each a document of an index of the engine alone, and the field they stand in.
pub(crate) fn texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> (Searcher, Field) {
    let mut schema = Schema::builder();
    let field = schema.add_text_field("text", TEXT);
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(1, 20_000_000).unwrap();
    for text in texts {
        let mut document = TantivyDocument::new();
        document.add_text(field, text.as_ref());
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    (index.reader().unwrap().searcher(), field)
}
