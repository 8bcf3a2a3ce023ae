//! One look at one customer: a token from its tenant for each API that is wanted, and what its roles say. The answer of
//! the sign-in service is the evidence; nobody at the customer's has to report anything.

use super::record::{CustomerRecord, CustomerState, Grant, Seen};
use super::refusal::{is_on_this_side, state_behind};
use super::roster::Wanted;
use crate::checklist::from_customer;
use crate::clock::rfc3339;
use crate::cloud::Api;
use crate::connection::{Connection, Goal, LastAnswer};
use crate::defender::{list_of, permissions, smallest_call};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::session::Session;
use crate::token::Claims;

/// What a look came to.
#[derive(Clone, Debug)]
pub(crate) enum Sight {
    /// The customer's tenant told how far it is, and the API may have answered.
    Customer(Box<Seen>, Option<LastAnswer>),
    /// No answer that says anything about the customer.
    Nothing(Box<ErrorReport>),
    /// The fault is on this side, the partner's registration or this computer: every other look would end the same.
    Here(Box<ErrorReport>),
}

/// Looks at customers for one partner.
pub(crate) struct Look<'a> {
    pub(crate) session: &'a Session,
    /// The partner's connection.
    pub(crate) home: &'a Connection,
    /// What is wanted at every customer; the goal of the connection is the first.
    pub(crate) wanted: &'a [Wanted],
}

/// What the tokens of a tenant carry.
struct Carried {
    grants: Vec<Grant>,
    /// An API that does not exist in the tenant: nobody there ever had its product.
    absent: Option<ErrorReport>,
}

impl Look<'_> {
    /// Looks at a customer as it is now.
    pub(crate) async fn at(&self, record: &CustomerRecord) -> Sight {
        let there = self.home.at_customer(&record.customer, &record.cloud);
        // What was granted since is in a new token only.
        self.session.forget_token(&there);
        let sight = match self.carried(&there).await {
            Ok(carried) => self.weighed(record, &there, carried).await,
            Err(report) => self.refused(&there, report).await,
        };
        // A thousand customers would fill the memory with tokens that nobody uses again.
        self.session.forget_token(&there);
        sight
    }

    async fn carried(&self, there: &Connection) -> Result<Carried> {
        let (mut grants, mut absent) = (Vec::new(), None);
        let mut asked: Vec<Api> = Vec::new();
        for wanted in self.wanted {
            if asked.contains(&wanted.api) {
                continue;
            }
            asked.push(wanted.api);
            let toward = there.toward(wanted.api, wanted.purpose);
            let token = match self.session.access_token(&toward).await {
                Ok(token) => token,
                Err(report) if report.code == ErrorCode::ResourceMissing => {
                    absent = Some(from_customer(report, &toward));
                    continue;
                }
                Err(report) => return Err(report),
            };
            // A token of another tenant, client or API never counts, whatever it carries.
            let judged = self.session.judged(&toward, &token).await?;
            match judged.problem {
                Some(problem) if !is_about_permissions(problem.code) => return Err(problem),
                _ => grants.extend(known_grants(&token.claims, toward.goal)),
            }
        }
        Ok(Carried { grants, absent })
    }

    async fn weighed(&self, record: &CustomerRecord, there: &Connection, carried: Carried) -> Sight {
        let Carried { grants, absent } = carried;
        let missing = missing(self.wanted, &grants, there.goal);
        let told = |state, finding| self.told(state, grants.clone(), missing.clone(), finding);
        if let Some(lacking) = missing.first() {
            return match absent {
                Some(report) => told(CustomerState::NotProvisioned, Some(report)),
                None => told(
                    lacking_state(&grants),
                    Some(lacking_finding(there, lacking, &grants)),
                ),
            };
        }
        if record.state() == CustomerState::Consented && record.last_answer.is_some() {
            return told(CustomerState::Consented, None);
        }
        match self.call_once(there).await {
            Ok(answer) => match told(CustomerState::Consented, None) {
                Sight::Customer(seen, _) => Sight::Customer(seen, answer),
                other => other,
            },
            Err(report) if is_on_this_side(report.code) => Sight::Here(Box::new(report)),
            Err(report) => match from_customer(report, there) {
                report if report.code == ErrorCode::CustomerDefenderNotActive => {
                    told(CustomerState::NotProvisioned, Some(report))
                }
                report => Sight::Nothing(Box::new(report)),
            },
        }
    }

    /// The first list that is wanted, for one row.
    async fn call_once(&self, there: &Connection) -> Result<Option<LastAnswer>> {
        let mut lists = self
            .wanted
            .iter()
            .filter_map(|wanted| Some((wanted, list_of(wanted.purpose)?)));
        let Some((wanted, kind)) = lists.next() else {
            return Ok(None);
        };
        let toward = there.toward(wanted.api, wanted.purpose);
        let rows = smallest_call(self.session, &toward, kind).await?;
        let at = rfc3339(self.session.now());
        Ok(Some(LastAnswer { rows, at }))
    }

    fn told(
        &self,
        state: CustomerState,
        present: Vec<Grant>,
        missing: Vec<Grant>,
        finding: Option<ErrorReport>,
    ) -> Sight {
        let at = self.session.now();
        let seen = Seen {
            at,
            state,
            present,
            missing,
            finding,
        };
        Sight::Customer(Box::new(seen), None)
    }

    /// The sign-in service handed out no token, or one that does not count.
    async fn refused(&self, there: &Connection, report: ErrorReport) -> Sight {
        if is_on_this_side(report.code) {
            return Sight::Here(Box::new(report));
        }
        let report = from_customer(report, there);
        if report.code == ErrorCode::SingleTenant {
            return Sight::Here(Box::new(self.at_home(report).await));
        }
        let Some(state) = state_behind(&report) else {
            return Sight::Nothing(Box::new(report));
        };
        let missing = missing(self.wanted, &[], there.goal);
        self.told(state, Vec::new(), missing, Some(report))
    }

    /// A registration that other tenants do not know may be for a single tenant, or not exist at all: its own tenant
    /// tells which.
    async fn at_home(&self, abroad: ErrorReport) -> ErrorReport {
        match self.session.access_token(&self.home.at_home()).await {
            Ok(_) => abroad,
            Err(report) => report,
        }
    }
}

