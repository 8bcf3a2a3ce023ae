//! Answers that somebody else brings to the listener. The person's own one still counts afterwards.

use ::trust::{Part, Tally};

use super::*;

#[tokio::test]
async fn only_this_sign_ins_own_answer_is_taken_and_nothing_else_ends_it() {
    let (between, tenant) = behind().await;
    let older = Held::at(&tenant).await;
    let held = Held::of(&tenant, older.connection.clone()).await;
    let elsewhere = Held::at(&tenant).await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: answers");
    for query in of_another_request(&held, &[older.state(), elsewhere.state()]) {
        tally.case(&query, !held.brings(&query).await);
    }
    for query in torn(&held) {
        tally.case(&query, !held.brings(&query).await);
    }
    let fragment = format!("/#code={}&state={}", held.code(), held.state());
    tally.case("a fragment", !taken(&visited(held.port(), &fragment).await));
    tally.case("the port of the older attempt", !older.brings_its_own().await);
    assert_eq!(redemptions(&between.exchanges()), 0);

    assert!(held.brings_its_own().await);
    let checklist = held.finishes(&tenant).await.unwrap();
    tally.case("the person is signed in", checklist.connection.ready);
    tally.case("one code was redeemed", redemptions(&between.exchanges()) == 1);
    tally.tell();
}

/// The code is there, and the state is not this request's.
fn of_another_request(held: &Held, others: &[String]) -> Vec<String> {
    let (code, state) = (held.code(), held.state());
    let swapped: String = state
        .chars()
        .map(|letter| {
            if letter.is_ascii_lowercase() {
                letter.to_ascii_uppercase()
            } else {
                letter.to_ascii_lowercase()
            }
        })
        .collect();
    let mut states = vec![
        String::new(),
        "null".to_owned(),
        "*".to_owned(),
        swapped,
        state[..state.len() - 1].to_owned(),
        format!("{state}x"),
        format!("+{state}"),
        format!("{state}%00"),
        format!("{state}%0D%0A"),
        format!("%00{state}"),
        held.asked("nonce"),
        held.asked("code_challenge"),
        held.attempt.attempt_id.clone(),
        code.clone(),
    ];
    states.extend_from_slice(others);
    let mut queries: Vec<String> = states
        .iter()
        .map(|state| format!("code={code}&state={state}"))
        .collect();
    queries.extend([
        format!("code={code}"),
        format!("code={code}&State={state}"),
        format!("code={code}&state[]={state}"),
        format!("code={code}&state%00={state}"),
        format!("code={code};state={state}"),
        format!("code={code}&amp;state={state}"),
        "error=access_denied".to_owned(),
        format!("error=access_denied&state={}", others[0]),
        "error=server_error&error_description=AADSTS50000&state=x".to_owned(),
        "admin_consent=True&tenant=8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7".to_owned(),
        "admin_consent=True&tenant=x&state=y".to_owned(),
    ]);
    queries
}

/// The state is this request's, and what comes with it is no answer.
fn torn(held: &Held) -> Vec<String> {
    let (code, state) = (held.code(), held.state());
    vec![
        String::new(),
        format!("state={state}"),
        format!("code=&state={state}"),
        format!("Code={code}&state={state}"),
        format!("code={code}&state={state}&state={state}"),
        format!("state=x&code={code}&state={state}"),
        format!("state={state}&code={code}&state=x"),
        format!("code=stolen&code={code}&state={state}"),
        format!("code={code}&state={state}&code=stolen"),
        format!("code={code}&state={state}&iss=a&iss=b"),
        format!("error=a&error=b&state={state}"),
        format!("error=a&error=b&code=stolen&state={state}"),
        format!("error=a&error_description=b&error_description=c&state={state}"),
        format!("error=&state={state}"),
        format!("error_uri=javascript:alert(1)&state={state}"),
        format!("tenant=x&state={state}"),
        format!("admin_consent=True&state={state}"),
        format!("admin_consent=True&tenant=x&tenant=y&state={state}"),
    ]
}

