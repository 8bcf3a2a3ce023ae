//! What strangers wrote: at a terminal, and in the files that other programs open.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use scraper::{Html, Selector};
use serde_json::{Value, json};
use tempfile::TempDir;
use trust::{Part, Tally};

use crate::run::{DONE, Outcome, Practice, finish, handrail, run, run_with_input};

/// What a terminal, a log or an eye would take for something else. None has a NUL: no argument can hold one.
const HOSTILE: [(&str, &str); 11] = [
    ("clears the screen", "a\u{1b}[2J\u{1b}[Hb"),
    ("names the window", "a\u{1b}]0;title\u{7}b"),
    ("writes the clipboard", "a\u{1b}]52;c;aGFuZHJhaWw=\u{1b}\\b"),
    ("makes a link", "a\u{1b}]8;;https://evil.example/\u{1b}\\b"),
    ("controls of eight bits", "a\u{9b}2J\u{9d}0;t\u{9c}\u{85}b"),
    ("goes back", "a\u{8}\u{8}\u{7}\u{c}\u{b}\u{7f}b"),
    ("writes over the line", "a\rb"),
    ("overrides the direction", "a\u{202e}fdp.exe"),
    ("isolates", "a\u{2066}b\u{2067}c"),
    ("hides", "a\u{200b}\u{feff}\u{ad}\u{2060}b"),
    ("ends lines unseen", "a\u{2028}b\u{2029}c"),
];

/// May a terminal be shown this?
fn is_plain(letter: char) -> bool {
    match letter {
        '\n' | '\t' => true,
        '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => false,
        other => !other.is_control(),
    }
}

fn told_plainly(outcome: &Outcome) -> bool {
    !outcome.everything().is_empty() && outcome.everything().chars().all(is_plain)
}

/// Runs the line with the text as its last argument, by itself and for a program.
fn each_way(home: &TempDir, line: &str, text: &str) -> [Outcome; 2] {
    ["", "--json --log debug"].map(|how| {
        let words = line.split_whitespace().chain(how.split_whitespace());
        finish(handrail(home).args(words).arg(text).spawn().unwrap())
    })
}

#[test]
fn what_the_command_line_repeats_commands_no_terminal() {
    let home = tempfile::tempdir().unwrap();
    let mut tally = Tally::of(Part::Attacks, "content: what a line repeats, at a terminal");
    for line in [
        "",
        "hello-world --practice --since",
        "hello-world --connection",
        "connections remove",
        "connections import",
        "clinic",
        "hello-world --output out --card",
    ] {
        for (name, text) in HOSTILE {
            for outcome in each_way(&home, line, text) {
                tally.case(format!("{line}: {name}: {outcome:?}"), told_plainly(&outcome));
            }
        }
    }
    tally.tell();
}

#[test]
fn what_is_explained_commands_no_terminal_and_stays_exact_for_programs() {
    let home = tempfile::tempdir().unwrap();
    let mut tally = Tally::of(Part::Attacks, "content: what is pasted, at a terminal");
    for (name, text) in HOSTILE {
        let said = format!("AADSTS7000215: Invalid client secret provided. {text}");
        let pastes = [
            json!({"error": "invalid_client", "error_description": said}).to_string(),
            json!({"error": {"code": text, "message": said}}).to_string(),
            text.to_owned(),
        ];
        for paste in pastes {
            for how in ["", "--json --log debug"] {
                let outcome = run_with_input(&home, &format!("diagnose - {how}"), &paste);
                tally.case(
                    format!("diagnose {how}: {name}: {outcome:?}"),
                    told_plainly(&outcome),
                );
            }
        }
        let script = format!("import msal # {text}\nprint('{text}')\n");
        let read = run_with_input(&home, "clinic - --json", &script);
        tally.case(format!("clinic: {name}: {read:?}"), told_plainly(&read));
    }
    tally.tell();
}

