//! Addresses of others, wherever an answer can name one: no token, secret or code gets there.

use handrail_assistant::Assistant;
use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{ConnectionView, Context};
use handrail_assistant::defender::HuntQuery;
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::registration::{RegistrationChoices, SetupClient};
use handrail_practice_tenant::Options;
use http::{Method, Response};
use serde_json::{Value, json};
use trust::{Between, Fate, Part, Seen, Tally};
use url::Url;

use crate::stranger::Stranger;
use crate::tenant::{ALWAYS, Tenant, assistant, goal, landing, last};

/// The practice tenant with somebody on the way, and a stranger who would like to have a token.
struct Crossing {
    between: Between,
    tenant: Tenant,
    stranger: Stranger,
}

impl Crossing {
    async fn laid() -> Self {
        let between = Between::laid().await;
        let tenant = Tenant::with(Options {
            listen: between.listen(),
            advertise: Some(between.origin().clone()),
            ..Options::default()
        });
        Self {
            tenant: tenant.await,
            stranger: Stranger::saying(r#"{"value":[]}"#.to_owned()).await,
            between,
        }
    }

    /// Beginnings of addresses that are not the tenant's own, however much they look like it.
    fn lookalikes(&self) -> Vec<String> {
        let of = |url: &Url| format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
        let (own, theirs) = (of(self.between.origin()), of(&self.stranger.origin));
        let port = self.between.origin().port().unwrap();
        vec![
            format!("http://{theirs}"),
            format!("HTTP://{theirs}"),
            format!("http:\\\\{theirs}\\"),
            format!("http:/\t/{theirs}"),
            format!("http:{theirs}"),
            format!("http://{own}@{theirs}"),
            format!("http://{own}%2F@{theirs}"),
            format!("http://{own}%5C@{theirs}"),
            format!("http://someone:secret@{own}"),
            format!("http://someone@{own}"),
            format!("http://:secret@{own}"),
            format!("//{theirs}"),
            format!("\\\\{theirs}"),
            format!("/\\{theirs}"),
            format!("https://{own}"),
            format!("ws://{own}"),
            format!("ftp://{theirs}"),
            format!("http://localhost:{port}"),
            format!("http://[::1]:{port}"),
            format!("http://127.0.0.2:{port}"),
            "http://127.0.0.1".to_owned(),
            "http://127.0.0.1:0".to_owned(),
            "https://graph.microsoft.com".to_owned(),
            "https://graph.microsoft.com.".to_owned(),
            "https://graph.microsoft.com.example".to_owned(),
            "https://gr\u{430}ph.microsoft.com".to_owned(),
            "https://graph\u{3002}microsoft.com".to_owned(),
            "data:application/json,{}".to_owned(),
            "javascript:alert(1)".to_owned(),
            "file:///etc".to_owned(),
            String::new(),
        ]
    }

    /// An assistant that has nothing of the tenant in its memory yet.
    fn afresh(&self) -> Assistant {
        let assistant = assistant(&self.tenant.person, &self.tenant.memory);
        assistant.add_cloud(Cloud::parse(&self.tenant.cloud().to_string()).unwrap());
        assistant
    }

    async fn read(&self, connection: &ConnectionView) -> Result<(), ErrorReport> {
        let read = self.afresh();
        let view = read
            .read_list(&connection.id, &last(ALWAYS), None, |_| ())
            .await?;
        view.stopped.map_or(Ok(()), Err)
    }

    /// Requests with a token in them since the last time.
    fn tokens_sent(&self) -> usize {
        let taken = self.between.taken();
        taken.iter().filter(|one| has_token(&one.request)).count()
    }
}

fn has_token(seen: &Seen) -> bool {
    seen.headers.contains_key("authorization")
}

/// The tenant's own answer with another text in one field.
fn changed(field: &'static str, text: String) -> Fate {
    Fate::Changed(Box::new(move |answer| {
        answer.map(|body| {
            let mut body: Value = serde_json::from_slice(&body).unwrap();
            body[field] = json!(text);
            body.to_string().into_bytes()
        })
    }))
}

fn is_discovery(seen: &Seen) -> bool {
    seen.path().ends_with("/openid-configuration")
}

#[tokio::test]
async fn a_next_link_to_another_origin_is_not_followed() {
    let mut tally = Tally::of(Part::Attacks, "servers: next links elsewhere");
    let crossing = Crossing::laid().await;
    for api in Api::ALL {
        let connection = crossing.tenant.application(api).await;
        for start in crossing.lookalikes() {
            let link = format!("{start}/v1.0/security/incidents?$skiptoken=1");
            crossing.between.taken();
            let sent = link.clone();
            crossing
                .between
                .answers(move |seen| has_token(seen).then(|| changed("@odata.nextLink", sent.clone())));
            let refused = crossing.tenant.read(&connection, ALWAYS).await;
            let refused = refused.map(|_| ()).map_err(|report| report.code);
            let held = refused == Err(ErrorCode::NextLinkRefused) && crossing.tokens_sent() == 1;
            tally.case(format!("{api}: {link}: {refused:?}"), held);
            crossing.between.at_peace();
        }
    }
    assert_eq!(crossing.stranger.requests(), Vec::<String>::new());
    tally.tell();
}

#[tokio::test]
async fn a_discovery_document_that_names_another_origin_is_not_believed() {
    let mut tally = Tally::of(Part::Attacks, "servers: discovery documents elsewhere");
    let crossing = Crossing::laid().await;
    let connection = crossing.tenant.application(Api::Graph).await;
    let (id, domain) = (
        &crossing.tenant.ready().tenant_id,
        &crossing.tenant.ready().tenant_domain,
    );
    for field in [
        "issuer",
        "authorization_endpoint",
        "token_endpoint",
        "device_authorization_endpoint",
        "jwks_uri",
    ] {
        for (place, start) in crossing.lookalikes().into_iter().enumerate() {
            let address = format!("{start}/{id}/v2.0");
            crossing.between.taken();
            let sent = address.clone();
            crossing
                .between
                .answers(move |seen| is_discovery(seen).then(|| changed(field, sent.clone())));
            let found = crossing.tenant.assistant.find_tenant(domain, Some("practice"));
            let mut refused = found.await.is_err();
            if place == 0 {
                // Nor by who is about to send the secret of a connection.
                refused &= crossing.read(&connection).await.is_err();
            }
            // Beyond the document nothing is asked of anybody.
            let asked = crossing.between.taken();
            let held = refused && asked.iter().all(|one| is_discovery(&one.request));
            tally.case(format!("{field}: {address}"), held);
        }
    }
    assert_eq!(crossing.stranger.requests(), Vec::<String>::new());
    tally.tell();
}

#[tokio::test]
async fn a_discovery_document_of_another_tenant_is_not_believed() {
    let mut tally = Tally::of(Part::Attacks, "servers: discovery documents of others");
    let crossing = Crossing::laid().await;
    let connection = crossing.tenant.application(Api::Graph).await;
    let id = crossing.tenant.ready().tenant_id.clone();
    let other = "11111111-2222-4333-8444-555555555555";
    crossing.between.answers(move |seen| {
        let id = id.clone();
        is_discovery(seen).then(|| {
            Fate::Changed(Box::new(move |answer| {
                answer.map(|body| {
                    let text = String::from_utf8(body).unwrap();
                    text.replace(&id, other).into_bytes()
                })
            }))
        })
    });
    crossing.between.taken();
    let read = crossing.read(&connection).await.map_err(|report| report.code);
    let asked = crossing.between.taken();
    let held =
        read == Err(ErrorCode::AnswerNotUnderstood) && asked.iter().all(|one| is_discovery(&one.request));
    tally.case(format!("{read:?}"), held);
    tally.tell();
}

/// Something that is asked of a server.
#[derive(Clone, Copy, Debug)]
enum Asked {
    Discovery,
    Token,
    List(Api),
    Hunt,
    Incident,
    Directory,
}

impl Asked {
    const ALL: [Self; 8] = [
        Self::Discovery,
        Self::Token,
        Self::List(Api::Graph),
        Self::List(Api::Xdr),
        Self::List(Api::Mde),
        Self::Hunt,
        Self::Incident,
        Self::Directory,
    ];

