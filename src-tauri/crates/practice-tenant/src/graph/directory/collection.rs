//! Lists of directory objects: `$filter`, `$select`, `$orderby`, `$top`, `$count`
//! (MicrosoftDocs/microsoft-graph-docs-contrib: concepts/aad-advanced-queries.md, concepts/paging.md).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value as Json, json};

use crate::graph::directory::call::{Call, Reply};
use crate::graph::directory::refusal::{bad_request, unsupported_query};
use crate::graph::error::GraphError;
use crate::odata::{ListQuery, Offer, Record, Schema, Value};
use crate::paging;

/// A page holds this many objects, when nothing else is asked for, and never more than [`LARGEST_PAGE`].
const PAGE: usize = 100;
const LARGEST_PAGE: usize = 999;

/// A printed object whose fields can be asked about.
#[derive(Clone)]
struct Printed(Json);

impl Record for Printed {
    fn field(&self, name: &str) -> Value<'_> {
        match self.0.get(name) {
            Some(Json::String(text)) if name.ends_with("DateTime") => {
                text.parse().map_or(Value::Null, Value::Time)
            }
            Some(Json::String(text)) => Value::text(text.as_str()),
            Some(Json::Bool(yes)) => Value::Bool(*yes),
            Some(Json::Number(number)) => number.as_f64().map_or(Value::Null, Value::Number),
            Some(Json::Array(members)) => members
                .iter()
                .map(|one| one.as_str().map(Into::into))
                .collect::<Option<_>>()
                .map_or(Value::Null, Value::Texts),
            _ => Value::Null,
        }
    }
}

fn parsed(call: &Call<'_>, schema: &'static Schema) -> Result<ListQuery, GraphError> {
    let offer = Offer {
        schema,
        expand: &[],
        order_by: true,
        select: true,
    };
    ListQuery::parse(&call.params, &offer).map_err(|error| unsupported_query(error.to_string()))
}

/// One page of a list.
pub(crate) fn page(
    call: &Call<'_>,
    path: &str,
    context: &str,
    schema: &'static Schema,
    all: Vec<Json>,
) -> Result<Reply, GraphError> {
    let mut options = parsed(call, schema)?;
    if call.params.value("$skip").is_some() {
        return Err(bad_request("'$skip' is not supported by the service."));
    }
    let size = options.top.unwrap_or(PAGE);
    if !(1..=LARGEST_PAGE).contains(&size) {
        return Err(unsupported_query(format!(
            "Invalid page size specified: '{size}'. Must be between 1 and {LARGEST_PAGE} inclusive."
        )));
    }
    if options.count && !is_eventual(call) {
        return Err(bad_request("$count is not currently supported."));
    }
    options.skip = skipped(call);
    let page = options.page(all.into_iter().map(Printed), size);
    let mut body = json!({"@odata.context": call.context(context)});
    if let Some(count) = page.count {
        body["@odata.count"] = count.into();
    }
    if let Some(next) = page.next {
        body["@odata.nextLink"] = next_link(call, path, next).into();
        call.caller.page_sent(call.practice);
    }
    let shown = page.items.into_iter();
    body["value"] = shown.map(|one| selected(one.0, &options.select)).collect();
    Ok(Reply::Found(body))
}

/// One object, with only the fields asked for.
pub(crate) fn entity(
    call: &Call<'_>,
    context: &str,
    schema: &'static Schema,
    object: Json,
) -> Result<Reply, GraphError> {
    let options = parsed(call, schema)?;
    Ok(Reply::Found(
        call.entity(context, selected(object, &options.select)),
    ))
}

/// `$count` needs the index that lags behind.
fn is_eventual(call: &Call<'_>) -> bool {
    call.headers
        .get("consistencylevel")
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"eventual"))
}

fn skipped(call: &Call<'_>) -> usize {
    call.params
        .value("$skiptoken")
        .and_then(|token| URL_SAFE_NO_PAD.decode(token).ok())
        .and_then(|bytes| String::from_utf8(bytes).ok()?.parse().ok())
        .unwrap_or_default()
}

/// The same query further on. As at Graph the token means nothing to the reader.
fn next_link(call: &Call<'_>, path: &str, skip: usize) -> String {
    let token = URL_SAFE_NO_PAD.encode(skip.to_string());
    let path = format!("/v1.0/{path}");
    let place = ("$skiptoken", token.as_str());
    paging::next_link(&call.practice.switches, call.address, &path, call.query, place)
}

fn selected(object: Json, select: &[String]) -> Json {
    match object {
        Json::Object(fields) if !select.is_empty() => {
            let kept: Map<String, Json> = fields
                .into_iter()
                .filter(|(name, _)| select.contains(name))
                .collect();
            Json::Object(kept)
        }
        other => other,
    }
}