#[tokio::test]
async fn an_answer_counts_once() {
    let (between, tenant) = behind().await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: replays");
    let held = Held::at(&tenant).await;
    assert!(held.brings_its_own().await);
    held.finishes(&tenant).await.unwrap();
    let port = held.port();
    let again = format!("code=stolen&state={}", held.state());
    for query in [held.answer.query().unwrap(), &again] {
        held.brings(query).await;
        let finished = held.finishes(&tenant).await.unwrap_err();
        tally.case(query, finished.code == ErrorCode::SignInUnknown);
    }
    tally.case("redeemed once", redemptions(&between.taken()) == 1);

    // The old answer at the next attempt, and the next one's at the old port.
    let next = Held::of(&tenant, held.connection.clone()).await;
    let old = held.answer.query().unwrap();
    tally.case("after another attempt began", !next.brings(old).await);
    tally.case("another port", next.port() != port);

    // Cancelled while it is waited for: the answer comes too late, or at the same time.
    tenant.assistant.cancel_sign_in(&next.attempt.attempt_id).unwrap();
    next.brings_its_own().await;
    let finished = next.finishes(&tenant).await.unwrap_err();
    tally.case(
        "after it was cancelled",
        finished.code == ErrorCode::SignInCancelled && redemptions(&between.taken()) == 0,
    );
    tally.case("the port is given back", !next.brings_its_own().await);
    tally.tell();
}

#[tokio::test]
async fn of_a_hundred_answers_at_once_one_is_redeemed() {
    let (between, tenant) = behind().await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: a hundred answers at once");
    let held = std::sync::Arc::new(Held::at(&tenant).await);
    let mut all = tokio::task::JoinSet::new();
    for number in 0..100 {
        let held = std::sync::Arc::clone(&held);
        all.spawn(async move {
            // Every second one is the browser's, the others know no state.
            let foreign = format!("code=stolen&state={number}");
            let own = held.answer.query().unwrap();
            held.brings(if number % 2 == 0 { own } else { &foreign }).await
        });
    }
    let heard = all.join_all().await;
    assert!(heard.contains(&true));
    let checklist = held.finishes(&tenant).await.unwrap();
    tally.case("the person is signed in", checklist.connection.ready);
    tally.case("one is redeemed", redemptions(&between.exchanges()) == 1);
    tally.tell();
}

#[tokio::test]
async fn what_an_error_says_is_bounded_and_told_as_one_cause() {
    let (_between, tenant) = behind().await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: error texts");
    let long = "A".repeat(6000);
    for description in [
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "AADSTS65004%3A+%1B%5B31m%1B%5D0%3Bevil%07%1B%5D52%3Bc%3BZXZpbA%3D%3D%07",
        "%E2%80%AEevil%E2%81%A6",
        "%00%01%7F%C2%9B",
        "line%0D%0Aline%0A%0D%0ASet-Cookie%3A+a",
        "%FF%FE%C0%80",
        &long,
    ] {
        let held = Held::at(&tenant).await;
        let query = format!(
            "error=access_denied%1B%5B2J%3Cb%3E&error_description={description}&error_uri=javascript:alert(1)&state={}",
            held.state()
        );
        let opened = tenant.person.opened().len();
        assert!(held.brings(&query).await);
        let report = held.finishes(&tenant).await.unwrap_err();
        let told = format!("{:?} {:?}", report.detail, report.params);
        let inert = report
            .detail
            .iter()
            .chain(report.params.values())
            .all(|text| text.chars().all(is_inert));
        let name = description.chars().take(40).collect::<String>();
        tally.case(format!("{name}: inert: {told}"), inert);
        tally.case(format!("{name}: bounded"), told.len() < 5000);
        tally.case(
            format!("{name}: nothing opened"),
            tenant.person.opened().len() == opened,
        );
        let page = visited(held.port(), "/done").await;
        tally.case(format!("{name}: not on the page"), !page.contains("evil"));
    }
    tally.tell();
}

/// Neither a control character nor one that turns the writing direction.
fn is_inert(letter: char) -> bool {
    let turns = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !letter.is_control() && !turns
}
