//! Asks the terminal what it does with text, without waiting for the answer.
//!
//! All questions go out at once, before the first frame and in one write with
//! it. Texts that terminals disagree about are written, hidden, on a row that
//! the frame then covers, and after each the terminal is asked where its cursor
//! is: what it answers is the width, whatever it believes of Unicode. That
//! holds inside tmux too, which draws by widths of its own. Last comes a
//! question that every terminal answers (DA1): what was not answered before it
//! never will be. Nobody waits for it, so it may come as late as it likes.

use std::fmt::Write as _;

use super::{Program, Reply};
use crate::picture::Pixels;
use crate::text::Profile;

/// What a terminal can do beside drawing text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Features {
    /// It holds back a frame until it is whole (private mode 2026).
    pub synchronised_output: bool,
    /// It takes a text's width from us (OSC 66, `w`).
    pub sized_width: bool,
    /// It draws text larger than a cell (OSC 66, `s`).
    pub sized_text: bool,
    /// It can treat clusters as one character, and only does so since we asked
    /// it to (private mode 2027); to be undone at the end.
    pub clusters_mode: bool,
    /// What it can do with pictures.
    pub offers: Offers,
}

/// What a terminal says that it can do with pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Offers {
    /// It has kitty's graphics protocol, be it behind tmux.
    pub kitty: bool,
    /// It is tmux.
    pub tmux: bool,
    /// It has iTerm2's inline images.
    pub iterm2: bool,
    /// It draws sixels.
    pub sixel: bool,
    /// How many colours a picture in sixels may have.
    pub registers: Option<u16>,
    /// The pixels of a cell.
    pub cell: Option<Pixels>,
}

/// What the probe found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Findings {
    /// The widths of text.
    pub profile: Profile,
    /// The rest.
    pub features: Features,
    /// The pixels of a cell, where pictures can be drawn.
    pub pictures: Option<Pixels>,
}

/// Questions that were asked, and what has been answered.
#[derive(Debug, Default)]
pub struct Probe {
    /// The columns where the cursor was, in the order of the questions.
    columns: Vec<u16>,
    features: Features,
    finished: bool,
    /// What is behind tmux has been told.
    knows_outer: bool,
}

/// The texts whose widths are asked for, in this order.
const TRIED: [&str; 6] = ["“", "—", "👩\u{200d}👩\u{200d}👧", "👍🏽", "❤\u{fe0f}", "☰"];
/// How many columns are asked for: two more are for text of a given size.
const ASKED: usize = TRIED.len() + 2;
/// The row of the questions. In an answer from the first one, CPR looks like F3 with a modifier.
const ROW: u16 = 1;
/// The least height at which nothing scrolls: text of two rows is tried too.
const LEAST_ROWS: u16 = ROW + 2;

impl Probe {
    /// The questions, for a screen of so many rows that is about to be painted whole.
    ///
    /// Those about pictures are only asked where `pictures` may be drawn: which program it is
    /// (XTVERSION), the pixels of a cell (XTWINOPS 16), and the colours of sixels (XTSMGRAPHICS).
    /// Whether it has sixels stands in the answer to the last question of all. For kitty's
    /// protocol it is not asked in kitty's own way: tmux would take the question for a title.
    pub fn queries(rows: u16, pictures: bool) -> Vec<u8> {
        // The mode comes first, so that the widths are those with it.
        let mut queries = String::from("\x1b[?2027$p\x1b[?2027h\x1b[?2026$p");
        if rows >= LEAST_ROWS {
            let _ = write!(queries, "\x1b[{}H\x1b[8m", ROW + 1);
            for text in TRIED {
                let _ = write!(queries, "\r{text}\x1b[6n");
            }
            queries.push_str("\r\x1b]66;w=2; \x1b\\\x1b[6n\x1b]66;s=2; \x1b\\\x1b[6n");
            queries.push_str("\r\x1b[m\x1b[K");
        }
        if pictures {
            queries.push_str("\x1b[>q\x1b[16t\x1b[?1;1;0S");
        }
        queries.push_str("\x1b[c");
        queries.into_bytes()
    }

