//! The rows of all customers in one table, each with whose it is: what is held in hand, and what the file of all rows
//! is written from. As the services sent them they are on disk.

use std::cmp::Reverse;
use std::io;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::ask::{Answer, score_columns};
use super::header::Listed;
use crate::defender::{FilterNote, columns, newest_by};
use crate::results::{Cell, Column, ColumnKind, ResultKind, Spool, Table};

/// What a row as it was sent begins with: whose it is.
const TENANT: &str = "customerTenantId";
const DOMAIN: &str = "customerDomain";

/// All rows so far.
pub(super) struct Combined {
    pub(super) table: Table,
    pub(super) spool: Arc<Spool>,
    /// The place in the sweep of the customer whose row it is.
    from: Vec<u32>,
    pub(super) filter: FilterNote,
    /// Of which column the newest row comes first; without one, customer after customer.
    newest_by: Option<&'static str>,
}

impl Combined {
    /// No rows yet, for rows of that kind.
    pub(super) fn of(kind: ResultKind) -> io::Result<Self> {
        let columns = match kind {
            ResultKind::Hunting => Vec::new(),
            ResultKind::Score => score_columns(),
            kind => columns(kind),
        };
        Self::new(columns, newest_by(kind))
    }

    /// No rows yet, under the columns that are known before there are any.
    fn new(columns: Vec<Column>, newest_by: Option<&'static str>) -> io::Result<Self> {
        let whose = ["customer", "tenant"].map(|name| Column::new(name, ColumnKind::Text));
        Ok(Self {
            table: Table::new(whose.into_iter().chain(columns).collect()),
            spool: Arc::new(Spool::new()?),
            from: Vec::new(),
            filter: FilterNote::default(),
            newest_by,
        })
    }

    /// Adds what a customer answered, in the order of its own file.
    pub(super) fn add(&mut self, place: u32, customer: &Listed, answer: &Answer) -> io::Result<()> {
        let whose = [
            self.table.text(&customer.domain),
            self.table.text(&customer.tenant_id.to_string()),
        ];
        let places = self.places(answer.table.columns());
        for &row in &answer.order {
            let mut cells = vec![Cell::Empty; self.table.columns().len()];
            cells[..whose.len()].clone_from_slice(&whose);
            for (cell, &at) in answer.table.rows()[row as usize].iter().zip(&places) {
                cells[at] = self.table.adopt(cell);
            }
            self.spool
                .push(&sent(answer.spool.row(row as usize)?, customer))?;
            self.table.push(cells);
            self.from.push(place);
        }
        self.filter.left_out += answer.filter.left_out;
        if self.filter.sent.is_empty() {
            self.filter.clone_from(&answer.filter);
        }
        Ok(())
    }

    /// All rows in their order. What comes later begins with none.
    pub(super) fn take(&mut self) -> Answer {
        Answer {
            order: self.order(),
            filter: std::mem::take(&mut self.filter),
            table: std::mem::take(&mut self.table),
            spool: Arc::clone(&self.spool),
        }
    }

    /// Where the columns of an answer are here. One that no other customer had yet is added.
    fn places(&mut self, columns: &[Column]) -> Vec<usize> {
        let place = |column: &Column| {
            // A service may use the names that say whose a row is.
            let of_rows = &self.table.columns()[2..];
            if let Some(at) = of_rows.iter().position(|other| other.name == column.name) {
                return at + 2;
            }
            self.table.add_column(column.clone());
            self.table.columns().len() - 1
        };
        columns.iter().map(place).collect()
    }

    /// The rows in their order, which is the same whoever answered first.
    pub(super) fn order(&self) -> Vec<u32> {
        let rows = self.table.rows();
        let newest = self.newest_by.and_then(|name| self.table.column(name));
        let time = |row: u32| match newest.map(|at| &rows[row as usize][at]) {
            Some(Cell::Time(time)) => Some(*time),
            _ => None,
        };
        let mut order: Vec<u32> = (0..).take(rows.len()).collect();
        order.sort_by_key(|&row| (Reverse(time(row)), self.from[row as usize], row));
        order
    }
}

