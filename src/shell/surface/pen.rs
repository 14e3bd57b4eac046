//! Changes the look of what is written next by the fewest bytes (SGR, ECMA-48 8.3.117).

use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Which colours may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// None: attributes alone (`NO_COLOR`, `--color never`).
    None,
    /// The sixteen that the person chose for the terminal; others become its own two.
    #[default]
    Palette,
    /// The 256 that xterm has; others become the terminal's own two.
    Indexed,
    /// Any.
    True,
}

/// How what is written looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::shell) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// The attributes that we write; nothing of ours shall blink.
const MODIFIERS: [(Modifier, u8, u8); 7] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// The attributes with which a blank is more than its background.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

impl Pen {
    /// The look of a terminal that was just switched on.
    pub(in crate::shell) const PLAIN: Pen = Pen {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    /// The look of a cell.
    pub(in crate::shell) fn of(cell: &Cell, colours: Colours) -> Pen {
        let blinks = Modifier::SLOW_BLINK | Modifier::RAPID_BLINK;
        Pen {
            fg: colours.allow(cell.fg),
            bg: colours.allow(cell.bg),
            modifier: cell.modifier - blinks,
        }
    }

    /// The same for a blank, where only the background shows.
    pub(super) fn on_blank(self) -> Pen {
        if self.modifier.intersects(SEEN_ON_BLANKS) {
            return self;
        }
        Pen {
            bg: self.bg,
            ..Pen::PLAIN
        }
    }

    /// The pen nearest to `current` that makes the blanks that this one makes.
    pub(super) fn for_blank(self, current: Pen) -> Pen {
        if (self.modifier | current.modifier).intersects(SEEN_ON_BLANKS) {
            return self;
        }
        Pen {
            bg: self.bg,
            ..current
        }
    }

    /// Writes what makes this pen out of `from`, or out of anything.
    pub(in crate::shell) fn take_up(self, from: Option<Pen>, out: &mut Vec<u8>) {
        if from == Some(self) {
            return;
        }
        let mut anew = Parameters::default();
        if self != Pen::PLAIN {
            anew.push(0);
        }
        anew.push_pen(self, Pen::PLAIN);
        let mut changed = Parameters::default();
        if let Some(from) = from {
            changed.push_pen(self, from);
        }
        let shorter = match from {
            Some(_) if changed.0.len() <= anew.0.len() => changed,
            _ => anew,
        };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(&shorter.0);
        out.push(b'm');
    }
}

impl Colours {
    fn allow(self, colour: Color) -> Color {
        match (self, colour) {
            (Colours::None, _)
            | (Colours::Palette, Color::Indexed(16..))
            | (Colours::Palette | Colours::Indexed, Color::Rgb(..)) => Color::Reset,
            (_, Color::Indexed(n @ 0..=15)) => PALETTE[usize::from(n)],
            (_, colour) => colour,
        }
    }
}

/// The palette, in the order of its codes.
const PALETTE: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// Numbers with `;` between them.
#[derive(Default)]
struct Parameters(Vec<u8>);

impl Parameters {
    fn push(&mut self, number: u8) {
        let separator = if self.0.is_empty() { "" } else { ";" };
        let _ = write!(self.0, "{separator}{number}");
    }

    /// What changes `from` into `to`.
    fn push_pen(&mut self, to: Pen, from: Pen) {
        let mut lit = from.modifier;
        for (modifier, _, off) in MODIFIERS {
            if lit.contains(modifier) && !to.modifier.contains(modifier) {
                self.push(off);
                // One code puts out both bold and dim.
                let gone = MODIFIERS.iter().filter(|(_, _, other)| *other == off);
                lit -= gone.map(|(modifier, _, _)| *modifier).collect();
            }
        }
        for (modifier, on, _) in MODIFIERS {
            if to.modifier.contains(modifier) && !lit.contains(modifier) {
                self.push(on);
            }
        }
        if to.fg != from.fg {
            self.push_colour(to.fg, 30);
        }
        if to.bg != from.bg {
            self.push_colour(to.bg, 40);
        }
    }

