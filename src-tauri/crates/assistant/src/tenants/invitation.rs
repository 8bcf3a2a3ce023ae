//! What the partner sends to a customer, as the window and the command line show it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::letter::Letter;
use super::qr::QrPicture;
use super::record::{CustomerBrief, CustomerState, Grant};
use crate::error::{ErrorReport, Result};
use crate::outside::Speech;

/// A customer's link and the message around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// The tenant that is asked.
    pub tenant_id: String,
    /// The domain by which it was named.
    pub domain: String,
    /// The address of the consent page.
    pub link: String,
    /// Comes back with the answer, and says whose it is.
    pub state: String,
    /// Where the answer goes.
    pub redirect_uri: String,
    /// On the customer's computer nobody listens there: the browser ends on an error page although consent was given.
    pub loopback: bool,
    /// What stands above the message.
    pub subject: String,
    /// The message, ready to send: plain text with the link in it.
    pub message: String,
    /// The link as a picture.
    pub qr: QrPicture,
}

impl Invitation {
    pub(crate) fn of(letter: &Letter, speech: &dyn Speech) -> Result<Self> {
        Ok(Self {
            tenant_id: letter.tenant.id().to_string(),
            domain: letter.domain.clone(),
            state: letter.state.clone(),
            redirect_uri: letter.redirect_uri.clone(),
            loopback: letter.loopback,
            subject: letter.subject(speech),
            message: letter.message(speech),
            qr: letter.qr()?,
            link: letter.link.to_string(),
        })
    }
}

/// What of an invitation is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum InvitationPart {
    /// The address alone.
    Link,
    /// The message, the address in it.
    Message,
}

/// What the browser of an administrator says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CallbackOutcome {
    /// Somebody pressed Accept.
    Consented,
    /// Somebody pressed Cancel, or Entra refused.
    Refused,
}

/// What an answer of the consent page came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CallbackRead {
    /// Whose answer it is.
    pub tenant_id: String,
    /// The domain by which that customer was named.
    pub domain: String,
    /// What the browser said: hearsay.
    pub outcome: CallbackOutcome,
    /// Why not, where it was refused.
    pub problem: Option<ErrorReport>,
    /// What was seen at the customer.
    pub state: CustomerState,
}

/// Customers that consented once, and not to everything that is wanted now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ConsentAgain {
    /// What some of them lack.
    pub permissions: Vec<Grant>,
    /// Who has to be asked again.
    pub customers: Vec<CustomerBrief>,
}
