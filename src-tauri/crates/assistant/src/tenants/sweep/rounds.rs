//! Customers that came to an end, on their way to the disk: those that wait are settled together, as one round. Rounds
//! follow each other without a pause, so that a slow disk makes larger rounds and nobody who asks waits for it.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread::{self, ScopedJoinHandle};
use std::{io, mem};

use tokio::sync::oneshot;

use super::journal::{Ended, Journal};
use super::page_log::unusable;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;
use crate::results::{Part, settle_names};

/// Files that are settled at the same time. File systems make one journal entry of what comes together: measured on
/// ext4, 64 files take 5.7 ms each one after the other and 1 ms each by eight; `syncfs` was no faster, and waits for
/// what any other program has written.
const AT_ONCE: usize = 8;

/// A customer at its end, before the disk has it.
#[derive(Debug)]
pub(super) struct Ending {
    pub(super) place: usize,
    pub(super) ended: Ended,
    /// Its files, without their names.
    pub(super) parts: Vec<Part>,
}

/// What became of those who waited.
#[derive(Debug)]
pub(super) struct Round {
    pub(super) endings: Vec<Ending>,
    pub(super) outcome: Result<()>,
}

/// The rounds of a sweep, one after the other.
pub(super) struct Rounds {
    /// Where the files get their names.
    folder: PathBuf,
    /// Who waits, and what is dropped when its round is over.
    waiting: Mutex<Vec<(Ending, oneshot::Sender<()>)>>,
    /// Belongs to the round that runs. A round that fails does not give it back: what a disk once lost, it may say it
    /// has when it is asked again.
    journal: tokio::sync::Mutex<Option<Journal>>,
}

impl Rounds {
    pub(super) fn new(journal: Journal, folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            waiting: Mutex::default(),
            journal: tokio::sync::Mutex::new(Some(journal)),
        }
    }

    /// Takes part in the next round, and answers when it is over: with everyone who took part to the first of them, and
    /// with nothing to the others.
    pub(super) async fn join(&self, ending: Ending) -> Option<Round> {
        let (running, over) = oneshot::channel();
        lock(&self.waiting).push((ending, running));
        // Whoever another one's round took along leaves the queue, so that the next round begins with somebody new.
        let mut place = tokio::select! {
            biased;
            _ = over => return None,
            place = self.journal.lock() => place,
        };
        let waiting = mem::take(&mut *lock(&self.waiting));
        let (mut endings, _running): (Vec<Ending>, Vec<_>) = waiting.into_iter().unzip();
        if endings.is_empty() {
            return None;
        }
        let Some(mut journal) = place.take() else {
            let outcome = Err(ErrorReport::new(ErrorCode::Cancelled));
            return Some(Round { endings, outcome });
        };
        let parts: Vec<Part> = endings
            .iter_mut()
            .flat_map(|one| mem::take(&mut one.parts))
            .collect();
        let ended: Vec<Ended> = endings.iter().map(|one| one.ended.clone()).collect();
        let folder = self.folder.clone();
        let round = tokio::task::spawn_blocking(move || {
            settle(&mut journal, &ended, parts, &folder)?;
            Ok(journal)
        });
        let settled = round.await.map_err(|panic| unusable(io::Error::other(panic)));
        let outcome = settled.flatten().map(|journal| *place = Some(journal));
        Some(Round { endings, outcome })
    }
}

/// The files, then their names, then the lines that speak of them: whatever ends it in the middle, no line speaks of a
/// file that is not there.
fn settle(journal: &mut Journal, ended: &[Ended], parts: Vec<Part>, folder: &Path) -> Result<()> {
    if !parts.is_empty() {
        settle_files(&parts)?;
        parts.into_iter().try_for_each(Part::publish)?;
        settle_names(folder)?;
    }
    journal.add(ended).map_err(unusable)
}

fn settle_files(parts: &[Part]) -> Result<()> {
    thread::scope(|scope| {
        let shares = parts.chunks(parts.len().div_ceil(AT_ONCE));
        let threads = shares.map(|share| {
            thread::Builder::new().spawn_scoped(scope, || share.iter().try_for_each(Part::settle))
        });
        let threads: Vec<ScopedJoinHandle<'_, Result<()>>> =
            threads.collect::<io::Result<_>>().map_err(unusable)?;
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::Timestamp;
    use tempfile::TempDir;

    use super::*;

    fn ending(root: &Path, place: u32) -> Ending {
        let path = root.join(format!("{place}.json"));
        let (part, _) = Part::write(&root.join("parts"), path, |out| write!(out, "[{place}]")).unwrap();
        let ended = Ended {
            tenant_id: uuid::Uuid::from_u128(place.into()).into(),
            at: Timestamp::UNIX_EPOCH,
            rows: place,
            requests: 1,
            throttled: 0,
            files: Vec::new(),
            granted: None,
            problem: None,
        };
        Ending {
            place: place as usize,
            ended,
            parts: vec![part],
        }
    }

    fn rounds() -> (TempDir, Rounds) {
        let folder = tempfile::tempdir().unwrap();
        let (journal, _) = Journal::open(&journal(&folder)).unwrap();
        let rounds = Rounds::new(journal, folder.path());
        (folder, rounds)
    }

    fn journal(folder: &TempDir) -> PathBuf {
        folder.path().join("journal.ndjson")
    }

    fn lines(folder: &TempDir) -> Vec<u32> {
        let ended = Journal::look(&journal(folder)).unwrap();
        ended.iter().map(|one| one.rows).collect()
    }

    #[tokio::test]
    async fn whoever_comes_while_a_round_runs_is_in_the_next_one_together() {
        let (folder, rounds) = rounds();
        let under_way = rounds.journal.lock().await;
        let three = async {
            let join = |place| rounds.join(ending(folder.path(), place));
            tokio::join!(join(1), join(2), join(3))
        };
        let over = async {
            while lock(&rounds.waiting).len() < 3 {
                tokio::task::yield_now().await;
            }
            assert!(lines(&folder).is_empty() && !folder.path().join("1.json").exists());
            drop(under_way);
        };
        let ((first, second, third), ()) = tokio::join!(three, over);
        assert!(second.is_none() && third.is_none(), "they need not wait again");
        let first = first.unwrap();
        assert!(first.outcome.is_ok());
        let places: Vec<usize> = first.endings.iter().map(|one| one.place).collect();
        assert_eq!(places, [1, 2, 3]);
        assert_eq!(lines(&folder), [1, 2, 3]);
        for place in places {
            let text = fs::read_to_string(folder.path().join(format!("{place}.json"))).unwrap();
            assert_eq!(text, format!("[{place}]"));
        }
    }

    #[tokio::test]
    async fn after_a_round_that_failed_nobody_is_told_as_done() {
        let (folder, rounds) = rounds();
        fs::create_dir(folder.path().join("2.json")).unwrap();
        let mut outcomes = Vec::new();
        for place in 1..4 {
            let round = rounds.join(ending(folder.path(), place)).await.unwrap();
            outcomes.push(round.outcome.map_err(|report| report.code));
        }
        assert_eq!(
            outcomes,
            [Ok(()), Err(ErrorCode::FileNotWritten), Err(ErrorCode::Cancelled)]
        );
        assert_eq!(lines(&folder), [1]);
        assert!(!folder.path().join("3.json").exists());
    }
}
