//! The terminal in truth: a program in a real pseudo-terminal, before an emulated screen.
//!
//! The program is [`demo`], which this test binary runs by running itself. The
//! screen answers the questions of the probe as its own cursor says.

mod host;

use std::io::{IsTerminal as _, Read as _};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use host::{Host, demo_command, shell_command};
use image::{ImageFormat, RgbImage};
use ratatui::style::Style;
use wenlan::app::{Key, KeyCode};
use wenlan::config::Graphics;
use wenlan::picture::{Picture, Pixels, Plate};
use wenlan::shell::{Colours, Event, Settings, Terminal, TerminalError, is_plain};
use wenlan::text::Profile;
use wenlan::view::Canvas;

#[test]
#[ignore = "it is the program that the other tests run"]
fn demo() {
    let status = run_demo().unwrap_or_else(|error| {
        let sentence = error.sentence();
        eprintln!("{}\n{}", sentence.en, sentence.zh);
        2
    });
    std::process::exit(status);
}

/// Shows the last event until `q` or a signal ends it; `p` and `t` panic, and `i` shows a picture.
fn run_demo() -> Result<i32, TerminalError> {
    let mut piped = String::new();
    if !std::io::stdin().is_terminal() {
        std::io::stdin().read_to_string(&mut piped)?;
    }
    let mut terminal = Terminal::open(&Settings {
        title: "文澜".into(),
        colours: Colours::Palette,
        plain: is_plain(&std::env::var("TERM").unwrap_or_default()),
        probe: true,
        profile: Profile::default(),
        graphics: Graphics::Auto,
    })?;
    let mut told = format!("ready {piped}");
    let picture = Arc::new(picture());
    let mut is_shown = false;
    loop {
        let cell = terminal.found().pictures;
        let plate = cell.and_then(|cell| Plate::of(picture.natural(), ROOM, cell));
        terminal.draw(|canvas| {
            paint(canvas, &told);
            for row in 0..plate.filter(|_| is_shown).map_or(0, |plate| plate.rows) {
                canvas.picture(2, 2 + row, &picture, plate.unwrap_or_default(), row);
            }
        })?;
        let mut next = terminal.next(None)?;
        while let Some(event) = next {
            match &event {
                Event::Ended(signal) => return Ok(128 + signal),
                Event::Key(Key {
                    code: KeyCode::Char(c),
                    ctrl: false,
                    ..
                }) => match c {
                    'q' => return Ok(0),
                    'p' => panic!("the demo was told to panic"),
                    't' => {
                        let waker = terminal.waker();
                        std::thread::spawn(move || {
                            let _woken = WakeAtEnd(waker);
                            panic!("a thread was told to panic");
                        });
                    }
                    'y' => drop(terminal.copy("文澜")),
                    'i' => is_shown = true,
                    _ => {}
                },
                _ => {}
            }
            told = tell(&event);
            next = terminal.next(Some(Duration::ZERO))?;
        }
    }
}

/// The largest plate of a picture.
const ROOM: Plate = Plate {
    columns: 20,
    rows: 8,
};

fn picture() -> Picture {
    let mut png = std::io::Cursor::new(Vec::new());
    let image = RgbImage::from_pixel(40, 60, image::Rgb([0, 90, 180]));
    image
        .write_to(&mut png, ImageFormat::Png)
        .expect("a picture");
    let room = Pixels {
        width: 200,
        height: 200,
    };
    Picture::decode(png.get_ref(), room).expect("a picture")
}

struct WakeAtEnd(wenlan::shell::Waker);

impl Drop for WakeAtEnd {
    fn drop(&mut self) {
        self.0.wake();
    }
}

fn tell(event: &Event) -> String {
    match event {
        Event::Key(key) => format!("key {:?} ctrl:{} alt:{}", key.code, key.ctrl, key.alt),
        Event::Found(found) => format!("found clusters:{}", found.profile.clusters),
        event => format!("{event:?}"),
    }
}

fn paint(canvas: &mut Canvas, told: &str) {
    let (columns, rows) = (canvas.area().width, canvas.area().height);
    canvas.put(0, 0, told, Style::new().bold(), columns);
    for y in 1..rows {
        canvas.put(
            y % 2,
            y,
            &"“近年来”——，👩\u{200d}👧。".repeat(20),
            Style::new(),
            columns,
        );
    }
}

#[test]
fn a_frame_comes_in_one_piece_and_the_terminal_goes_back() {
    let mut host = Host::start(demo_command());
    host.until("ready");
    host.until("found clusters:false");
    assert!(host.screen().alternate_screen() && host.screen().hide_cursor());
    assert!(!host.is_cooked());
    host.type_in("j");
    host.until("key Char('j')");
    host.type_in("q");
    assert_eq!(host.end(), 0);
    host.assert_given_back();
}

#[test]
fn what_is_drawn_survives_a_terminal_that_knows_no_clusters() {
    let mut host = Host::start(demo_command());
    host.until("found");
    for (y, row) in host.rows().iter().enumerate().skip(1) {
        let start = row.chars().position(|c| c == '“');
        assert_eq!(start, Some(y % 2), "{row}");
    }
    host.type_in("q");
    host.end();
}

#[test]
fn keys_mouse_pastes_and_a_lone_escape_are_told_apart() {
    let mut host = Host::start(demo_command());
    host.until("found");
    for (bytes, told) in [
        ("\x1b[A", "key Up"),
        ("\x1b", "key Escape"),
        ("\x1bx", "key Char('x') ctrl:false alt:true"),
        ("\x03", "key Char('c') ctrl:true"),
        ("\x1b[<64;3;4M", "ScrollUp, column: 2, row: 3"),
        ("\x1b[200~一\r二\x1b[201~", "Paste(\"一\\n二\")"),
        ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\ｊ", "key Char('ｊ')"),
    ] {
        host.type_in(bytes);
        host.until(told);
    }
    host.type_in("q");
    assert_eq!(host.end(), 0);
}