    /// A colour; `base` is 30 for the foreground and 40 for the background.
    fn push_colour(&mut self, colour: Color, base: u8) {
        match colour {
            Color::Reset => self.push(base + 9),
            Color::Indexed(n) => [base + 8, 5, n].into_iter().for_each(|n| self.push(n)),
            Color::Rgb(r, g, b) => [base + 8, 2, r, g, b]
                .into_iter()
                .for_each(|n| self.push(n)),
            named => {
                let place = PALETTE.iter().position(|colour| *colour == named);
                let n = place.and_then(|n| u8::try_from(n).ok()).unwrap_or(0);
                self.push(if n < 8 { base + n } else { base + 60 + n - 8 });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn pen(style: Style) -> Pen {
        let mut cell = Cell::default();
        cell.set_style(style);
        Pen::of(&cell, Colours::True)
    }

    #[track_caller]
    fn check(from: Style, to: Style, wanted: &str) {
        let mut out = Vec::new();
        pen(to).take_up(Some(pen(from)), &mut out);
        assert_eq!(String::from_utf8_lossy(&out), wanted);
    }

    #[test]
    fn only_what_changes_is_said() {
        let plain = Style::new();
        check(plain, plain, "");
        check(plain, plain.bold(), "\x1b[1m");
        check(plain.bold().fg(Color::Red), plain, "\x1b[m");
        check(
            plain.bold().fg(Color::Red),
            plain.fg(Color::Red),
            "\x1b[22m",
        );
        check(plain.bold().dim(), plain.dim(), "\x1b[0;2m");
        check(plain.fg(Color::Red), plain.fg(Color::LightBlue), "\x1b[94m");
        check(plain.fg(Color::Red).on_blue(), plain.on_blue(), "\x1b[39m");
        check(
            plain.italic().underlined().crossed_out().fg(Color::Red),
            plain.bold(),
            "\x1b[0;1m",
        );
        check(plain, plain.fg(Color::Rgb(1, 2, 3)), "\x1b[38;2;1;2;3m");
        check(plain, plain.bg(Color::Indexed(200)), "\x1b[48;5;200m");
        check(plain, plain.slow_blink(), "");
    }

    #[test]
    fn an_unknown_pen_is_laid_down_first() {
        let mut out = Vec::new();
        pen(Style::new().bold()).take_up(None, &mut out);
        Pen::PLAIN.take_up(None, &mut out);
        assert_eq!(out, b"\x1b[0;1m\x1b[m");
    }

    #[test]
    fn colours_are_those_that_were_allowed() {
        let of = |colour, colours| {
            let mut cell = Cell::default();
            cell.set_fg(colour);
            Pen::of(&cell, colours).fg
        };
        assert_eq!(of(Color::Red, Colours::None), Color::Reset);
        assert_eq!(of(Color::Rgb(1, 2, 3), Colours::Palette), Color::Reset);
        assert_eq!(of(Color::Indexed(16), Colours::Palette), Color::Reset);
        assert_eq!(of(Color::Indexed(9), Colours::Palette), Color::LightRed);
        assert_eq!(of(Color::Indexed(16), Colours::True), Color::Indexed(16));
        assert_eq!(of(Color::Indexed(16), Colours::Indexed), Color::Indexed(16));
        assert_eq!(of(Color::Rgb(1, 2, 3), Colours::Indexed), Color::Reset);
    }

    #[test]
    fn a_blank_shows_its_background_alone() {
        let red = pen(Style::new().red().bold());
        let on_blue = pen(Style::new().yellow().on_blue());
        assert_eq!(
            on_blue.on_blank().for_blank(red),
            pen(Style::new().red().bold().on_blue())
        );
        let underlined = pen(Style::new().red().underlined());
        assert_eq!(underlined.on_blank(), underlined);
        assert_eq!(Pen::PLAIN.for_blank(underlined), Pen::PLAIN);
    }
}
