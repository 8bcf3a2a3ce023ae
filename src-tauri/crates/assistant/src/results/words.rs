//! People's words for a table: headings, values of closed lists, and whole sentences.

use std::collections::BTreeMap;

use super::table::{Cell, ColumnKind, Table};
use crate::outside::Speech;

/// The column of the board that holds the code of a finding.
const PROBLEM: &str = "problem";

/// A language, as a table needs it. The window finds the same words under the same keys.
#[derive(Clone, Copy)]
pub(super) struct TableWords<'a>(pub(super) &'a dyn Speech);

impl TableWords<'_> {
    /// The text under a key; a key without words comes back as it is.
    pub(super) fn say(self, key: &str) -> String {
        self.say_with(key, [])
    }

    /// The same with values put in.
    pub(super) fn say_with<const N: usize>(self, key: &str, params: [(&str, String); N]) -> String {
        let params = params.map(|(name, value)| (name.to_owned(), value));
        let said = self.0.say(key, &BTreeMap::from(params));
        said.unwrap_or_else(|| key.to_owned())
    }

    /// A sentence about so many things; the number stands in it as `{{count}}`.
    pub(super) fn counted(self, key: &str, count: usize) -> String {
        let form = if self.0.is_singular(count as u64) {
            "one"
        } else {
            "other"
        };
        self.say_with(&format!("{key}_{form}"), [("count", self.number(count))])
    }

    /// A number with its thousands apart, as the language writes it.
    pub(super) fn number(self, number: usize) -> String {
        let between = if self.0.language() == "fr" {
            '\u{202f}'
        } else {
            ','
        };
        let digits = number.to_string();
        let mut said = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                said.push(between);
            }
            said.push(digit);
        }
        said
    }

    /// The heading of a column: words for ours, and the service's own name for those of a hunting query.
    pub(super) fn column(self, name: &str) -> String {
        self.found(&format!("defender.columns.{name}"))
            .unwrap_or_else(|| name.to_owned())
    }

    /// A value of a closed list in words; other texts as they are. The empty text stands for no value.
    pub(super) fn value(self, column: &str, text: &str) -> String {
        if text.is_empty() {
            let nothing = self.found(&format!("defender.nothing.{column}"));
            return nothing.unwrap_or_else(|| "–".to_owned());
        }
        let word = text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        let said = || self.found(&format!("defender.values.{column}.{text}"));
        word.then(said).flatten().unwrap_or_else(|| text.to_owned())
    }

    /// A severity in words.
    pub(super) fn severity(self, name: &str) -> String {
        self.found(&format!("defender.severity.{name}"))
            .unwrap_or_else(|| name.to_owned())
    }

    /// A cell with its words instead of those of the APIs.
    pub(super) fn spoken(self, table: &Table, row: usize, at: usize) -> Cell {
        let (column, cell) = (&table.columns()[at], &table.rows()[row][at]);
        match (column.kind, cell) {
            (ColumnKind::Severity, Cell::Text(text)) => Cell::Text(self.severity(text).into()),
            (ColumnKind::Word, Cell::Text(text)) => Cell::Text(self.value(&column.name, text).into()),
            (ColumnKind::Text, Cell::Text(code)) if column.name == PROBLEM => {
                Cell::Text(self.problem(table, row, code).into())
            }
            _ => cell.clone(),
        }
    }

    /// The title of a finding. About whom and what it is, the other cells of its row say.
    fn problem(self, table: &Table, row: usize, code: &str) -> String {
        let beside = |name: &str| {
            let cell = table.column(name).map(|at| table.rows()[row][at].text());
            cell.unwrap_or_default().into_owned()
        };
        let missing = beside("missing");
        let params = [
            ("customer", beside("customer")),
            ("permission", missing.clone()),
            ("permissions", missing),
        ];
        let params = params.map(|(name, value)| (name.to_owned(), value));
        let title = self
            .0
            .say(&format!("errors.{code}.title"), &BTreeMap::from(params));
        title.unwrap_or_else(|| code.to_owned())
    }

    fn found(self, key: &str) -> Option<String> {
        self.0.say(key, &BTreeMap::new())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Says the key and its values: what is looked at is not the language.
    pub(crate) struct Keys;

    impl Speech for Keys {
        fn language(&self) -> &'static str {
            "en"
        }

        fn is_singular(&self, count: u64) -> bool {
            count == 1
        }

        fn say(&self, key: &str, params: &BTreeMap<String, String>) -> Option<String> {
            let mut said = key.to_owned();
            for value in params.values() {
                said.push(' ');
                said.push_str(value);
            }
            Some(said)
        }
    }

    /// Knows no words at all.
    struct Mute;

    impl Speech for Mute {
        fn language(&self) -> &'static str {
            "en"
        }

        fn is_singular(&self, count: u64) -> bool {
            count == 1
        }

        fn say(&self, _: &str, _: &BTreeMap<String, String>) -> Option<String> {
            None
        }
    }

    #[test]
    fn what_has_no_words_keeps_the_name_that_the_service_gave_it() {
        let words = TableWords(&Mute);
        assert_eq!(words.column("DeviceName"), "DeviceName");
        assert_eq!(words.value("status", "brandNew"), "brandNew");
        assert_eq!(words.value("status", ""), "–");
    }

    #[test]
    fn thousands_stand_apart() {
        let words = TableWords(&Keys);
        let of = |number| words.number(number);
        assert_eq!(
            [of(0), of(999), of(1000), of(1_234_567)],
            ["0", "999", "1,000", "1,234,567"]
        );
    }

    #[test]
    fn a_text_that_is_no_word_is_never_looked_up() {
        assert_eq!(TableWords(&Keys).value("status", "a.b"), "a.b");
    }
}
