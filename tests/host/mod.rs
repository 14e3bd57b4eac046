//! A pseudo-terminal with an emulated screen that answers questions.

use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use vt100::{Callbacks, MouseProtocolMode, Parser, Screen};

/// A program and the terminal that it runs in.
pub(crate) struct Host {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn std::io::Write + Send>,
    /// What the program writes, piece by piece.
    written: Receiver<Vec<u8>>,
    parser: Parser<Answers>,
    history: Vec<u8>,
    /// The line discipline before the program ran, in words.
    modes_before: String,
}

/// What the screen answers, and what it was given to copy.
#[derive(Default)]
struct Answers {
    waiting: String,
    copied: String,
    /// It answers as kitty does.
    is_kitty: bool,
}

/// The patience of the tests, which no test that passes needs.
const PATIENCE: Duration = Duration::from_secs(20);

impl Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut Screen,
        first: Option<u8>,
        second: Option<u8>,
        params: &[&[u16]],
        last: char,
    ) {
        let number = params
            .first()
            .and_then(|part| part.first())
            .copied()
            .unwrap_or(0);
        let answer = match (first, second, last) {
            (None, None, 'n') if number == 6 => {
                let (row, column) = screen.cursor_position();
                format!("\x1b[{};{}R", row + 1, column + 1)
            }
            (None, None, 'c') => "\x1b[?62;22c".into(),
            (Some(b'>'), None, 'q') if self.is_kitty => "\x1bP>|kitty(0.26.5)\x1b\\".into(),
            (None, None, 't') if number == 16 => "\x1b[6;20;10t".into(),
            (Some(b'?'), Some(b'$'), 'p') => format!("\x1b[?{number};0$y"),
            _ => String::new(),
        };
        self.waiting.push_str(&answer);
    }

    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.copied = String::from_utf8_lossy(data).into_owned();
    }
}

/// The program that is tested, and its arguments.
pub(crate) fn demo_words() -> (String, [&'static str; 4]) {
    let program = std::env::current_exe().expect("this program");
    let arguments = ["demo", "--exact", "--ignored", "--nocapture"];
    (program.to_string_lossy().into_owned(), arguments)
}

/// The program that is tested, alone.
pub(crate) fn demo_command() -> CommandBuilder {
    let (program, arguments) = demo_words();
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command
}

/// A shell that finds the program in `"$@"`.
pub(crate) fn shell_command(script: &str) -> CommandBuilder {
    let (program, arguments) = demo_words();
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", script, "sh", &program]);
    command.args(arguments);
    command
}

impl Host {
    /// Runs a program on a screen of 60 by 12 cells.
    pub(crate) fn start(mut command: CommandBuilder) -> Host {
        let (columns, rows) = (60, 12);
        let pty = native_pty_system()
            .openpty(size(columns, rows))
            .expect("a pseudo-terminal");
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        let modes_before = modes_of(&*pty.master);
        let child = pty.slave.spawn_command(command).expect("the program");
        let mut output = pty.master.try_clone_reader().expect("a reader");
        let keyboard = pty.master.take_writer().expect("a writer");
        let (sender, written) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 1 << 12];
            while let Ok(read @ 1..) = output.read(&mut buffer) {
                if sender.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let parser = Parser::new_with_callbacks(cells(rows), cells(columns), 0, Answers::default());
        Host {
            master: pty.master,
            child,
            keyboard,
            written,
            parser,
            history: Vec::new(),
            modes_before,
        }
    }

    /// Runs a program on a screen that says that it is kitty's.
    pub(crate) fn start_kitty(command: CommandBuilder) -> Host {
        let mut host = Host::start(command);
        host.parser.callbacks_mut().is_kitty = true;
        host
    }

    pub(crate) fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// What stands on each row.
    pub(crate) fn rows(&self) -> Vec<String> {
        let (_, columns) = self.screen().size();
        self.screen().rows(0, columns.get()).collect()
    }

    /// What was written since the terminal was given back.
    pub(crate) fn epilogue(&self) -> String {
        let history = String::from_utf8_lossy(&self.history);
        let (_, epilogue) = history.rsplit_once("\x1b[?1049l").unwrap_or_default();
        epilogue.to_owned()
    }

    /// All that was written.
    pub(crate) fn history(&self) -> String {
        String::from_utf8_lossy(&self.history).into_owned()
    }

    /// What was copied, in Base64.
    pub(crate) fn copied(&self) -> &str {
        &self.parser.callbacks().copied
    }

    /// Whether the line discipline is the one before the program ran.
    pub(crate) fn is_cooked(&self) -> bool {
        modes_of(&*self.master) == self.modes_before
    }

    /// Reads what the program writes, and answers, until the screen shows `told`.
    #[track_caller]
    pub(crate) fn until(&mut self, told: &str) {
        self.until_it(told, |host| {
            host.rows().iter().any(|row| row.contains(told))
        });
    }

    /// The same until the program has written `told`, be it nothing that is seen.
    #[track_caller]
    pub(crate) fn until_written(&mut self, told: &str) {
        self.until_it(told, |host| host.history().contains(told));
    }

    #[track_caller]
    fn until_it(&mut self, told: &str, is_told: impl Fn(&Host) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_told(self) {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(bytes) = self.written.recv_timeout(left) else {
                panic!(
                    "the program never wrote {told:?}:\n{}",
                    self.rows().join("\n")
                );
            };
            self.show(&bytes);
        }
    }

    fn show(&mut self, bytes: &[u8]) {
        self.history.extend_from_slice(bytes);
        self.parser.process(bytes);
        let answers = std::mem::take(&mut self.parser.callbacks_mut().waiting);
        if !answers.is_empty() {
            self.type_in(&answers);
        }
    }

    pub(crate) fn type_in(&mut self, bytes: &str) {
        self.keyboard
            .write_all(bytes.as_bytes())
            .expect("the keyboard");
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master.resize(size(columns, rows)).expect("a new size");
    }

    pub(crate) fn signal(&self, signal: i32) {
        let id = self
            .child
            .process_id()
            .and_then(|id| i32::try_from(id).ok());
        let process = id.and_then(Pid::from_raw).expect("a process");
        let signal = Signal::from_named_raw(signal).expect("a signal");
        kill_process(process, signal).expect("to be allowed");
    }

    /// Waits for the end of the program and gives its exit status.
    #[track_caller]
    pub(crate) fn end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.written.recv_timeout(left) {
                Ok(bytes) => self.show(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("the program never ended:\n{}", self.rows().join("\n"));
                }
            }
        }
        self.child.wait().expect("an end").exit_code()
    }

    /// The terminal is as it was before the program ran.
    #[track_caller]
    pub(crate) fn assert_given_back(&self) {
        assert!(self.is_cooked());
        let screen = self.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn modes_of(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().expect("the line discipline"))
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("a size")
}
