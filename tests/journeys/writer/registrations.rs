//! An app registration: made, taken away, made again; each time from wherever the last program was.

use handrail_assistant::Assistant;
use handrail_assistant::registration::{ConsentChoice, RegistrationChoices};
use handrail_assistant::sign_in::{LandingPage, LandingPages};

use crate::{Job, say};

pub(crate) async fn work(assistant: &Assistant, job: &Job) {
    let id = &job.connection;
    let client_id = job.client_id.parse().unwrap();
    assistant
        .lend_setup_secret(id, client_id, job.secret())
        .await
        .unwrap();
    let choices = RegistrationChoices {
        consent: ConsentChoice::Grant,
        ..RegistrationChoices::default()
    };
    let begun = assistant.registration_run(id).await.unwrap();
    say("ready");
    if begun.is_some_and(|run| run.undoing && run.undoable) {
        take_away(assistant, id).await;
    }
    loop {
        let made = assistant
            .apply_registration(id, &choices, &pages(), |_| ())
            .await
            .unwrap();
        assert!(made.finished, "{made:?}");
        say(format!("made {}", made.client_id.unwrap()));
        take_away(assistant, id).await;
    }
}

async fn take_away(assistant: &Assistant, id: &str) {
    let undone = assistant.undo_registration(id, |_| ()).await.unwrap();
    assert!(!undone.undoable, "{undone:?}");
    say("undone");
}

fn pages() -> LandingPages {
    let landing = || LandingPage {
        language: "en".into(),
        title: "You are signed in".into(),
        message: "Go back to Handrail.".into(),
    };
    LandingPages {
        consent: landing(),
        sign_in: landing(),
    }
}
