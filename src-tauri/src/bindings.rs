//! The one list of commands. The window's typed bindings are written from it, and a test fails when they drift.

use handrail_assistant::connection::Reminder;
use handrail_assistant::registration::DriftView;
use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

use crate::commands::{
    cards, certificates, checklist, consent, customers, defender, diagnosis, hosts, hunting, invitations,
    practice, preferences, registration, results, sign_in, snippets, support, sweep, tenants, token,
};

/// Every command that the window may call.
#[allow(clippy::too_many_lines, reason = "a list: one line for each command")]
pub(crate) fn builder() -> Builder<Wry> {
    // What goes out and what comes in has the same shape: one type each, instead of one for each direction.
    Builder::new()
        .disable_serde_phases()
        .error_handling(ErrorHandlingMode::Result)
        .typ::<DriftView>()
        .typ::<Reminder>()
        .commands(collect_commands![
            practice::practice,
            tenants::board,
            tenants::shown_customers,
            tenants::customer,
            tenants::watch_customers,
            tenants::stop_watching,
            tenants::look_at,
            tenants::cancel_look,
            tenants::partner_health,
            tenants::set_wanted,
            tenants::wantable,
            checklist::clouds,
            checklist::find_tenant,
            checklist::create_connection,
            checklist::connections,
            checklist::remove_connection,
            checklist::checklist,
            checklist::set_client_id,
            checklist::take_secret_from_clipboard,
            checklist::check,
            checklist::recommend,
            checklist::check_until,
            checklist::cancel_check,
            checklist::choose_step,
            checklist::set_flow,
            checklist::set_credential,
            checklist::set_api,
            consent::set_customer,
            consent::set_redirect_uri,
            consent::consent_link,
            consent::start_consent,
            consent::finish_consent,
            consent::cancel_consent,
            invitations::invitation,
            invitations::copy_invitation,
            invitations::save_handoff,
            invitations::save_invitations,
            invitations::save_redirect_page,
            invitations::read_callback,
            invitations::start_customer_consent,
            invitations::finish_customer_consent,
            invitations::consent_again,
            customers::add_customers,
            customers::add_customers_file,
            customers::cancel_adding,
            customers::remove_customers,
            customers::skip_customers,
            customers::name_customer,
            checklist::open_portal,
            hosts::hosts,
            hosts::measure_hosts,
            hosts::cancel_measure,
            hosts::set_host,
            practice::open_practice_portal,
            sign_in::start_sign_in,
            sign_in::finish_sign_in,
            sign_in::cancel_sign_in,
            sign_in::open_sign_in_link,
            sign_in::copy_sign_in_link,
            sign_in::start_device_sign_in,
            sign_in::copy_user_code,
            sign_in::accounts,
            sign_in::use_account,
            sign_in::forget_account,
            registration::start_setup_sign_in,
            registration::start_setup_device_sign_in,
            registration::finish_setup_sign_in,
            registration::setup_signed_in,
            registration::forget_setup,
            registration::setup_client,
            registration::keep_setup_client,
            registration::apply_registration,
            registration::cancel_registration,
            registration::registration_run,
            registration::plan_registration,
            registration::undo_registration,
            registration::rotate_credential,
            registration::check_registration,
            registration::repair_registration,
            registration::reminders,
            certificates::certificates,
            certificates::make_certificate,
            certificates::copy_certificate,
            certificates::save_certificate,
            certificates::save_certificate_with_key,
            diagnosis::diagnose,
            diagnosis::diagnose_clipboard,
            diagnosis::open_error_lookup,
            snippets::clinic,
            snippets::clinic_clipboard,
            snippets::snippet,
            snippets::snippet_languages,
            snippets::schedules,
            snippets::schedule,
            cards::export_card,
            cards::inspect_card,
            cards::given_card,
            cards::import_card,
            token::token,
            defender::read_list,
            defender::resume_list,
            defender::estimate,
            defender::questions,
            defender::exposure,
            defender::cancel_read,
            defender::incident_details,
            defender::open_incident,
            results::result,
            defender::preview_change,
            defender::apply_change,
            hunting::hunt,
            hunting::cancel_hunt,
            hunting::hunting_places,
            hunting::hunting_schema,
            hunting::saved_queries,
            hunting::save_query,
            hunting::remove_query,
            sweep::start_sweep,
            sweep::resume_sweep,
            sweep::cancel_sweep,
            sweep::unfinished_sweeps,
            sweep::discard_sweep,
            results::table_page,
            results::raw_row,
            results::over_time,
            results::facet,
            results::save_result,
            results::save_brief,
            results::compare,
            results::copy_rows,
            results::open_saved,
            results::save_evidence_report,
            support::support_bundle,
            support::save_support_bundle,
            results::open_folder,
            results::choose_folder,
            preferences::preferences,
            preferences::set_preferences,
            preferences::choose_cloud_file,
            preferences::forget_cloud_file,
        ])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use serde_json::Value;
    use specta_typescript::Typescript;

    use super::*;

    /// The list that `build.rs` makes permissions of.
    const NAMES: &[&str] = include!("commands/names.in");
    const HEADER: &str =
        "// Written from Rust by `cargo xtask bindings`; a test fails when it drifts. Do not edit.\n";
    /// What every command resolves with, under a name for the window's own code.
    const RESULT: &str =
        "export type Result<T, E> = { status: \"ok\"; data: T } | { status: \"error\"; error: E };";

    fn in_project(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
    }

    fn written() -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bindings.ts");
        builder()
            .export(Typescript::default().header(HEADER).with_raw(RESULT), &file)
            .unwrap();
        fs::read_to_string(file).unwrap()
    }

    #[test]
    fn bindings_file_is_current() {
        let file = in_project("../ui/src/ipc/bindings.ts");
        let written = written();
        if std::env::var_os("HANDRAIL_WRITE_BINDINGS").is_some() {
            fs::write(&file, &written).unwrap();
        }
        let kept = fs::read_to_string(&file).unwrap();
        assert!(
            kept == written,
            "{} has drifted: run `cargo xtask bindings`",
            file.display()
        );
    }

    #[test]
    fn the_same_commands_are_answered_named_and_allowed() {
        let named: BTreeSet<String> = NAMES.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(named.len(), NAMES.len(), "a command is named twice");

        let bindings = written();
        let calls = bindings.split("__TAURI_INVOKE(\"").skip(1);
        let answered: BTreeSet<String> = calls
            .map(|call| call.split('"').next().unwrap().to_owned())
            .collect();
        assert_eq!(answered, named);

        let capability: Value =
            serde_json::from_str(&fs::read_to_string(in_project("capabilities/main.json")).unwrap()).unwrap();
        let permissions = capability["permissions"].as_array().unwrap();
        let allowed: BTreeSet<String> = permissions
            .iter()
            .map(|permission| permission.as_str().unwrap().to_owned())
            .collect();
        let wanted: BTreeSet<String> = named
            .iter()
            .map(|name| format!("allow-{}", name.replace('_', "-")))
            .collect();
        assert_eq!(allowed, wanted);
    }
}
