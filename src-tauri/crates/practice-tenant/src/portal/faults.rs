//! Practice faults: the scenarios and the clock, for people who have no command line at hand.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::entra::Params;
use crate::portal::layout::{FAULTS, Saved, page, saved_notice, see};
use crate::portal::view::View;
use crate::portal::words as common;
use crate::portal::words::faults as w;
use crate::practice::Shared;
use crate::scenario::{Scenario, Switches};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// `GET /portal/faults`.
pub(crate) async fn show(State(practice): State<Shared>, view: View, Query(saved): Query<Saved>) -> Response {
    let body = html! {
        (saved_notice(&view, &saved))
        p.hint { (view.say(w::INTRODUCTION)) }
        form.sheet method="post" action=(FAULTS) {
            @for place in w::Place::ALL { (choices(&view, &practice.switches, place)) }
            p.actions.start.stay {
                button.primary id="save" type="submit" { (view.say(common::SAVE)) }
                button id="switch-all-off" type="submit" name="none" value="yes" { (view.say(w::NONE_ON)) }
            }
        }
        (clock(&view, &practice))
    };
    page(&view, StatusCode::OK, w::FAULTS, &body)
}

fn choices(view: &View, switches: &Switches, place: w::Place) -> Markup {
    let here = Scenario::all()
        .iter()
        .filter(|scenario| w::place(**scenario) == place);
    html! {
        fieldset {
            legend { (view.say(place.name())) }
            @for scenario in here {
                label.choice {
                    input type="checkbox" name="fault" value=(scenario.name()) checked[switches.is_on(*scenario)];
                    span {
                        (view.say(w::name(*scenario))) " " code { (scenario.name()) }
                        small { (view.say(w::effect(*scenario))) }
                    }
                }
            }
        }
    }
}

fn clock(view: &View, practice: &Shared) -> Markup {
    let steps = [(HOUR, w::AN_HOUR), (DAY, w::A_DAY), (91 * DAY, w::A_QUARTER)];
    html! {
        section.sheet {
            h2 { (view.say(w::CLOCK)) }
            p.hint { (view.say(w::CLOCK_HINT)) }
            p { (view.say(w::NOW)) ": " time { (practice.now().strftime("%Y-%m-%d %H:%M UTC")) } }
            form.commands method="post" action={ (FAULTS) "/clock" } {
                @for (seconds, name) in steps {
                    button type="submit" name="advance_seconds" value=(seconds) { (view.say(name)) }
                }
            }
        }
    }
}

/// `POST /portal/faults`: those named are on afterwards, all others off.
pub(crate) async fn save(State(practice): State<Shared>, body: String) -> Response {
    let form: Vec<_> = url::form_urlencoded::parse(body.as_bytes()).collect();
    let none = form.iter().any(|(name, _)| name == "none");
    for scenario in Scenario::all() {
        let named = form
            .iter()
            .any(|(name, value)| name == "fault" && value == scenario.name());
        practice.switches.turn(*scenario, named && !none);
    }
    see(&format!("{FAULTS}?saved=yes"))
}

/// `POST /portal/faults/clock`.
pub(crate) async fn advance(State(practice): State<Shared>, body: String) -> Response {
    let params = Params::parse(body.as_bytes());
    let seconds = params.value("advance_seconds").and_then(|text| text.parse().ok());
    practice.clock.advance(seconds.unwrap_or_default());
    see(&format!("{FAULTS}?saved=yes"))
}
