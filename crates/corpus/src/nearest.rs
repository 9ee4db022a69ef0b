//! What was probably meant (もしかして) when a name was not found.

/// The candidate that is a slip of the finger away from what was typed: two letters at the most are wrong,
/// missing, too many or changed over.
pub fn nearest<'c, S: AsRef<str> + ?Sized + 'c>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'c S>,
) -> Option<&'c S> {
    let slips = 2.min(typed.chars().count() / 2);
    let measured =
        candidates.into_iter().map(|candidate| (strsim::osa_distance(typed, candidate.as_ref()), candidate));
    let (distance, candidate) = measured.min_by_key(|(distance, _)| *distance)?;
    (distance <= slips).then_some(candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_find_what_was_meant() {
        assert_eq!(nearest("titel", ["title", "file", "kind"]), Some("title"));
        assert_eq!(
            nearest("plan-2024-3kx7qb", ["plan-2024-3kx7gb", "plan-2024-9zzzzz"]),
            Some("plan-2024-3kx7gb")
        );
        assert_eq!(nearest("unrelated", ["title", "file"]), None);
        assert_eq!(nearest("x", ["id"]), None);
    }
}
