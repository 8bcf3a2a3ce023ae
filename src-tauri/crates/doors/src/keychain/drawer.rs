//! One secret in the keychain: in one entry, or in several where one would be too small.
//!
//! Windows' Credential Manager takes 2,560 bytes for each entry (`CRED_MAX_CREDENTIAL_BLOB_SIZE`), which are 1,280
//! characters there. Refresh tokens and keys are longer. Such a secret is cut into pieces; the entry that bears its name
//! then says which they are, and is written after them: whoever is interrupted leaves the old secret or the new one.

use keyring_core::{CredentialStore, Entry, Error, Result};
use zeroize::Zeroizing;

/// All of Handrail's secrets carry this name in the keychain.
const SERVICE: &str = "io.github.handrail.desktop";
/// What the entry of a secret in pieces begins with; the set of the pieces and their number come after it.
const MARK: &str = "handrail-pieces:";

/// Where one secret is.
pub(super) struct Drawer<'s> {
    pub(super) store: &'s CredentialStore,
    pub(super) name: &'s str,
    /// What fits into one entry, in units of UTF-16; `None` where everything does.
    pub(super) longest: Option<usize>,
}

/// The pieces of one secret. The next secret of the same name goes to the other set.
#[derive(Clone, Copy)]
struct Pieces {
    set: char,
    count: usize,
}

impl Drawer<'_> {
    pub(super) fn put(&self, secret: &str) -> Result<()> {
        let Some(longest) = self.longest else {
            return self.head()?.set_password(secret);
        };
        let older = self.pieces()?;
        if secret.encode_utf16().count() <= longest && !secret.starts_with(MARK) {
            self.head()?.set_password(secret)?;
        } else {
            let pieces = cut(secret, longest);
            let set = match older {
                Some(Pieces { set: 'a', .. }) => 'b',
                _ => 'a',
            };
            let newer = Pieces {
                set,
                count: pieces.len(),
            };
            self.write(newer, &pieces).inspect_err(|_| self.discard(newer))?;
        }
        if let Some(older) = older {
            self.discard(older);
        }
        Ok(())
    }

    pub(super) fn fetch(&self) -> Result<String> {
        let Some(Pieces { set, count }) = self.pieces()? else {
            return self.head()?.get_password();
        };
        let mut secret = String::new();
        for number in 0..count {
            secret.push_str(&Zeroizing::new(self.piece(set, number)?.get_password()?));
        }
        Ok(secret)
    }

    pub(super) fn remove(&self) -> Result<()> {
        let pieces = self.pieces()?;
        self.head()?.delete_credential()?;
        if let Some(pieces) = pieces {
            self.discard(pieces);
        }
        Ok(())
    }

    fn write(&self, Pieces { set, count }: Pieces, pieces: &[Zeroizing<String>]) -> Result<()> {
        for (number, text) in pieces.iter().enumerate() {
            self.piece(set, number)?.set_password(text)?;
        }
        self.head()?.set_password(&format!("{MARK}{set}{count}"))
    }

    /// Takes pieces away that nothing names any more; what is not there needs no taking away.
    fn discard(&self, Pieces { set, count }: Pieces) {
        for number in 0..count {
            let _ = self
                .piece(set, number)
                .and_then(|piece| piece.delete_credential());
        }
    }

    /// The pieces that the entry names, if it names any.
    fn pieces(&self) -> Result<Option<Pieces>> {
        if self.longest.is_none() {
            return Ok(None);
        }
        let said = match self.head()?.get_password() {
            Ok(said) => Zeroizing::new(said),
            Err(Error::NoEntry) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut rest = said.strip_prefix(MARK).unwrap_or_default().chars();
        let (set, count) = (rest.next(), rest.as_str().parse().ok());
        Ok(set.zip(count).map(|(set, count)| Pieces { set, count }))
    }

    fn head(&self) -> Result<Entry> {
        self.store.build(SERVICE, self.name, None)
    }

    fn piece(&self, set: char, number: usize) -> Result<Entry> {
        self.store
            .build(SERVICE, &format!("{}#{set}{number}", self.name), None)
    }
}

/// Cuts between characters, none of which is longer than two units.
fn cut(secret: &str, longest: usize) -> Vec<Zeroizing<String>> {
    let (mut pieces, mut piece, mut length) = (Vec::new(), Zeroizing::new(String::new()), 0);
    for c in secret.chars() {
        if length + c.len_utf16() > longest {
            pieces.push(std::mem::replace(&mut piece, Zeroizing::new(String::new())));
            length = 0;
        }
        piece.push(c);
        length += c.len_utf16();
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
#[path = "drawer_tests.rs"]
mod tests;
