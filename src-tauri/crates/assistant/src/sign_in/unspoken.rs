//! Types that hold secrets cannot be written anywhere: none can be serialised or displayed, and what can be printed for a
//! developer says `[redacted]`. The compiler refuses this file otherwise.

use std::fmt::{Debug, Display};

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Serialize;

use super::{Authorization, ClientCertificate, ClientCredential, DeviceCode, SealedCertificate, Tokens};
use super::{Pending, PendingConsent};
use crate::token::{AccessToken, Claims};

/// Two ways to be one where a type can be serialised, and then nobody can tell which is meant.
trait NotSerialized<How> {
    fn holds() {}
}
impl<T: ?Sized> NotSerialized<()> for T {}
impl<T: ?Sized + Serialize> NotSerialized<u8> for T {}

/// The same for what can be shown to people.
trait NotDisplayed<How> {
    fn holds() {}
}
impl<T: ?Sized> NotDisplayed<()> for T {}
impl<T: ?Sized + Display> NotDisplayed<u8> for T {}

/// The same for what can be printed.
trait NotPrinted<How> {
    fn holds() {}
}
impl<T: ?Sized> NotPrinted<()> for T {}
impl<T: ?Sized + Debug> NotPrinted<u8> for T {}

macro_rules! never {
    ($how:ident: $($secret:ty),+ $(,)?) => { $(<$secret as $how<_>>::holds();)+ };
}

#[test]
fn what_holds_a_secret_is_neither_serialised_nor_shown() {
    never!(NotSerialized: SecretString, AccessToken, Tokens, ClientCredential, ClientCertificate, SealedCertificate,
        DeviceCode, Authorization, Pending, PendingConsent);
    never!(NotDisplayed: SecretString, AccessToken, Tokens, ClientCredential, ClientCertificate, SealedCertificate,
        DeviceCode, Authorization, Pending, PendingConsent);
    never!(NotPrinted: Tokens, DeviceCode, Authorization, Pending, PendingConsent);
}

#[test]
fn what_can_be_printed_says_that_something_is_left_out() {
    let secret = || SecretString::from("made-up-secret".to_owned());
    let token = AccessToken::new(secret(), Claims::from_map(serde_json::Map::new()), Timestamp::MAX);
    for printed in [
        format!("{:?}", secret()),
        format!("{token:?}"),
        format!("{:?}", ClientCredential::Secret(secret())),
    ] {
        assert!(!printed.contains("made-up"), "{printed}");
        assert!(printed.to_lowercase().contains("redacted"), "{printed}");
    }
}
