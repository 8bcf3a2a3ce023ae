//! A server that belongs to nobody's cloud: answers everything with one body and remembers what it was sent.

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
    /// Answers 200 with this JSON.
    pub(crate) async fn saying(body: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}/", listener.local_addr().unwrap())
            .parse()
            .unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (body, heard) = (body.clone(), Arc::clone(&heard));
                tokio::spawn(async move {
                    if let Some(request) = answer(stream, &body).await {
                        heard.lock().unwrap().push(request);
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

async fn answer(mut stream: TcpStream, body: &str) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(answer.as_bytes()).await.ok()?;
    String::from_utf8(head).ok()
}
