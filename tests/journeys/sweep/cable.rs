//! The way to the practice tenant, as something that can be pulled out.

use std::net::SocketAddr;
use std::sync::Mutex;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// Carries what is sent to one address to another one, until it is pulled.
pub(super) struct Cable {
    pub(super) from: SocketAddr,
    to: SocketAddr,
    plugged: Mutex<Option<JoinHandle<()>>>,
}

impl Cable {
    /// A cable between two addresses that nobody uses yet.
    pub(super) async fn plugged() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let far = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (from, to) = (listener.local_addr().unwrap(), far.local_addr().unwrap());
        let plugged = Mutex::new(Some(carry(listener, to)));
        Self { from, to, plugged }
    }

    /// Where it leads.
    pub(super) fn to(&self) -> SocketAddr {
        self.to
    }

    /// Ends every connection; new ones are refused.
    pub(super) fn pull(&self) {
        if let Some(plugged) = &*self.plugged.lock().unwrap() {
            plugged.abort();
        }
    }

    /// Carries again.
    pub(super) async fn plug(&self) {
        let plugged = self.plugged.lock().unwrap().take();
        if let Some(plugged) = plugged {
            plugged.await.unwrap_err();
        }
        let listener = TcpListener::bind(self.from).await.unwrap();
        *self.plugged.lock().unwrap() = Some(carry(listener, self.to));
    }
}

fn carry(listener: TcpListener, to: SocketAddr) -> JoinHandle<()> {
    tokio::spawn(async move {
        // Whoever ends this task ends the connections with it.
        let mut connections = JoinSet::new();
        while let Ok((mut near, _)) = listener.accept().await {
            connections.spawn(async move {
                let mut far = TcpStream::connect(to).await?;
                copy_bidirectional(&mut near, &mut far).await
            });
            while connections.try_join_next().is_some() {}
        }
    })
}
