use proptest::prelude::*;

use super::*;
use crate::connection::Customer;
use crate::tenants::Invited;

const TENANT: &str = "5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7";
/// The id of the connection, which an older kind of link has for its state.
const CONNECTION: &str = "0198b1c2-5d1e-7c3a-9c4b-1f2e3d4c5b6a";
const STATE: &str = "Zm9yIG9uZS1jdXN0b21lcg";

fn consented() -> String {
    format!("http://localhost/?admin_consent=True&tenant={TENANT}&state={STATE}")
}

fn record(tenant: &str, state: Option<&str>) -> CustomerRecord {
    let customer = Customer {
        tenant_id: tenant.parse().unwrap(),
        domain: "fabrikam.example".into(),
    };
    let mut record = CustomerRecord::new(customer, "commercial".into(), jiff::Timestamp::UNIX_EPOCH);
    record.invited = state.map(|state| Invited {
        state: state.into(),
        at: jiff::Timestamp::UNIX_EPOCH,
        answered: None,
    });
    record
}

fn is_consent(text: &str) {
    let callback = PastedCallback::parse(text).unwrap_or_else(|report| panic!("{report}: {text}"));
    assert_eq!(callback.tenant, TENANT.parse().ok(), "{text}");
    assert!(callback.answers(STATE) && callback.refused.is_none(), "{text}");
}

fn problem_of(text: &str, customers: &[CustomerRecord]) -> ErrorCode {
    let callback = PastedCallback::parse(text).unwrap();
    callback.of(customers, CONNECTION).unwrap_err().code
}

#[test]
fn an_address_is_read_as_people_and_mail_programs_hand_it_on() {
    let address = consented();
    let wrapped = form_urlencoded::Serializer::new("https://eur01.safelinks.example/?".to_owned())
        .append_pair("url", &address)
        .append_pair("data", "05|02|x")
        .finish();
    let quoted = format!("> {}\r\n> {}", &address[..60], &address[60..]);
    let printable = address.replace('=', "=3D");
    for text in [
        address.clone(),
        format!("Is this right?\n\n{address}\n\nKind regards\nAda"),
        format!("<{address}>"),
        format!("[{address}]({address})"),
        format!("<a href=\"{}\">here</a>", address.replace('&', "&amp;")),
        address.replace('&', "&amp;amp;"),
        address.split_once('?').unwrap().1.to_owned(),
        address.replace("tenant=", "tenant=\n").replace("True", "true"),
        format!("{}=\n{}", &printable[..75], &printable[75..]),
        quoted,
        wrapped,
    ] {
        is_consent(&text);
    }
}

#[test]
fn the_newer_page_names_the_scope_as_well_and_that_changes_nothing() {
    is_consent(&format!(
        "https://soc.example/consented?admin_consent=True&tenant={TENANT}&state={STATE}\
         &scope=https%3A%2F%2Fapi.security.microsoft.com%2F.default"
    ));
}

#[test]
fn a_refusal_keeps_its_words() {
    let text = format!(
        "http://localhost/?admin_consent=True&error=permission_denied\
         &error_description=The%20admin+canceled%20the%20request%26more&state={STATE}"
    );
    let callback = PastedCallback::parse(&text).unwrap();
    let refused = callback.refused.clone().unwrap().as_error();
    assert_eq!(refused.error, "permission_denied");
    assert_eq!(refused.error_description, "The admin canceled the request&more");
    assert!(callback.answers(STATE) && callback.tenant.is_none());
}

#[test]
fn what_is_no_answer_of_a_consent_page_is_not_taken_for_one() {
    let other = "8d1f0c3e-5a77-4c1b-9e0d-3f6a2b7c42c7";
    for text in [
        String::new(),
        "fabrikam.example".into(),
        TENANT.into(),
        format!("http://localhost/?code=abc&state={STATE}"),
        format!("http://localhost/?tenant={TENANT}&state={STATE}"),
        "http://localhost/?admin_consent=True".into(),
        format!("http://localhost/?admin_consent=False&tenant={TENANT}"),
        format!("{} {}", consented(), consented().replace(TENANT, other)),
        format!("{} {}", consented(), consented().replace(STATE, "another")),
        "x".repeat(MAX_TEXT + 1),
    ] {
        let report = PastedCallback::parse(&text).unwrap_err();
        assert_eq!(report.code, ErrorCode::CallbackNotRecognised, "{text:.80}");
    }
}

#[test]
fn the_customer_is_found_by_the_state_of_its_link_and_without_one_by_its_tenant() {
    let other = "8d1f0c3e-5a77-4c1b-9e0d-3f6a2b7c42c7";
    let customers = [record(other, Some("another")), record(TENANT, Some(STATE))];
    let found = |text: &str| {
        let callback = PastedCallback::parse(text).unwrap();
        callback
            .of(&customers, CONNECTION)
            .unwrap()
            .customer
            .tenant_id
            .to_string()
    };
    assert_eq!(found(&consented()), TENANT);
    assert_eq!(
        found(&consented().replace(TENANT, other)),
        TENANT,
        "the state counts"
    );
    let without_state = format!("http://localhost/?admin_consent=True&tenant={TENANT}");
    assert_eq!(found(&without_state), TENANT);
    assert_eq!(found(&consented().replace(STATE, CONNECTION)), TENANT);
}

#[test]
fn an_answer_that_belongs_to_nobody_here_says_why() {
    let text = consented();
    let not_listed = text.replace(&format!("&state={STATE}"), "");
    let customers = [record(TENANT, None)];
    assert_eq!(problem_of(&text, &customers), ErrorCode::CallbackOfAnotherLink);
    assert_eq!(problem_of(&not_listed, &[]), ErrorCode::CustomerUnknown);
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in any::<String>()) {
        let _ = PastedCallback::parse(&text);
    }

    #[test]
    fn no_address_is_too_odd(pieces in proptest::collection::vec(
        prop_oneof![
            Just("admin_consent=True".to_owned()), Just("&".into()), Just("?".into()), Just("\n".into()),
            Just("tenant=".into()), Just("state=".into()), Just("error=".into()), Just("=3D".into()),
            Just("%".into()), Just("url=admin_consent%3D".into()), "[\\PC]{0,8}",
        ],
        0..24,
    )) {
        let _ = PastedCallback::parse(&pieces.concat());
    }

    /// Wherever a mail program breaks the line, and whatever stands in the lines around it.
    #[test]
    fn breaks_and_neighbours_do_not_matter(
        every in 10usize..90,
        quote in prop_oneof![Just(""), Just("> "), Just(">> "), Just("\t")],
        before in "[a-zA-Z ,.!?]{0,40}",
        after in "[a-zA-Z ,.!]{0,40}",
    ) {
        let address: Vec<char> = consented().chars().collect();
        let lines: Vec<String> = address.chunks(every).map(|line| line.iter().collect()).collect();
        let broken = lines.join(&format!("\r\n{quote}"));
        is_consent(&format!("{before}\n\n {broken}\n\n{after}"));
    }
}
