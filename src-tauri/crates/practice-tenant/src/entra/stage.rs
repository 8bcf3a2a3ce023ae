//! The way of a person from a request to its answer: what is still asked of them, in Entra's order.

use axum::response::Response;

use crate::entra::authority::Authority;
use crate::entra::authorize::{Prompt, Request};
use crate::entra::error::{EntraError, Trace};
use crate::entra::grants::{Code, SignedIn};
use crate::entra::policy::{Decision, Missing};
use crate::entra::response::Destination;
use crate::entra::{admin_consent, consent, device_sign_in, second_factor, sign_in};
use crate::practice::Practice;
use crate::store::{Store, User};

/// How far the person has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Started,
    SignedIn,
    /// Only somebody who typed a device code is asked whether the app is the right one.
    Confirmed,
    Consented,
}

/// Asks the person for what is still missing, or answers the app.
pub(crate) fn proceed(
    practice: &Practice,
    request: Request,
    who: Option<SignedIn>,
    stage: Stage,
    trace: &Trace,
) -> Response {
    let found = who.and_then(|who| {
        let store = practice.read();
        let user = store.user(who.user)?.clone();
        belongs(&store, &request.authority, &user).then_some((user, who))
    });
    let silent = request.prompt == Prompt::None;
    let asks_again = matches!(request.prompt, Prompt::SignIn | Prompt::SelectAccount);
    let hinted = |user: &User| {
        let hint = request.login_hint.as_deref();
        hint.is_none_or(|hint| user.user_principal_name.eq_ignore_ascii_case(hint))
    };
    let fits = |user: &User| stage != Stage::Started || (hinted(user) && !asks_again);
    let Some((user, who)) = found.filter(|(user, _)| fits(user)) else {
        return if silent {
            request.target.error(practice, &EntraError::new(50058), trace)
        } else {
            sign_in::ask(practice, request)
        };
    };
    if let Some(stop) = stopped(practice, &request, &user, who, trace) {
        return stop;
    }
    if matches!(request.target, Destination::Device(_)) && stage < Stage::Confirmed {
        return device_sign_in::confirm(practice, request, who);
    }
    if let Destination::AdminConsent(demand) = request.target.clone() {
        return admin_consent::ask(practice, request, &demand, (&user, who), trace);
    }
    match consent::needed(practice, &request, &user, stage) {
        Ok(missing) if missing.is_empty() => finish(practice, request, &user, who),
        Ok(missing) if silent => {
            let error = consent::not_given(practice, &request, &missing);
            request.target.error(practice, &error, trace)
        }
        Ok(missing) => consent::ask(practice, request, (&user, who), &missing, trace),
        Err(error) => request.target.error(practice, &error, trace),
    }
}

/// What the person sees, or the app hears, when the policies of this moment let the person go no further.
pub(crate) fn stopped(
    practice: &Practice,
    request: &Request,
    user: &User,
    who: SignedIn,
    trace: &Trace,
) -> Option<Response> {
    let obstacle = admitted(practice, request, user, who).err()?;
    let silent = request.prompt == Prompt::None;
    Some(match obstacle {
        Obstacle::Refused(error) | Obstacle::SecondFactor(_, error) if silent => {
            request
                .target
                .error(practice, &error.under("interaction_required"), trace)
        }
        Obstacle::Refused(error) => request.target.refuse(practice, &error, trace),
        Obstacle::SecondFactor(missing, _) => second_factor::ask(practice, request.clone(), who, missing),
    })
}

/// What stands between a signed-in user and the app.
enum Obstacle {
    Refused(EntraError),
    /// A page can ask for it; the error is for a request that may show none.
    SecondFactor(Missing, EntraError),
}

fn admitted(practice: &Practice, request: &Request, user: &User, who: SignedIn) -> Result<(), Obstacle> {
    let store = practice.read();
    let gone = || Obstacle::Refused(EntraError::new(90023));
    let tenant = store.tenants.get(&user.tenant).ok_or_else(gone)?;
    let decision = Decision {
        practice,
        tenant,
        app: store.app(request.client_id).ok_or_else(gone)?,
        principal: store.principal(tenant.id, request.client_id),
        resource: request.asked.audience(),
    };
    decision.account(user).map_err(Obstacle::Refused)?;
    if matches!(request.target, Destination::Device(_)) {
        decision.device_code().map_err(Obstacle::Refused)?;
    }
    match decision.second_factor(user, who.factors) {
        Some(missing) => Err(Obstacle::SecondFactor(
            missing,
            missing.error(tenant, decision.resource),
        )),
        None => Ok(()),
    }
}

/// A person may sign in at their own tenant, or at the address that names none.
pub(crate) fn belongs(store: &Store, authority: &str, user: &User) -> bool {
    match Authority::parse(store, authority) {
        Ok(Authority::Tenant(tenant)) => tenant.id == user.tenant,
        Ok(Authority::Any) => true,
        Err(_) => false,
    }
}

fn finish(practice: &Practice, request: Request, user: &User, who: SignedIn) -> Response {
    let target = match &request.target {
        Destination::Redirect(target) => target.clone(),
        Destination::Device(device) => return device_sign_in::approve(practice, &request, device, who),
        Destination::AdminConsent(demand) => demand.target.clone(),
    };
    let prompt = request.prompt;
    let code = Code {
        tenant: user.tenant,
        client_id: request.client_id,
        user: user.object_id,
        factors: who.factors,
        platform: request.platform,
        redirect_uri: target.redirect_uri.clone(),
        asked: request.asked,
        nonce: request.nonce,
        challenge: request.challenge,
        issued: practice.now(),
        redeemed: false,
    };
    let code = practice.write().grants.issue_code(code);
    let session_state = uuid::Uuid::new_v4().to_string();
    let mut pairs = vec![("code", code.as_str()), ("session_state", &session_state)];
    if prompt == Prompt::AdminConsent {
        pairs.push(("admin_consent", "True"));
    }
    target.answer(&pairs)
}
