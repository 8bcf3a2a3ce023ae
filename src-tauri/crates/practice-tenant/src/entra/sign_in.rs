//! The sign-in page.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::Response;

use crate::address::Address;
use crate::entra::authority::Authority;
use crate::entra::authorize::Request;
use crate::entra::discovery::issuer_v1;
use crate::entra::error::{EntraError, Trace};
use crate::entra::grants::SignedIn;
use crate::entra::pages::{self, SignInPage};
use crate::entra::policy::Factors;
use crate::entra::stage::{Stage, belongs, proceed};
use crate::entra::visit::Resumed;
use crate::entra::{credentials, session};
use crate::ids::ObjectId;
use crate::practice::{Practice, Shared};
use crate::store::{Store, User};

/// Shows the page for the first time.
pub(crate) fn ask(practice: &Practice, request: Request) -> Response {
    let hint = request.login_hint.clone().unwrap_or_default();
    let ctx = practice
        .write()
        .grants
        .suspend(request.clone(), None, practice.now());
    show(
        practice,
        &request,
        &ctx,
        &Typed {
            name: &hint,
            password: "",
        },
        None,
    )
}

struct Typed<'a> {
    name: &'a str,
    password: &'a str,
}

fn show(
    practice: &Practice,
    request: &Request,
    ctx: &str,
    typed: &Typed<'_>,
    error: Option<String>,
) -> Response {
    let store = practice.read();
    let everybody: Box<dyn Iterator<Item = &User>> = match Authority::parse(&store, &request.authority) {
        Ok(Authority::Tenant(tenant)) => Box::new(store.users.of(tenant.id)),
        Ok(Authority::Any) => Box::new(store.users.iter()),
        Err(_) => Box::new(std::iter::empty()),
    };
    let accounts: Vec<&User> = everybody
        // A guest signs in with the account that it stands for.
        .filter_map(|user| match user.guest_of {
            Some(home) => store.user(home.account),
            None => Some(user),
        })
        .take(6)
        .collect();
    pages::sign_in(&SignInPage {
        language: request.target.language(),
        authority: &request.authority,
        ctx,
        app: store.app(request.client_id).map_or("", |app| &app.name),
        name: typed.name,
        password: typed.password,
        error: error.as_deref(),
        accounts: &accounts,
    })
}

/// `POST /{tenant}/login`: `ctx`, `loginfmt`, `passwd`, or `account` to have an account's name and password filled in.
pub(crate) async fn submitted(
    State(practice): State<Shared>,
    address: Address,
    resumed: Resumed,
) -> Response {
    let Resumed {
        ctx,
        request,
        params,
        trace,
        ..
    } = resumed;
    let ctx = ctx.as_str();
    if let Some(user) = params
        .value("account")
        .and_then(|name| practice.read().user_named(name).cloned())
    {
        let typed = Typed {
            name: &user.user_principal_name,
            password: &user.password,
        };
        return show(&practice, &request, ctx, &typed, None);
    }
    let typed = Typed {
        name: params.value("loginfmt").unwrap_or_default().trim(),
        password: "",
    };
    let password = params.value("passwd").unwrap_or_default();
    match check(&practice, &request, typed.name, password) {
        Ok(user) => {
            practice.write().grants.forget(ctx);
            let who = SignedIn {
                user,
                factors: Factors::One,
            };
            signed_in(&practice, &address, request, who, &trace)
        }
        Err(error) => {
            let message = format!("AADSTS{}: {}", error.code, error.message());
            show(&practice, &request, ctx, &typed, Some(message))
        }
    }
}

/// Goes on with somebody who proved who they are, and lets the browser remember it.
pub(crate) fn signed_in(
    practice: &Practice,
    address: &Address,
    request: Request,
    who: SignedIn,
    trace: &Trace,
) -> Response {
    let cookie = session::start(practice, address, who);
    let mut response = proceed(practice, request, Some(who), Stage::SignedIn, trace);
    if let Ok(cookie) = cookie.parse() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

fn check(practice: &Practice, request: &Request, name: &str, password: &str) -> Result<ObjectId, EntraError> {
    let mut store = practice.write();
    let tenant = store.tenant_named(&request.authority);
    let directory = tenant.map_or_else(|| "organizations".to_owned(), |tenant| tenant.name.clone());
    if is_personal(name) {
        return Err(match tenant {
            Some(_) => stranger(&store, request, name, "live.com", &directory),
            None => EntraError::new(500_208),
        });
    }
    let id = credentials::verify(&mut store, name, password, &directory, practice.now())?;
    let user = store.user(id).ok_or_else(|| EntraError::new(90023))?;
    if !belongs(&store, &request.authority, user) {
        let guest = store
            .tenant_named(&request.authority)
            .and_then(|tenant| store.guest(tenant.id, id));
        return guest.map(|guest| guest.object_id).ok_or_else(|| {
            let home = issuer_v1(&user.tenant.to_string());
            stranger(&store, request, name, &home, &directory)
        });
    }
    Ok(id)
}

/// A Microsoft account belongs to no organization; nobody here has one.
fn is_personal(name: &str) -> bool {
    const DOMAINS: [&str; 4] = ["outlook.com", "hotmail.com", "live.com", "msn.com"];
    name.rsplit_once('@')
        .is_some_and(|(_, domain)| DOMAINS.iter().any(|one| one.eq_ignore_ascii_case(domain)))
}

/// AADSTS50020: an account of another directory, which this one never invited.
fn stranger(store: &Store, request: &Request, name: &str, idp: &str, directory: &str) -> EntraError {
    EntraError::new(50020)
        .with("user", name)
        .with("idp", idp)
        .with("tenant", directory)
        .with("client_id", request.client_id)
        .with("app", store.app(request.client_id).map_or("", |app| &app.name))
}
