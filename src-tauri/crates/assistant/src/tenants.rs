//! A partner's customers: who they are, how far the consent of each one is, and one question asked of all of them.

mod adding;
mod board;
mod callback;
mod consent_link;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
mod handoff;
mod health;
mod invitation;
mod letter;
mod list;
mod look;
mod lookup;
mod mailing;
mod pace;
mod panel;
mod qr;
mod record;
mod redirect_page;
mod refusal;
mod roster;
mod sweep;
mod watch;

pub(crate) use self::adding::Adding;
pub use self::adding::{AddProgress, AddedCustomers, RefusedLine};
pub use self::board::{
    BoardChange, BoardView, ChangedCustomer, CustomerLine, LookProgress, StateCount, WantedView,
};
pub(crate) use self::board::{Watched, held, tenants_of};
pub(crate) use self::callback::PastedCallback;
pub use self::consent_link::LinkForm;
pub(crate) use self::consent_link::{AskedTenant, LinkParts, consent_link, default_scopes, new_state};
pub(crate) use self::handoff::handoff_page;
pub(crate) use self::health::{Examined, examined};
pub use self::health::{HealthId, HealthItem, HealthState, PartnerHealth};
pub use self::invitation::{CallbackOutcome, CallbackRead, ConsentAgain, Invitation, InvitationPart};
pub(crate) use self::letter::{Asked, Letter};
pub use self::list::{CustomerList, MAX_CUSTOMER_LIST};
pub(crate) use self::look::{Look, Sight, known_grants};
pub(crate) use self::lookup::Lookup;
pub(crate) use self::mailing::write_mailing;
pub(crate) use self::pace::{AT_ONCE, Allowance, due};
pub use self::panel::CustomerPanelView;
pub use self::qr::QrPicture;
pub use self::record::{CustomerBrief, CustomerRecord, CustomerState, Grant, Invited, Seen};
pub(crate) use self::redirect_page::redirect_page;
pub use self::roster::Wanted;
pub(crate) use self::roster::{Roster, Rosters};

pub(crate) use self::sweep::{Asker, Header, Sweep, SweepFolder, Swept, Told, unfinished};
pub use self::sweep::{
    SweepFailure, SweepProgress, SweepQuery, SweepQuestion, SweepView, SweptCustomer, SweptState,
    UnfinishedSweep,
};
pub(crate) use self::watch::{Looked, claimed, noted};
