//! What a script asks of an API: the same question as Handrail's own, with the time of its run in it.

use jiff::Timestamp;

use crate::clock::rfc3339;
use crate::cloud::Api;
use crate::defender::{self, FilterField, ListQuery, Window, kind_at};
use crate::error::Result;

/// A stretch of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// The time from which on rows count, counted from the run of the script.
    Since,
}

/// How the rest of a list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paging {
    /// The service links the next page.
    NextLink,
    /// The script counts; a page holds so many at most.
    Skip(u32),
}

/// A list call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListRequest {
    pub(super) path: &'static str,
    /// Empty where everything is wanted.
    pub(super) filter: Vec<Piece>,
    pub(super) expand: Option<&'static str>,
    pub(super) paging: Paging,
    pub(super) hours: u32,
    /// What the service cannot filter by: Handrail does that itself, and a script does not.
    pub(super) left_out: Vec<FilterField>,
}

impl ListRequest {
    /// What the service can be asked for; refused where the API has no such list.
    pub(super) fn of(api: Api, query: &ListQuery) -> Result<Self> {
        // A question without a moment of its own gets one that no question asks for, and the run's in its place.
        let since = query.since.unwrap_or(Timestamp::UNIX_EPOCH);
        let window = Window { since, until: since };
        let asked = ListQuery {
            kind: kind_at(query.kind, api),
            ..query.clone()
        };
        let request = defender::ListRequest::new(api, &asked, window)?;
        let sent = request.filter();
        // The time is the first condition, so that what a person typed behind it is no time.
        let moving = query.since.is_none().then(|| rfc3339(since));
        let filter = match moving.and_then(|time| sent.split_once(&time)) {
            Some((before, behind)) => vec![
                Piece::Text(before.to_owned()),
                Piece::Since,
                Piece::Text(super::literal::line(behind)),
            ],
            None => vec![Piece::Text(super::literal::line(sent))],
        };
        Ok(Self {
            path: request.path(),
            filter: filter
                .into_iter()
                .filter(|piece| *piece != Piece::Text(String::new()))
                .collect(),
            expand: request.expand(),
            paging: match request.counted_pages() {
                Some(rows) => Paging::Skip(rows),
                None => Paging::NextLink,
            },
            hours: query.hours,
            left_out: request.left_to_handrail(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::defender::Severity;
    use crate::results::ResultKind;

    fn query(kind: ResultKind) -> ListQuery {
        ListQuery {
            severities: vec![Severity::High],
            assigned_to: Some("1970-01-01T00:00:00Z".to_owned()),
            text: "mimikatz".to_owned(),
            ..ListQuery::last_hours(kind, 24)
        }
    }

    fn filter(request: &ListRequest) -> String {
        let written = request.filter.iter().map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Since => "SINCE",
        });
        written.collect()
    }

    #[test]
    fn the_time_of_the_run_stands_where_the_time_was_and_nowhere_else() {
        let graph = ListRequest::of(Api::Graph, &query(ResultKind::Incidents)).unwrap();
        assert_eq!(
            filter(&graph),
            "lastUpdateDateTime ge SINCE and severity eq 'high' and assignedTo eq '1970-01-01T00:00:00Z'"
        );
        let at = ListQuery::since(ResultKind::Alerts, Timestamp::from_second(1_700_000_000).unwrap());
        let fixed = ListRequest::of(Api::Graph, &at).unwrap();
        assert_eq!(filter(&fixed), "lastUpdateDateTime ge 2023-11-14T22:13:20Z");
    }

    #[test]
    fn what_the_service_cannot_filter_by_is_named() {
        let request = ListRequest::of(Api::Xdr, &query(ResultKind::Incidents)).unwrap();
        assert_eq!(request.left_out, [FilterField::Severity, FilterField::Text]);
        let all = ListQuery::last_hours(ResultKind::Machines, 24);
        assert_eq!(filter(&ListRequest::of(Api::Mde, &all).unwrap()), "");
    }
}