#[test]
fn a_new_size_is_painted_whole() {
    let mut host = Host::start(demo_command());
    host.until("found");
    host.resize(30, 8);
    host.until("Resized { columns: 30, rows: 8");
    assert_eq!(host.rows()[7].chars().nth(1), Some('“'));
    host.type_in("q");
    host.end();
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_speaks() {
    let mut host = Host::start(demo_command());
    host.until("found");
    host.type_in("p");
    assert_eq!(host.end(), 101);
    host.assert_given_back();
    assert!(host.epilogue().contains("the demo was told to panic"));
}

#[test]
fn a_panic_elsewhere_is_told_when_the_screen_is_free() {
    let mut host = Host::start(demo_command());
    host.until("found");
    host.type_in("t");
    host.until("Woken");
    assert!(!host.rows().concat().contains("a thread"));
    host.type_in("q");
    assert_eq!(host.end(), 0);
    host.assert_given_back();
    assert!(host.epilogue().contains("a thread was told to panic"));
}

#[test]
fn signals_end_the_program_and_give_the_terminal_back() {
    for signal in [1, 2, 3, 15] {
        let mut host = Host::start(demo_command());
        host.until("found");
        host.signal(signal);
        assert_eq!(host.end(), 128 + u32::try_from(signal).unwrap_or(0));
        host.assert_given_back();
    }
}

#[test]
fn ctrl_z_stops_the_program_and_fg_brings_it_back() {
    let script = "set -m; stty -tostop; \"$@\"; echo stopped; read line; fg >/dev/null; echo ended $?; read line";
    let mut host = Host::start(shell_command(script));
    host.until("found");
    host.type_in("\x1a");
    host.until("stopped");
    assert!(!host.screen().alternate_screen() && !host.screen().hide_cursor());
    host.type_in("\n");
    host.until("Resized");
    assert!(host.screen().alternate_screen());
    host.type_in("q");
    host.until("ended 0");
    assert!(!host.screen().alternate_screen());
    host.type_in("\n");
    assert_eq!(host.end(), 0);
}

#[test]
fn a_program_that_others_stopped_takes_the_terminal_again() {
    let mut host = Host::start(demo_command());
    host.until("found");
    host.signal(19);
    host.signal(18);
    host.until("Resized");
    assert!(host.screen().alternate_screen() && !host.is_cooked());
    host.type_in("q");
    assert_eq!(host.end(), 0);
    host.assert_given_back();
}

#[test]
fn where_nobody_could_continue_it_ctrl_z_does_nothing() {
    let mut host = Host::start(demo_command());
    host.until("found");
    host.type_in("\x1aj");
    host.until("key Char('j')");
    host.type_in("q");
    assert_eq!(host.end(), 0);
}

#[test]
fn keys_come_from_the_terminal_when_standard_input_is_the_article() {
    let mut host = Host::start(shell_command("echo 近年来 | \"$@\""));
    host.until("ready 近年来");
    host.until("found");
    host.type_in("q");
    assert_eq!(host.end(), 0);
}

#[test]
fn a_copy_goes_out_with_the_next_frame() {
    let mut host = Host::start(demo_command());
    host.until("found");
    host.type_in("y");
    host.until("key Char('y')");
    assert_eq!(host.copied(), "5paH5r6c");
    host.type_in("q");
    host.end();
}

/// A program that shows a picture, in kitty.
fn with_a_picture(command: portable_pty::CommandBuilder) -> Host {
    let mut host = Host::start_kitty(command);
    host.until("found");
    assert!(!host.history().contains("a=t,"));
    host.type_in("i");
    host.until_written("a=t,f=100,i=");
    host.until_written(",x=0,y=0,w=40,h=60,c=4,r=3,C=1,q=2");
    host
}

/// Whether the pictures were taken away before the screen was left for the last time.
fn has_cleared_up(host: &Host) -> bool {
    let history = host.history();
    let (before, _) = history.rsplit_once("\x1b[?1049l").unwrap_or_default();
    let (_, farewell) = before.rsplit_once("\x1b[?1049h").unwrap_or_default();
    farewell.contains("\x1b_Ga=d,d=I,i=")
}

#[test]
fn pictures_are_taken_away_when_the_terminal_goes_back() {
    for (key, status) in [("q", 0), ("p", 101)] {
        let mut host = with_a_picture(demo_command());
        host.type_in(key);
        assert_eq!(host.end(), status);
        assert!(has_cleared_up(&host), "{key}");
    }
    let mut host = with_a_picture(demo_command());
    host.signal(15);
    assert_eq!(host.end(), 143);
    assert!(has_cleared_up(&host));
}

#[test]
fn pictures_are_gone_while_the_program_is_stopped_and_come_back_with_it() {
    let script = "set -m; stty -tostop; \"$@\"; echo stopped; read line; fg >/dev/null";
    let mut host = with_a_picture(shell_command(script));
    host.type_in("\x1a");
    host.until("stopped");
    assert!(has_cleared_up(&host));
    host.type_in("\n");
    host.until("Resized");
    host.type_in("q");
    host.end();
    assert_eq!(host.history().matches("a=t,f=100").count(), 2);
}

#[test]
fn where_nothing_is_known_of_pictures_none_is_sent() {
    let mut host = Host::start(demo_command());
    host.until("found");
    host.type_in("i");
    host.until("key Char('i')");
    assert!(!host.history().contains("a=t,"));
    host.type_in("q");
    host.end();
}

#[test]
fn without_a_terminal_the_way_out_is_named() {
    let (program, arguments) = host::demo_words();
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the demo");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("wenlan print"));
}
