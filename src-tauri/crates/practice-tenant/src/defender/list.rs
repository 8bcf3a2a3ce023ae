//! What the lists and the single bodies of the Defender APIs have in common.

use axum::Json;
use serde_json::{Value, json};

use crate::api_request::{self, Admitted, ApiRequest};
use crate::bearer::Needs;
use crate::defender::error::DefenderError;
use crate::entra::Params;
use crate::odata::{ListQuery, Offer, Record};

pub(super) type Answer = Result<Json<Value>, DefenderError>;

/// Lets in whoever has one of the permissions, or refuses in Defender's words.
pub(super) fn admitted(request: &ApiRequest, needs: &Needs) -> Result<Admitted, DefenderError> {
    request
        .admit(needs)
        .map_err(|refused| DefenderError::refused(&refused, needs))
}

/// The query options of a list of Defender for Endpoint and the size of the page: 10,000, unless fewer are asked for
/// (MicrosoftDocs/defender-docs: defender-endpoint/api/get-alerts.md, get-machines.md).
pub(super) fn options(request: &ApiRequest, offer: &Offer) -> Result<(ListQuery, usize), DefenderError> {
    options_up_to(request, offer, 10_000)
}

/// The same for a list whose largest page is another.
pub(super) fn options_up_to(
    request: &ApiRequest,
    offer: &Offer,
    largest: usize,
) -> Result<(ListQuery, usize), DefenderError> {
    let options = ListQuery::parse(&Params::parse(request.query.as_bytes()), offer)?;
    let size = options.size(largest, largest)?;
    Ok((options, size))
}

/// A page of a list of Defender for Endpoint. `set` is the name of the list in the metadata document.
pub(super) fn page<R: Record + Clone>(
    request: &ApiRequest,
    caller: &Admitted,
    set: &str,
    asked: (&ListQuery, usize),
    records: impl Iterator<Item = R> + Clone,
    print: impl Fn(&R) -> Value,
) -> Json<Value> {
    Json(request.page(caller, &context(request, set), asked, records, print))
}

/// A list that comes whole.
pub(super) fn whole(request: &ApiRequest, set: &str, value: Vec<Value>) -> Json<Value> {
    Json(json!({"@odata.context": context(request, set), "value": value}))
}

/// One thing by itself.
pub(super) fn entity(request: &ApiRequest, set: &str, entity: Value) -> Json<Value> {
    Json(api_request::entity(
        &context(request, &format!("{set}/$entity")),
        entity,
    ))
}

fn context(request: &ApiRequest, set: &str) -> String {
    format!("{}/api/$metadata#{set}", request.address)
}
