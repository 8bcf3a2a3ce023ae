//! The keyboard.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};

use super::app::App;

/// Key codes of `WebDriver` (W3C, "Keyboard actions").
pub(crate) const TAB: char = '\u{e004}';
pub(crate) const ENTER: char = '\u{e007}';
pub(crate) const DOWN: char = '\u{e015}';

/// More stops than any screen has.
const STOPS: usize = 60;

/// Presses and releases one key, wherever the focus is.
pub(crate) async fn press(app: &App, key: char) {
    let stroke = KeyActions::new("keyboard".into())
        .then(KeyAction::Down { value: key })
        .then(KeyAction::Up { value: key });
    app.client
        .perform_actions(stroke)
        .await
        .expect("the window takes keys");
}

/// Presses and releases one key while Ctrl is held.
pub(crate) async fn press_with_control(app: &App, key: char) {
    const CONTROL: char = '\u{e009}';
    let stroke = KeyActions::new("keyboard".into())
        .then(KeyAction::Down { value: CONTROL })
        .then(KeyAction::Down { value: key })
        .then(KeyAction::Up { value: key })
        .then(KeyAction::Up { value: CONTROL });
    app.client
        .perform_actions(stroke)
        .await
        .expect("the window takes keys");
}

/// Goes from stop to stop with Tab until the place with this test id, or something in it, has the focus.
pub(crate) async fn tab_to(app: &App, id: &str) {
    app.place(id).await;
    let script = format!("return document.activeElement?.closest(`[data-testid='{id}']`) !== null");
    for _ in 0..STOPS {
        let focused = app
            .client
            .execute(&script, Vec::new())
            .await
            .expect("the page answers");
        if focused.as_bool() == Some(true) {
            return;
        }
        press(app, TAB).await;
    }
    panic!("{id} cannot be reached with Tab");
}
