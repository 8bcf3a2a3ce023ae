//! The clipboard, read and written in Rust so that a secret on its way never touches the window.

use std::sync::{Mutex, MutexGuard, PoisonError};

use arboard::Error;
use handrail_assistant::error::{ErrorCode, ErrorReport, Result};
use secrecy::{ExposeSecret, SecretString};

/// The system's clipboard. Kept open once used: on X11 and Wayland a text that was copied is served by the
/// program that copied it, for as long as it lives.
#[derive(Default)]
pub(crate) struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    /// The text that was copied last.
    ///
    /// It stays there until [`Self::forget`]: a secret's value is shown only once by the portal, so it must not
    /// be taken from the person before it is kept.
    pub(crate) fn text(&self) -> Result<SecretString> {
        let text = self.with(arboard::Clipboard::get_text)?;
        if text.trim().is_empty() {
            return Err(ErrorReport::new(ErrorCode::ClipboardEmpty));
        }
        Ok(SecretString::from(text))
    }

    /// Empties the clipboard if it still holds that text. Something copied meanwhile is the person's and stays.
    pub(crate) fn forget(&self, text: &SecretString) {
        let emptied = self.text().and_then(|current| {
            if current.expose_secret() == text.expose_secret() {
                self.with(arboard::Clipboard::clear)
            } else {
                Ok(())
            }
        });
        if let Err(report) = emptied
            && report.code != ErrorCode::ClipboardEmpty
        {
            tracing::warn!(%report, "the clipboard was not emptied");
        }
    }

    /// Copies a text that is not secret.
    pub(crate) fn put(&self, text: &str) -> Result<()> {
        self.with(|clipboard| clipboard.set_text(text))
    }

    /// Copies a secret that was made here, so that the person can paste it where it belongs. Programs that remember what
    /// was copied are asked not to.
    pub(crate) fn put_secret(&self, secret: &SecretString) -> Result<()> {
        self.with(|clipboard| without_history(clipboard.set()).text(secret.expose_secret()))
    }

    fn with<T>(
        &self,
        act: impl FnOnce(&mut arboard::Clipboard) -> std::result::Result<T, Error>,
    ) -> Result<T> {
        let mut opened: MutexGuard<'_, _> = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let clipboard = match &mut *opened {
            Some(clipboard) => clipboard,
            closed => closed.insert(arboard::Clipboard::new().map_err(report)?),
        };
        act(clipboard).map_err(report)
    }
}

#[cfg(target_os = "linux")]
fn without_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(windows)]
fn without_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtWindows::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn without_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[allow(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn report(error: Error) -> ErrorReport {
    match error {
        // Nothing was copied, or something that is not text.
        Error::ContentNotAvailable | Error::ConversionFailure => ErrorReport::new(ErrorCode::ClipboardEmpty),
        other => ErrorReport::new(ErrorCode::ClipboardUnavailable).detailed(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_in_the_clipboard_is_no_secret_and_a_missing_clipboard_is_said() {
        assert_eq!(report(Error::ContentNotAvailable).code, ErrorCode::ClipboardEmpty);
        assert_eq!(
            report(Error::ClipboardOccupied).code,
            ErrorCode::ClipboardUnavailable
        );
    }
}
