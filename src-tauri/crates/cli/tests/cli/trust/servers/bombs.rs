//! Answers that are small on the wire and grow in memory.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Shutdown, TcpListener};
use std::sync::mpsc;
use std::time::Duration;

use flate2::{Compression, Crc, FlushCompress};
use tempfile::TempDir;
use trust::{Part, Tally};

use super::code;
use crate::run::{Practice, finish, handrail};

const MEGABYTE: usize = 1024 * 1024;
/// What the whole program may take, in kilobytes. An answer may have 64 MB.
const MOST: u64 = 400 * 1024;
/// Between two looks at a process that has not ended yet.
const LOOKING: Duration = Duration::from_millis(10);

/// A piece of a deflate stream that becomes this, and after which the same can follow again.
fn packed(plain: &[u8]) -> Vec<u8> {
    let mut compress = flate2::Compress::new(Compression::best(), false);
    let mut packed = Vec::with_capacity(MEGABYTE);
    compress
        .compress_vec(plain, &mut packed, FlushCompress::Full)
        .unwrap();
    packed
}

/// The most memory that a process has used, in kilobytes (`VmHWM` of proc(5)).
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Reads incidents from a service that answers with so many such pieces; the code it ends with, and the most memory.
fn read(home: &TempDir, practice: &Practice, text: &str, megabytes: usize) -> (String, u64) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut cloud: serde_json::Value =
        serde_json::from_slice(&std::fs::read(practice.text("/cloudFile")).unwrap()).unwrap();
    cloud["id"] = "own".into();
    cloud["graph_base"] = format!("http://{}", listener.local_addr().unwrap()).into();
    std::fs::write(home.path().join("cloud.json"), cloud.to_string()).unwrap();
    let (tell, process) = mpsc::channel();
    let plain = text.repeat(MEGABYTE / text.len());
    let piece = packed(plain.as_bytes());
    let service = std::thread::spawn(move || {
        let process = process.recv().unwrap();
        let mut most = 0;
        for stream in listener.incoming().take(1).map_while(Result::ok) {
            let lines = BufReader::new(&stream).lines().map_while(Result::ok);
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            let head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\
                Connection: close\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\xff";
            let mut said = (&stream).write_all(head);
            let mut sum = Crc::new();
            for _ in 0..megabytes {
                if said.is_ok() {
                    said = (&stream).write_all(&piece);
                    sum.update(plain.as_bytes());
                    most = most.max(peak(process).unwrap_or_default());
                }
            }
            // The end of the stream, which whoever has hung up does not hear.
            let end = [&[3, 0], &sum.sum().to_le_bytes()[..], &sum.amount().to_le_bytes()].concat();
            let _ = (&stream).write_all(&end);
            let _ = stream.shutdown(Shutdown::Write);
            while let Some(now) = peak(process) {
                most = most.max(now);
                std::thread::sleep(LOOKING);
            }
        }
        most
    });
    let line = format!(
        "hello-world --json --output out --cloud cloud.json --ca-file {} --secret-stdin --tenant {} --client-id {}",
        practice.text("/caFile"),
        practice.text("/tenantDomain"),
        practice.text("/apps/application/clientId"),
    );
    let mut command = handrail(home);
    command
        .args(line.split_whitespace())
        .stdin(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    tell.send(child.id()).unwrap();
    let secret = practice.text("/apps/application/clientSecret");
    child.stdin.take().unwrap().write_all(secret.as_bytes()).unwrap();
    let outcome = finish(child);
    (code(&outcome), service.join().unwrap())
}

#[test]
fn an_answer_that_unfolds_in_memory_is_refused_in_time() {
    let mut tally = Tally::of(Part::Attacks, "servers: decompression bombs");
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    for (what, text, megabytes) in [
        ("10 GB of zeros", "\0", 10_000),
        ("60 MB of small objects", "[{\"\":0},", 60),
        ("60 MB of small lists", "[0],[0],", 60),
    ] {
        let (code, most) = read(&home, &practice, text, megabytes);
        println!("{what}: {most} kB at most");
        let held = matches!(code.as_str(), "answer_too_large") && (1..MOST).contains(&most);
        tally.case(format!("{what}: {code}, {most} kB"), held);
    }
    tally.tell();
}
