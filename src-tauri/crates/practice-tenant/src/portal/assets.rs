//! Style sheets, the icon and the two small scripts.

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

pub(crate) async fn portal_css() -> impl IntoResponse {
    ([(CONTENT_TYPE, CSS)], include_str!("../../assets/portal.css"))
}

pub(crate) async fn sign_in_css() -> impl IntoResponse {
    ([(CONTENT_TYPE, CSS)], include_str!("../../assets/sign-in.css"))
}

pub(crate) async fn portal_js() -> impl IntoResponse {
    ([(CONTENT_TYPE, JS)], include_str!("../../assets/portal.js"))
}

pub(crate) async fn icon() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "image/svg+xml")],
        include_str!("../../assets/icon.svg"),
    )
}

pub(crate) async fn form_post_js() -> impl IntoResponse {
    ([(CONTENT_TYPE, JS)], include_str!("../../assets/form-post.js"))
}
