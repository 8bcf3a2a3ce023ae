//! Repeatable randomness for what the seed decides, real randomness for codes and tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use uuid::{Builder, Uuid};

/// A repeatable stream of numbers (`SplitMix64`). The same seed and label give the same stream on every machine.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// A stream of its own for each purpose, so that adding one more throw somewhere changes nothing elsewhere.
    pub(crate) fn new(seed: u64, label: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(seed.to_le_bytes());
        hash.update(label.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&hash.finalize()[..8]);
        Self(u64::from_le_bytes(first))
    }

    /// The stream of a number that was thrown: cheaper than a label where there are many.
    pub(crate) fn of_number(number: u64) -> Self {
        Self(number)
    }

    /// A stream that nobody can repeat.
    pub(crate) fn unrepeatable() -> Self {
        Self(Uuid::new_v4().as_u64_pair().0)
    }

    /// The next number.
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `end`; 0 when `end` is 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.roll() % end }
    }

    /// True in `percent` of a hundred throws.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `items`, or `None` when there are none.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(usize::try_from(self.below(items.len() as u64)).ok()?)
    }

    /// A version 4 GUID.
    pub(crate) fn guid(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.roll().to_be_bytes());
        bytes[8..].copy_from_slice(&self.roll().to_be_bytes());
        Builder::from_random_bytes(bytes).into_uuid()
    }

    /// `length` characters of `alphabet`.
    pub(crate) fn text(&mut self, length: usize, alphabet: &str) -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        (0..length).filter_map(|_| self.pick(&letters)).collect()
    }

    /// `length` lower-case hexadecimal digits.
    pub(crate) fn hex(&mut self, length: usize) -> String {
        let rolls: Vec<String> = (0..length.div_ceil(16))
            .map(|_| format!("{:016x}", self.roll()))
            .collect();
        let mut digits = rolls.concat();
        digits.truncate(length);
        digits
    }
}

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A client secret value as Entra makes them: 40 characters, `8Q~` from the fourth on.
pub(crate) fn client_secret(dice: &mut Dice) -> String {
    let alphabet = format!("{LETTERS}~._-");
    format!("{}8Q~{}", dice.text(3, LETTERS), dice.text(34, &alphabet))
}

/// A password for a practice account: pronounceable enough to type, long enough to look like one.
pub(crate) fn password(dice: &mut Dice) -> String {
    let mut part = || {
        format!(
            "{}{}",
            dice.text(1, "BDFGKLMNPRSTVZ"),
            dice.text(4, "abdefgikmnoprstuvz")
        )
    };
    format!("{}-{}-{}", part(), part(), dice.text(3, "23456789"))
}

/// `words` times 122 unguessable bits, safe in a URL.
pub(crate) fn opaque(words: usize) -> String {
    let bytes: Vec<u8> = (0..words).flat_map(|_| Uuid::new_v4().into_bytes()).collect();
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_label_give_the_same_ids() {
        assert_eq!(Dice::new(7, "tenant").guid(), Dice::new(7, "tenant").guid());
        assert_ne!(Dice::new(7, "tenant").guid(), Dice::new(8, "tenant").guid());
        assert_ne!(Dice::new(7, "tenant").guid(), Dice::new(7, "app").guid());
    }

    #[test]
    fn a_client_secret_looks_like_one_of_entra() {
        let secret = client_secret(&mut Dice::new(1, "secret"));
        assert_eq!(secret.len(), 40);
        assert_eq!(&secret[3..6], "8Q~");
    }
}
