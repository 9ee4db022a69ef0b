//! How the words of an element are seen: shown, struck out, hidden, or no text at all.

/// How the words of an element are seen, the least hidden first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Sight {
    #[default]
    Shown,
    /// Struck out (取消線): they stand there, and do not hold any more.
    Withdrawn,
    /// Hidden by whoever wrote the page: another click may show them.
    Hidden,
    /// No text of the page.
    Never,
}

/// What an element makes of its words by its name and its attributes.
pub(super) fn own_sight(tag: &str, attribute: impl Fn(&str) -> Option<String>) -> Sight {
    let style: String = attribute("style").unwrap_or_default().split_whitespace().collect();
    let style = style.to_lowercase();
    let is_hidden = attribute("hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden");
    let is_no_text = is_never_shown(tag)
        || (tag == "dialog" && attribute("open").is_none())
        || attribute("aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    if is_no_text {
        Sight::Never
    } else if is_hidden {
        Sight::Hidden
    } else if matches!(tag, "del" | "s" | "strike") || strikes(&style) {
        Sight::Withdrawn
    } else {
        Sight::Shown
    }
}

/// Whether a style strikes words out: the property has a longer name and a shorter one.
fn strikes(style: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
        matches!(property, "text-decoration" | "text-decoration-line") && value.contains("line-through")
    })
}

/// What no browser shows as text, and the readings of ruby (ルビ), which stand above the words they read.
pub(super) fn is_never_shown(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "noframes"
            | "noembed"
            | "iframe"
            | "object"
            | "svg"
            | "select"
            | "textarea"
            | "datalist"
            | "audio"
            | "video"
            | "canvas"
            | "rt"
            | "rp"
    )
}
