//! A server that belongs to nobody's cloud: answers as the test wants, and remembers what it was sent.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// The server; ends with the test's runtime.
pub(crate) struct Stranger {
    pub(crate) origin: Url,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Stranger {
    /// Answers everything with 200 and this JSON.
    pub(crate) async fn saying(body: String) -> Self {
        Self::answering(move |_| body.clone()).await
    }

    /// The same with another body for each request, whose head it sees.
    pub(crate) async fn answering(body: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        Self::speaking(move |head, mut stream| {
            let body = body(&head);
            async move {
                let length = body.len();
                let answer = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
                );
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        })
        .await
    }

    /// Says anything at all, byte by byte if need be, to a request whose head it sees.
    pub(crate) async fn speaking<W>(speak: impl Fn(String, TcpStream) -> W + Send + Sync + 'static) -> Self
    where
        W: Future<Output = ()> + Send,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}/", listener.local_addr().unwrap())
            .parse()
            .unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (heard, speak) = (Arc::clone(&requests), Arc::new(speak));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (speak, heard) = (Arc::clone(&speak), Arc::clone(&heard));
                tokio::spawn(async move {
                    if let Some(head) = head(&mut stream).await {
                        heard.lock().unwrap().push(head.clone());
                        speak(head, stream).await;
                    }
                });
            }
        });
        Self { origin, requests }
    }

    /// The heads of all requests so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

async fn head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    String::from_utf8(head).ok()
}
