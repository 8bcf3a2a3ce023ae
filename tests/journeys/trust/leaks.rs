//! Every journey with canaries in it: what was sent over the wire and what people put in is then searched for in all that
//! was said, logged and written.

mod failing;
mod house;
mod partner;
mod places;
mod reading;
mod setting_up;

use handrail_practice_tenant::Options;
use trust::{Part, Tally};

use self::house::House;

fn small() -> Options {
    Options {
        incidents: 30,
        customers: 8,
        ..Options::default()
    }
}

#[tokio::test]
async fn what_is_read_and_taken_away_holds_no_secret() {
    let mut tally = Tally::of(Part::Leaks, "reading and taking away");
    let house = House::of(small()).await;
    reading::as_the_application(&house).await;
    reading::by_certificate(&house).await;
    reading::on_behalf_of_a_person(&house).await;
    reading::by_device_code(&house).await;
    reading::explained(&house).await;
    let kinds = [
        "access token",
        "assertion",
        "client secret",
        "code",
        "device code",
        "ID token",
        "password",
        "refresh token",
        "verifier",
    ];
    house.search(&kinds, &mut tally);
    tally.tell();
}

#[tokio::test]
async fn what_a_partner_does_with_customers_holds_no_secret() {
    let mut tally = Tally::of(Part::Leaks, "customers");
    let house = House::of(small()).await;
    partner::everything(&house).await;
    house.search(&["access token", "client secret"], &mut tally);
    tally.tell();
}

#[tokio::test]
async fn making_and_looking_after_a_registration_holds_no_secret() {
    let mut tally = Tally::of(Part::Leaks, "registrations");
    let house = House::of(small()).await;
    setting_up::by_somebody_who_signs_in(&house).await;
    setting_up::by_a_pipeline(&house).await;
    house.search(&["access token", "client secret", "code", "verifier"], &mut tally);
    tally.tell();
}

#[tokio::test]
async fn no_failure_gives_a_secret_away() {
    let mut tally = Tally::of(Part::Leaks, "failures");
    let house = House::of(small()).await;
    failing::in_every_scenario(&house).await;
    failing::by_wrong_secrets(&house).await;
    house.search(&["access token", "client secret"], &mut tally);
    tally.tell();
}

#[tokio::test]
async fn a_service_that_repeats_what_it_was_told_is_not_repeated() {
    let mut tally = Tally::of(Part::Leaks, "services that repeat secrets");
    let house = House::of(small()).await;
    failing::beside_a_parrot(&house).await;
    house.search(
        &["access token", "client secret", "device code", "refresh token"],
        &mut tally,
    );
    tally.tell();
}
