//! The script clinic on whole scripts: those of `tests/fixtures/clinic`, written for this project, and those of
//! Microsoft's five pages, which are no part of it: `HANDRAIL_SEEDS` names their folder.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixtures fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use handrail_assistant::snippets::clinic::{
    ClinicReport, Fault, FaultId, MAX_SCRIPT, NotAScript, ScriptLanguage, examine, examine_bytes,
};
use proptest::prelude::*;

/// The made-up secret of the fixtures.
const SECRET: &str = "Zq18Q~made.up_for-this-test.0123456789abc";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/clinic")
}

/// Each script of the fixtures with the faults that it has.
fn faulty() -> Vec<(String, String, Vec<Fault>)> {
    let table = fs::read_to_string(fixtures().join("faults/faults.json")).unwrap();
    let table: BTreeMap<String, Vec<Fault>> = serde_json::from_str(&table).unwrap();
    table
        .into_iter()
        .map(|(name, mut faults)| {
            faults.sort_unstable();
            let text = fs::read_to_string(fixtures().join("faults").join(&name)).unwrap();
            (name, text, faults)
        })
        .collect()
}

/// The pages of Microsoft; none where nobody says where they are.
fn seeds() -> Vec<(String, String)> {
    let Some(folder) = std::env::var_os("HANDRAIL_SEEDS").map(PathBuf::from) else {
        println!("skipped: HANDRAIL_SEEDS names no folder");
        return Vec::new();
    };
    let mut pages: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    pages.sort();
    pages
}

fn ids(report: &ClinicReport) -> BTreeSet<FaultId> {
    report.faults.iter().map(|fault| fault.id).collect()
}

