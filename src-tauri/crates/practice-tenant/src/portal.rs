//! The practice portal: server-rendered pages in the language and order of the Entra admin center.

mod assets;

use axum::Router;
use axum::routing::get;

use crate::practice::Shared;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/portal/portal.css", get(assets::portal_css))
        .route("/portal/sign-in.css", get(assets::sign_in_css))
        .route("/portal/portal.js", get(assets::portal_js))
        .route("/portal/form-post.js", get(assets::form_post_js))
}