#[test]
fn a_name_from_a_card_commands_no_terminal_and_stays_exact_for_programs() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let mut tally = Tally::of(Part::Attacks, "content: names in cards, at a terminal");
    for (name, text) in HOSTILE {
        let client = practice.text("/apps/application/clientId");
        let card = json!({
            "handrailCard": 1, "name": text, "cloud": "practice", "tenantId": practice.text("/tenantId"),
            "tenantDomain": practice.text("/tenantDomain"), "clientId": client,
            "goal": {"api": "graph", "context": "application"},
        });
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join("a.handrail.json"), card.to_string()).unwrap();
        let cloud = practice.cloud();
        for line in ["connections import a.handrail.json", "connections list", "check"] {
            for how in ["", "--json"] {
                let outcome = run(&data, &format!("{line} {cloud} {how}"));
                tally.case(
                    format!("{line} {how}: {name}: {outcome:?}"),
                    told_plainly(&outcome),
                );
            }
        }
        let list = run(&data, &format!("connections list {cloud} --json")).document();
        let kept = &list["connections"][0]["name"];
        tally.case(format!("exact: {name}: {list}"), kept == text);
    }
    tally.tell();
}

/// Reads as the application, as a schedule does.
fn read(home: &TempDir, practice: &Practice, more: &str) -> Outcome {
    let line = format!(
        "hello-world --tenant {} --client-id {} --secret-stdin --output out {} {more}",
        practice.text("/tenantDomain"),
        practice.text("/apps/application/clientId"),
        practice.cloud()
    );
    run_with_input(home, &line, practice.text("/apps/application/clientSecret"))
}

#[test]
fn what_a_server_says_commands_no_terminal_and_forges_no_line_of_the_log() {
    let home = tempfile::tempdir().unwrap();
    let mut tally = Tally::of(Part::Attacks, "content: what a server says, at a terminal");
    for refusal in ["", "--scenario not-provisioned", "--scenario flaky"] {
        let practice = Practice::start(&home, &format!("--scenario hostile-content {refusal}"));
        for api in ["graph", "xdr", "mde"] {
            for how in ["", "--json"] {
                let outcome = read(&home, &practice, &format!("--log debug --api {api} {how}"));
                tally.case(
                    format!("{refusal} {api} {how}: {outcome:?}"),
                    told_plainly(&outcome),
                );
                let forged = |line: &str| line.starts_with("2026-01-01T00:00:00Z ERROR");
                tally.case(
                    format!("{refusal} {api} {how}: {outcome:?}"),
                    !outcome.everything().lines().any(forged),
                );
            }
        }
    }
    tally.tell();
}

#[test]
fn files_hold_what_strangers_wrote_and_run_none_of_it() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--scenario hostile-content");
    for (api, list) in [
        ("graph", "/v1.0/security/incidents"),
        ("xdr", "/api/incidents"),
        ("mde", "/api/alerts"),
    ] {
        let formats = "--format json,ndjson,csv,xlsx,html --since 1970-01-01T00:00:00Z --json";
        let outcome = read(&home, &practice, &format!("--api {api} {formats}"));
        assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
        let document = outcome.document();
        let file = |format: &str| {
            let mut saved = document["saved"].as_array().unwrap().iter();
            let saved = saved.find(|saved| saved["format"] == format).unwrap();
            home.path().join(saved["path"].as_str().unwrap())
        };
        let rows: Vec<Value> = serde_json::from_slice(&fs::read(file("json")).unwrap()).unwrap();
        assert!(rows.len() > 52, "each text has its turn: {}", rows.len());
        assert_exact(&rows, &sent(&practice, api, list));
        assert_lines(&file("ndjson"), &rows);
        assert_no_formula_in_csv(&file("csv"), rows.len());
        assert_no_formula_in_xlsx(&file("xlsx"));
        let portal = format!("{}/portal/", practice.text("/originTls"));
        assert_page_runs_nothing(&file("html"), &portal);
    }
}

/// The first page of a list, as the service sends it.
fn sent(practice: &Practice, api: &str, list: &str) -> Vec<Value> {
    let audience = match api {
        "graph" => "https://graph.microsoft.com",
        "xdr" => "https://api.security.microsoft.com",
        _ => "https://api.securitycenter.microsoft.com",
    };
    let text = practice.call(list, &practice.token("application", audience));
    // No text can hold half a pair.
    let mut answer: Value = serde_json::from_str(&text.replace("\\ud800", "\\ufffd")).unwrap();
    match answer["value"].take() {
        Value::Array(rows) => rows,
        other => panic!("no rows: {other}"),
    }
}

