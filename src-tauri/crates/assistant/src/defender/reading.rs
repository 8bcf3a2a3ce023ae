//! Reading a list: all pages, each row once, and what was read stays whatever happens next.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::call::{Paging, row_id};
use super::cells::{cells, columns, newest_by};
use super::client::ApiClient;
use super::request::ListRequest;
use super::view::{FilterNote, ReadProgress};
use crate::cloud::{Api, ApiPlace};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::results::{Cell, ResultKind, Spool, Table};

/// No tenant has so many pages; a service that never ends is not followed for ever.
const MAX_PAGES: u32 = 10_000;
/// A service that looks through much may send some empty pages before the next row, and not so many.
const MAX_BARREN_PAGES: u32 = 100;
/// What a table of this computer can hold.
const MAX_ROWS: u32 = 1_000_000;

/// A page as the service sent it.
#[derive(Deserialize)]
pub(crate) struct Page {
    /// What the list holds.
    pub(crate) value: Vec<Value>,
    /// Where the next page is, in the service's own words.
    #[serde(rename = "@odata.nextLink")]
    pub(crate) next_link: Option<String>,
}

/// A list on its way: the rows so far, and where the next page is.
pub(crate) struct Reading {
    pub(crate) request: ListRequest,
    pub(crate) table: Table,
    pub(crate) spool: Arc<Spool>,
    seen: HashSet<String>,
    next: Option<Url>,
    /// The digests of the addresses of all pages so far: a link to one of them leads in a circle.
    turned: HashSet<u64>,
    /// How many pages in a row brought nothing new.
    barren: u32,
    /// What the service has sent, rows that were left out included.
    received: usize,
    pages: u32,
    last: Vec<String>,
    pub(crate) progress: ReadProgress,
    /// How often the service asked to wait.
    pub(crate) throttled: u32,
    pub(crate) elapsed: Duration,
}

impl Reading {
    /// A list from its first page on.
    pub(crate) fn new(request: ListRequest, place: &ApiPlace) -> Result<Self> {
        Ok(Self {
            table: Table::new(columns(request.call.kind)),
            spool: Arc::new(Spool::new().map_err(unwritten)?),
            seen: HashSet::new(),
            next: Some(request.page_after(place, 0)),
            turned: HashSet::new(),
            barren: 0,
            received: 0,
            pages: 0,
            last: Vec::new(),
            progress: ReadProgress::default(),
            throttled: 0,
            elapsed: Duration::ZERO,
            request,
        })
    }

    /// What is read.
    pub(crate) fn kind(&self) -> ResultKind {
        self.request.call.kind
    }

    /// Which API is asked.
    pub(crate) fn api(&self) -> Api {
        self.request.call.api
    }

    /// Every page is there.
    pub(crate) fn complete(&self) -> bool {
        self.next.is_none()
    }

