//! What the practice tenant really holds: its control answers with the truth, past every API.

use serde_json::Value;

/// The tenant's own account of itself.
pub(crate) struct Truth(Value);

impl Truth {
    /// Asks `control`, the address of the tenant's control.
    pub(crate) async fn ask(control: &str) -> Self {
        let answer = reqwest::get(format!("{control}/truth"))
            .await
            .expect("the practice tenant's control");
        Self(answer.json().await.expect("the truth as JSON"))
    }

    /// All incidents as Microsoft Graph shows them.
    pub(crate) fn incidents(&self) -> &[Value] {
        self.rows("incidents")
    }

    /// All incidents as Defender XDR shows them.
    pub(crate) fn xdr_incidents(&self) -> &[Value] {
        self.rows("xdrIncidents")
    }

    fn rows(&self, name: &str) -> &[Value] {
        self.0[name]
            .as_array()
            .unwrap_or_else(|| panic!("the truth has no {name}"))
    }
}