/// A row as it was sent, behind whose it is.
fn sent(row: Value, customer: &Listed) -> Value {
    let mut whose = Map::new();
    whose.insert(TENANT.to_owned(), customer.tenant_id.to_string().into());
    whose.insert(DOMAIN.to_owned(), customer.domain.clone().into());
    match row {
        Value::Object(fields) => {
            let others = fields
                .into_iter()
                .filter(|(name, _)| name != TENANT && name != DOMAIN);
            whose.extend(others);
        }
        other => drop(whose.insert("row".to_owned(), other)),
    }
    Value::Object(whose)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(columns: &[&str], rows: &[&[&str]]) -> Answer {
        let named = columns.iter().map(|name| Column::new(*name, ColumnKind::Text));
        let (mut table, spool) = (Table::new(named.collect()), Spool::new().unwrap());
        for row in rows {
            let cells: Vec<Cell> = row.iter().map(|text| table.time(text)).collect();
            table.push(cells);
            let fields = columns
                .iter()
                .zip(*row)
                .map(|(name, text)| ((*name).to_owned(), json!(text)));
            spool.push(&Value::Object(fields.collect())).unwrap();
        }
        Answer {
            order: (0..).take(rows.len()).collect(),
            table,
            spool: Arc::new(spool),
            filter: FilterNote::default(),
        }
    }

    fn texts(combined: &Combined) -> Vec<String> {
        let line = |row: u32| {
            let cells = combined.table.rows()[row as usize].iter();
            cells
                .map(|cell| cell.text().into_owned())
                .collect::<Vec<_>>()
                .join("|")
        };
        combined.order().into_iter().map(line).collect()
    }

    #[test]
    fn columns_are_those_of_every_customer_and_each_row_says_whose_it_is() {
        let mut combined = Combined::new(Vec::new(), None).unwrap();
        let (one, two) = (Listed::sample(1, "one.example"), Listed::sample(2, "two.example"));
        combined.add(1, &two, &answer(&["A"], &[&["a2"]])).unwrap();
        combined
            .add(0, &one, &answer(&["B", "A"], &[&["b1", "a1"], &["b3", "a3"]]))
            .unwrap();
        let names: Vec<&str> = combined
            .table
            .columns()
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        assert_eq!(names, ["customer", "tenant", "A", "B"]);
        let tenant = |number| format!("00000000-0000-0000-0000-{number:012}");
        assert_eq!(
            texts(&combined),
            [
                format!("one.example|{}|a1|b1", tenant(1)),
                format!("one.example|{}|a3|b3", tenant(1)),
                format!("two.example|{}|a2|", tenant(2)),
            ]
        );
        assert_eq!(
            combined.spool.row(0).unwrap().to_string(),
            format!(
                r#"{{"customerTenantId":"{}","customerDomain":"two.example","A":"a2"}}"#,
                tenant(2)
            )
        );
    }

    #[test]
    fn the_newest_row_comes_first_whoever_answered_first() {
        let (early, late) = ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
        let customers = [Listed::sample(1, "one.example"), Listed::sample(2, "two.example")];
        let answers = [
            answer(&["updated"], &[&[late], &[early]]),
            answer(&["updated"], &[&[late]]),
        ];
        let mut said = Vec::new();
        for turns in [[0, 1], [1, 0]] {
            let mut combined = Combined::new(Vec::new(), Some("updated")).unwrap();
            for place in turns {
                combined
                    .add(u32::try_from(place).unwrap(), &customers[place], &answers[place])
                    .unwrap();
            }
            said.push(texts(&combined));
        }
        assert_eq!(said[0], said[1]);
        assert!(said[0][0].starts_with("one.example") && said[0][1].starts_with("two.example"));
    }

    #[test]
    fn a_column_of_a_service_is_not_taken_for_whose_a_row_is() {
        let mut combined = Combined::new(Vec::new(), None).unwrap();
        let one = Listed::sample(1, "one.example");
        combined.add(0, &one, &answer(&["customer"], &[&["x"]])).unwrap();
        assert_eq!(combined.table.columns().len(), 3);
        assert!(texts(&combined)[0].starts_with("one.example|") && texts(&combined)[0].ends_with("|x"));
    }
}