    /// What was asked of the service and what was done here.
    pub(crate) fn filter(&self) -> FilterNote {
        self.request.sieve.note()
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> u32 {
        u32::try_from(self.table.rows().len()).unwrap_or(u32::MAX)
    }

    /// Did any page come yet?
    pub(crate) fn begun(&self) -> bool {
        self.pages > 0
    }

    /// Reads on to the last page, and tells after each. What was read before a failure stays, and so does the place.
    pub(crate) async fn read(
        &mut self,
        client: &mut ApiClient<'_>,
        place: &ApiPlace,
        mut on_page: impl FnMut(&Self),
    ) -> Result<()> {
        client.progress = self.progress;
        while !self.complete() {
            let throttled = client.throttled;
            let outcome = self.advance(client, place).await;
            self.progress.requests = client.progress.requests;
            self.throttled += client.throttled - throttled;
            outcome?;
            on_page(self);
            client.tell(self.progress);
        }
        Ok(())
    }

    async fn advance(&mut self, client: &mut ApiClient<'_>, place: &ApiPlace) -> Result<()> {
        let page = self.fetch(client, place).await?;
        self.turn(page, client, place)
    }

    /// Fetches the next page, and leaves everything as it was: the same page comes next until it is turned.
    pub(crate) async fn fetch(&self, client: &mut ApiClient<'_>, place: &ApiPlace) -> Result<Page> {
        client.fetch(&self.following(place)?).await?.json()
    }

    fn following(&self, place: &ApiPlace) -> Result<Url> {
        let refused = |code| ErrorReport::new(code).with("host", place.host.host_str().unwrap_or_default());
        let fits = self.pages < MAX_PAGES && self.rows() < MAX_ROWS;
        let next = self.next.as_ref().filter(|_| fits);
        let next = next.ok_or_else(|| refused(ErrorCode::AnswerTooLarge))?;
        if self.barren >= MAX_BARREN_PAGES || self.turned.contains(&digest(next)) {
            return Err(refused(ErrorCode::ListEndless));
        }
        Ok(next.clone())
    }

    /// Takes in the page that comes next, whether it was sent just now or is read from where it was kept: a link that
    /// leads away is refused each time. When it fails, everything is as it was before.
    pub(crate) fn turn(&mut self, page: Page, client: &ApiClient<'_>, place: &ApiPlace) -> Result<()> {
        let url = self.following(place)?;
        let (size, known) = (page.value.len(), self.seen.len());
        let next = match &page.next_link {
            Some(link) => Some(admitted(client, link)?),
            None if self.is_last(size) => None,
            None => Some(self.request.page_after(place, self.received + size)),
        };
        let ids: Vec<String> = page.value.iter().map(|row| self.listed_id(row)).collect();
        for row in page.value {
            self.take(row).map_err(unwritten)?;
        }
        // A service that knows no pages sends the same one for ever.
        let same = page.next_link.is_none() && size > 0 && ids == self.last;
        self.next = next.filter(|_| !same && !self.enough());
        let nameless = ids.iter().any(String::is_empty);
        let barren = self.seen.len() == known && !nameless;
        self.barren = if barren { self.barren + 1 } else { 0 };
        self.turned.insert(digest(&url));
        self.last = ids;
        self.received += size;
        self.pages += 1;
        self.progress.rows = self.rows();
        Ok(())
    }

    /// Is a page of that size, which names no next one, the last?
    fn is_last(&self, size: usize) -> bool {
        self.request.call.paging == Paging::NextLink || size < self.request.page_size() as usize
    }

    /// The id of what the list holds, be it a row or what the rows are inside of.
    fn listed_id(&self, row: &Value) -> String {
        let id = self
            .request
            .call
            .inside
            .map_or(self.request.call.id, |inside| inside.id);
        row_id(row, id)
    }

    fn take(&mut self, mut listed: Value) -> io::Result<()> {
        let Some(inside) = self.request.call.inside else {
            return self.keep(&listed);
        };
        let rows = listed.get_mut(inside.list).and_then(Value::as_array_mut);
        for row in rows.map(std::mem::take).unwrap_or_default() {
            self.keep(&row)?;
        }
        Ok(())
    }

    /// Keeps a row that is new and asked for.
    fn keep(&mut self, row: &Value) -> io::Result<()> {
        let id = row_id(row, self.request.call.id);
        if self.enough() || self.seen.contains(&id) {
            return Ok(());
        }
        let cells = cells(&mut self.table, self.request.call, row);
        if self.request.sieve.lets_through(row, &cells) {
            self.spool.push(row)?;
            self.table.push(cells);
        }
        // Only now: a row for which the disk had no room comes again.
        if !id.is_empty() {
            self.seen.insert(id);
        }
        Ok(())
    }

    fn enough(&self) -> bool {
        self.request.query.top.is_some_and(|top| self.rows() >= top)
    }

    /// The rows in their order: the newest first, those without a time last.
    pub(crate) fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.rows()).collect();
        let Some(at) = newest_by(self.request.call.kind).and_then(|name| self.table.column(name)) else {
            return order;
        };
        let rows = self.table.rows();
        let time = |row: u32| match rows.get(row as usize).map(|cells| &cells[at]) {
            Some(Cell::Time(time)) => Some(*time),
            _ => None,
        };
        order.sort_by_key(|&row| Reverse(time(row)));
        order
    }
}

fn digest(url: &Url) -> u64 {
    let mut hasher = DefaultHasher::new();
    url.hash(&mut hasher);
    hasher.finish()
}

/// A link that leads away is refused with the page that names it: asked again, the service may name a better one.
fn admitted(client: &ApiClient<'_>, link: &str) -> Result<Url> {
    let refused = |_| ErrorReport::new(ErrorCode::NextLinkRefused).with("host", "");
    let url = link.parse().map_err(refused)?;
    client.admit(&url)?;
    Ok(url)
}

/// The rows have no place on this computer's disk.
fn unwritten(error: io::Error) -> ErrorReport {
    crate::results::unwritten(&error, &std::env::temp_dir())
}
