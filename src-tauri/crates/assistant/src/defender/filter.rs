//! What of a question goes to the service as `$filter`, and what Handrail leaves out afterwards.

use jiff::Timestamp;
use serde_json::Value;

use super::call::{Field, ListCall};
use super::list::ListQuery;
use super::query::Window;
use super::rows::camel;
use super::view::{AppliedBy, FilterField, FilterNote, LocalFilter, Severity, WhyLocal};
use crate::clock::rfc3339;
use crate::results::{Cell, row_holds};

/// A question, divided between the service and Handrail.
#[derive(Clone, Debug)]
pub(super) struct Sieve {
    call: &'static ListCall,
    window: Option<Window>,
    severities: Vec<Severity>,
    /// In the one spelling of all APIs.
    statuses: Vec<String>,
    assigned_to: Option<String>,
    /// In small letters.
    text: String,
    sent: String,
    local: Vec<FilterField>,
    left_out: u32,
    sent_too_much: Vec<FilterField>,
}

impl Sieve {
    pub(super) fn new(call: &'static ListCall, query: &ListQuery, window: Option<Window>) -> Self {
        // What the rows do not have cannot be asked of them.
        let assigned_to = query
            .assigned_to
            .as_deref()
            .filter(|_| call.assigned_to.is_some());
        let mut sieve = Self {
            call,
            window,
            severities: call.severity.map_or_else(Vec::new, |_| query.severities.clone()),
            statuses: call
                .status
                .map_or_else(Vec::new, |field| statuses(field, &query.statuses)),
            assigned_to: assigned_to.map(|name| name.trim().to_owned()),
            text: query.text.trim().to_lowercase(),
            sent: String::new(),
            local: Vec::new(),
            left_out: 0,
            sent_too_much: Vec::new(),
        };
        let parts = sieve.parts();
        sieve.sent = parts.join(" and ");
        sieve
    }

    /// The `$filter`; empty where nothing is asked of the service.
    pub(super) fn sent(&self) -> &str {
        &self.sent
    }

    /// Everything that was asked for, the service does by itself.
    pub(super) fn all_sent(&self) -> bool {
        self.local.is_empty()
    }

    fn parts(&mut self) -> Vec<String> {
        let updated = self
            .call
            .inside
            .map(|inside| inside.updated)
            .or(self.call.updated);
        let time = self
            .window
            .zip(updated)
            .map(|(window, field)| format!("{field} ge {}", rfc3339(window.since)));
        let parts = [time, self.severity(), self.status(), self.assignee()];
        if !self.text.is_empty() {
            self.local.push(FilterField::Text);
        }
        parts.into_iter().flatten().collect()
    }

    fn severity(&mut self) -> Option<String> {
        if self.severities.is_empty() {
            return None;
        }
        let words = self.call.severity.filter(|field| field.filterable);
        // A service has more words for "unknown" than its page lists.
        let known = !self.severities.contains(&Severity::Unknown);
        let sent = words
            .filter(|_| known)
            .and_then(|field| one_of(self.call, field, &field.words_of(&self.severities)));
        self.else_locally(FilterField::Severity, sent)
    }

    fn status(&mut self) -> Option<String> {
        if self.statuses.is_empty() {
            return None;
        }
        let field = self.call.status.filter(|field| field.filterable);
        let sent = field.and_then(|field| {
            let spelled = |status: &String| field.words.iter().find(|word| camel(word) == *status);
            let words: Option<Vec<&str>> = self
                .statuses
                .iter()
                .map(|status| spelled(status).copied())
                .collect();
            one_of(self.call, field, &words?)
        });
        self.else_locally(FilterField::Status, sent)
    }

    fn assignee(&mut self) -> Option<String> {
        let wanted = self.assigned_to.as_deref()?;
        let field = self.call.assigned_to.filter(|field| field.filterable);
        // Nobody is nothing in one API and an empty text in another; no page says how to ask for it.
        let sent = field
            .filter(|_| !wanted.is_empty())
            .map(|field| format!("{} eq {}", field.name, quoted(wanted)));
        self.else_locally(FilterField::AssignedTo, sent)
    }

    fn else_locally(&mut self, field: FilterField, sent: Option<String>) -> Option<String> {
        if sent.is_none() {
            self.local.push(field);
        }
        sent
    }

