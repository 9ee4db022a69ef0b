//! Sentences about an answer.

use kurabe_query::{
    Answer, Filter, Matched, Note, NoteKind, Request, SearchedField, UnderstoodFilter, Via, What,
};

use super::{Label, Lang, count, say};

/// How much was found, out of how much; or why nothing was.
pub(crate) fn answer_total(answer: &Answer, lang: Lang) -> String {
    let total = answer.total;
    if total == 0 {
        return not_found(answer, lang);
    }
    let searched = looked_through(answer, lang);
    say!(lang, "{total}件（{searched}のうち）", "{total} of {searched}") + &unreadable(answer, lang)
}

/// The same behind the question.
pub(crate) fn query_total(answer: &Answer, lang: Lang) -> String {
    let (query, total) = (answer.query.trim(), answer_total(answer, lang));
    if query.is_empty() { total } else { say!(lang, "「{query}」 {total}", "`{query}`: {total}") }
}

/// Which of those found are in the rows that were asked for, where these are not all.
pub(crate) fn rows_of(request: &Request, total: usize, lang: Lang) -> String {
    let &Request { offset, limit, .. } = request;
    let shown = limit.min(total.saturating_sub(offset));
    match request.per_municipality {
        _ if total == 0 => String::new(),
        Some(each) => say!(
            lang,
            "。自治体ごとに{each}件まで、あわせて{shown}件までを収録",
            "; here are at most {each} of each municipality and {shown} in all"
        ),
        None if shown == total => String::new(),
        None if offset == 0 => say!(lang, "。はじめの{shown}件を収録", "; here are the first {shown}"),
        None => {
            let first = offset + 1;
            say!(lang, "。{first}件目からの{shown}件を収録", "; here are {shown}, from number {first} on")
        }
    }
}

/// Why nothing was found, with the denominators.
fn not_found(answer: &Answer, lang: Lang) -> String {
    let unreadable = unreadable(answer, lang);
    let understood = &answer.understood;
    if answer.searched.documents == 0 && !understood.filters.is_empty() {
        return say!(
            lang,
            "該当なし: 絞り込みに合う読める文書がありません{unreadable}",
            "nothing found: no document that could be read fits the filters{unreadable}"
        );
    }
    if understood.words.is_empty() && understood.filters.is_empty() {
        return say!(lang, "該当なし: 探す語がありません", "nothing found: there is no word to look for");
    }
    let searched = looked_through(answer, lang);
    let nothing =
        say!(lang, "該当なし: {searched}を調べました{unreadable}", "nothing found in {searched}{unreadable}");
    nothing + &unsaid(answer, lang)
}

/// The words nobody says, where they are not all there is: they are why nothing was found.
fn unsaid(answer: &Answer, lang: Lang) -> String {
    let words = || answer.understood.words.iter().filter(|word| !word.light);
    let unsaid: Vec<&str> = words().filter(|word| !word.said).map(|word| word.typed.as_str()).collect();
    if unsaid.is_empty() || unsaid.len() == words().count() {
        return String::new();
    }
    match lang {
        Lang::Japanese if answer.tables => format!("。「{}」はどの表の行にもありません", unsaid.join("」「")),
        Lang::Japanese => format!("。「{}」はどの施策文にもありません", unsaid.join("」「")),
        Lang::English if answer.tables => format!("; no row of a table says {}", unsaid.join(", ")),
        Lang::English => format!("; no statement says {}", unsaid.join(", ")),
    }
}

/// How much was looked at: statements, or rows of tables where these were asked for.
fn looked_through(answer: &Answer, lang: Lang) -> String {
    let (found, documents) = (answer.searched.statements, answer.searched.documents);
    match (answer.tables, lang) {
        (false, _) => searched(found, documents, lang),
        (true, Lang::Japanese) => format!("文書{documents}件の表の行{found}件"),
        (true, Lang::English) => {
            format!("{} of tables of {}", count(found, "row"), count(documents, "document"))
        }
    }
}

/// How many statements of how many documents were looked at.
pub(crate) fn searched(statements: usize, documents: usize, lang: Lang) -> String {
    match lang {
        Lang::Japanese => format!("文書{documents}件の施策文{statements}件"),
        Lang::English => format!("{} of {}", count(statements, "statement"), count(documents, "document")),
    }
}

/// How many of the documents that were read have no statement to look at.
pub(crate) fn only_tables(documents: usize, lang: Lang) -> String {
    match (documents, lang) {
        (0, _) => String::new(),
        (documents, Lang::Japanese) => format!("。うち{documents}件は表だけの文書です"),
        (documents, Lang::English) => format!("; {} of these with tables only", count(documents, "document")),
    }
}

/// How many documents a total knows nothing of.
pub(crate) fn not_read(unreadable: usize, lang: Lang) -> String {
    match (unreadable, lang) {
        (0, _) => String::new(),
        (unreadable, Lang::Japanese) => format!("。読めない文書が{unreadable}件あります"),
        (unreadable, Lang::English) => format!("; {} could not be read", count(unreadable, "document")),
    }
}

/// The documents an answer knows nothing of.
fn unreadable(answer: &Answer, lang: Lang) -> String {
    let only_tables = only_tables(answer.searched.only_tables, lang);
    let unreadable = match answer.corpus.unreadable {
        0 => String::new(),
        unreadable if lang == Lang::Japanese => format!("。ほかに読めない文書が{unreadable}件あります"),
        unreadable => not_read(unreadable, lang),
    };
    only_tables + &unreadable
}

