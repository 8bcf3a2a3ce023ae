//! What pages and answers say in words, in the languages that Entra speaks. The table is `data/headings.json`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::aadsts::meaning;
use super::catalogue::entry;
use super::clues::Clues;
use super::decision::Decision;
use crate::checklist::StepId;
use crate::error::{Confidence, ErrorCode};

#[derive(Deserialize)]
struct Table {
    headings: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    number: Option<u32>,
    code: Option<ErrorCode>,
    #[serde(default)]
    page: bool,
    #[serde(default)]
    sure: bool,
    texts: Vec<String>,
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in, and a test reads it: it cannot fail where people are"
)]
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let table: Table = serde_json::from_str(include_str!("../../data/headings.json"))
        .expect("data/headings.json is a table");
    table.headings
});

/// How many bytes a `*` may stand for.
const GAP: usize = 120;

impl Row {
    fn is_in(&self, text: &str) -> bool {
        self.texts.iter().any(|wording| holds(text, wording))
    }
}

/// Does a text of small letters and single blanks hold a wording? Nearly a thousand of them are tried, which is why
/// they are no patterns: those would have to be compiled first.
fn holds(text: &str, wording: &str) -> bool {
    let mut parts = wording.split('*').map(str::trim).filter(|part| !part.is_empty());
    let Some(first) = parts.next() else {
        return false;
    };
    let rest: Vec<&str> = parts.collect();
    text.match_indices(first)
        .any(|(at, part)| follow(&text.as_bytes()[at + part.len()..], &rest))
}

/// Do the parts stand one behind the other, none too far from the one before?
fn follow(behind: &[u8], parts: &[&str]) -> bool {
    let Some((next, rest)) = parts.split_first() else {
        return true;
    };
    let reach = behind.len().min(GAP + next.len());
    let found = behind[..reach]
        .windows(next.len())
        .position(|window| window == next.as_bytes());
    found.is_some_and(|at| follow(&behind[at + next.len()..], rest))
}

/// What the words of a page mean.
pub(super) enum Said {
    /// A page that reports something.
    Page(Decision),
    /// A sentence of an answer, without a page around it.
    Sentence(Decision),
    /// A page on which nothing is wrong.
    Fine,
}

/// The first wording of the table that the text holds.
pub(super) fn said(clues: &Clues) -> Option<Said> {
    let text = squeezed(clues);
    let found = ROWS.iter().find(|row| row.is_in(&text))?;
    let Some(decision) = decision(found) else {
        return Some(Said::Fine);
    };
    Some(if found.page {
        Said::Page(decision)
    } else {
        Said::Sentence(decision)
    })
}

/// The cause, if the words allow only one.
pub(super) fn sure(clues: &Clues) -> Option<Decision> {
    let text = squeezed(clues);
    decision(ROWS.iter().filter(|row| row.sure).find(|row| row.is_in(&text))?)
}

/// Pages are wrapped anywhere.
fn squeezed(clues: &Clues) -> String {
    clues.lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn decision(row: &Row) -> Option<Decision> {
    let confidence = if row.sure {
        Confidence::Likely
    } else {
        Confidence::Unsure
    };
    let decision = match (row.number.and_then(entry), row.code) {
        (Some(entry), _) => Decision::number(entry, meaning(entry.code)),
        (None, Some(ErrorCode::EntraRefused)) => Decision::of(ErrorCode::EntraRefused).at(StepId::Unknown),
        (None, Some(code)) => return Some(Decision::of(code).likely()),
        (None, None) => return None,
    };
    Some(decision.sure(confidence))
}

#[cfg(test)]
mod tests {
    use super::super::view::Hints;
    use super::*;

    fn step(text: &str) -> Option<StepId> {
        match said(&Clues::read(text.to_owned(), Hints::default()))? {
            Said::Page(decision) | Said::Sentence(decision) => decision.report.step,
            Said::Fine => None,
        }
    }

    #[test]
    fn every_row_names_a_number_of_the_catalogue_and_a_wording_in_small_letters() {
        for row in ROWS.iter() {
            assert!(
                row.number.is_none_or(|number| entry(number).is_some()),
                "{:?}",
                row.number
            );
            assert!(
                row.texts.iter().all(|text| *text == text.to_lowercase()),
                "{:?}",
                row.texts
            );
        }
    }

    #[test]
    fn a_heading_is_enough_in_any_language() {
        for text in [
            "Need admin approval\nSOC reader needs permission to access resources",
            "Approbation de l’administrateur requise"
                .replace('’', "'")
                .as_str(),
            "Genehmigung durch Administrator erforderlich",
            "Se necesita la aprobación del administrador",
            "È necessaria l'approvazione dell'amministratore",
            "Aprovação do administrador necessária",
            "管理者の承認が必要",
            "Wymagane zatwierdzenie przez administratora",
        ] {
            assert_eq!(step(text), Some(StepId::Consent), "{text}");
        }
    }

    #[test]
    fn a_heading_may_be_wrapped_and_hold_a_name() {
        assert_eq!(
            step("Your sign-in was successful but does not\n   meet the criteria to access this resource"),
            Some(StepId::ConditionalAccess)
        );
        assert_eq!(
            step("The provided client secret keys for app 'board' are expired."),
            Some(StepId::Secret)
        );
    }

    #[test]
    fn a_page_on_which_nothing_is_wrong_is_no_finding() {
        let clues = Clues::read(
            "Authentication complete. You can close the window.".into(),
            Hints::default(),
        );
        assert!(matches!(said(&clues), Some(Said::Fine)));
    }
}
