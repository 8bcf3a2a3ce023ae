//! Standard input, read off the runtime: a person who types nothing can still end the program.

use std::io::{self, Read};

use zeroize::Zeroizing;

/// Everything that was piped in, up to a number of bytes; `None` where it is no text or cannot be read.
pub(crate) async fn text(limit: u64) -> Option<Zeroizing<String>> {
    let read = tokio::task::spawn_blocking(move || {
        let mut text = Zeroizing::new(String::new());
        io::stdin().take(limit).read_to_string(&mut text).map(|_| text)
    });
    read.await.ok()?.ok()
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