/// Why a statement was found: 公民連携、官民連携（類義: 公民連携）.
pub(crate) fn reasons(matched: &[Matched], lang: Lang) -> String {
    let one = |matched: &Matched| match matched.via {
        Via::Exact => matched.term.clone(),
        Via::Meaning => {
            let near = &matched.term;
            say!(lang, "意味が近い（{near}）", "near in meaning ({near})")
        }
        via => {
            let (term, way, of) = (&matched.term, way(via, lang), &matched.of);
            say!(lang, "{term}（{way}: {of}）", "{term} ({way} of {of})")
        }
    };
    let all: Vec<String> = matched.iter().map(one).collect();
    all.join(lang.comma())
}

/// How a word came to count.
fn way(via: Via, lang: Lang) -> &'static str {
    let (japanese, english) = match via {
        Via::Exact => ("一致", "exact"),
        Via::Variant => ("表記", "variant"),
        Via::Synonym => ("類義", "synonym"),
        Via::Theme => ("テーマ", "theme"),
        Via::Meaning => ("意味", "meaning"),
    };
    match lang {
        Lang::Japanese => japanese,
        Lang::English => english,
    }
}

/// A part of a score.
pub(crate) fn explained(what: &What, lang: Lang) -> String {
    match what {
        What::Score => say!(lang, "点数", "score"),
        What::Word(word) => say!(lang, "「{word}」", "`{word}`"),
        What::Terms { terms, searched, via } => {
            let (field, way) = (field(*searched, lang), way(*via, lang));
            say!(lang, "{field}に {terms}（{way}）", "{terms} in the {field} ({way})")
        }
        What::Theme(theme) => say!(lang, "テーマ {theme}", "theme {theme}"),
        What::Together(words) => say!(lang, "語が並ぶ: {words}", "words together: {words}"),
        What::Meaning => say!(lang, "意味の近さ", "nearness of meaning"),
        What::Pairs => say!(lang, "文字の並びの近さ", "pairs of characters"),
    }
}

fn field(searched: SearchedField, lang: Lang) -> &'static str {
    let (japanese, english) = match searched {
        SearchedField::Text | SearchedField::TextPairs | SearchedField::TextConcepts => ("本文", "text"),
        SearchedField::Heading | SearchedField::HeadingPairs | SearchedField::HeadingConcepts => {
            ("見出し", "headings")
        }
        SearchedField::Title => ("題名", "title"),
    };
    match lang {
        Lang::Japanese => japanese,
        Lang::English => english,
    }
}

/// What an answer is narrowed by.
pub(crate) fn narrowed_by(filter: &UnderstoodFilter, lang: Lang) -> String {
    let (name, not) = match &filter.filter {
        Filter::Is(facet, _) => (Label::Facet(*facet).say(lang), false),
        Filter::IsNot(facet, _) => (Label::Facet(*facet).say(lang), true),
        Filter::Years(_) | Filter::InForce(_) => (Label::Year.say(lang), false),
    };
    let values = filter.labels.join(lang.comma());
    let not = match (not, lang) {
        (false, _) => "",
        (true, Lang::Japanese) => "（除く）",
        (true, Lang::English) => " (without)",
    };
    let removable = match filter.from_words.join("\" \"") {
        words if words.is_empty() => String::new(),
        words => say!(
            lang,
            "（\"{words}\" と引用符で囲めば語として探します）",
            " (in quotation marks, \"{words}\" is looked for as words)"
        ),
    };
    say!(lang, "絞り込み: {name} {values}{not}{removable}", "only {name} {values}{not}{removable}")
}

/// What of a question could not be meant.
pub(crate) fn note(note: &Note, lang: Lang) -> String {
    match note {
        Note::Syntax { note, text } => syntax(*note, text, lang),
        Note::UnknownValue { facet, value } => {
            let facet = Label::Facet(*facet).say(lang);
            say!(
                lang,
                "{facet}に「{value}」はないので、絞り込みませんでした",
                "there is no {facet} `{value}`: it was passed over"
            )
        }
        Note::TooLong { characters } => say!(
            lang,
            "長すぎるので、はじめの{characters}字だけを読みました",
            "too long: only the first {characters} characters were read"
        ),
        Note::TooManyWords { words } => say!(
            lang,
            "語が多すぎるので、はじめの{words}語で探しました",
            "too many words: the first {words} were looked for"
        ),
        Note::ReadAsTheme { typed, label } => say!(
            lang,
            "「{typed}」はテーマ「{label}」として数えました（\"{typed}\" と引用符で囲めば語として探します）",
            "`{typed}` was read as the theme {label} (in quotation marks, \"{typed}\" is looked for as words)"
        ),
        Note::InTables { rows } => say!(
            lang,
            "表の行には{rows}件あります（--tables で探します）",
            "rows of tables have it {rows} times (--tables)"
        ),
        Note::NoYear => say!(
            lang,
            "--in-force は年度と一緒に使います（例: --year 令和6年度）。絞り込みませんでした",
            "--in-force needs a year (--year 2024): nothing was narrowed"
        ),
        _ => note.name().to_owned(),
    }
}

fn syntax(kind: NoteKind, text: &str, lang: Lang) -> String {
    match kind {
        NoteKind::UnclosedQuote => {
            say!(
                lang,
                "閉じていない引用符の後ろ全体を引用としました",
                "the open quotation was read to the end"
            )
        }
        NoteKind::UnclosedBracket => {
            say!(lang, "閉じていない括弧を終わりで閉じました", "the open bracket was closed at the end")
        }
        NoteKind::UnknownField => {
            say!(
                lang,
                "「{text}」は項目名ではないので、語として探しました",
                "`{text}` is no field and was read as a word"
            )
        }
        NoteKind::EmptyValue => say!(lang, "「{text}」には値がありません", "`{text}` has no value"),
        _ => say!(lang, "「{text}」は読みとばしました", "`{text}` was passed over"),
    }
}
