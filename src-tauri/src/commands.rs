//! The commands of the window, one file for each word.
#![allow(clippy::unnecessary_wraps, reason = "the window handles one shape of answer")]

pub(crate) mod cards;
pub(crate) mod certificates;
pub(crate) mod checklist;
pub(crate) mod consent;
pub(crate) mod customers;
pub(crate) mod defender;
pub(crate) mod diagnosis;
pub(crate) mod hosts;
pub(crate) mod hunting;
pub(crate) mod invitations;
pub(crate) mod practice;
pub(crate) mod preferences;
pub(crate) mod registration;
pub(crate) mod results;
pub(crate) mod sign_in;
pub(crate) mod snippets;
pub(crate) mod support;
pub(crate) mod sweep;
pub(crate) mod tenants;
pub(crate) mod token;

use handrail_assistant::error::Result;
use handrail_assistant::ids::TenantId;

use crate::desktop::Desktop;

/// Everything behind the window.
type Desk<'a> = tauri::State<'a, Desktop>;

/// The customer that something is about; `None` is the tenant that the connection reads by itself.
fn customer(tenant_id: Option<String>) -> Result<Option<TenantId>> {
    tenant_id.map(|id| id.parse()).transpose()
}
