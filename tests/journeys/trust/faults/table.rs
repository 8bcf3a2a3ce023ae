//! What is right in each cell, thought of from the chair of whoever sits there.
//!
//! A cell says what the person is told, after how many requests, with `+` where the rows so far stay in hand.
//!
//! - What only reads is repeated by itself: four times where the service broke off or is in trouble (`trouble 4`), nine times
//!   where it says that it is busy (`busy 9`). So is a token that an application or a refresh token may ask for twice.
//! - What a person just began is not: a code that was redeemed once is used up, and who sits there presses again.
//! - What changes something is never sent again after silence: it is looked for. A 429 says that nothing was done.
//! - Where nobody answers at all, waiting for it again would double the time in which nothing happens: `net 1`.
//! - A page of HTML is one of a proxy or a hotel's network, a torn or empty answer is no answer, and JSON is JSON whatever
//!   its type is called.

use super::operation::Operation;

/// The cell cannot happen; why stands beside it.
pub(super) const CANNOT: &str = "-";

type Row = [&'static str; 17];

/// The row of an operation, in the order of the columns.
pub(super) fn expected(operation: Operation) -> Row {
    match operation {
        Operation::Discovery => rows::ASKED_BY_A_PERSON,
        Operation::AuthorizationCode => rows::BEHIND_A_SIGN_IN,
        Operation::DeviceCode => rows::POLLED,
        Operation::AdminConsent => rows::BEHIND_A_CONSENT,
        Operation::Check => rows::CHECKED,
        Operation::ClientSecret | Operation::Refresh => rows::TOKEN,
        Operation::Certificate => rows::TOKEN_BY_CERTIFICATE,
        Operation::GraphIncidents | Operation::XdrIncidents | Operation::MdeAlerts | Operation::Sweep => {
            rows::LIST
        }
        Operation::NextPage => rows::NEXT_PAGE,
        Operation::Hunting => rows::HUNT,
        Operation::IncidentUpdate => rows::UPDATE,
        Operation::RegistrationPlan => rows::PLAN,
        Operation::RegistrationApply => rows::APPLY,
        Operation::Rotate => rows::ROTATE,
        Operation::CustomerLookup => rows::LOOKUP,
    }
}

#[rustfmt::skip]
mod rows {
    use super::Row;
    //                                            refused      reset         timeout   429 7s        429           429 1h       500           503           503 date      401                HTML        torn          text  empty         schema        +1 day     -1 day
    // An endpoint without a token answers no 401.
    pub(super) const ASKED_BY_A_PERSON:    Row = ["net 0",     "trouble 1",  "net 1",  "trouble 1",  "trouble 1",  "trouble 1", "trouble 1",  "trouble 1",  "trouble 1",  "-",               "proxy 1",  "garbled 1",  "ok", "garbled 1",  "garbled 1",  "ok",      "ok"];
    // Refused: the browser's last page came a moment before, so that it is a reset. The code is used up with its first use.
    pub(super) const BEHIND_A_SIGN_IN:     Row = ["trouble 1", "trouble 1",  "net 1",  "trouble 1",  "trouble 1",  "trouble 1", "trouble 1",  "trouble 1",  "trouble 1",  "-",               "proxy 1",  "garbled 1",  "ok", "garbled 1",  "garbled 1",  "ok",      "clock 1"];
    // The code lives for 15 minutes, and is asked about until then: at once, after 10, 20 and 40 seconds, and thirteen times
    // after a minute. That nobody answered is the cause, not that the code ended meanwhile.
    pub(super) const POLLED:               Row = ["net 0",     "trouble 17", "net 17", "trouble 17", "trouble 17", "trouble 1", "trouble 17", "trouble 17", "trouble 17", "-",               "proxy 1",  "garbled 1",  "ok", "garbled 1",  "garbled 1",  "ok",      "clock 1"];
    // The token at home comes first, then the customer's, which is judged.
    pub(super) const BEHIND_A_CONSENT:     Row = ["trouble 1", "trouble 1",  "net 1",  "trouble 1",  "trouble 1",  "trouble 1", "trouble 1",  "trouble 1",  "trouble 1",  "-",               "proxy 1",  "garbled 1",  "ok", "garbled 1",  "garbled 1",  "ok",      "clock 2"];
    pub(super) const CHECKED:              Row = ["net 0",     "trouble 4",  "net 1",  "busy 9",     "busy 9",     "pause 1",   "trouble 4",  "trouble 4",  "trouble 4",  "expired 2",       "proxy 1",  "garbled 1",  "ok", "garbled 1",  "garbled 1",  "ok",      "clock 0"];
    pub(super) const TOKEN:                Row = ["net 0",     "trouble 4",  "net 1",  "trouble 4",  "trouble 4",  "pause 1",   "trouble 4",  "trouble 4",  "trouble 4",  "-",               "proxy 1",  "garbled 1",  "ok", "garbled 1",  "garbled 1",  "ok",      "ok"];
    pub(super) const TOKEN_BY_CERTIFICATE: Row = ["net 0",     "trouble 4",  "net 1",  "trouble 4",  "trouble 4",  "pause 1",   "trouble 4",  "trouble 4",  "trouble 4",  "-",               "proxy 1",  "garbled 1",  "ok", "garbled 1",  "garbled 1",  "clock 1", "clock 1"];
    pub(super) const LIST:                 Row = ["net 0",     "trouble 4",  "net 1",  "busy 9",     "busy 9",     "pause 1",   "trouble 4",  "trouble 4",  "trouble 4",  "expired 2",       "proxy 1",  "garbled 1",  "ok", "garbled 1",  "garbled 1",  "ok",      "ok"];
    // Refused: the page before came over the same connection, which breaks first.
    pub(super) const NEXT_PAGE:            Row = ["net 1+",    "trouble 4+", "net 1+", "busy 9+",    "busy 9+",    "pause 1+",  "trouble 4+", "trouble 4+", "trouble 4+", "expired 2+",      "proxy 1+", "garbled 1+", "ok", "garbled 1+", "garbled 1+", "ok",      "ok"];
    pub(super) const HUNT:                 Row = ["net 0",     "trouble 4",  "net 1",  "quota 9",    "quota 9",    "quota 1",   "failed 4",   "trouble 4",  "trouble 4",  "expired 2",       "proxy 1",  "garbled 1",  "ok", "garbled 1",  "garbled 1",  "ok",      "ok"];
    // Reset, torn, empty and schema: the tenant did it, as reading the incident again shows.
    pub(super) const UPDATE:               Row = ["trouble 1", "ok",         "net 1",  "busy 9",     "busy 9",     "pause 1",   "trouble 1",  "trouble 1",  "trouble 1",  "expired 2",       "proxy 1",  "ok",         "ok", "ok",         "ok",         "ok",      "ok"];
    // 401: whoever signed in to set up signs in again. Schema: the entity that is looked for first has no member that must be there.
    pub(super) const PLAN:                 Row = ["net 0",     "trouble 4",  "net 1",  "busy 9",     "busy 9",     "pause 1",   "trouble 4",  "trouble 4",  "trouble 4",  "setup_missing 2", "proxy 1",  "garbled 1",  "ok", "garbled 1",  "garbled 2",  "ok",      "ok"];
    // Empty: the first request may be answered with 204. -1 day: the proof at the end judges a token.
    pub(super) const APPLY:                Row = ["trouble 1", "trouble 1",  "net 1",  "busy 9",     "busy 9",     "pause 1",   "trouble 1",  "trouble 1",  "trouble 1",  "setup_missing 2", "proxy 1",  "garbled 1",  "ok", "garbled 2",  "garbled 1",  "ok",      "clock 4"];
    // 401: the sign-in of a person for the set-up has no refresh token, and is not renewed. +1 day: by this clock it ended.
    pub(super) const ROTATE:               Row = ["trouble 1", "trouble 1",  "net 1",  "busy 9",     "busy 9",     "pause 1",   "trouble 1",  "trouble 1",  "trouble 1",  "setup_missing 1", "proxy 1",  "garbled 1",  "ok", "garbled 1",  "garbled 1",  "setup_missing 0", "ok"];
    pub(super) const LOOKUP:               Row = ["net 0",     "trouble 3",  "net 1",  "trouble 3",  "trouble 3",  "trouble 1", "trouble 3",  "trouble 3",  "trouble 3",  "-",               "proxy 1",  "garbled 1",  "ok", "garbled 1",  "garbled 1",  "ok",      "ok"];
}
