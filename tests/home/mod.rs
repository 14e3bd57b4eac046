//! A person's home with a library in it, and the program run in it.

use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, process};

use portable_pty::CommandBuilder;
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_wenlan");

/// A folder of one test, with a library in it; it goes with the test.
pub(crate) struct Home(pub(crate) PathBuf);

impl Home {
    pub(crate) fn new() -> Home {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("wenlan-home-{}-{number}", process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Home(path)
    }

    /// The program, which knows nothing but this home.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.other(PROGRAM);
        command.args(arguments);
        command
    }

    /// The reader on the library, for a terminal.
    pub(crate) fn reader(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new(PROGRAM);
        command.env_clear();
        command.env("HOME", &self.0);
        command.env("LC_ALL", "zh_CN.UTF-8");
        command
    }

    /// Another program in this home.
    fn other(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("HOME", &self.0)
            .env("LC_ALL", "zh_CN.UTF-8");
        command
    }

    /// Runs a command where files may be no longer than so many blocks.
    pub(crate) fn run_limited(&self, blocks: usize, arguments: &[&str]) -> Output {
        let mut shell = self.other("sh");
        let script = format!("ulimit -f {blocks}; exec \"$0\" \"$@\"");
        shell.args(["-c", &script, PROGRAM]).args(arguments);
        shell.output().expect("it runs")
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("it runs")
    }

    /// Begins to run a command.
    pub(crate) fn begin(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("it runs")
    }

    /// Runs a command that must end with this status; gives what it said.
    #[track_caller]
    pub(crate) fn says(&self, arguments: &[&str], status: i32) -> String {
        said(self.run(arguments), status)
    }

    #[track_caller]
    pub(crate) fn answers(&self, arguments: &[&str], status: i32) -> Value {
        read(&self.says(arguments, status))
    }

    pub(crate) fn library(&self) -> PathBuf {
        self.0.join(".local/share/wenlan/library.db")
    }

    /// Writes the file of settings.
    pub(crate) fn set(&self, settings: &str) {
        let folder = self.0.join(".config/wenlan");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("config.toml"), settings).expect("it is written");
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a command said that must have ended with this status.
#[track_caller]
pub(crate) fn said(output: Output, status: i32) -> String {
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).expect("UTF-8");
    assert_eq!(output.status.code(), Some(status), "{said}");
    said
}

/// What a command said that was begun, and must end with this status.
#[track_caller]
pub(crate) fn ended(child: Child, status: i32) -> String {
    said(child.wait_with_output().expect("it ends"), status)
}

/// What was said in JSON.
#[track_caller]
pub(crate) fn read(said: &str) -> Value {
    serde_json::from_str(said).unwrap_or_else(|error| panic!("{error}: {said}"))
}
