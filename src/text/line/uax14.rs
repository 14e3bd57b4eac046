//! The line breaking algorithm of UAX #14, Unicode 18, as a walk from left to right.
//!
//! [`Walk`] remembers of the pieces already passed what the rules look back at,
//! so that every boundary is decided in constant time, however long a run of
//! spaces, signs or flags stands before it. The rules are in the order, and
//! bear the numbers, of the annex; CM and ZWJ are already taken into the piece
//! before them (LB9) or made AL (LB10).

use super::piece::Piece;
use crate::text::classes::LineClass::{
    self, AK, AL, AP, AS, B2, BA, BB, BK, CB, CL, CP, CR, EB, EM, EX, GL, H2, H3, HH, HL, HY, ID,
    IN, IS, JL, JT, JV, LF, NL, NS, NU, OP, PO, PR, QU, RI, SP, SY, VF, VI, WJ, ZW,
};

/// What the rules remember of the text before a boundary.
#[derive(Clone, Debug, Default)]
pub(crate) struct Walk {
    /// The piece directly before.
    last: Option<Piece>,
    /// The piece before that one.
    second_last: Option<Piece>,
    /// The class of the last piece that is no space.
    last_visible: Option<LineClass>,
    /// LB15a: an opening quotation mark stands before, with nothing but spaces since.
    in_opening_quote: bool,
    number: Number,
    /// LB30a: an odd number of regional indicators stands directly before.
    half_flag: bool,
}

/// How much of LB25's number stands directly before.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Number {
    #[default]
    No,
    /// `NU (SY | IS)*`
    Digits,
    /// `NU (SY | IS)* (CL | CP)`
    Closed,
}

impl Walk {
    /// Whether a line may part between the pieces passed and `ahead[0]`.
    ///
    /// `ahead` holds what is still to come, `ahead[0]` included; the rules look
    /// at no more than three pieces of it.
    #[inline]
    pub(crate) fn parts_before(&self, ahead: &[Piece]) -> bool {
        let (Some(last), Some(next)) = (self.last, ahead.first()) else {
            return false;
        };
        if last.class() == ID && next.class() == ID {
            return !last.ends_in_joiner();
        }
        self.decide(last, *next, ahead)
    }

    /// Passes over `piece`.
    #[inline]
    pub(crate) fn pass(&mut self, piece: Piece) {
        if piece.class() == ID && self.last.is_some_and(|last| last.class() == ID) {
            self.pass_alike(piece);
        } else {
            self.remember(piece);
        }
    }

    /// Passes over an ideograph that stands behind another: what is remembered
    /// behind both is what was remembered behind the first, since no rule looks
    /// further back than the last ideograph.
    #[inline]
    pub(crate) fn pass_alike(&mut self, piece: Piece) {
        self.last = Some(piece);
    }

    fn remember(&mut self, piece: Piece) {
        let class = piece.class();
        if class != SP {
            let opens = |before: Option<Piece>| match before {
                None => true,
                Some(before) => {
                    matches!(before.class(), BK | CR | LF | NL | OP | QU | GL | SP | ZW)
                }
            };
            self.in_opening_quote = class == QU && piece.is_initial_quote() && opens(self.last);
            self.last_visible = Some(class);
        }
        self.number = match (class, self.number) {
            (NU, _) => Number::Digits,
            (SY | IS, Number::Digits) => Number::Digits,
            (CL | CP, Number::Digits) => Number::Closed,
            _ => Number::No,
        };
        self.half_flag = class == RI && !self.half_flag;
        self.second_last = self.last;
        self.last = Some(piece);
    }

    fn decide(&self, last: Piece, next: Piece, ahead: &[Piece]) -> bool {
        let (a, b) = (last.class(), next.class());
        match (a, b) {
            (CR, LF) => return false,                          // LB5
            (BK | CR | LF | NL, _) => return true,             // LB4, LB5
            (_, BK | CR | LF | NL | SP | ZW) => return false,  // LB6, LB7
            _ if self.last_visible == Some(ZW) => return true, // LB8
            _ if last.ends_in_joiner() => return false,        // LB8a
            (_, WJ) | (WJ | GL, _) => return false,            // LB11, LB12
            (SP | HY | HH, GL) => {}
            (_, GL) => return false,                // LB12a
            (_, CL | CP | EX | SY) => return false, // LB13
            _ => {}
        }
        self.after_spaces(a, next, ahead)
            .unwrap_or_else(|| self.adjacent(last, next, ahead))
    }

    /// LB14 to LB18: what holds even with spaces between; nothing when no rule applies.
    fn after_spaces(&self, a: LineClass, next: Piece, ahead: &[Piece]) -> Option<bool> {
        let b = next.class();
        let followed_by = |n: usize| ahead.get(n).map(|piece| piece.class());
        match (self.last_visible, b) {
            (Some(OP), _) => Some(false),              // LB14
            _ if self.in_opening_quote => Some(false), // LB15a
            (_, QU) if next.is_final_quote() && ends_quotation(followed_by(1)) => Some(false), // LB15b
            (_, IS) if a == SP && followed_by(1) == Some(NU) => Some(true), // LB15c
            (_, IS) => Some(false),                                         // LB15d
            (Some(CL | CP), NS) => Some(false),                             // LB16
            (Some(B2), B2) => Some(false),                                  // LB17
            _ if a == SP => Some(true),                                     // LB18
            _ => None,
        }
    }

