//! One customer's answer on its way: each call is on disk before the next one is made, and what is on disk is not asked
//! again.

use std::sync::Arc;

use serde_json::Value;

use super::header::Header;
use super::page_log::{Logged, PageEnd, PageLog, unusable};
use super::question::SweepQuestion;
use crate::cloud::{Api, ApiPlace};
use crate::defender::{
    AnswerColumn, ApiClient, AppliedBy, ExposureView, FilterNote, HuntQuery, HuntingAnswer, ListRequest,
    Page, Reading, Window, ended,
};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::results::{Cell, Column, ColumnKind, Spool, Table};

/// What a customer answered, whole.
pub(super) struct Answer {
    pub(super) table: Table,
    pub(super) spool: Arc<Spool>,
    pub(super) order: Vec<u32>,
    pub(super) filter: FilterNote,
}

/// A question on its way.
pub(super) enum Asking {
    List(Box<Reading>),
    Hunt(HuntQuery, Option<Box<HuntingAnswer>>),
    Score(Option<Box<Answer>>),
}

impl Asking {
    /// The question of a sweep, asked at this place.
    pub(super) fn new(header: &Header, api: Api, place: &ApiPlace) -> Result<Self> {
        match &header.question {
            SweepQuestion::List { query } => {
                let window = Window {
                    since: header.since,
                    until: header.until,
                };
                let reading = Reading::new(ListRequest::new(api, query, window)?, place)?;
                Ok(Self::List(Box::new(reading)))
            }
            SweepQuestion::Hunt { query } => match ended(query.api, header.started_at) {
                Some(report) => Err(report),
                None => Ok(Self::Hunt(query.clone(), None)),
            },
            SweepQuestion::Score => Ok(Self::Score(None)),
        }
    }

    /// Everything is there.
    pub(super) fn complete(&self) -> bool {
        match self {
            Self::List(reading) => reading.complete(),
            Self::Hunt(_, answer) => answer.is_some(),
            Self::Score(answer) => answer.is_some(),
        }
    }

    /// Rows so far.
    pub(super) fn rows(&self) -> u32 {
        let rows = match self {
            Self::List(reading) => return reading.rows(),
            Self::Hunt(_, answer) => answer.as_ref().map_or(0, |answer| answer.spool.len()),
            Self::Score(answer) => answer.as_ref().map_or(0, |answer| answer.spool.len()),
        };
        u32::try_from(rows).unwrap_or(u32::MAX)
    }

    /// Takes in what was sent before. Nothing is asked; a link to elsewhere is refused as it was then.
    pub(super) fn recall(
        &mut self,
        log: &mut PageLog,
        client: &mut ApiClient<'_>,
        place: &ApiPlace,
    ) -> Result<()> {
        if let Some(last) = log.kept().last() {
            (client.progress.requests, client.throttled) = (last.requests, last.throttled);
        }
        match self {
            Self::List(reading) => {
                let mut rows = Vec::new();
                log.replay(|line| match line {
                    Logged::Row(row) => {
                        rows.push(row);
                        Ok(())
                    }
                    Logged::End(end) => {
                        let page = Page {
                            value: std::mem::take(&mut rows),
                            next_link: end.next_link,
                        };
                        reading.turn(page, client, place)
                    }
                })
            }
            Self::Hunt(_, answer) => recall_hunt(answer, log),
            Self::Score(answer) => log.replay(|line| {
                if let Logged::Row(sent) = line {
                    *answer = Some(Box::new(score(sent)?));
                }
                Ok(())
            }),
        }
    }

