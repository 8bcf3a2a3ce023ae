//! No mouse at all.

use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::keys::{self, DOWN, ENTER};
use crate::harness::wait::told;

#[tokio::test]
async fn the_keyboard_alone_leads_from_home_to_the_checklist() {
    told(async {
        let app = App::open("keyboard", Setting::ENGLISH_LIGHT).await;
        keys::tab_to(&app, "home-start").await;
        keys::press(&app, ENTER).await;
        keys::tab_to(&app, "where-practice").await;
        keys::tab_to(&app, "goal-user").await;
        keys::press(&app, DOWN).await;
        keys::tab_to(&app, "api-graph").await;
        keys::press(&app, DOWN).await;
        keys::tab_to(&app, "setup-continue").await;
        keys::press(&app, ENTER).await;
        app.step_is("tenant", "proved").await;
        keys::tab_to(&app, "client-id-input").await;
        assert_eq!(app.clicks(), 0);
        app.close().await;
    })
    .await;
}
