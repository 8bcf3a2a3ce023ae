//! Programs that live exactly as long as the story that started them.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};

/// A program with all that it started. Dropped, all of them are killed.
pub(crate) struct Companion {
    child: Child,
    name: String,
}

/// Prepares `program` so that the kernel kills it when this test process is killed.
pub(crate) fn prepare(program: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", "--", program]);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

impl Companion {
    /// Starts a command made by [`prepare`], in a process group of its own.
    pub(crate) fn start(command: &mut Command) -> Self {
        let name = command
            .get_args()
            .nth(3)
            .map(|name| name.to_string_lossy().into_owned());
        let child = command
            .process_group(0)
            .spawn()
            .expect("setpriv is part of every Linux");
        Self {
            child,
            name: name.unwrap_or_default(),
        }
    }

    /// Writes a line to its standard input, which stays open.
    pub(crate) fn tell(&mut self, line: &str) {
        let input = self.child.stdin.as_mut().expect("its standard input was piped");
        writeln!(input, "{line}").unwrap_or_else(|error| panic!("{} does not read: {error}", self.name));
    }

    /// Closes its standard input.
    pub(crate) fn hush(&mut self) {
        drop(self.child.stdin.take());
    }

    /// Its standard output, for whoever wants to read its first words.
    pub(crate) fn output(&mut self) -> ChildStdout {
        self.child.stdout.take().expect("its standard output was piped")
    }

    /// Whether it has ended by itself.
    pub(crate) fn is_gone(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_some())
    }
}

impl Drop for Companion {
    fn drop(&mut self) {
        let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
        let _ = self.child.wait();
    }
}
