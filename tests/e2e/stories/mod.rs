//! The stories, each from Home to its end.

mod application;
mod card;
mod common;
mod customers;
mod diagnosis;
mod hunting;
mod keyboard;
mod partner;
mod registration;
mod screens;
mod sign_in;
mod support;
mod trust;
mod user;