/// Every row that was sent is in the file, each of its fields as it was sent.
fn assert_exact(saved: &[Value], sent: &[Value]) {
    let mut tally = Tally::of(Part::Attacks, "content: JSON keeps it exactly");
    let id = |row: &Value| row.get("id").or(row.get("incidentId")).cloned();
    for row in sent {
        let kept = saved.iter().find(|kept| id(kept) == id(row));
        for (name, value) in row.as_object().unwrap() {
            let same = kept.is_some_and(|kept| kept.get(name) == Some(value));
            tally.case(format!("{name} of {:?}", id(row)), same);
        }
    }
    tally.tell();
}

fn assert_lines(file: &Path, rows: &[Value]) {
    let text = fs::read_to_string(file).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(lines == rows, "a line for each row, and the same in it");
}

/// What makes a spreadsheet take a cell for a formula.
fn begins_a_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
        && cell.parse::<f64>().is_err()
}

fn assert_no_formula_in_csv(file: &Path, rows: usize) {
    let mut tally = Tally::of(Part::Attacks, "content: cells of CSV");
    let mut read = csv::Reader::from_path(file).unwrap();
    let mut records = 0;
    for record in read.records() {
        records += 1;
        for cell in &record.unwrap() {
            let plain = |letter: char| letter == '\r' || is_plain(letter);
            tally.case(
                cell.chars().take(80).collect::<String>(),
                !begins_a_formula(cell) && cell.chars().all(plain),
            );
        }
    }
    assert_eq!(records, rows, "no cell becomes a row");
    tally.tell();
}

fn assert_no_formula_in_xlsx(file: &Path) {
    let mut tally = Tally::of(Part::Attacks, "content: parts of Excel files");
    let mut parts = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let mut written = false;
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        written |= text.contains("cmd|");
        let formula = text.contains("<f>") || text.contains("<f ");
        // A link leads only where Handrail put it: to the portal of Defender, or inside the file.
        let elsewhere = text.contains("TargetMode=\"External\"")
            && (text.contains("evil.example") || text.contains("javascript:") || text.contains("file:"));
        let plain = |letter: char| letter == '\r' || is_plain(letter);
        tally.case(
            format!("{name}: formula {formula}, link {elsewhere}"),
            !formula && !elsewhere && text.chars().all(plain) && !name.contains("vba"),
        );
    }
    assert!(written, "the texts are in the file");
    tally.tell();
}

/// No element loads or runs anything, and links lead to the portal alone.
fn assert_page_runs_nothing(file: &Path, portal: &str) {
    let mut tally = Tally::of(Part::Attacks, "content: pages for people");
    let page = Html::parse_document(&fs::read_to_string(file).unwrap());
    let all = Selector::parse("*").unwrap();
    let runs = [
        "script",
        "iframe",
        "object",
        "embed",
        "img",
        "link",
        "base",
        "form",
        "input",
        "animate",
        "foreignobject",
    ];
    for element in page.select(&all) {
        let element = element.value();
        let handler = element
            .attrs()
            .any(|(name, _)| name.starts_with("on") || name == "srcdoc");
        let address = ["href", "src", "xlink:href", "action", "data"]
            .iter()
            .filter_map(|name| element.attr(name))
            .all(|address| address.starts_with('#') || address.starts_with(portal));
        let turns = element.name() == "meta"
            && element
                .attr("http-equiv")
                .is_some_and(|of| of != "Content-Security-Policy");
        tally.case(
            format!("{element:?}"),
            !runs.contains(&element.name()) && !handler && address && !turns,
        );
    }
    let text: String = page.root_element().text().collect();
    assert!(
        text.contains("<script>window.handrailCanary"),
        "what they wrote is there to read"
    );
    assert!(text.chars().all(|letter| letter == '\r' || is_plain(letter)));
    tally.tell();
}