#[test]
fn each_fault_is_named_on_its_line_and_nothing_else_is() {
    let mut wrong = Vec::new();
    for (name, text, faults) in faulty() {
        let report = examine(&text);
        let language = serde_json::to_value(report.language).unwrap();
        if report.faults != faults || !name.starts_with(language.as_str().unwrap()) {
            wrong.push((name, report.language, report.faults));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_corrected_script_has_no_fault_left() {
    for (name, text, _) in faulty() {
        let corrected = examine(&text).corrected;
        let again = examine(&corrected);
        assert_eq!(again.faults, [], "{name}:\n{corrected}");
        assert_eq!(again.corrected, corrected, "{name}");
    }
}

#[test]
fn a_correct_script_is_left_as_it_is() {
    for entry in fs::read_dir(fixtures().join("correct")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let report = examine(&text);
        assert_eq!(report.faults, [], "{}", path.display());
        assert_eq!(report.corrected, text, "{}", path.display());
        assert_ne!(report.language, ScriptLanguage::Text, "{}", path.display());
    }
}

#[test]
fn a_secret_of_a_script_is_in_no_part_of_the_answer() {
    let with_secret: Vec<_> = faulty()
        .into_iter()
        .filter(|(_, text, _)| text.contains(SECRET))
        .collect();
    assert!(with_secret.len() >= 4);
    for (name, text, _) in with_secret {
        let answer = serde_json::to_string(&examine(&text)).unwrap();
        assert!(!answer.contains(SECRET), "{name}");
    }
}

#[test]
fn lines_are_counted_the_same_whatever_ends_them() {
    for (name, text, faults) in faulty() {
        let windows = text.replace("\r\n", "\n").replace('\n', "\r\n");
        assert_eq!(examine(&windows).faults, faults, "{name}");
    }
}

#[test]
fn what_is_no_script_has_no_faults_and_stays() {
    for text in [
        "AADSTS700016: Application was not found.",
        "",
        "\n\n",
        "{\"a\": 1}",
        "curl",
    ] {
        let report = examine(text);
        assert_eq!((report.faults.len(), report.corrected.as_str()), (0, text));
    }
}

#[test]
fn the_scripts_of_the_five_pages_come_out_without_a_fault() {
    for (name, page) in seeds() {
        let report = examine(&page);
        assert!(!report.faults.is_empty(), "{name}");
        assert_eq!(examine(&report.corrected).faults, [], "{name}");
        for script in report.scripts {
            assert_eq!(
                examine(&script.corrected).faults,
                [],
                "{name}, line {}",
                script.line
            );
        }
    }
}

/// Where a fault of Microsoft's five pages shows.
#[derive(serde::Deserialize)]
struct Sign {
    /// What the page's file name begins with.
    page: String,
    #[serde(flatten)]
    fault: Fault,
}

/// The fifty faults of the five pages by their numbers, and the rules that find them.
fn seed_faults() -> BTreeMap<u32, Vec<Sign>> {
    let table = fs::read_to_string(fixtures().join("seed_faults.json")).unwrap();
    serde_json::from_str(&table).unwrap()
}

#[test]
fn every_fault_of_the_five_pages_has_a_rule() {
    let table = seed_faults();
    assert_eq!(
        table.keys().copied().collect::<Vec<_>>(),
        (1..=50).collect::<Vec<_>>()
    );
    assert!(table.values().all(|signs| !signs.is_empty()));
}

#[test]
fn the_faults_of_the_five_pages_are_named_on_their_lines() {
    let table = seed_faults();
    for (name, page) in seeds() {
        let found = examine(&page).faults;
        for (number, sign) in table
            .iter()
            .flat_map(|(number, signs)| signs.iter().map(move |sign| (number, sign)))
            .filter(|(_, sign)| name.starts_with(&sign.page))
        {
            assert!(found.contains(&sign.fault), "{number}, {name}: {:?}", sign.fault);
        }
    }
}

#[test]
fn a_page_that_names_the_setting_speaks_for_its_scripts() {
    let script = fs::read_to_string(fixtures().join("faults/python/public_client_flag.py")).unwrap();
    let page = |around: &str| format!("{around}\n\n```python\n{script}```\n");
    assert!(ids(&examine(&page("Register an app."))).contains(&FaultId::PublicClientFlag));
    for told in [
        "Set **Allow public client flows** to **Yes**.",
        "Activez **Autoriser les flux de clients publics**.",
    ] {
        assert_eq!(examine(&page(told)).faults, [], "{told}");
    }
}

#[test]
fn what_is_too_long_or_no_text_is_refused_before_it_is_read() {
    assert_eq!(
        examine_bytes(&vec![b'a'; MAX_SCRIPT + 1]),
        Err(NotAScript::TooLong)
    );
    assert_eq!(examine_bytes(b"\x89PNG\r\n\x1a\n"), Err(NotAScript::NotText));
    assert_eq!(examine_bytes(b" \n"), Err(NotAScript::Empty));
    assert!(examine_bytes(b"curl -k https://graph.microsoft.com/").is_ok());
}

#[test]
fn the_ways_that_people_really_write_are_understood() {
    use FaultId as F;
    let written = [
        (
            "$body = @\"\ngrant_type=client_credentials&client_id=$id&client_secret=$env:SECRET\n\"@\nInvoke-RestMethod $url -Body $body",
            vec![F::ValuesNotEncoded],
        ),
        (
            "import requests\ndata = dict(grant_type=\"client_credentials\", resource=\"https://graph.microsoft.com\")\nrequests.post(f\"https://login.microsoftonline.com/{t}/oauth2/token\", data=data)",
            vec![F::V1Endpoint, F::ResourceParameter],
        ),
        (
            "var http = new HttpClient();\nvar body = \"client_id=\" + args[0] + \"&client_secret=\" + args[1] + \"&grant_type=client_credentials\";",
            vec![F::ValuesNotEncoded],
        ),
        (
            "var http = new HttpClient();\nConsole.WriteLine((string)answer.access_token);",
            vec![F::TokenPrinted],
        ),
    ];
    for (text, wanted) in written {
        assert_eq!(ids(&examine(text)), BTreeSet::from_iter(wanted), "{text}");
    }
}

/// Every line of the fixtures, and what surrounds scripts.
fn lines() -> Vec<String> {
    let mut lines: Vec<String> = faulty()
        .into_iter()
        .flat_map(|(_, text, _)| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    lines.extend(
        [
            "```powershell",
            "```",
            "~~~",
            "<pre>",
            "</pre>",
            "@\"",
            "\"@",
            "\"\"\"",
            "1: a",
            "PS> ",
        ]
        .map(str::to_owned),
    );
    lines
}

/// A text of lines that belong to scripts, to other scripts, or to none.
fn texts() -> impl Strategy<Value = String> {
    let line = prop_oneof![4 => proptest::sample::select(lines()), 1 => "\\PC{0,40}"];
    let end = prop_oneof![Just("\n"), Just("\r\n")];
    (proptest::collection::vec(line, 0..8), end).prop_map(|(lines, end)| lines.join(end))
}

/// A line with a secret in it, as people write one into a script, a command or a mail.
fn planting(secret: &str) -> Vec<String> {
    vec![
        format!("$clientSecret = '{secret}'"),
        format!("CLIENT_SECRET=\"{secret}\""),
        format!("\"client_secret\": \"{secret}\","),
        format!("curl -d client_secret={secret} https://login.microsoftonline.com/x/oauth2/v2.0/token"),
        format!("# the secret is {secret}"),
        format!("The secret is {secret}."),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_pasted_lines_are_counted_within_it(text in texts()) {
        let report = examine(&text);
        let within = |line: u32, text: &str| line >= 1 && line as usize <= text.split('\n').count();
        for fault in &report.faults {
            prop_assert!(within(fault.line, &text), "{fault:?}");
        }
        for blank in &report.placeholders {
            prop_assert!(within(blank.line, &report.corrected), "{blank:?}");
        }
        prop_assert_eq!(report.shown.split('\n').count(), text.split('\n').count());
    }

    #[test]
    fn whatever_is_around_it_a_secret_is_in_no_part_of_the_answer(
        before in texts(),
        after in texts(),
        secret in "[A-Za-z0-9]{3}8Q~[A-Za-z0-9_.~-]{33}[A-Za-z0-9]",
        form in 0..6_usize,
    ) {
        let text = format!("{before}\n{}\n{after}", planting(&secret)[form]);
        let answer = serde_json::to_string(&examine(&text)).unwrap();
        prop_assert!(!answer.contains(&secret), "{answer}");
    }
}
