//! The second factor: a number on the page that is typed into the authenticator app. The app is on the page too, as
//! nobody has one for a practice account (MicrosoftDocs/entra-docs: how-to-mfa-number-match.md).

use axum::extract::State;
use axum::response::Response;
use sha2::{Digest as _, Sha256};

use crate::address::Address;
use crate::entra::authorize::Request;
use crate::entra::error::EntraError;
use crate::entra::grants::SignedIn;
use crate::entra::pages::second_factor::{self as page, SecondFactorPage};
use crate::entra::policy::{Factors, Missing};
use crate::entra::sign_in::signed_in;
use crate::entra::visit::{Resumed, ResumedBy};
use crate::practice::{Practice, Shared};

/// Asks for the second factor, or to set one up.
pub(crate) fn ask(practice: &Practice, request: Request, who: SignedIn, missing: Missing) -> Response {
    let ctx = practice
        .write()
        .grants
        .suspend(request.clone(), Some(who), practice.now());
    show(practice, &request, &ctx, who, missing, false)
}

fn show(
    practice: &Practice,
    request: &Request,
    ctx: &str,
    who: SignedIn,
    missing: Missing,
    wrong_number: bool,
) -> Response {
    let store = practice.read();
    let user = store.user(who.user).map_or("", |user| &user.user_principal_name);
    let shown = SecondFactorPage {
        language: request.target.language(),
        authority: &request.authority,
        ctx,
        user,
    };
    match missing {
        Missing::Proof => page::proof(&shown, number(ctx), wrong_number),
        Missing::Registration => page::registration(&shown),
    }
}

/// Two digits that differ from sign-in to sign-in.
fn number(ctx: &str) -> u8 {
    let digest: [u8; 32] = Sha256::digest(ctx).into();
    10 + digest[0] % 90
}

/// `POST /{tenant}/second-factor`: `ctx`, and `decision` with the `number`.
pub(crate) async fn answered(
    State(practice): State<Shared>,
    address: Address,
    ResumedBy(who, resumed): ResumedBy,
) -> Response {
    let Resumed {
        ctx,
        request,
        params,
        trace,
        ..
    } = resumed;
    let ctx = ctx.as_str();
    let registered = practice
        .read()
        .user(who.user)
        .is_some_and(|user| user.second_factor.registered);
    match params.value("decision") {
        Some("register") => {
            if let Some(user) = practice.write().user_mut(who.user) {
                user.second_factor.registered = true;
            }
            show(&practice, &request, ctx, who, Missing::Proof, false)
        }
        Some("approve") if registered => {
            if params.value("number").map(str::trim) != Some(&number(ctx).to_string()) {
                return show(&practice, &request, ctx, who, Missing::Proof, true);
            }
            practice.write().grants.forget(ctx);
            let who = SignedIn {
                factors: Factors::Two,
                ..who
            };
            signed_in(&practice, &address, request, who, &trace)
        }
        _ => {
            practice.write().grants.forget(ctx);
            request
                .target
                .refuse(&practice, &EntraError::new(500_121), &trace)
        }
    }
}
