//! The brief: one page about a result that a manager reads in a minute and an analyst works from. No script, nothing
//! from elsewhere; every value is escaped by the template.

mod figures;
mod parts;
mod svg;

use std::path::Path;

use jiff::Timestamp;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use self::figures::{Figures, facets, time_column};
use super::SavedFile;
use super::arrangement::{Arrangement, SEVERITIES, Sort, TableQuery};
use super::asked::{Origin, asked, utc};
use super::chart::Facet;
use super::comparison::Comparison;
use super::held::{Held, ResultKind};
use super::whole::{Named, write};
use super::words::TableWords;
use crate::clock::rfc3339;
use crate::cloud::Cloud;
use crate::error::Result;
use crate::ids::TenantId;
use crate::outside::Speech;

const STYLE: &str = include_str!("brief.css");
/// Rows that the table lists; the others are counted, and are whole in the other files.
const LISTED: usize = 200;
/// Rows that need attention first.
const FIRST: usize = 10;

/// What the brief is made from, beside the result.
pub(crate) struct BriefFacts {
    pub(crate) origin: Origin,
    pub(crate) cloud: Cloud,
    /// Whose incidents these are.
    pub(crate) tenant: TenantId,
    /// What is new since the last run, where there was one.
    pub(crate) comparison: Option<Comparison>,
    pub(crate) at: Timestamp,
}

/// Writes the brief of a result into a folder.
pub(crate) fn save_brief(
    held: &Held,
    facts: &BriefFacts,
    folder: &Path,
    speech: &dyn Speech,
) -> Result<SavedFile> {
    let words = TableWords(speech);
    let brief = Brief::of(held, facts, words);
    let what = words.say("results.brief.name");
    let named = Named {
        what: &what,
        extension: "html",
        at: facts.at,
    };
    let page = brief.page(speech.language()).into_string();
    let (path, bytes) = write(folder, &named, |out| out.write_all(page.as_bytes()))?;
    Ok(SavedFile::new(named.extension, &path, held.order.len(), bytes))
}

struct Brief<'a> {
    held: &'a Held,
    facts: &'a BriefFacts,
    words: TableWords<'a>,
    figures: Figures,
    facets: Vec<Facet>,
}

impl<'a> Brief<'a> {
    fn of(held: &'a Held, facts: &'a BriefFacts, words: TableWords<'a>) -> Self {
        Self {
            held,
            facts,
            words,
            figures: Figures::of(held),
            facets: facets(held),
        }
    }

    fn page(&self, language: &str) -> Markup {
        let title = self.title();
        html! {
            (DOCTYPE)
            html lang=(language) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                    meta name="color-scheme" content="light dark";
                    title { (title) " – " (self.facts.origin.tenant()) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header {
                        p.tenant { (self.facts.origin.tenant()) @if self.facts.cloud.practice { " " span.practice { (self.say("practice")) } } }
                        h1 { (title) }
                        p.lead { (self.headline()) }
                        p.when { (self.span()) }
                    }
                    main {
                        (self.tiles())
                        (self.over_time())
                        (self.attention())
                        (self.changes())
                        (self.bars())
                        (self.all_rows())
                        (self.how_asked())
                        (self.limits())
                    }
                    footer { "Handrail " (env!("CARGO_PKG_VERSION")) " · " (utc(&rfc3339(self.facts.at))) }
                }
            }
        }
    }

    fn say(&self, key: &str) -> String {
        self.words.say(&format!("results.brief.{key}"))
    }

    fn say_with<const N: usize>(&self, key: &str, params: [(&str, String); N]) -> String {
        self.words.say_with(&format!("results.brief.{key}"), params)
    }

    fn counted(&self, key: &str, count: usize) -> String {
        self.words.counted(&format!("results.brief.{key}"), count)
    }

    /// What it is, and of how long a time: `Incidents of the last 48 hours`.
    fn title(&self) -> String {
        let kind = self
            .words
            .say(&format!("results.kind.{}", self.held.view.kind.name()));
        let Some((since, until)) = self.held.between else {
            return kind;
        };
        let hours = until.duration_since(since).as_hours().unsigned_abs();
        let (key, count) = match hours {
            0..=72 => ("title_hours", hours),
            _ => ("title_days", hours / 24),
        };
        let count = usize::try_from(count).unwrap_or_default();
        self.say_with(key, [("kind", kind), ("count", self.words.number(count))])
    }

    fn span(&self) -> String {
        let until = utc(&self.held.view.until);
        match &self.held.view.since {
            Some(since) => self
                .words
                .say_with("results.asked.span", [("since", utc(since)), ("until", until)]),
            None => until,
        }
    }

    /// The one sentence that whoever reads no further takes along.
    fn headline(&self) -> String {
        let Figures { total, open, .. } = self.figures;
        if total == 0 {
            return self.say("nothing");
        }
        let rows = self.counted(things(self.held.view.kind), total);
        match open {
            None => rows,
            Some(open) => {
                let key = match open.serious {
                    0 => "headline_calm",
                    _ => "headline",
                };
                let open_rows = self.counted("still_open", open.all);
                let serious = self.counted("serious", open.serious);
                self.say_with(key, [("rows", rows), ("open", open_rows), ("serious", serious)])
            }
        }
    }

    fn rows_by_severity(&self) -> Vec<usize> {
        let severity = self.figures.severity_column(&self.held.table);
        let query = TableQuery {
            sort: severity.map(|column| Sort {
                column,
                descending: true,
            }),
            ..TableQuery::default()
        };
        let arranged = Arrangement::of(&self.held.table, &self.held.order, &query);
        arranged.rows().take(LISTED).collect()
    }

    fn how_asked(&self) -> Markup {
        let lines = asked(self.held, self.held.order.len(), &self.facts.origin, self.words);
        html! {
            section {
                h2 { (self.words.say("results.asked.title")) }
                table.facts {
                    @for (label, value) in lines { tr { th scope="row" { (label) } td { (value) } } }
                }
            }
        }
    }

    fn limits(&self) -> Markup {
        html! {
            section {
                h2 { (self.say("limits")) }
                ul {
                    @if !self.held.view.complete { li { (self.say("limit_incomplete")) } }
                    @for limit in ["limit_time", "limit_rights", "limit_alerts"] { li { (self.say(limit)) } }
                }
            }
        }
    }

    fn over_time(&self) -> Markup {
        let column = time_column(&self.held.table);
        let chart = column.and_then(|column| self.held.over_time(&TableQuery::default(), &column));
        let Some(chart) = chart.filter(|chart| chart.bars.len() > 1 && self.figures.total > 0) else {
            return html! {};
        };
        let names = SEVERITIES.map(|severity| self.words.severity(severity));
        let summary = self.figures.summary(&names, self.words);
        html! {
            section {
                h2 { (self.say("over_time")) }
                (svg::over_time(&chart, &self.say_with("chart", [("summary", summary)]), &names))
                details {
                    summary { (self.say("as_table")) }
                    (svg::as_table(&chart, &self.say("from"), &names))
                }
            }
        }
    }
}

/// What rows are called in a sentence.
fn things(kind: ResultKind) -> &'static str {
    match kind {
        ResultKind::Incidents => "incidents",
        ResultKind::Alerts => "alerts",
        _ => "rows",
    }
}

#[cfg(test)]
mod tests;