/// What of the wanted is not granted.
pub(crate) fn missing(wanted: &[Wanted], grants: &[Grant], goal: Goal) -> Vec<Grant> {
    let granted = |wanted: &Wanted| {
        let opens = permissions::sufficient(wanted.toward(goal));
        grants
            .iter()
            .any(|grant| grant.api == wanted.api && opens.contains(&grant.permission.as_str()))
    };
    let mut missing: Vec<Grant> = Vec::new();
    for wanted in wanted.iter().filter(|wanted| !granted(wanted)) {
        let least = wanted.least(goal);
        if !missing.contains(&least) {
            missing.push(least);
        }
    }
    missing
}

/// How far a tenant is whose tokens lack something.
pub(crate) fn lacking_state(grants: &[Grant]) -> CustomerState {
    if grants.is_empty() {
        CustomerState::NoRoles
    } else {
        CustomerState::PartialRoles
    }
}

/// What the customer's administrator has to do about it: consent, or consent again.
pub(crate) fn lacking_finding(there: &Connection, lacking: &Grant, grants: &[Grant]) -> ErrorReport {
    let code = if grants.is_empty() {
        ErrorCode::CustomerConsentMissing
    } else {
        ErrorCode::CustomerConsentPartial
    };
    let carried: Vec<&str> = grants.iter().map(|grant| grant.permission.as_str()).collect();
    let customer = there.customer.as_ref().map(|customer| customer.domain.as_str());
    ErrorReport::new(code)
        .with("customer", customer.unwrap_or_default())
        .with("permission", &lacking.permission)
        .with("permissions", carried.join(", "))
        .with("api", lacking.api.portal_name())
}

/// The roles of a token that open anything Handrail can ask: what else a partner's app may do is nobody's business here.
pub(crate) fn known_grants(claims: &Claims, goal: Goal) -> Vec<Grant> {
    let roles = claims.roles().into_iter();
    let known = roles.filter(|role| permissions::is_known(goal, role));
    known
        .map(|role| Grant {
            api: goal.api,
            permission: role.to_owned(),
        })
        .collect()
}

/// The token is a good one, and only lacks something.
fn is_about_permissions(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::ConsentMissing | ErrorCode::PermissionMissing | ErrorCode::PermissionKindWrong
    )
}
