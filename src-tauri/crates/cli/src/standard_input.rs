//! Standard input, read off the runtime: a person who types nothing can still end the program.

use std::io::{self, Read};
use std::mem;

use zeroize::Zeroizing;

/// Everything that was piped in, up to a number of bytes; `None` where it is no text or cannot be read.
pub(crate) async fn text(limit: u64) -> Option<Zeroizing<String>> {
    let mut bytes = bytes(limit).await?;
    String::from_utf8(mem::take(&mut *bytes)).ok().map(Zeroizing::new)
}

/// The same, whatever it is.
pub(crate) async fn bytes(limit: u64) -> Option<Zeroizing<Vec<u8>>> {
    let read = tokio::task::spawn_blocking(move || {
        let mut bytes = Zeroizing::new(Vec::new());
        io::stdin().take(limit).read_to_end(&mut bytes).map(|_| bytes)
    });
    read.await.ok()?.ok()
}

/// Everything that was piped in, up to a number of bytes, as text of whatever kind: PowerShell writes UTF-16, a log may
/// hold bytes that are none.
pub(crate) async fn pasted(limit: u64) -> Option<Zeroizing<String>> {
    let read = tokio::task::spawn_blocking(move || {
        let mut bytes = Zeroizing::new(Vec::new());
        let read = io::stdin().take(limit).read_to_end(&mut bytes);
        read.map(|_| Zeroizing::new(decoded(&bytes)))
    });
    read.await.ok()?.ok()
}

fn decoded(bytes: &[u8]) -> String {
    let wide = |order: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| order(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => wide(u16::from_be_bytes, rest),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Waits until nobody can write to it any more. A thread of its own: a blocked read must not keep the runtime
/// from ending.
pub(crate) async fn closed() {
    let (closed, hears) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let mut rest = [0; 1024];
        while matches!(io::stdin().read(&mut rest), Ok(1..)) {}
        let _ = closed.send(());
    });
    let _ = hears.await;
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn a_text_of_powershell_is_read_and_odd_bytes_are_kept_out() {
        let wide: Vec<u8> = "\u{feff}AADSTS"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decoded(&wide), "AADSTS");
        assert_eq!(decoded(b"AADSTS\xff50011"), "AADSTS\u{fffd}50011");
        assert_eq!(decoded(b""), "");
    }
}
