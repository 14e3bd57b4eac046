//! Gives each piece the line break class that its place in the text gives it.
//!
//! UAX #14 goes by code points. Chinese on the web does not: a comma behind a
//! Han character is a full stop's sister whether it was typed full-width or
//! not, “ ” serve Chinese and English, one — joins numbers and two are a dash.
//! So in Chinese and Japanese a mark is taken for the mark it stands for. The
//! rules themselves stay those of UAX #14 (see the room).
//!
//! Some marks are known only by what follows. They wait, at most one at a
//! time, and are settled when the next piece comes.

use super::piece::Piece;
use super::{Level, LineRules};
use crate::text::classes::LineClass::{
    self, AL, B2, BA, CJ, CL, CM, CP, EX, HL, ID, IN, IS, NS, NU, OP, QU, SP, SY, ZWJ,
};
use crate::text::writing::Writing;

#[derive(Debug)]
pub(super) struct Tailoring {
    rules: LineRules,
    waiting: Option<Waiting>,
    /// The straight quotation mark that opened and has not been closed.
    open_quote: Option<usize>,
    /// A ' has opened and has not been closed.
    open_single_quote: bool,
    /// The scalar that began the last piece.
    last: char,
}

/// The last piece, when it is a mark whose part is not clear before the next piece.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Waiting {
    /// An opening mark behind a letter: part of a word unless a wide character follows.
    Opening,
    /// ’ or ” behind a letter: an apostrophe if a letter follows.
    Closing,
    /// A single dash: a connector, unless its twin follows.
    Dash,
    /// A solidus, which does not end a line before a wide character.
    Solidus,
    /// ①: the mark of a note if its sentence goes on with a mark or ends.
    Circled,
}

impl Tailoring {
    pub(super) fn new(rules: LineRules) -> Tailoring {
        Tailoring {
            rules,
            waiting: None,
            open_quote: None,
            open_single_quote: false,
            last: '\n',
        }
    }

    /// Adds `piece`, which begins with `c`, to the pieces of the paragraph.
    #[inline]
    pub(super) fn push(&mut self, mut piece: Piece, c: char, pieces: &mut Vec<Piece>) {
        let plain =
            piece.class() == ID && self.rules.writing != Writing::Korean && !is_wide_symbol(c);
        if !plain || self.waiting.is_some() {
            match self.rules.writing {
                Writing::Chinese | Writing::Japanese => self.place(&mut piece, c, pieces),
                Writing::Korean => keep_words(&mut piece),
                Writing::Other => {}
            }
            match piece.class() {
                CM | ZWJ => piece.take_for(AL),
                CJ => piece.take_for(self.small_kana()),
                _ => {}
            }
        }
        self.last = c;
        pieces.push(piece);
    }

    /// The paragraph is over.
    pub(super) fn end(&mut self, pieces: &mut [Piece]) {
        if self.waiting == Some(Waiting::Circled) {
            pieces.last_mut().into_iter().for_each(Piece::keep_to_last);
        }
        if let Some(open) = self.open_quote.take() {
            pieces[open].take_for(QU);
        }
    }

    /// LB1 for CJ: a nonstarter, or an ideograph where small kana may begin a line.
    fn small_kana(&self) -> LineClass {
        match self.rules.writing {
            Writing::Other | Writing::Korean => NS,
            _ if self.rules.level == Level::Strict => NS,
            _ => ID,
        }
    }

    fn place(&mut self, piece: &mut Piece, c: char, pieces: &mut [Piece]) {
        self.settle(piece, c, pieces);
        let before = pieces.last().copied();
        self.take_for_its_place(piece, c, before, pieces.len());
        if c == ']' {
            keep_note_mark(pieces);
        }
        if self.rules.level == Level::None && piece.is_east_asian() && is_prohibited(piece.class())
        {
            piece.take_for(ID);
        }
    }

    /// Decides, by the piece that follows it, what the waiting piece is.
    fn settle(&mut self, next: &mut Piece, c: char, pieces: &mut [Piece]) {
        let (Some(waiting), Some(last)) = (self.waiting.take(), pieces.last_mut()) else {
            return;
        };
        match waiting {
            Waiting::Opening if next.is_east_asian() => last.take_for_full_width(self.mark(OP)),
            Waiting::Closing if !is_letter(*next) => {
                self.open_single_quote &= self.last != '\'';
                last.take_for_full_width(self.mark(CL));
            }
            Waiting::Dash if c == self.last => {
                last.take_for_full_width(B2);
                if self.rules.level == Level::Strict {
                    last.keep_to_last();
                }
            }
            Waiting::Solidus if next.is_east_asian() => next.keep_to_last(),
            Waiting::Circled if matches!(next.class(), CL | CP | EX | IS | NS) => {
                last.keep_to_last();
            }
            _ => {}
        }
    }

