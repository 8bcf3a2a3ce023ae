//! Every fault that the script clinic knows has words in every language.

use handrail_assistant::snippets::clinic::FaultId;
use handrail_words::{Language, Words};

#[test]
fn every_fault_has_a_title_and_a_reason_in_every_language() {
    for language in Language::ALL {
        for fault in FaultId::ALL {
            let id = serde_json::to_value(fault).unwrap();
            for part in ["title", "why"] {
                let key = format!("snippets.faults.{}.{part}", id.as_str().unwrap());
                assert!(Words::of(language).has(&key), "{language}: {key}");
            }
        }
    }
}
