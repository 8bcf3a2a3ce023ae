//! Somebody in front of the system browser: reads the pages, fills in the forms, presses the buttons.

use std::sync::{Arc, Mutex};

use handrail_assistant::outside::{Browser, BrowserError};
use handrail_practice_tenant::ReadyUser;
use reqwest::{Client, Response, redirect};
use tokio::runtime::Handle;
use tokio::sync::watch;
use url::Url;

use crate::form::Form;

/// What the person does once the consent page or the answer is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Signs in and agrees.
    Agrees,
    /// Has a computer on which no browser starts.
    HasNoBrowser,
    /// Signs in and presses Cancel on the consent page.
    RefusesConsent,
    /// Closes the tab before anything is typed.
    ClosesTheTab,
    /// Agrees, and reloads the answer afterwards.
    AnswersTwice,
    /// Brings an answer whose state is of another sign-in, before the real one.
    BringsAForeignAnswerFirst,
    /// Signs in and agrees, and the answer stays in the address bar.
    KeepsTheAnswer,
}

/// What the person saw last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// The page of Handrail's own listener, and every status on the way there.
    Landing { page: String, statuses: Vec<u16> },
    /// A page of Entra's that goes no further.
    EntraPage(String),
    /// An answer that was not heard: it went to a computer where nobody listens, or was kept back. The address stays.
    AddressBar(Url),
    /// Nothing: the tab was closed.
    Nothing,
}

/// The system browser with a person in front of it. Each page that is opened is worked through once.
pub(crate) struct Person {
    account: Mutex<ReadyUser>,
    manner: Mutex<Manner>,
    runtime: Handle,
    opened: Mutex<Vec<Url>>,
    code: Mutex<String>,
    seen: watch::Sender<Option<Seen>>,
}

impl Person {
    /// Somebody with an account of the practice tenant.
    pub(crate) fn with(account: &ReadyUser) -> Arc<Self> {
        Arc::new(Self {
            account: Mutex::new(account.clone()),
            manner: Mutex::new(Manner::Agrees),
            runtime: Handle::current(),
            opened: Mutex::default(),
            code: Mutex::default(),
            seen: watch::Sender::new(None),
        })
    }

    /// From now on somebody else sits there.
    pub(crate) fn is(&self, account: &ReadyUser) {
        *self.account.lock().unwrap() = account.clone();
    }

    /// From now on the person does this.
    pub(crate) fn will(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    /// The person has read this code, to be typed in on the page for devices.
    pub(crate) fn read_code(&self, code: &str) {
        code.clone_into(&mut self.code.lock().unwrap());
    }

    /// What the person saw in the end.
    pub(crate) async fn saw(&self) -> Seen {
        let mut seen = self.seen.subscribe();
        seen.wait_for(Option::is_some).await.unwrap().clone().unwrap()
    }

    /// The addresses that the browser was asked to open.
    pub(crate) fn opened(&self) -> Vec<Url> {
        self.opened.lock().unwrap().clone()
    }
}

impl Browser for Person {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        self.opened.lock().unwrap().push(url.clone());
        let manner = *self.manner.lock().unwrap();
        if manner == Manner::HasNoBrowser {
            return Err(BrowserError("no browser".into()));
        }
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        let visit = Visit {
            client,
            account: self.account.lock().unwrap().clone(),
            manner,
            code: self.code.lock().unwrap().clone(),
        };
        let (url, seen) = (url.clone(), self.seen.clone());
        seen.send_replace(None);
        self.runtime.spawn(async move {
            let last = visit.work_through(url).await;
            seen.send_replace(Some(last));
        });
        Ok(())
    }
}

/// One tab.
struct Visit {
    client: Client,
    account: ReadyUser,
    manner: Manner,
    code: String,
}

