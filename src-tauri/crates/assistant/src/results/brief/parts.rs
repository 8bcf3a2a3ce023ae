//! The parts of the page that list rows and counts.

use std::sync::Arc;

use jiff::Timestamp;
use maud::{Markup, html};

use super::super::chart::Facet;
use super::super::held::ResultKind;
use super::super::table::{Cell, Column, ColumnKind};
use super::figures::first_to_look_at;
use super::{Brief, FIRST, LISTED, svg};

/// Columns that the table of all rows shows, where the result has them.
const SHOWN: [&str; 7] = [
    "severity",
    "title",
    "status",
    "assigned_to",
    "devices",
    "updated",
    "id",
];
/// How many columns of another list.
const OTHERS: usize = 7;
/// Texts of a list that a cell names; the others are counted.
const NAMED: usize = 3;

impl Brief<'_> {
    pub(super) fn tiles(&self) -> Markup {
        let figures = &self.figures;
        let mut tiles = vec![("total", figures.total, "")];
        if let Some(open) = figures.open {
            tiles.push(("open", open.all, ""));
            tiles.push((
                "serious_open",
                open.serious,
                if open.serious > 0 { "alarming" } else { "" },
            ));
            tiles.push(("unowned", open.unowned, ""));
        }
        html! {
            dl.tiles {
                @for (name, count, class) in tiles {
                    div class=(class) { dt { (self.say(&format!("tile.{name}"))) } dd { (self.words.number(count)) } }
                }
            }
        }
    }

    /// What a person should look at before anything else.
    pub(super) fn attention(&self) -> Markup {
        if self.figures.open.is_none() {
            return html! {};
        }
        let rows = first_to_look_at(self.held, FIRST);
        let columns = self.columns(&["severity", "title", "assigned_to", "devices", "created"]);
        html! {
            section {
                h2 { (self.say("attention")) }
                @if rows.is_empty() { p { (self.say("nothing_open")) } }
                @else {
                    p { (self.say("attention_why")) }
                    table {
                        thead { tr {
                            @for column in &columns { th scope="col" { (self.words.column(&column.name)) } }
                            th scope="col" { (self.say("age")) }
                        } }
                        tbody { @for row in rows { tr { (self.cells(row, &columns)) td.number { (self.age(row)) } } } }
                    }
                }
            }
        }
    }

    /// What is different from the last run.
    pub(super) fn changes(&self) -> Markup {
        let Some(comparison) = &self.facts.comparison else {
            return html! {};
        };
        let counts = [
            ("added", comparison.added),
            ("changed", comparison.changed),
            ("resolved", comparison.resolved),
            ("gone", comparison.gone),
        ];
        html! {
            section {
                h2 { (self.say("changes")) }
                p { (self.say_with("since_last", [("at", super::utc(&comparison.last))])) }
                dl.tiles.small {
                    @for (name, count) in counts {
                        div { dt { (self.say(&format!("change.{name}"))) } dd { (self.words.number(count as usize)) } }
                    }
                }
            }
        }
    }

    pub(super) fn bars(&self) -> Markup {
        html! {
            @if !self.facets.is_empty() {
                div.columns { @for facet in &self.facets { (self.bars_of(facet)) } }
            }
        }
    }

    fn bars_of(&self, facet: &Facet) -> Markup {
        let most = facet.values.iter().map(|value| value.count).max().unwrap_or(1);
        let hidden = (facet.distinct as usize).saturating_sub(facet.values.len());
        html! {
            section {
                h2 { (self.words.column(&facet.column)) }
                table.bars {
                    thead.heard { tr {
                        th scope="col" { (self.words.column(&facet.column)) }
                        th scope="col" { (self.say("count")) }
                    } }
                    tbody {
                        @for value in &facet.values {
                            tr {
                                th scope="row" { (self.words.value(&facet.column, &value.value)) (svg::bar(value.count, most)) }
                                td.number { (self.words.number(value.count as usize)) }
                            }
                        }
                    }
                }
                @if hidden > 0 { p.more { (self.counted("more_values", hidden)) } }
            }
        }
    }

    pub(super) fn all_rows(&self) -> Markup {
        let rows = self.rows_by_severity();
        let columns = self.columns(&SHOWN);
        let hidden = self.figures.total.saturating_sub(rows.len());
        html! {
            section.all {
                h2 { (self.say("all")) }
                @if rows.is_empty() { p { (self.say("nothing")) } }
                @else {
                    table {
                        thead { tr { @for column in &columns { th scope="col" { (self.words.column(&column.name)) } } } }
                        tbody { @for row in rows { tr { (self.cells(row, &columns)) } } }
                    }
                    @if hidden > 0 {
                        p.more { (self.say_with("more_rows", [("listed", self.words.number(LISTED)), ("hidden", self.words.number(hidden))])) }
                    }
                }
            }
        }
    }

    /// The columns of these names; of a list that has none of them, the first ones.
    fn columns(&self, names: &[&str]) -> Vec<&Column> {
        let all = self.held.table.columns();
        let mut found: Vec<&Column> = names
            .iter()
            .filter_map(|name| all.iter().find(|column| column.name == *name))
            .collect();
        if found.len() < 3 {
            found = all.iter().take(OTHERS).collect();
        }
        found
    }

    fn cells(&self, row: usize, columns: &[&Column]) -> Markup {
        html! { @for column in columns { (self.cell(row, column)) } }
    }

    fn cell(&self, row: usize, column: &Column) -> Markup {
        let Some(at) = self.held.table.column(&column.name) else {
            return html! { td {} };
        };
        let cell = &self.held.table.rows()[row][at];
        let text = cell.text();
        let words = |text: &str| self.words.value(&column.name, text);
        match (column.kind, cell) {
            (ColumnKind::Severity, _) => {
                html! { td { span.severity.(severity_class(&text)) { (self.words.severity(&text)) } } }
            }
            (_, Cell::Time(time)) => html! { td.time { (super::utc(&super::rfc3339(*time))) } },
            (_, Cell::List(texts)) => html! { td { (named(texts)) } },
            (_, Cell::Number(_)) => html! { td.number { (text) } },
            (_, Cell::Empty) => html! { td.nothing { (words("")) } },
            _ if column.name == "id" => html! { td.word { (self.link(&text)) } },
            (ColumnKind::Word, _) => html! { td.word { (words(&text)) } },
            _ => html! { td { (words(&text)) } },
        }
    }

    /// A number that leads to its page in the Defender portal, where the cloud has one.
    fn link(&self, id: &str) -> Markup {
        let view = &self.held.view;
        let link = matches!(view.kind, ResultKind::Incidents | ResultKind::Alerts)
            .then(|| self.facts.cloud.incident_link(view.api, id, self.facts.tenant))
            .flatten();
        html! {
            @if let Some(link) = link { a href=(link) rel="noreferrer" { (id) } }
            @else { (id) }
        }
    }

    /// How long ago a row began.
    fn age(&self, row: usize) -> String {
        let begun = self
            .held
            .table
            .column("created")
            .map(|at| &self.held.table.rows()[row][at]);
        let Some(Cell::Time(begun)) = begun else {
            return "–".to_owned();
        };
        let until: Timestamp = self.held.view.until.parse().unwrap_or(self.facts.at);
        let hours = usize::try_from(until.duration_since(*begun).as_hours()).unwrap_or_default();
        match hours {
            0..48 => self.say_with("age_hours", [("count", self.words.number(hours))]),
            _ => self.say_with("age_days", [("count", self.words.number(hours / 24))]),
        }
    }
}

/// The first texts of a list, and how many more there are.
fn named(texts: &[Arc<str>]) -> String {
    let first: Vec<&str> = texts.iter().take(NAMED).map(|text| &**text).collect();
    let first = first.join(", ");
    match texts.len().saturating_sub(NAMED) {
        0 => first,
        more => format!("{first} +{more}"),
    }
}

/// A severity that the style knows; what a service may send besides is none.
fn severity_class(name: &str) -> &str {
    super::SEVERITIES
        .into_iter()
        .find(|one| *one == name)
        .unwrap_or("unknown")
}