    /// What is still to be asked when the findings are there: tmux may pass on to the terminal
    /// behind it the question which program that is. The answer comes late, or never.
    pub fn further_query(&self) -> Option<&'static [u8]> {
        let asks = self.finished && self.features.offers.tmux && !self.knows_outer;
        asks.then_some(b"\x1bPtmux;\x1b\x1b[>q\x1b\\")
    }

    /// Takes an answer; with the last one, gives the findings, and with a late one that is news.
    pub fn answer(&mut self, reply: Reply) -> Option<Findings> {
        let offers = &mut self.features.offers;
        match reply {
            Reply::Cursor { column, .. } if self.columns.len() <= ASKED => {
                self.columns.push(column);
            }
            Reply::Mode { mode, setting } => self.take_mode(mode, setting),
            Reply::Program(program) if self.finished => {
                self.knows_outer = true;
                offers.kitty |= program == Program::Kitty;
                return offers.kitty.then(|| self.findings());
            }
            Reply::Program(Program::Kitty) => offers.kitty = true,
            Reply::Program(Program::ITerm2) => offers.iterm2 = true,
            Reply::Program(Program::Tmux) => offers.tmux = true,
            Reply::Registers(registers) => offers.registers = Some(registers),
            Reply::Cell { width, height } if width > 0 && height > 0 => {
                offers.cell = Some(Pixels {
                    width: width.into(),
                    height: height.into(),
                });
            }
            Reply::Attributes { sixel } if !self.finished => {
                offers.sixel = sixel;
                self.finished = true;
                return Some(self.findings());
            }
            Reply::Program(Program::Other)
            | Reply::Cursor { .. }
            | Reply::Cell { .. }
            | Reply::Attributes { .. } => {}
        }
        None
    }

    /// Whether the last answer has come.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    fn take_mode(&mut self, mode: u16, setting: u16) {
        const RESET: u16 = 2;
        const ALWAYS_SET: u16 = 3;
        match mode {
            2026 => self.features.synchronised_output = (1..=ALWAYS_SET).contains(&setting),
            2027 => self.features.clusters_mode = setting == RESET,
            _ => {}
        }
    }

    fn findings(&self) -> Findings {
        let unknown = Profile::default();
        let features = self.features;
        let &[quote, dash, family, skin, heart, trigram, sized, larger] = self.columns.as_slice()
        else {
            // Some answers are missing, and nothing tells which.
            return Findings {
                profile: unknown,
                features,
                pictures: None,
            };
        };
        Findings {
            profile: Profile {
                ambiguous_wide: quote == 2,
                clusters: family == 2 && skin == 2,
                emoji_selector: heart == 2,
                wide_symbols: trigram == 2,
                // A terminal that is not of one mind stays in doubt.
                probed: quote == dash,
            },
            features: Features {
                sized_width: sized == 2,
                sized_text: sized == 2 && larger == 4,
                ..features
            },
            pictures: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found when the cursor was in these columns and these modes were told.
    fn find(columns: &[u16], modes: &[(u16, u16)]) -> Findings {
        let mut probe = Probe::default();
        for &column in columns {
            assert_eq!(probe.answer(Reply::Cursor { column, row: 1 }), None);
        }
        for &(mode, setting) in modes {
            assert_eq!(probe.answer(Reply::Mode { mode, setting }), None);
        }
        assert!(!probe.is_finished());
        let found = probe.answer(Reply::Attributes { sixel: false });
        assert!(probe.is_finished());
        assert_eq!(probe.answer(Reply::Attributes { sixel: false }), None);
        found.expect("findings")
    }

    #[track_caller]
    fn check(columns: &[u16], wanted: Profile) {
        assert_eq!(find(columns, &[]).profile, wanted, "{columns:?}");
    }

    const CLASSIC: Profile = Profile {
        ambiguous_wide: false,
        clusters: false,
        emoji_selector: false,
        wide_symbols: false,
        probed: true,
    };

    #[test]
    fn widths_are_what_the_terminal_did() {
        check(&[1, 1, 6, 4, 1, 1, 0, 0], CLASSIC);
        let wide = Profile {
            ambiguous_wide: true,
            ..CLASSIC
        };
        check(&[2, 2, 8, 4, 1, 1, 0, 0], wide);
        let modern = Profile {
            probed: true,
            ..Profile::default()
        };
        check(&[1, 1, 2, 2, 2, 2, 2, 4], modern);
    }

    #[test]
    fn half_an_answer_is_none() {
        check(&[], Profile::default());
        check(&[2, 2, 6], Profile::default());
        check(&[2; 99], Profile::default());
        let torn = Profile {
            ambiguous_wide: true,
            probed: false,
            ..CLASSIC
        };
        check(&[2, 1, 6, 4, 1, 1, 0, 0], torn);
    }

    #[test]
    fn features_are_what_the_terminal_said() {
        let features = |columns: &[u16], modes: &[(u16, u16)]| find(columns, modes).features;
        let none = Features::default();
        assert_eq!(features(&[], &[(2026, 0), (2027, 0)]), none);
        assert_eq!(features(&[], &[(2026, 4), (2027, 3)]), none);
        let modes = Features {
            synchronised_output: true,
            clusters_mode: true,
            ..none
        };
        assert_eq!(features(&[], &[(2026, 2), (2027, 2)]), modes);
        let sized = Features {
            sized_width: true,
            sized_text: true,
            ..none
        };
        assert_eq!(features(&[1, 1, 6, 4, 1, 1, 2, 4], &[]), sized);
        let widths = Features {
            sized_text: false,
            ..sized
        };
        assert_eq!(features(&[1, 1, 6, 4, 1, 1, 2, 2], &[]), widths);
    }

    #[test]
    fn questions_leave_no_trace_on_a_screen_that_is_painted_over() {
        for rows in [1, 2, 3, 24] {
            let queries = Probe::queries(rows, false);
            assert!(queries.ends_with(b"\x1b[c"));
            assert_eq!(queries.contains(&b'\r'), rows >= 3);
            let more = Probe::queries(rows, true);
            assert!(more.ends_with(b"\x1b[?1;1;0S\x1b[c") && more.len() > queries.len());
        }
    }

    /// What is offered when these answers came before the last one, and these after it.
    #[track_caller]
    fn check_offers(before: &[Reply], sixel: bool, after: &[Reply], wanted: Offers) {
        let mut probe = Probe::default();
        for reply in before {
            assert_eq!(probe.answer(*reply), None);
        }
        let mut found = probe.answer(Reply::Attributes { sixel });
        for reply in after {
            found = probe.answer(*reply).or(found);
        }
        assert_eq!(found.expect("findings").features.offers, wanted);
    }

    #[test]
    fn what_is_offered_for_pictures_is_what_the_terminal_said() {
        let none = Offers::default();
        let cell = Reply::Cell {
            width: 9,
            height: 20,
        };
        let kitty = Offers {
            kitty: true,
            cell: Some(Pixels {
                width: 9,
                height: 20,
            }),
            ..none
        };
        check_offers(&[], false, &[], none);
        check_offers(&[Reply::Program(Program::Kitty), cell], false, &[], kitty);
        let sixel = Offers {
            sixel: true,
            registers: Some(16),
            ..none
        };
        check_offers(&[Reply::Registers(16)], true, &[], sixel);
        let nowhere = Reply::Cell {
            width: 0,
            height: 20,
        };
        check_offers(&[nowhere], false, &[], none);
    }

    #[test]
    fn tmux_is_asked_to_pass_a_question_on() {
        let mut probe = Probe::default();
        probe.answer(Reply::Program(Program::Tmux));
        assert_eq!(probe.further_query(), None);
        probe.answer(Reply::Attributes { sixel: false });
        let query = probe.further_query().expect("a question");
        assert_eq!(query, b"\x1bPtmux;\x1b\x1b[>q\x1b\\");
        assert_eq!(probe.answer(Reply::Program(Program::Other)), None);
        assert_eq!(probe.further_query(), None);
        let behind = Offers {
            tmux: true,
            kitty: true,
            ..Offers::default()
        };
        let tmux = Reply::Program(Program::Tmux);
        check_offers(&[tmux], false, &[Reply::Program(Program::Kitty)], behind);
    }
}