    fn take_for_its_place(&mut self, piece: &mut Piece, c: char, before: Option<Piece>, at: usize) {
        let behind_wide = before.is_some_and(Piece::is_east_asian);
        let behind_letter = before.is_some_and(is_letter);
        match c {
            ',' | '.' if behind_wide => piece.take_for_full_width(CL),
            // UAX #14 lets these begin a line behind a space (NS), and CLREQ nowhere.
            '：' | '；' => piece.take_for_full_width(CL),
            ':' | ';' if behind_wide => piece.take_for_full_width(CL),
            '!' | '?' if behind_wide => piece.take_for_full_width(EX),
            ')' | ']' | '}' if behind_wide => piece.take_for_full_width(CL),
            '(' | '[' | '{' if behind_wide => piece.take_for_full_width(OP),
            '(' | '[' | '{' => self.waiting = Some(Waiting::Opening),
            '“' | '‘' | '〝' if !behind_letter => piece.take_for_full_width(OP),
            '“' | '‘' | '〝' => self.waiting = Some(Waiting::Opening),
            '”' | '’' | '〞' if !behind_letter => piece.take_for_full_width(CL),
            '”' | '’' | '〞' => self.waiting = Some(Waiting::Closing),
            '"' => self.take_straight_quote(piece, before, at),
            '\'' if behind_letter => self.waiting = Some(Waiting::Closing),
            '\'' => {
                self.open_single_quote = !self.open_single_quote;
                let class = if self.open_single_quote { OP } else { CL };
                take_for_mark(piece, class, behind_wide);
            }
            '—' | '―' if self.last == c && before.is_some_and(|before| before.class() == B2) => {
                piece.take_for_full_width(B2);
            }
            '—' | '―' => {
                piece.take_for_full_width(BA);
                self.waiting = Some(Waiting::Dash);
            }
            '⸺' | '⸻' if self.rules.level == Level::Strict => piece.keep_to_last(),
            '·' | '•' if behind_wide => piece.take_for_full_width(BA),
            '～' | '〰' => piece.take_for_full_width(NS),
            '~' if behind_wide => piece.take_for_full_width(NS),
            '／' => {
                piece.take_for_full_width(SY);
                self.await_solidus();
            }
            '/' => self.await_solidus(),
            '①'..='⓿' | '❶'..='➓' if behind_wide => self.waiting = Some(Waiting::Circled),
            '…' | '⋯' | '‥' if behind_wide && self.last != c => piece.take_for_full_width(IN),
            _ => {}
        }
    }

    fn await_solidus(&mut self) {
        if self.rules.level >= Level::Gb {
            self.waiting = Some(Waiting::Solidus);
        }
    }

    /// A straight quotation mark opens and closes by turns; a last one without its twin does neither.
    ///
    /// Behind a digit, where none is open, it means inches or seconds.
    fn take_straight_quote(&mut self, piece: &mut Piece, before: Option<Piece>, at: usize) {
        let class = match (self.open_quote.take(), before) {
            (Some(_), _) => CL,
            (None, Some(before)) if before.class() == NU => return,
            (None, _) => {
                self.open_quote = Some(at);
                OP
            }
        };
        take_for_mark(piece, class, before.is_some_and(Piece::is_east_asian));
    }

    /// The class of a mark that is settled late, after the level had its say.
    fn mark(&self, class: LineClass) -> LineClass {
        if self.rules.level == Level::None {
            ID
        } else {
            class
        }
    }
}

/// Whether a full-width piece of `class` is kept from one end of a line by a level above `None`.
fn is_prohibited(class: LineClass) -> bool {
    matches!(class, CL | CP | EX | IS | NS | OP | SY | BA | IN)
}

/// Takes a mark that two scripts share for the one of its surroundings.
fn take_for_mark(piece: &mut Piece, class: LineClass, behind_wide: bool) {
    if behind_wide {
        piece.take_for_full_width(class);
    } else {
        piece.take_for(class);
    }
}

/// A letter or digit of a word.
fn is_letter(piece: Piece) -> bool {
    matches!(piece.class(), AL | HL | NU) && !piece.is_east_asian()
}

/// Wide marks that UAX #14 calls ideographs.
fn is_wide_symbol(c: char) -> bool {
    matches!(c, '～' | '〰' | '／')
}

/// Korean parts between words (CSS `word-break: keep-all`): syllables and Han are letters there.
fn keep_words(piece: &mut Piece) {
    use LineClass::{H2, H3, JL, JT, JV};
    if matches!(piece.class(), H2 | H3 | JL | JV | JT)
        || piece.is_ideographic() && piece.class() == ID
    {
        piece.take_for(AL);
    }
}

/// Keeps `[12]`, which the coming `]` ends, with the word it is a note to.
fn keep_note_mark(pieces: &mut [Piece]) {
    let digits = pieces
        .iter()
        .rev()
        .take_while(|piece| piece.class() == NU)
        .take(4)
        .count();
    let Some(bracket) = pieces
        .len()
        .checked_sub(digits + 1)
        .filter(|_| (1..4).contains(&digits))
    else {
        return;
    };
    let behind_word = bracket > 0 && pieces[bracket - 1].class() != SP;
    if pieces[bracket].class() == OP && behind_word {
        pieces[bracket].keep_to_last();
    }
}
