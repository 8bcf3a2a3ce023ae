//! The way to the practice tenant, on which things happen to what is sent: it is read, cut off, or changed.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use handrail_practice_tenant::Options;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// When the line goes dead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Before the request arrives.
    BeforeTheRequest,
    /// Once it was done, before its answer is heard.
    BeforeTheAnswer,
}

#[derive(Default)]
struct Happening {
    /// The next request that begins with these words is cut off.
    cut: Option<(Vec<u8>, Cut)>,
    cuts: usize,
    /// The tenant's word, and the one that it is heard as.
    swapped: Option<(Vec<u8>, Vec<u8>)>,
    /// Everything that was sent to the tenant.
    heard: Vec<u8>,
}

/// A wire between two addresses.
pub(crate) struct Wire {
    from: SocketAddr,
    to: SocketAddr,
    happening: Arc<Mutex<Happening>>,
}

impl Wire {
    pub(crate) async fn laid() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let far = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (from, to) = (listener.local_addr().unwrap(), far.local_addr().unwrap());
        let happening = Arc::new(Mutex::new(Happening::default()));
        let all = Arc::clone(&happening);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let happening = Arc::clone(&all);
                tokio::spawn(async move {
                    if let Ok(far) = TcpStream::connect(to).await {
                        carry(near, far, happening).await;
                    }
                });
            }
        });
        Self { from, to, happening }
    }

    /// A practice tenant that is reached over the wire and in no other way.
    pub(crate) fn options(&self, options: Options) -> Options {
        Options {
            listen: self.to,
            advertise: Some(format!("http://{}", self.from).parse().unwrap()),
            ..options
        }
    }

    /// Cuts the line once, at the next request whose first line holds this.
    pub(crate) fn cut(&self, request: &str, cut: Cut) {
        self.happening.lock().unwrap().cut = Some((request.into(), cut));
    }

    /// How often it was cut.
    pub(crate) fn cuts(&self) -> usize {
        self.happening.lock().unwrap().cuts
    }

    /// From now on a word of the tenant is heard as another one of the same length, and is its own again on the way back.
    pub(crate) fn swap(&self, own: &str, heard: &str) {
        assert_eq!(own.len(), heard.len());
        self.happening.lock().unwrap().swapped = Some((own.into(), heard.into()));
    }

    /// What was sent to the tenant.
    pub(crate) fn heard(&self) -> String {
        String::from_utf8_lossy(&self.happening.lock().unwrap().heard).into_owned()
    }
}

impl Happening {
    /// Something is sent to the tenant.
    fn hears(&mut self, sent: &[u8]) -> Option<Cut> {
        self.heard.extend_from_slice(sent);
        let line = sent.split(|byte| *byte == b'\r').next().unwrap_or_default();
        let (_, cut) = self.cut.take_if(|(words, _)| place(line, words).is_some())?;
        self.cuts += 1;
        Some(cut)
    }
}

async fn carry(mut near: TcpStream, mut far: TcpStream, happening: Arc<Mutex<Happening>>) {
    let (mut there, mut back) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let (mut out, mut home) = (Vec::new(), Vec::new());
    let mut answer_is_cut = false;
    loop {
        let written = tokio::select! {
            read = near.read(&mut there) => {
                let Ok(length @ 1..) = read else { return };
                let cut = happening.lock().unwrap().hears(&there[..length]);
                if cut == Some(Cut::BeforeTheRequest) {
                    return;
                }
                answer_is_cut |= cut.is_some();
                out.extend_from_slice(&there[..length]);
                let swapped = happening.lock().unwrap().swapped.clone();
                let ready = changed(&mut out, swapped.map(|(own, heard)| (heard, own)));
                far.write_all(&ready).await
            }
            read = far.read(&mut back) => {
                let Ok(length @ 1..) = read else { return };
                if answer_is_cut {
                    return;
                }
                home.extend_from_slice(&back[..length]);
                let swapped = happening.lock().unwrap().swapped.clone();
                let ready = changed(&mut home, swapped);
                near.write_all(&ready).await
            }
        };
        if written.is_err() {
            return;
        }
    }
}

/// Takes what can be sent, with one word changed to the other. What may be the beginning of the word waits for the rest.
fn changed(waiting: &mut Vec<u8>, swapped: Option<(Vec<u8>, Vec<u8>)>) -> Vec<u8> {
    let Some((word, other)) = swapped else {
        return std::mem::take(waiting);
    };
    while let Some(at) = place(waiting, &word) {
        waiting[at..at + word.len()].copy_from_slice(&other);
    }
    let begun = (1..word.len())
        .rev()
        .find(|length| waiting.ends_with(&word[..*length]));
    let rest = waiting.split_off(waiting.len() - begun.unwrap_or_default());
    std::mem::replace(waiting, rest)
}

fn place(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}
