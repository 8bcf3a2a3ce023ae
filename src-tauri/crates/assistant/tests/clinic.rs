//! The script clinic on whole scripts: those of `tests/fixtures/clinic`, written for this project, and those of
//! Microsoft's five pages, which are no part of it: `HANDRAIL_SEEDS` names their folder.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixtures fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use handrail_assistant::snippets::clinic::{ClinicReport, Fault, FaultId, ScriptLanguage, examine};

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

#[test]
fn the_faults_of_the_five_pages_are_named() {
    use FaultId as F;
    let of_page = [
        (
            "000",
            vec![
                F::AdalLibrary,
                F::ModuleAsPackage,
                F::OldSignInHost,
                F::PromptAlways,
                F::TokenOnClipboard,
                F::TokenPrinted,
            ],
        ),
        (
            "001",
            vec![
                F::SecretInScript,
                F::OldSignInHost,
                F::V1Endpoint,
                F::ResourceParameter,
                F::TokenInFile,
                F::FileEncoding,
                F::AdalLibrary,
                F::ScopeGlued,
                F::TlsOff,
                F::HeadersInOutput,
                F::SecretOnCommandLine,
                F::ValuesNotEncoded,
                F::PercentExpansion,
                F::ConsentLink,
                F::PermissionName,
                F::PortalRedirect,
                F::TokenOnWebsite,
                F::ClaimName,
                F::TokenLife,
                F::TenantByHand,
                F::RoleTooLarge,
                F::Mistranslation,
                F::OnePage,
                F::NoThrottling,
            ],
        ),
        (
            "002",
            vec![
                F::PermissionName,
                F::TextRunTogether,
                F::ContextAdvice,
                F::WrongGuide,
                F::OldNames,
                F::OldProductName,
            ],
        ),
        (
            "003",
            vec![
                F::PasswordGrant,
                F::V1Endpoint,
                F::ResourceParameter,
                F::ValuesNotEncoded,
                F::BodyDiscarded,
                F::OldApiHost,
                F::RedirectAddress,
                F::PortalWords,
                F::PermissionUnlisted,
                F::TokenOnWebsite,
                F::TokenLife,
            ],
        ),
        (
            "004",
            vec![
                F::SecretInScript,
                F::OldSignInHost,
                F::V1Endpoint,
                F::ResourceParameter,
                F::TokenInFile,
                F::FilterLost,
                F::OnePage,
                F::NoThrottling,
                F::JsonSingle,
                F::FileEncoding,
                F::RowsMisnamed,
                F::ApiSearchName,
            ],
        ),
    ];
    for (name, page) in seeds() {
        let Some((_, wanted)) = of_page.iter().find(|(number, _)| name.starts_with(number)) else {
            continue;
        };
        let found = ids(&examine(&page));
        let missing: Vec<_> = wanted.iter().filter(|fault| !found.contains(fault)).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}
