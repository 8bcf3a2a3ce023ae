//! What a run leaves behind: on its streams, in its files, in the log at the level that says most, and with the browser.

mod runs;

use trust::{Part, Tally};

use self::runs::Runs;

/// Lines that do not begin with `!` get the secret in the variable that they name; those that do get it by mistake.
const LINES: [&str; 24] = [
    "hello-world APPLICATION --secret-env PIPELINE --output out --format json,ndjson,csv,xlsx,html CLOUD",
    "hello-world APPLICATION --secret-env PIPELINE --api xdr --json --output out CLOUD",
    "hello-world APPLICATION --secret-env PIPELINE --api mde --lang fr --output out CLOUD",
    "hello-world APPLICATION --secret-env WRONG --output out CLOUD",
    "hello-world APPLICATION --secret-env WRONG --json --output out CLOUD",
    "hello-world APPLICATION --secret-env NOT_SET CLOUD",
    "hello-world APPLICATION --certificate CERTIFICATE --output out CLOUD",
    "hello-world APPLICATION --certificate CERTIFICATE --json --output /proc/nowhere CLOUD",
    "hello-world --practice --output out --format html",
    // Through a proxy that is not there, whose address holds a password.
    "hello-world APPLICATION --secret-env PIPELINE",
    "hello-world APPLICATION --secret-env PIPELINE --json --lang fr",
    "check CLOUD",
    "connections list --json CLOUD",
    "connections export nobody CLOUD",
    "connections import card.json --json CLOUD",
    "snippet APPLICATION --call token --language curl CLOUD",
    "snippet APPLICATION --call register --language bicep --json CLOUD",
    "consent-link APPLICATION customer.example --json CLOUD",
    "customers sweep PARTNER --secret-env PARTNERS --output swept --json CLOUD",
    "customers add PARTNER customer.example --json CLOUD",
    "register plan --goal user --tenant contoso.com --json --setup-client-id PIPE --setup-secret-env PIPES CLOUD",
    "register apply --goal user --consent link --tenant contoso.com --setup-client-id PIPE --setup-secret-env WRONG CLOUD",
    "certificate export --connection nobody --output made.pfx --password-env FILES --json CLOUD",
    "token inspect",
];

/// The secret itself stands on the line, where nobody should put it.
const MISTAKES: [&str; 4] = [
    "hello-world APPLICATION --secret-env SECRET CLOUD",
    "hello-world APPLICATION --secret-env SECRET --json CLOUD",
    "hello-world SECRET --json",
    "hello-world --client-secret=SECRET",
];

/// What is given on standard input.
const PIPED: [(&str, &str); 9] = [
    (
        "hello-world APPLICATION --secret-stdin --output out --json CLOUD",
        "SECRET",
    ),
    (
        "hello-world APPLICATION --secret-stdin --output out CLOUD",
        "a secret that is wrong",
    ),
    ("token inspect - --json", "TOKEN"),
    ("token inspect", "TOKEN and more"),
    (
        "diagnose - --json",
        "AADSTS7000215: Invalid client secret 'SECRET', Authorization: Bearer TOKEN",
    ),
    ("diagnose -", "nobody understands client_secret=SECRET"),
    ("diagnose - --lang fr", "TOKEN"),
    (
        "clinic - --json",
        "curl -d client_secret=SECRET https://login.microsoftonline.com/x/oauth2/token",
    ),
    (
        "clinic -",
        "$secret = 'SECRET'\nInvoke-RestMethod -Headers @{Authorization = 'Bearer TOKEN'}",
    ),
];

#[test]
fn no_command_and_no_failure_leaves_a_secret_behind_at_any_level() {
    let mut tally = Tally::of(Part::Leaks, "command line");
    let mut runs = Runs::begin();
    for line in LINES.iter().chain(&MISTAKES) {
        for level in ["error", "debug"] {
            runs.run(line, level, None);
        }
    }
    for (line, input) in PIPED {
        runs.run(line, "debug", Some(input));
    }
    runs.search(&mut tally);
    tally.tell();
}

#[cfg(target_os = "linux")]
#[test]
fn a_secret_of_the_keychain_is_in_no_file_not_even_in_the_keychains_own() {
    if let Some(tool) = crate::keychain::missing() {
        println!("skipped: there is no {tool} here");
        return;
    }
    let mut tally = Tally::of(Part::Leaks, "beside a keychain");
    let mut runs = Runs::begin();
    runs.run_beside_a_keychain();
    runs.search(&mut tally);
    tally.tell();
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_gets_an_address_and_nothing_else() {
    let mut tally = Tally::of(Part::Leaks, "the browser's environment, arguments and files");
    let runs = Runs::begin();
    let seen = runs.seen_by_the_browser(
        "register apply --goal user --consent grant --tenant contoso.com --json \
        --setup-client-id PIPE --setup-secret-env PIPES CLOUD",
    );
    for (what, expected) in [
        ("an environment", "HARMLESS=to-be-found"),
        ("an address", "/oauth2/v2.0/authorize?"),
    ] {
        assert!(seen.contains(expected), "nothing is seen of {what}: {seen}");
    }
    for name in [
        "PIPES=",
        "COPY_OF_IT=",
        "SOMETHING_TOKEN=",
        "client_secret",
        "code_verifier",
        "&code=",
    ] {
        tally.case(format!("{name} in {seen}"), !seen.contains(name));
    }
    runs.none_in("what the browser got", seen.as_bytes(), &mut tally);
    tally.tell();
}
