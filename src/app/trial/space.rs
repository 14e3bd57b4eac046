//! Where everything stands while a mapping is tried out.

use crate::app::panes::Area;

/// What has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialPane {
    /// The mapping.
    Mapping,
    /// The answer that it is tried on.
    Sample,
    /// The list of the articles that it gives.
    Articles,
    /// One of them.
    Article,
}

impl TrialPane {
    /// The pane so many steps on, around the end.
    pub(super) fn next(self, steps: usize) -> TrialPane {
        const ALL: [TrialPane; 4] = [
            TrialPane::Mapping,
            TrialPane::Sample,
            TrialPane::Articles,
            TrialPane::Article,
        ];
        let at = ALL.iter().position(|pane| *pane == self);
        ALL[(at.unwrap_or_default() + steps) % ALL.len()]
    }
}

/// What is asked of the screen.
#[derive(Clone, Copy)]
pub(super) struct Division {
    pub(super) columns: u16,
    pub(super) rows: u16,
    pub(super) focus: TrialPane,
    /// How many articles there are.
    pub(super) articles: usize,
}

/// The inner areas of the panes that are there, without their borders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrialPanes {
    /// The mapping or the answer.
    pub left: Option<Area>,
    /// The list and the article, with a row between them where both are there.
    pub right: Option<Area>,
    /// The list of articles, within the right.
    pub list: Option<Area>,
    /// The article, within the right.
    pub article: Option<Area>,
    /// The bottom row.
    pub hints: Option<Area>,
    /// The panes have borders around them.
    pub framed: bool,
}

/// Columns from which two panes stand beside each other.
const TWO: u16 = 64;
/// Rows from which there is room for borders, and from which for a row of hints.
const FRAMED: u16 = 7;
const HINTED: u16 = 4;
/// Rows of the right from which the article stands below the list.
const BOTH: u16 = 8;

/// Divides the screen.
pub(super) fn divide(asked: Division) -> TrialPanes {
    let Division {
        columns,
        rows,
        focus,
        articles,
    } = asked;
    let is_left = matches!(focus, TrialPane::Mapping | TrialPane::Sample);
    let hint_rows = u16::from(rows >= HINTED);
    let framed = rows >= FRAMED && columns >= 12;
    let border = u16::from(framed);
    let inner = |x: u16, width: u16| Area {
        x: x + border,
        y: border,
        width: width.saturating_sub(2 * border),
        height: (rows - hint_rows).saturating_sub(2 * border),
    };
    let (left, right) = if columns >= TWO {
        let width = columns * 9 / 20;
        let x = width - border;
        (Some(inner(0, width)), Some(inner(x, columns - x)))
    } else if is_left {
        (Some(inner(0, columns)), None)
    } else {
        (None, Some(inner(0, columns)))
    };
    let (list, article) = match right {
        Some(right) => share(right, focus, articles),
        None => (None, None),
    };
    TrialPanes {
        left,
        right,
        list,
        article,
        hints: (hint_rows > 0).then(|| Area {
            x: 0,
            y: rows - 1,
            width: columns,
            height: 1,
        }),
        framed,
    }
}

/// Shares the right between the list and the article: both where there is room, else that which has the keys.
fn share(right: Area, focus: TrialPane, articles: usize) -> (Option<Area>, Option<Area>) {
    if articles == 0 {
        return (Some(right), None);
    }
    if right.height < BOTH {
        return match focus {
            TrialPane::Article => (None, Some(right)),
            _ => (Some(right), None),
        };
    }
    let rows = u16::try_from(articles).unwrap_or(u16::MAX);
    let height = rows.min(right.height / 3);
    let list = Area { height, ..right };
    let article = Area {
        y: right.y + height + 1,
        height: right.height - height - 1,
        ..right
    };
    (Some(list), Some(article))
}

impl TrialPanes {
    /// The area of a pane, if it is there.
    pub fn area_of(&self, pane: TrialPane) -> Option<Area> {
        match pane {
            TrialPane::Mapping | TrialPane::Sample => self.left,
            TrialPane::Articles => self.list,
            TrialPane::Article => self.article,
        }
    }

    /// The pane on which a cell lies; `left` is what is shown on the left.
    pub(super) fn pane_at(&self, column: u16, row: u16, left: TrialPane) -> Option<TrialPane> {
        let all = [left, TrialPane::Articles, TrialPane::Article];
        all.into_iter().find(|pane| {
            let area = self.area_of(*pane);
            area.is_some_and(|area| area.contains(column, row))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_focused_pane_is_there_on_any_screen_and_nothing_lies_outside() {
        use TrialPane::{Article, Articles, Mapping, Sample};
        for (columns, rows) in (0..130).flat_map(|columns| (0..20).map(move |rows| (columns, rows)))
        {
            for focus in [Mapping, Sample, Articles, Article] {
                let panes = divide(Division {
                    columns,
                    rows,
                    focus,
                    articles: 9,
                });
                assert!(panes.area_of(focus).is_some(), "{columns}×{rows}");
                let all = [panes.left, panes.list, panes.article, panes.hints];
                for area in all.into_iter().flatten() {
                    let is_inside = area.x + area.width <= columns && area.y + area.height <= rows;
                    assert!(
                        is_inside || area.width == 0 || area.height == 0,
                        "{area:?} on {columns}×{rows}"
                    );
                }
            }
        }
    }
}
