//! The list of a goal: incidents of Graph and Defender XDR, alerts of Defender for Endpoint. All pages, each row
//! once, nothing outside the window.

use std::collections::HashSet;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::client::ApiClient;
use super::query::{ListCall, Window, list_call};
use super::rows;
use super::view::{AppliedBy, FilterNote, IncidentDetails, ReadProgress};
use crate::cloud::{Api, ApiPlace};
use crate::error::{ErrorCode, ErrorReport, Result};

/// No tenant has so many pages; a service that never ends is not followed for ever.
const MAX_PAGES: usize = 10_000;

#[derive(Deserialize)]
struct Page {
    value: Vec<Value>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}

/// All rows of a window as the service sent them, the newest update first.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) api: Api,
    pub(crate) window: Window,
    pub(crate) rows: Vec<Value>,
    pub(crate) requests: u32,
    pub(crate) throttled: u32,
    pub(crate) filter: FilterNote,
}

struct Collected {
    rows: Vec<(Option<Timestamp>, Value)>,
    seen: HashSet<String>,
    outside: usize,
}

impl ApiClient<'_> {
    /// Reads all pages of the window, or the first `top` rows of it.
    pub(crate) async fn read(
        &mut self,
        api: Api,
        place: &ApiPlace,
        window: Window,
        top: Option<u32>,
    ) -> Result<Reading> {
        let call = list_call(api);
        let wanted = top.map_or(usize::MAX, |top| top as usize);
        let page_size = top.map(|top| top.min(call.page.unwrap_or(50)));
        let mut collected = Collected {
            rows: Vec::new(),
            seen: HashSet::new(),
            outside: 0,
        };
        let mut next = Some(call.url(place, window, 0, page_size));
        let mut received = 0;
        for _ in 0..MAX_PAGES {
            let Some(url) = next.take() else { break };
            let page: Page = self.fetch(&url).await?.json()?;
            let full = call
                .page
                .is_some_and(|size| page.value.len() >= page_size.unwrap_or(size) as usize);
            received += page.value.len();
            let fresh = collected.take(page.value, &call, window);
            let rows = u32::try_from(collected.rows.len()).unwrap_or(u32::MAX);
            self.tell(ReadProgress {
                rows,
                ..self.progress
            });
            // A page that brings nothing new would bring it for ever.
            if !fresh || collected.rows.len() >= wanted {
                break;
            }
            next = match page.next_link {
                Some(link) => Some(parse_link(&link)?),
                None if full && !call.next_link_only => Some(call.url(place, window, received, page_size)),
                None => None,
            };
        }
        Ok(collected.reading(api, window, &call, wanted, self))
    }

    /// One incident with its alerts.
    pub(crate) async fn details(&mut self, api: Api, place: &ApiPlace, id: &str) -> Result<IncidentDetails> {
        let mut url = place.host.clone();
        let path: &[&str] = match api {
            Api::Graph => &["v1.0", "security", "incidents", id],
            Api::Xdr => &["api", "incidents", id],
            Api::Mde => &["api", "alerts", id],
        };
        // Pushed as segments, so that no id can climb out of its place in the path.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.clear().extend(path);
        }
        if api == Api::Graph {
            url.query_pairs_mut().append_pair("$expand", "alerts");
        }
        let incident: Value = self.fetch(&url).await?.json()?;
        Ok(rows::details(api, id, &incident))
    }
}

impl Collected {
    /// Keeps the rows that are new and inside the window; says whether the page brought anything new.
    fn take(&mut self, page: Vec<Value>, call: &ListCall, window: Window) -> bool {
        let before = self.seen.len();
        for row in page {
            if !self.seen.insert(call.row_id(&row)) {
                continue;
            }
            let updated = call.updated_at(&row);
            if updated.is_some_and(|at| at < window.since) {
                self.outside += 1;
            } else {
                self.rows.push((updated, row));
            }
        }
        self.seen.len() > before
    }

    fn reading(
        mut self,
        api: Api,
        window: Window,
        call: &ListCall,
        wanted: usize,
        client: &ApiClient<'_>,
    ) -> Reading {
        self.rows.sort_by(|(a, _), (b, _)| b.cmp(a));
        self.rows.truncate(wanted);
        let applied_by = if self.outside == 0 {
            AppliedBy::Service
        } else {
            AppliedBy::Handrail
        };
        Reading {
            api,
            window,
            rows: self.rows.into_iter().map(|(_, row)| row).collect(),
            requests: client.progress.requests,
            throttled: client.throttled,
            filter: FilterNote {
                sent: call.filter(window),
                applied_by,
            },
        }
    }
}

fn parse_link(link: &str) -> Result<Url> {
    link.parse()
        .map_err(|_| ErrorReport::new(ErrorCode::NextLinkRefused).with("host", ""))
}
