//! A list of customers as people have it: domains one below the other, or a table out of a spreadsheet.

mod columns;
mod encoding;
mod rows;

use std::io::{self, Read};
use std::path::Path;

use self::columns::Columns;
use self::rows::{Row, rows};
use super::record::{CustomerRecord, on_one_line};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::given;
use crate::ids::TenantName;

/// No list is longer: twenty thousand customers with their names are some 2 MB.
pub const MAX_CUSTOMER_LIST: u64 = 4 * 1024 * 1024;
const MAX_LINES: usize = 20_000;
/// As much of a line as is shown where it is refused.
const SHOWN: usize = 200;

/// The lines of a list, each with the tenant that it names, or with the reason why it names none.
#[derive(Clone, Debug)]
pub struct CustomerList(Vec<Listed>);

/// One line of a list.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// Counted from 1.
    pub(super) line: u32,
    /// As it came, cut to what can be shown.
    pub(super) text: String,
    pub(super) name: Option<String>,
    pub(super) tenant: Result<TenantName>,
}

impl CustomerList {
    /// Reads domains, e-mail addresses, web addresses or tenant IDs one below the other; or a table with commas,
    /// semicolons or tabs, with or without headings. Blank lines are no lines.
    pub fn parse(text: &str) -> Result<Self> {
        let too_long = || ErrorReport::new(ErrorCode::CustomerListTooLong).with("lines", MAX_LINES);
        if text.len() as u64 > MAX_CUSTOMER_LIST {
            return Err(too_long());
        }
        let listed = match beside_each_other(text) {
            Some(listed) => listed,
            None => of_rows(&rows(text.trim_start_matches('\u{feff}'))),
        };
        match listed.len() {
            0 => Err(ErrorReport::new(ErrorCode::CustomerListEmpty)),
            many if many > MAX_LINES => Err(too_long()),
            _ => Ok(Self(listed)),
        }
    }

    /// The same from a file's bytes: UTF-8, UTF-16, or the Windows-1252 of older spreadsheets.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let unreadable = || ErrorReport::new(ErrorCode::CustomerListUnreadable).with("path", "");
        Self::parse(&encoding::text(bytes).ok_or_else(unreadable)?)
    }

    /// The list in a file.
    pub fn read(path: &Path) -> Result<Self> {
        let list = bytes(path).map_err(|error| {
            ErrorReport::new(ErrorCode::CustomerListUnreadable)
                .with("path", path.display())
                .detailed(error)
        });
        Self::decode(&list?).map_err(|report| report.with("path", path.display()))
    }

    pub(super) fn lines(self) -> Vec<Listed> {
        self.0
    }
}

/// One byte more than a list has at most: enough to see that it is too long.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    given::open(path)?
        .take(MAX_CUSTOMER_LIST + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Several domains that somebody typed beside each other. A name may look like a domain, so that this counts only where
/// there is no other line.
fn beside_each_other(text: &str) -> Option<Vec<Listed>> {
    let text = text.trim();
    if text.contains(['\n', '\r']) {
        return None;
    }
    let pieces = text
        .split([',', ';', '\t', ' '])
        .filter(|piece| !piece.is_empty());
    let named = pieces.map(|piece| {
        let tenant: TenantName = piece.parse().ok()?;
        Some(Listed::new(1, piece, None, Ok(tenant)))
    });
    named
        .collect::<Option<Vec<Listed>>>()
        .filter(|listed| listed.len() > 1)
}

fn of_rows(rows: &[Row]) -> Vec<Listed> {
    let (columns, rows) = match rows.split_first() {
        Some((first, rest)) => match Columns::of(&first.fields) {
            Some(columns) => (columns, rest),
            None => (Columns::default(), rows),
        },
        None => (Columns::default(), rows),
    };
    rows.iter().map(|row| listed(row, &columns)).collect()
}

fn listed(row: &Row, columns: &Columns) -> Listed {
    let place = columns.tenant_in(&row.fields);
    let text = place.map_or(row.text.as_str(), |place| &row.fields[place]);
    let name = columns.name_in(&row.fields, place);
    let name = name.and_then(CustomerRecord::tidy_name);
    Listed::new(row.line, &row.text, name, text.parse())
}

impl Listed {
    fn new(line: u32, text: &str, name: Option<String>, tenant: Result<TenantName>) -> Self {
        let tenant = tenant.map_err(|mut report| {
            for value in report.params.values_mut() {
                *value = on_one_line(value, SHOWN);
            }
            report
        });
        Self {
            line,
            text: on_one_line(text, SHOWN),
            name,
            tenant,
        }
    }
}

#[cfg(test)]
mod tests;