impl Visit {
    async fn work_through(&self, start: Url) -> Seen {
        if self.manner == Manner::ClosesTheTab {
            return Seen::Nothing;
        }
        let mut response = self.open(&start).await;
        let mut typed = Vec::new();
        loop {
            if let Some(target) = target_of(&response) {
                if comes_back(&target, &start) {
                    return self.answer(&target).await;
                }
                response = self.open(&target).await;
                continue;
            }
            let page = response.url().clone();
            let html = response.text().await.unwrap();
            let asked = ["input[name=passwd]", "input[name=otc]"]
                .into_iter()
                .find(|field| {
                    Form::holding(&html, &page, field)
                        .is_some_and(|form| *field == "input[name=otc]" || self.may_submit(&form))
                });
            // Asked a second time, the page says what is wrong with it; typing it again changes nothing.
            let again = asked.is_some_and(|field| typed.contains(&field));
            typed.extend(asked);
            response = match self.next_form(&html, &page).filter(|_| !again) {
                Some(form) => form.submit(&self.client).await,
                None => return Seen::EntraPage(html),
            };
        }
    }

    fn next_form(&self, html: &str, page: &Url) -> Option<Form> {
        let decision = if self.manner == Manner::RefusesConsent {
            "cancel"
        } else {
            "accept"
        };
        let sign_in = || {
            let form = Form::holding(html, page, "input[name=passwd]")?;
            if self.account.password.is_empty() {
                return self.chosen_from_the_list(form, html, page);
            }
            Some(
                form.fill("loginfmt", &self.account.user_principal_name)
                    .fill("passwd", &self.account.password),
            )
        };
        let code = || Some(Form::holding(html, page, "input[name=otc]")?.fill("otc", &self.code));
        let decide = |decision: &str| {
            let button = format!("button[name=decision][value={decision}]");
            Some(Form::holding(html, page, &button)?.fill("decision", decision))
        };
        // The page for devices says "Continue" where the page of consent says "Accept".
        sign_in()
            .or_else(code)
            .or_else(|| decide(decision))
            .or_else(|| decide("continue"))
    }

    /// Does the next press of the button sign in? An account without a password is chosen from the list first.
    fn may_submit(&self, form: &Form) -> bool {
        !self.account.password.is_empty() || form.value("loginfmt") == self.account.user_principal_name
    }

    /// The practice tenant fills in the password of an account that is chosen.
    fn chosen_from_the_list(&self, filled: Form, html: &str, page: &Url) -> Option<Form> {
        if self.may_submit(&filled) {
            return Some(filled);
        }
        let list = Form::holding(html, page, "button[name=account]")?;
        Some(list.fill("account", &self.account.user_principal_name))
    }

    /// Brings the answer to Handrail's listener, and whatever else this person brings there.
    async fn answer(&self, target: &Url) -> Seen {
        if self.manner == Manner::KeepsTheAnswer {
            return Seen::AddressBar(target.clone());
        }
        if self.manner == Manner::BringsAForeignAnswerFirst {
            let mut foreign = target.clone();
            foreign
                .query_pairs_mut()
                .clear()
                .extend_pairs([("code", "stolen"), ("state", "of-another-sign-in")]);
            self.land(&foreign).await;
        }
        let landing = self.land(target).await;
        if self.manner == Manner::AnswersTwice {
            self.land(target).await
        } else {
            landing
        }
    }

    async fn land(&self, target: &Url) -> Seen {
        // Handrail's listener always has a port of its own. Where a link has none, this is another computer.
        if target.port().is_none() {
            return Seen::AddressBar(target.clone());
        }
        let (mut url, mut statuses) = (target.clone(), Vec::new());
        loop {
            let response = self.open(&url).await;
            statuses.push(response.status().as_u16());
            match target_of(&response) {
                Some(next) => url = next,
                None => {
                    return Seen::Landing {
                        page: response.text().await.unwrap(),
                        statuses,
                    };
                }
            }
        }
    }

    async fn open(&self, url: &Url) -> Response {
        self.client
            .get(url.clone())
            .header("Accept-Language", "en")
            .send()
            .await
            .unwrap()
    }
}

fn target_of(response: &Response) -> Option<Url> {
    let location = response
        .headers()
        .get("location")
        .filter(|_| response.status().is_redirection())?;
    response.url().join(location.to_str().unwrap()).ok()
}

/// Is this the address that the sign-in asked to come back to?
fn comes_back(target: &Url, start: &Url) -> bool {
    let redirect_uri = start
        .query_pairs()
        .find(|(name, _)| name == "redirect_uri")
        .map(|(_, uri)| uri.into_owned());
    redirect_uri
        .and_then(|uri| Url::parse(&uri).ok())
        .is_some_and(|uri| uri.origin() == target.origin())
}