    fn is(self, seen: &Seen) -> bool {
        match self {
            Self::Discovery => is_discovery(seen),
            Self::Token => seen.method == Method::POST && seen.path().ends_with("/token"),
            Self::Hunt => seen.path().ends_with("/runHuntingQuery"),
            Self::List(_) | Self::Incident | Self::Directory => has_token(seen),
        }
    }

    async fn ask(self, crossing: &Crossing, connection: &ConnectionView) -> Result<(), ErrorReport> {
        let assistant = crossing.afresh();
        match self {
            Self::Discovery => {
                let domain = &crossing.tenant.ready().tenant_domain;
                assistant.find_tenant(domain, Some("practice")).await.map(|_| ())
            }
            Self::Token | Self::List(_) => crossing.read(connection).await,
            Self::Hunt => {
                let query = HuntQuery {
                    text: "AlertInfo | take 1".to_owned(),
                    api: Api::Graph,
                    timespan: None,
                };
                let hunted = assistant.hunt(&connection.id, None, &query, |_| ()).await;
                hunted.map(|_| ())
            }
            Self::Incident => {
                let page = assistant.incident_details(&connection.id, None, "1").await;
                page.map(|_| ())
            }
            Self::Directory => {
                let (tenant, choices) = (&crossing.tenant, RegistrationChoices::default());
                let planned = tenant.assistant.plan_registration(&connection.id, &choices).await;
                planned.map(|_| ())
            }
        }
    }
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let mut tally = Tally::of(Part::Attacks, "servers: redirects elsewhere");
    let crossing = Crossing::laid().await;
    let setting_up = set_up(&crossing.tenant).await;
    for asked in Asked::ALL {
        let connection = match asked {
            Asked::List(api) => crossing.tenant.application(api).await,
            Asked::Directory => setting_up.clone(),
            _ => crossing.tenant.application(Api::Graph).await,
        };
        for status in [300, 301, 302, 303, 307, 308] {
            let there = crossing.stranger.origin.clone();
            crossing.between.answers(move |seen| {
                let answer = Response::builder()
                    .status(status)
                    .header("location", there.as_str())
                    .body(b"{}".to_vec());
                asked.is(seen).then(|| Fate::Answer(answer.unwrap()))
            });
            let came = asked.ask(&crossing, &connection).await;
            tally.case(format!("{asked:?} {status}: {came:?}"), came.is_err());
            crossing.between.at_peace();
        }
    }
    assert_eq!(crossing.stranger.requests(), Vec::<String>::new());
    tally.tell();
}

#[tokio::test]
async fn a_list_of_the_directory_leads_nowhere_else_and_has_an_end() {
    let mut tally = Tally::of(Part::Attacks, "servers: lists of the directory");
    let crossing = Crossing::laid().await;
    let connection = set_up(&crossing.tenant).await;
    let (own, there) = (
        crossing.between.origin().clone(),
        crossing.stranger.origin.clone(),
    );
    for (name, link, code) in [
        ("elsewhere", there, ErrorCode::NextLinkRefused),
        ("in a circle", own, ErrorCode::ListEndless),
    ] {
        let link = link.join("/v1.0/servicePrincipals?$filter=x").unwrap();
        crossing.between.answers(move |seen| {
            let page = json!({"value": [], "@odata.nextLink": link}).to_string();
            let answer = Response::builder().header("content-type", "application/json");
            let lists = seen.method == Method::GET && has_token(seen) && seen.path().ends_with('s');
            lists.then(|| Fate::Answer(answer.body(page.into_bytes()).unwrap()))
        });
        let came = Asked::Directory.ask(&crossing, &connection).await;
        let came = came.map_err(|report| report.code);
        tally.case(format!("{name}: {came:?}"), came == Err(code));
    }
    assert_eq!(crossing.stranger.requests(), Vec::<String>::new());
    tally.tell();
}

/// A connection without a registration, whose administrator is signed in to make one.
async fn set_up(tenant: &Tenant) -> ConnectionView {
    let (found, goal) = (tenant.found().await, goal(Api::Graph, Context::Application));
    let made = tenant.assistant.create_connection(&found, goal).await;
    let connection = made.unwrap().connection;
    let client = SetupClient::Own {
        client_id: tenant.ready().apps.setup.client_id.clone(),
    };
    let choices = RegistrationChoices::default();
    let attempt = tenant
        .assistant
        .start_setup_sign_in(&connection.id, client, &choices, landing())
        .await
        .unwrap();
    let finished = tenant.assistant.finish_setup_sign_in(&attempt.attempt_id).await;
    finished.unwrap();
    connection
}