    /// Makes one call. What comes back is on disk when this returns.
    pub(super) async fn step(
        &mut self,
        log: &mut PageLog,
        client: &mut ApiClient<'_>,
        place: &ApiPlace,
    ) -> Result<()> {
        match self {
            Self::List(reading) => {
                let page = reading.fetch(client, place).await?;
                let rows: Vec<_> = page.value.iter().map(text).collect();
                let next_link = page.next_link.clone();
                reading.turn(page, client, place)?;
                let end = PageEnd {
                    next_link,
                    ..counted(client)
                };
                log.add(rows, end).map_err(unusable)?;
            }
            Self::Hunt(query, answer) => {
                let sent = client.hunt(query, place).await?;
                let rows = (0..sent.spool.len()).map(|row| sent.spool.text(row));
                let end = PageEnd {
                    schema: sent.schema.clone(),
                    ..counted(client)
                };
                log.add(rows, end).map_err(unusable)?;
                *answer = Some(Box::new(sent));
            }
            Self::Score(answer) => {
                let sent = client.exposure_sent(place).await?;
                let row = text(&sent);
                *answer = Some(Box::new(score(sent)?));
                log.add([row], counted(client)).map_err(unusable)?;
            }
        }
        client.progress.rows = self.rows();
        client.tell(client.progress);
        Ok(())
    }

    /// The whole answer; nothing where it is not whole.
    pub(super) fn answer(self) -> Result<Answer> {
        let nothing = || ErrorReport::new(ErrorCode::ResultGone);
        match self {
            Self::List(reading) => Ok(Answer {
                order: reading.order(),
                filter: reading.filter(),
                table: reading.table,
                spool: reading.spool,
            }),
            Self::Hunt(query, answer) => {
                let HuntingAnswer { table, spool, .. } = *answer.ok_or_else(nothing)?;
                Ok(Answer {
                    order: (0..).take(spool.len()).collect(),
                    filter: FilterNote {
                        sent: query.text,
                        applied_by: AppliedBy::Service,
                        ..FilterNote::default()
                    },
                    table,
                    spool: Arc::new(spool),
                })
            }
            Self::Score(answer) => answer.map(|answer| *answer).ok_or_else(nothing),
        }
    }
}

fn recall_hunt(answer: &mut Option<Box<HuntingAnswer>>, log: &mut PageLog) -> Result<()> {
    // The line that names the columns comes behind the rows.
    let Some(schema) = log.kept().first().map(|end| end.schema.clone()) else {
        return Ok(());
    };
    let mut recalled = HuntingAnswer::under(schema)?;
    log.replay(|line| match line {
        Logged::Row(Value::Object(row)) => recalled.add(row).map_err(unusable),
        Logged::Row(_) | Logged::End(_) => Ok(()),
    })?;
    *answer = Some(Box::new(recalled));
    Ok(())
}

/// The columns of an exposure score. Its level has the words of a device's exposure.
const OF_SCORE: [(&str, ColumnKind); 3] = [
    ("exposure_score", ColumnKind::Number),
    ("exposure", ColumnKind::Word),
    ("counted", ColumnKind::Time),
];

/// The columns that an answer has before it comes; a hunting query brings its own.
pub(super) fn score_columns() -> Vec<Column> {
    OF_SCORE.map(|(name, kind)| Column::new(name, kind)).into()
}

fn score(sent: Value) -> Result<Answer> {
    let (mut table, spool) = (Table::new(score_columns()), Spool::new().map_err(unusable)?);
    spool.push(&sent).map_err(unusable)?;
    let view = ExposureView::of(sent)?;
    let cells = [
        Cell::Number(view.score),
        table.text(view.level.name()),
        table.time(&view.at),
    ];
    table.push(cells);
    Ok(Answer {
        table,
        spool: Arc::new(spool),
        order: vec![0],
        filter: FilterNote::default(),
    })
}

fn counted(client: &ApiClient<'_>) -> PageEnd {
    PageEnd {
        requests: client.progress.requests,
        throttled: client.throttled,
        schema: Vec::<AnswerColumn>::new(),
        ..PageEnd::default()
    }
}

fn text(row: &Value) -> std::io::Result<Vec<u8>> {
    Ok(serde_json::to_vec(row)?)
}
