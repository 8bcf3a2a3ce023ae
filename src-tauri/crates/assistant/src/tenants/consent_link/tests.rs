use super::*;
use crate::cloud::Api;
use crate::connection::Purpose;
use crate::tenants::Seen;

const HOME: &str = "8d1f0c3e-5a77-4c1b-9e0d-3f6a2b7c42c7";
const CUSTOMER: &str = "5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7";

fn customer(tenant: &str) -> Customer {
    Customer {
        tenant_id: tenant.parse().unwrap(),
        domain: "fabrikam.example".into(),
    }
}

fn cloud(id: &str) -> Cloud {
    let mut clouds = Cloud::microsoft().into_iter();
    clouds.find(|cloud| cloud.id == id).unwrap()
}

fn link(cloud: &Cloud, scopes: &[String]) -> String {
    let tenant = AskedTenant::of(&customer(CUSTOMER), HOME.parse().ok()).unwrap();
    let parts = LinkParts {
        client_id: "3f8c1a52-0b6e-4d7a-9a41-77c0d2e5b918".parse().unwrap(),
        redirect_uri: "https://soc.example/consented?from=mail",
        state: "Zm9yIG9uZSBjdXN0b21lcg",
        scopes,
    };
    consent_link(cloud, tenant, &parts).into()
}

fn wanted(api: Api, purpose: Purpose) -> Wanted {
    Wanted { api, purpose }
}

fn record() -> CustomerRecord {
    CustomerRecord::new(
        customer(CUSTOMER),
        "commercial".into(),
        "2026-11-21T12:00:00Z".parse().unwrap(),
    )
}

fn seen(record: &mut CustomerRecord, state: CustomerState, at: &str) {
    record.seen = Some(Seen {
        at: at.parse().unwrap(),
        state,
        present: Vec::new(),
        missing: Vec::new(),
        finding: None,
    });
}

#[test]
fn the_older_page_is_asked_for_everything_that_the_registration_lists() {
    assert_eq!(
        link(&cloud("commercial"), &[]),
        "https://login.microsoftonline.com/5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7/adminconsent\
         ?client_id=3f8c1a52-0b6e-4d7a-9a41-77c0d2e5b918\
         &redirect_uri=https%3A%2F%2Fsoc.example%2Fconsented%3Ffrom%3Dmail&state=Zm9yIG9uZSBjdXN0b21lcg"
    );
}

#[test]
fn the_newer_page_is_asked_for_each_api_once() {
    let cloud = cloud("gcc-high");
    let wanted = [
        wanted(Api::Xdr, Purpose::Incidents),
        wanted(Api::Mde, Purpose::Machines),
        wanted(Api::Xdr, Purpose::Hunting),
    ];
    let audiences = [Api::Xdr, Api::Mde].map(|api| cloud.place(api, None).unwrap().audience);
    let scopes = default_scopes(&cloud, &wanted);
    assert_eq!(scopes, audiences.map(|audience| format!("{audience}/.default")));

    let link: Url = link(&cloud, &scopes).parse().unwrap();
    assert_eq!(link.path(), format!("/{CUSTOMER}/v2.0/adminconsent"));
    assert_eq!(link.host_str(), Some("login.microsoftonline.us"));
    assert!(!link.as_str().contains('+'), "{link}");
    let mut pairs = link.query_pairs();
    let scope = pairs.find(|(name, _)| name == "scope").unwrap().1;
    assert_eq!(scope, scopes.join(" "));
}

#[test]
fn neither_the_partners_own_tenant_nor_that_of_personal_accounts_is_asked() {
    let refused = |tenant| {
        let home = HOME.parse().ok();
        AskedTenant::of(&customer(tenant), home).unwrap_err().code
    };
    assert_eq!(refused(HOME), ErrorCode::CustomerIsHome);
    assert_eq!(
        refused("9188040d-6c67-4c5b-b112-36a304b66dad"),
        ErrorCode::PersonalAccount
    );
}

#[test]
fn no_word_for_many_tenants_is_a_tenant_id() {
    for word in ["common", "organizations", "consumers", "fabrikam.example", ""] {
        assert!(word.parse::<TenantId>().is_err(), "{word}");
    }
}

#[test]
fn a_link_keeps_its_state_until_the_customer_is_seen_to_have_consented() {
    let mut record = record();
    let at = |time: &str| time.parse().unwrap();
    let first = record.open_state(at("2026-11-21T12:01:00Z"));
    seen(&mut record, CustomerState::NoApp, "2026-11-21T12:02:00Z");
    assert_eq!(record.open_state(at("2026-11-21T12:03:00Z")), first);
    assert_eq!(
        record.invited.as_ref().unwrap().at,
        at("2026-11-21T12:01:00Z"),
        "it is still the same link"
    );
    seen(&mut record, CustomerState::Consented, "2026-11-21T12:04:00Z");
    let second = record.open_state(at("2026-11-21T12:05:00Z"));
    assert_ne!(second, first);
    assert_eq!(record.open_state(at("2026-11-21T12:06:00Z")), second);
}

#[test]
fn two_customers_never_share_a_state() {
    let now = Timestamp::UNIX_EPOCH;
    let (mut one, mut other) = (record(), record());
    let (one, other) = (one.open_state(now), other.open_state(now));
    assert_ne!(one, other);
    assert!(
        one.len() >= 22
            && one
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    );
}

#[test]
fn a_refusal_is_the_finding_until_a_look_sees_consent() {
    let refused = || Some(ErrorReport::new(ErrorCode::ConsentDeclined));
    let finding = |record: &CustomerRecord| record.seen.as_ref().unwrap().finding.clone();
    let mut record = record();
    record.refused(refused());
    assert_eq!(record.seen, None, "nobody looked yet");
    seen(&mut record, CustomerState::NoApp, "2026-11-21T12:02:00Z");
    record.refused(refused());
    assert_eq!(finding(&record).unwrap().code, ErrorCode::ConsentDeclined);
    record.refused(None);
    assert!(finding(&record).is_some(), "nothing new was heard");
    seen(&mut record, CustomerState::Consented, "2026-11-21T12:03:00Z");
    record.refused(refused());
    assert_eq!(finding(&record), None);
}

#[test]
fn a_link_that_was_answered_is_looked_at_as_closely_as_a_new_one() {
    let mut record = record();
    let at = |time: &str| time.parse().unwrap();
    record.open_state(at("2026-11-20T12:00:00Z"));
    record.answered(false, at("2026-11-21T12:00:00Z"));
    assert_eq!(
        record.invited.as_ref().unwrap().moved(),
        at("2026-11-20T12:00:00Z")
    );
    record.answered(true, at("2026-11-21T12:00:00Z"));
    assert_eq!(
        record.invited.as_ref().unwrap().moved(),
        at("2026-11-21T12:00:00Z")
    );
}
