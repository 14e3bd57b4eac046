//! Walks over the scalars of a paragraph once and makes them pieces.

use super::LineRules;
use super::piece::Piece;
use super::tailoring::Tailoring;
use crate::text::classes::LineClass;
use crate::text::clusters::Boundaries;
use crate::text::properties::{self, Properties};
use crate::text::width::{ClusterCells, Profile, scalar_cells};
use crate::text::writing::Writing;

pub(super) fn gather(text: &str, rules: LineRules, profile: Profile, pieces: &mut Vec<Piece>) {
    pieces.clear();
    pieces.reserve(text.len() / 3 + 1);
    let mut gathering = Gathering {
        profile,
        boundaries: Boundaries::default(),
        cluster: Cluster::default(),
        tailoring: Tailoring::new(rules),
        pieces,
    };
    let han_are_free = rules.writing != Writing::Korean;
    let mut at = 0;
    while let (Ok(start), Some(c)) = (u32::try_from(at), text[at..].chars().next()) {
        gathering.take(start, c);
        at += c.len_utf8();
        if han_are_free && matches!(c, '\u{4e00}'..='\u{9eff}') {
            at += gathering.take_han(&text.as_bytes()[at..], start + 3);
        }
    }
    gathering.tailoring.end(gathering.pieces);
}

struct Gathering<'a> {
    profile: Profile,
    boundaries: Boundaries,
    cluster: Cluster,
    tailoring: Tailoring,
    pieces: &'a mut Vec<Piece>,
}

/// The cluster that the walk is in.
#[derive(Default)]
struct Cluster {
    /// The piece that bears its cells, and those that the piece bore before.
    bearer: usize,
    before: u8,
    cells: ClusterCells,
}

impl Gathering<'_> {
    /// Takes the Han characters that follow one that was taken, and gives their bytes.
    ///
    /// Every rule lets them part, and what the walk remembers behind two of
    /// them is what it remembered behind the first; there is nothing to note
    /// but their places.
    fn take_han(&mut self, bytes: &[u8], start: u32) -> usize {
        let run = properties::leading_han(bytes);
        // A text whose offsets fit 32 bits has no more Han than that.
        let scalars = 0..u32::try_from(run).unwrap_or_default();
        self.pieces
            .extend(scalars.map(|n| Piece::next_han(start + 3 * n)));
        self.cluster.bearer = self.pieces.len() - 1;
        3 * run
    }

    #[inline]
    fn take(&mut self, at: u32, c: char) {
        let p = properties::of(c);
        if p.is_plain() && self.boundaries.begins_plain(p) {
            let cells = scalar_cells(c, p, self.profile);
            self.tailoring
                .push(Piece::new(at, p, cells), c, self.pieces);
            self.cluster = Cluster {
                bearer: self.pieces.len() - 1,
                before: 0,
                cells: ClusterCells::of(cells),
            };
        } else {
            self.take_joining(at, c, p);
        }
    }

    /// Takes a scalar that may belong to the cluster or the piece before it.
    fn take_joining(&mut self, at: u32, c: char, p: Properties) {
        // A plain scalar comes here behind a Prepend only, to which it belongs.
        let begins_cluster = !p.is_plain() && self.boundaries.begins_cluster(p);
        let joins = matches!(p.line_class(), LineClass::CM | LineClass::ZWJ) && self.joins_last();
        if !joins {
            self.tailoring.push(Piece::new(at, p, 0), c, self.pieces);
        }
        if let Some(last) = self.pieces.last_mut() {
            last.set_ends_in_joiner(c == '\u{200d}');
            if p.is_invisible() || p.is_mark() && begins_cluster {
                last.set_drawn_otherwise();
            }
            if !joins && !begins_cluster {
                last.set_inside_cluster();
                // A blank that bears a mark is seen.
                self.pieces[self.cluster.bearer].set_visible();
            }
        }
        self.count(begins_cluster, c, p);
    }

    /// Whether a mark that comes now belongs to the last piece (LB9) or stands alone (LB10).
    fn joins_last(&self) -> bool {
        use LineClass::{BK, CR, LF, NL, SP, ZW};
        self.pieces
            .last()
            .is_some_and(|last| !matches!(last.class(), BK | CR | LF | NL | SP | ZW))
    }

    /// Counts the cells of a scalar to the piece that its cluster began with.
    fn count(&mut self, begins_cluster: bool, c: char, p: Properties) {
        if begins_cluster {
            let bearer = self.pieces.len() - 1;
            let before = u8::try_from(self.pieces[bearer].cells()).unwrap_or(u8::MAX);
            self.cluster = Cluster {
                bearer,
                before,
                cells: ClusterCells::default(),
            };
        }
        self.cluster.cells.add(c, p, self.profile);
        let cells = self.cluster.cells.total(self.profile);
        self.pieces[self.cluster.bearer].set_cells(self.cluster.before.saturating_add(cells));
    }
}