    /// Does the row belong to the answer? What the service sent although it was asked not to is noted.
    pub(super) fn lets_through(&mut self, row: &Value, cells: &[Cell]) -> bool {
        let Some(field) = self.refused_by(row, cells) else {
            return true;
        };
        self.left_out = self.left_out.saturating_add(1);
        if !self.local.contains(&field) && !self.sent_too_much.contains(&field) {
            self.sent_too_much.push(field);
        }
        false
    }

    fn refused_by(&self, row: &Value, cells: &[Cell]) -> Option<FilterField> {
        let refusals = [
            (FilterField::Updated, self.in_window(row)),
            (FilterField::Severity, self.is_severe(row)),
            (FilterField::Status, self.has_status(row)),
            (FilterField::AssignedTo, self.is_assigned(row)),
            (FilterField::Text, row_holds(cells, &self.text)),
        ];
        refusals
            .into_iter()
            .find_map(|(field, fits)| (!fits).then_some(field))
    }

    fn in_window(&self, row: &Value) -> bool {
        let updated = updated_at(self.call, row);
        match (self.window, updated) {
            (Some(window), Some(updated)) => updated >= window.since,
            _ => true,
        }
    }

    fn is_severe(&self, row: &Value) -> bool {
        let word = text(row, self.call.severity);
        self.severities.is_empty() || self.severities.contains(&Severity::of(word))
    }

    fn has_status(&self, row: &Value) -> bool {
        self.statuses.is_empty() || self.statuses.contains(&camel(text(row, self.call.status)))
    }

    fn is_assigned(&self, row: &Value) -> bool {
        let assigned = text(row, self.call.assigned_to);
        self.assigned_to
            .as_deref()
            .is_none_or(|wanted| assigned.to_lowercase() == wanted.to_lowercase())
    }

    /// What was asked of the service and what was done here.
    pub(super) fn note(&self) -> FilterNote {
        let because = |why: WhyLocal| move |&field: &FilterField| LocalFilter { field, why };
        let locally: Vec<LocalFilter> = self
            .local
            .iter()
            .map(because(WhyLocal::NotOffered))
            .chain(self.sent_too_much.iter().map(because(WhyLocal::SentTooMuch)))
            .collect();
        FilterNote {
            sent: self.sent.clone(),
            applied_by: if locally.is_empty() {
                AppliedBy::Service
            } else {
                AppliedBy::Handrail
            },
            locally,
            left_out: self.left_out,
        }
    }
}

/// When a row was last updated.
pub(super) fn updated_at(call: &ListCall, row: &Value) -> Option<Timestamp> {
    row.get(call.updated?)?.as_str()?.parse().ok()
}

/// A new alert is what an active incident is.
fn statuses(field: Field, wanted: &[String]) -> Vec<String> {
    let has = |word: &str| field.words.iter().any(|one| camel(one) == word);
    let named = |status: &String| match status.as_str() {
        "active" if !has("active") && has("new") => "new".to_owned(),
        "new" if !has("new") && has("active") => "active".to_owned(),
        other => other.to_owned(),
    };
    wanted.iter().map(named).collect()
}

/// A condition that one of the words holds; `None` where that cannot be asked for. Where the pages of an API show no
/// `or`, all the others are ruled out.
fn one_of(call: &ListCall, field: Field, words: &[&str]) -> Option<String> {
    let Field { name, words: all, .. } = field;
    let each = |operator: &str, words: &[&str]| -> Vec<String> {
        let condition = |word: &&str| format!("{name} {operator} {}", quoted(word));
        words.iter().map(condition).collect()
    };
    match words {
        [] => None,
        [word] => Some(format!("{name} eq {}", quoted(word))),
        words if call.offers_or() => Some(format!("({})", each("eq", words).join(" or "))),
        words => {
            let others: Vec<&str> = all.iter().copied().filter(|word| !words.contains(word)).collect();
            (!others.is_empty()).then(|| each("ne", &others).join(" and "))
        }
    }
}

/// A text literal of OData: in single quotes, those inside doubled.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn text(row: &Value, field: Option<Field>) -> &str {
    field
        .and_then(|field| row.get(field.name))
        .and_then(Value::as_str)
        .unwrap_or_default()
}
