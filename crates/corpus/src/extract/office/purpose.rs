//! What a style is there for, by its name: programs know their own styles by name, in the language they are sold in.

/// What the paragraphs of a style are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Purpose {
    #[default]
    Text,
    /// The title of the paper (表題).
    Title,
    /// What stands below it (副題); further down some use it for headings.
    Subtitle,
    /// A list of contents (目次): its title or its entries.
    Contents,
}

/// What a style is there for by its name, in the languages Word is sold in here, and how deep a heading.
pub(super) fn named(name: &str) -> (Purpose, Option<u8>) {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let level = |word: &str| {
        let level: u8 = name.strip_prefix(word)?.parse().ok()?;
        (1..=9).contains(&level).then_some(level)
    };
    match name.as_str() {
        "title" | "表題" | "タイトル" => return (Purpose::Title, None),
        "subtitle" | "副題" | "サブタイトル" => return (Purpose::Subtitle, None),
        _ => {}
    }
    let is_contents = matches!(name.as_str(), "tocheading" | "目次の見出し" | "tableoffigures" | "図表目次")
        || level("toc").or_else(|| level("目次")).is_some();
    if is_contents {
        return (Purpose::Contents, None);
    }
    (Purpose::Text, level("heading").or_else(|| level("見出し")).map(|level| level - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_known_by_their_names() {
        for (name, expected) in [
            ("heading 1", (Purpose::Text, Some(0))),
            ("見出し 3", (Purpose::Text, Some(2))),
            ("heading 12", (Purpose::Text, None)),
            ("Title", (Purpose::Title, None)),
            ("表題", (Purpose::Title, None)),
            ("副題", (Purpose::Subtitle, None)),
            ("toc 2", (Purpose::Contents, None)),
            ("TOC Heading", (Purpose::Contents, None)),
            ("本文", (Purpose::Text, None)),
        ] {
            assert_eq!(named(name), expected, "{name}");
        }
    }
}
