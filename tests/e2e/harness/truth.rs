//! What the practice tenant really holds: its control answers with the truth, past every API.

use serde_json::Value;
use url::Url;

/// Asks `control` for one part of the truth about a tenant, its own where none is named: `incidents` as Microsoft Graph
/// shows them, `xdrIncidents` as Defender XDR does, `alerts` as Defender for Endpoint does.
pub(crate) async fn ask(control: &str, tenant: Option<&str>, part: &str) -> Vec<Value> {
    let mut address: Url = format!("{control}/truth").parse().expect("an address");
    address.query_pairs_mut().append_pair("only", part);
    if let Some(tenant) = tenant {
        address.query_pairs_mut().append_pair("tenant", tenant);
    }
    let answer = reqwest::get(address)
        .await
        .expect("the practice tenant's control");
    let mut truth: Value = answer.json().await.expect("the truth as JSON");
    match truth[part].take() {
        Value::Array(rows) => rows,
        other => panic!("the truth has no {part}: {other}"),
    }
}
