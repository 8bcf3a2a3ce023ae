//! What the APIs answer: pages of lists, incidents, hunting results.

use serde_json::Value;

use super::call::{list_call, row_id};
use super::cells::{cells, columns};
use super::hunting::HuntingAnswer;
use super::reading::Page;
use super::story::story;
use crate::cloud::Api;
use crate::fuzz::{Target, answer, told};
use crate::results::{ResultKind, Table};

pub(crate) const TARGETS: &[Target] = &[
    ("list-page", list_page),
    ("incident", incident),
    ("hunting-answer", hunting_answer),
];

const KINDS: [ResultKind; 5] = [
    ResultKind::Incidents,
    ResultKind::Alerts,
    ResultKind::Machines,
    ResultKind::Vulnerabilities,
    ResultKind::Recommendations,
];

/// A row of whatever shape has a cell under every column, whichever API sent it.
fn list_page(data: &[u8]) {
    let Ok(page) = answer(200, data).json::<Page>() else {
        return;
    };
    for (kind, api) in KINDS.into_iter().flat_map(|kind| Api::ALL.map(|api| (kind, api))) {
        let Some(call) = list_call(kind, api) else {
            continue;
        };
        let mut table = Table::new(columns(kind));
        for row in &page.value {
            row_id(row, call.id);
            let cells = cells(&mut table, call, row);
            assert_eq!(cells.len(), table.columns().len());
            table.push(cells);
        }
        assert_eq!(table.rows().len(), page.value.len());
    }
}

/// The page of an incident tells what was said, and no multiple of it.
fn incident(data: &[u8]) {
    let Ok(incident) = answer(200, data).json::<Value>() else {
        return;
    };
    for api in Api::ALL {
        told(&story(api, "1", &incident), data);
    }
}

/// Rows stay as they were sent, and each has a cell under every column.
fn hunting_answer(data: &[u8]) {
    let Ok(answer) = HuntingAnswer::read(data) else {
        return;
    };
    let rows = answer.table.rows();
    assert_eq!(rows.len(), answer.spool.len());
    for (at, cells) in rows.iter().enumerate().take(16) {
        assert_eq!(cells.len(), answer.schema.len());
        assert!(answer.spool.row(at).is_ok_and(|row| row.is_object()));
    }
}