    /// LB19 to LB31: the pieces touch.
    fn adjacent(&self, last: Piece, next: Piece, ahead: &[Piece]) -> bool {
        let (a, b) = (last.class(), next.class());
        if (a == QU || b == QU) && self.quotes_join(last, next, ahead) {
            return false;
        }
        if a == CB || b == CB {
            return true; // LB20
        }
        !(self.hyphens_join(a, b)
            || self.numbers_join(last, b, ahead)
            || self.letters_join(last, next, ahead))
    }

    /// LB19 and LB19a.
    fn quotes_join(&self, last: Piece, next: Piece, ahead: &[Piece]) -> bool {
        let (a, b) = (last.class(), next.class());
        let east_asian = |piece: Option<&Piece>| piece.is_some_and(|piece| piece.is_east_asian());
        if b == QU {
            let outside_narrow = !last.is_east_asian() || !east_asian(ahead.get(1));
            if !next.is_initial_quote() || outside_narrow {
                return true;
            }
        }
        if a == QU {
            let outside_narrow = !next.is_east_asian() || !east_asian(self.second_last.as_ref());
            if !last.is_final_quote() || outside_narrow {
                return true;
            }
        }
        false
    }

    /// LB20a to LB22.
    fn hyphens_join(&self, a: LineClass, b: LineClass) -> bool {
        let second = self.second_last.map(Piece::class);
        let begins_word = matches!(second, None | Some(BK | CR | LF | NL | SP | ZW | CB | GL));
        match (a, b) {
            (HY | HH, AL | HL) if begins_word => true, // LB20a
            (_, BA | HH | HY | NS) | (BB, _) => true,  // LB21
            _ if matches!(a, HY | HH) && second == Some(HL) => b != HL, // LB21a
            (SY, HL) => true,                          // LB21b
            (_, IN) => true,                           // LB22
            _ => false,
        }
    }

    /// LB23 to LB25.
    fn numbers_join(&self, last: Piece, b: LineClass, ahead: &[Piece]) -> bool {
        let a = last.class();
        let followed_by = |n: usize| ahead.get(n).map(|piece| piece.class());
        match (a, b) {
            (AL | HL, NU) | (NU, AL | HL) => true,             // LB23
            (PR, ID | EB | EM) | (ID | EB | EM, PO) => true,   // LB23a
            (PR | PO, AL | HL) | (AL | HL, PR | PO) => true,   // LB24
            (_, PO | PR) if self.number != Number::No => true, // LB25
            (PO | PR, OP) => match followed_by(1) {
                Some(NU) => true,
                Some(IS) => followed_by(2) == Some(NU),
                _ => false,
            },
            (PO | PR | HY | IS, NU) => true,
            (_, NU) => self.number == Number::Digits,
            _ => false,
        }
    }

    /// LB26 to LB30b.
    fn letters_join(&self, last: Piece, next: Piece, ahead: &[Piece]) -> bool {
        let (a, b) = (last.class(), next.class());
        let joined = match (a, b) {
            (JL, JL | JV | H2 | H3) | (JV | H2, JV | JT) | (JT | H3, JT) => true, // LB26
            (JL | JV | JT | H2 | H3, PO) | (PR, JL | JV | JT | H2 | H3) => true,  // LB27
            (AL | HL | IS, AL | HL) => true,                                      // LB28, LB29
            (AL | HL | NU, OP) => !next.is_east_asian(),                          // LB30
            (CP, AL | HL | NU) => !last.is_east_asian(),
            (RI, RI) => self.half_flag, // LB30a
            (_, EM) => a == EB || last.is_unassigned_pictograph(), // LB30b
            _ => false,
        };
        joined || self.syllables_join(last, next, ahead)
    }

    /// LB28a: orthographic syllables of Brahmic scripts.
    fn syllables_join(&self, last: Piece, next: Piece, ahead: &[Piece]) -> bool {
        let starts = |piece: Piece| matches!(piece.class(), AK | AS) || piece.is_dotted_circle();
        let stacks = |piece: Piece| piece.class() == AK || piece.is_dotted_circle();
        match (last.class(), next.class()) {
            (AP, _) => starts(next),
            (_, VF | VI) => starts(last),
            (VI, _) => stacks(next) && self.second_last.is_some_and(starts),
            _ => {
                starts(last)
                    && starts(next)
                    && ahead.get(1).is_some_and(|piece| piece.class() == VF)
            }
        }
    }
}

/// LB15b: what may follow a closing quotation mark that belongs to the text before it.
fn ends_quotation(following: Option<LineClass>) -> bool {
    match following {
        None => true,
        Some(class) => matches!(
            class,
            SP | GL | WJ | CL | QU | CP | EX | IS | SY | BK | CR | LF | NL | ZW
        ),
    }
}
