//! For whom something is done (対象): 働き方改革 for the own staff is not 働き方改革 for companies.

use crate::normal::fold;

/// Words for those who work for the municipality, and for what only they have.
const STAFF: [&str; 9] = ["職員", "庁内", "人事", "職場", "管理職", "部内", "課内", "人員", "公務員"];
/// Words for those who run a business, and for those they employ.
const BUSINESS: [&str; 9] =
    ["事業者", "企業", "事業所", "商工", "商店", "産業", "就労支援", "求職", "従業員"];

/// Whom a statement speaks of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Audience {
    staff: bool,
    business: bool,
}

impl Audience {
    /// Whom these texts speak of.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut audience = Self::default();
        for text in texts {
            let text = fold(text);
            let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
            audience.staff |= says(&STAFF);
            audience.business |= says(&BUSINESS);
        }
        audience
    }

    /// As a number, for an index.
    pub fn number(self) -> u64 {
        u64::from(self.staff) | u64::from(self.business) << 1
    }

    /// The audience an index knows by a number.
    pub fn of_number(number: u64) -> Self {
        Self { staff: number & 1 == 1, business: number >> 1 & 1 == 1 }
    }

    /// Whether one speaks of the staff alone and the other of business alone.
    pub fn is_other_than(self, other: Self) -> bool {
        let staff_alone = |one: Self| one.staff && !one.business;
        let business_alone = |one: Self| one.business && !one.staff;
        staff_alone(self) && business_alone(other) || business_alone(self) && staff_alone(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_and_business_are_others() {
        let audience = |text: &str| Audience::of(std::iter::once(text));
        let staff = audience("職員の柔軟な働き方を推進します");
        let business = audience("中小企業の働き方改革を支援します");
        assert!(staff.is_other_than(business) && business.is_other_than(staff));
        assert!(!staff.is_other_than(audience("柔軟な働き方を推進します")));
        assert!(!staff.is_other_than(audience("職員と事業者が学びます")));
    }
}
