//! Access as the application, on Microsoft Graph, by somebody who takes two wrong turns.

use super::common::{begin, follow, give_client_id, read_and_compare};
use crate::harness::app::App;
use crate::harness::clipboard;
use crate::harness::desktop::Setting;
use crate::harness::person::Person;
use crate::harness::portal;
use crate::harness::wait::told;

#[tokio::test]
async fn an_admin_sets_up_app_only_access_and_finds_the_incidents_on_disk() {
    told(async {
        let app = App::open("application", Setting::ENGLISH_LIGHT).await;
        begin(&app, "application", "graph").await;
        assert!(
            app.shows("practice-badge").await,
            "practice is always visibly practice"
        );

        let admin = Person::sit_down(&app.desktop).await;
        follow(&app, &admin).await;
        let registration = portal::register(&admin, "Handrail", None).await;
        give_client_id(&app, &registration.tenant_id).await;
        app.problem_is("client_id_is_tenant_id").await;
        give_client_id(&app, &registration.client_id).await;
        app.step_is("register", "proved").await;

        follow(&app, &admin).await;
        portal::add_permission(&admin, None, "application", "SecurityIncident.Read.All").await;

        app.click("step-secret").await;
        follow(&app, &admin).await;
        let secret = portal::new_secret(&admin, "Handrail").await;
        let copied = clipboard::copy(&app.desktop, &secret.id);
        app.click("take-secret").await;
        app.problem_is("secret_id_pasted").await;
        drop(copied);
        let copied = clipboard::copy(&app.desktop, &secret.value);
        app.click("take-secret").await;
        app.step_is("secret", "proved").await;
        drop(copied);

        app.click("step-consent").await;
        follow(&app, &admin).await;
        portal::grant_admin_consent(&admin).await;
        app.click("check-again").await;
        for step in ["permissions", "consent", "token", "incidents"] {
            app.step_is(step, "proved").await;
        }

        read_and_compare(&app, "graph").await;
        println!(
            "clicks: {} in Handrail, {} in the portal",
            app.clicks(),
            admin.clicks()
        );
        app.close().await;
    })
    .await;
}
