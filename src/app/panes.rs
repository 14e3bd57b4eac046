//! Where everything stands on the screen.

/// A rectangle of cells, counted from the top left of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Cells from the left edge.
    pub x: u16,
    /// Rows from the top edge.
    pub y: u16,
    /// Cells across.
    pub width: u16,
    /// Rows down.
    pub height: u16,
}

impl Area {
    /// Whether a cell lies in it.
    pub fn contains(self, column: u16, row: u16) -> bool {
        (self.x..self.x + self.width).contains(&column)
            && (self.y..self.y + self.height).contains(&row)
    }
}

/// One of the three panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The tree of sections.
    Sections,
    /// The articles of a section.
    Articles,
    /// The article.
    Reader,
}

/// What is asked of the screen.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Its width in cells.
    pub columns: u16,
    /// Its height in rows.
    pub rows: u16,
    /// The pane that has the keys; it is always there.
    pub focus: Pane,
    /// Nothing but the article.
    pub zen: bool,
    /// There is one article and nothing to choose from.
    pub alone: bool,
}

/// The inner areas of the panes that are there, without their borders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The tree of sections.
    pub sections: Option<Area>,
    /// The articles of a section.
    pub articles: Option<Area>,
    /// The article.
    pub reader: Option<Area>,
    /// The bottom row, for hints, typed lines and notices.
    pub hints: Option<Area>,
    /// The panes have borders around them.
    pub framed: bool,
}

/// Columns from which three panes stand beside each other, and from which two do.
const THREE: u16 = 96;
const TWO: u16 = 64;
/// Rows from which there is room for borders, and from which for a row of hints.
const FRAMED: u16 = 7;
const HINTED: u16 = 4;

/// Divides the screen.
///
/// Three panes stand on a wide screen, two on a narrower one (the focused pane
/// and its neighbour to the right, or the last two), and one on a narrow one.
pub fn panes(wish: Wish) -> Panes {
    let hint_rows = u16::from(wish.rows >= HINTED && !(wish.zen && wish.focus == Pane::Reader));
    let hints = (hint_rows > 0).then(|| Area {
        x: 0,
        y: wish.rows - 1,
        width: wish.columns,
        height: 1,
    });
    let reads_only = wish.focus == Pane::Reader && (wish.zen || wish.alone);
    let framed =
        wish.rows >= FRAMED && wish.columns >= 12 && !(wish.zen && wish.focus == Pane::Reader);
    let border = u16::from(framed);
    let inner = |x: u16, width: u16| Area {
        x: x + border,
        y: border,
        width: width.saturating_sub(2 * border),
        height: (wish.rows - hint_rows).saturating_sub(2 * border),
    };
    let mut panes = Panes {
        hints,
        framed,
        ..Panes::default()
    };
    // Neighbours share a border, so each pane begins on the last column of the one before.
    let whole = wish.columns;
    let rest_from = |x: u16| inner(x, whole.saturating_sub(x));
    if reads_only || wish.columns < TWO && wish.focus == Pane::Reader {
        panes.reader = Some(inner(0, whole));
    } else if wish.columns < TWO {
        let area = Some(inner(0, whole));
        if wish.focus == Pane::Sections {
            panes.sections = area;
        } else {
            panes.articles = area;
        }
    } else if wish.columns < THREE && wish.focus == Pane::Sections {
        let width = (whole * 2 / 5).min(36);
        panes.sections = Some(inner(0, width));
        panes.articles = Some(rest_from(width - border));
    } else if wish.columns < THREE {
        let width = (whole * 2 / 5).min(32);
        panes.articles = Some(inner(0, width));
        panes.reader = Some(rest_from(width - border));
    } else {
        let first = (whole / 6).clamp(20, 30);
        let second = (whole * 3 / 10).clamp(28, 44);
        panes.sections = Some(inner(0, first));
        panes.articles = Some(inner(first - border, second));
        panes.reader = Some(rest_from(first + second - 2 * border));
    }
    panes
}

impl Panes {
    /// The pane on which a cell lies.
    pub fn pane_at(&self, column: u16, row: u16) -> Option<(Pane, Area)> {
        let all = [
            (Pane::Sections, self.sections),
            (Pane::Articles, self.articles),
            (Pane::Reader, self.reader),
        ];
        let here = |(pane, area): (Pane, Option<Area>)| {
            area.filter(|area| area.contains(column, row))
                .map(|area| (pane, area))
        };
        all.into_iter().find_map(here)
    }

    /// The area of a pane, if it is there.
    pub fn area_of(&self, pane: Pane) -> Option<Area> {
        match pane {
            Pane::Sections => self.sections,
            Pane::Articles => self.articles,
            Pane::Reader => self.reader,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(columns: u16, rows: u16, focus: Pane) -> (Vec<Pane>, Panes) {
        let panes = panes(Wish {
            columns,
            rows,
            focus,
            zen: false,
            alone: false,
        });
        let all = [Pane::Sections, Pane::Articles, Pane::Reader];
        (
            all.into_iter()
                .filter(|pane| panes.area_of(*pane).is_some())
                .collect(),
            panes,
        )
    }

    #[test]
    fn as_many_panes_stand_as_fit() {
        use Pane::{Articles, Reader, Sections};
        assert_eq!(there(120, 40, Reader).0, [Sections, Articles, Reader]);
        assert_eq!(there(80, 24, Sections).0, [Sections, Articles]);
        assert_eq!(there(80, 24, Articles).0, [Articles, Reader]);
        assert_eq!(there(80, 24, Reader).0, [Articles, Reader]);
        assert_eq!(there(40, 12, Articles).0, [Articles]);
    }

    #[test]
    fn the_focused_pane_is_there_on_any_screen_and_nothing_lies_outside() {
        for (columns, rows) in (0..130).flat_map(|columns| (0..12).map(move |rows| (columns, rows)))
        {
            for (focus, zen, alone) in [
                (Pane::Sections, false, false),
                (Pane::Articles, true, false),
                (Pane::Reader, true, true),
                (Pane::Reader, false, false),
            ] {
                let panes = panes(Wish {
                    columns,
                    rows,
                    focus,
                    zen,
                    alone,
                });
                assert!(panes.area_of(focus).is_some());
                for area in [panes.sections, panes.articles, panes.reader, panes.hints]
                    .into_iter()
                    .flatten()
                {
                    let inside = area.x + area.width <= columns && area.y + area.height <= rows;
                    assert!(
                        inside || area.width == 0 || area.height == 0,
                        "{area:?} on {columns}×{rows}"
                    );
                }
            }
        }
    }
}
