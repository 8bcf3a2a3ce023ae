//! The stories, each from Home to its end.

mod application;
mod common;
mod keyboard;
mod screens;
mod secrets;
mod sign_in;
mod user;
