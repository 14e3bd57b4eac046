//! The pane of sections: views, folders, sources and sections, as rows.

use std::collections::HashSet;

use super::list::List;
use crate::article::Label;
use crate::library::{ArticleId, Branch, Count, Kind, SourceId, Tree, View};

/// The tree of the library, as far as it is unfolded, and the cursor in it.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    tree: Tree,
    /// The fixed views stand above the tree, and what counts is what is unread.
    keeps: bool,
    folded: HashSet<View>,
    rows: Vec<ShelfRow>,
    list: List,
}

/// A row of the pane of sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfRow {
    /// What a list shows of it.
    pub view: View,
    /// What it is; nothing for a fixed view.
    pub kind: Option<Kind>,
    /// What it is called; a fixed view has its name from the locale.
    pub title: Label,
    /// How many rows it stands in.
    pub depth: usize,
    /// Everything in it.
    pub count: Count,
    /// Rows can stand in it.
    pub has_more: bool,
    /// It is a source that could not be fetched.
    pub ailing: bool,
}

impl Shelf {
    /// A shelf of what is kept, with the views that every library has, or of what was only opened.
    pub(crate) fn new(keeps: bool) -> Shelf {
        Shelf {
            keeps,
            ..Shelf::default()
        }
    }

    /// The rows that no folded row hides.
    pub fn rows(&self) -> &[ShelfRow] {
        &self.rows
    }

    /// The cursor among the rows.
    pub fn list(&self) -> List {
        self.list
    }

    pub(crate) fn list_mut(&mut self) -> &mut List {
        &mut self.list
    }

    /// The row under the cursor.
    pub fn row(&self) -> Option<&ShelfRow> {
        self.rows.get(self.list.cursor)
    }

    /// The articles of everything.
    pub fn everything(&self) -> Count {
        self.tree.everything
    }

    /// The article that arrived last.
    pub(crate) fn latest(&self) -> Option<ArticleId> {
        self.tree.latest
    }

    /// Whether the rows within `view` are hidden.
    pub fn is_folded(&self, view: View) -> bool {
        self.folded.contains(&view)
    }

    /// What is called so, wherever it is, also in what is folded.
    pub fn count_of(&self, view: View) -> Option<Count> {
        let fixed = self.fixed().into_iter().find(|(fixed, _)| *fixed == view);
        fixed
            .map(|(_, count)| count)
            .or_else(|| self.tree.branch(view).map(|branch| branch.count))
    }

    /// Takes a new tree; the cursor stays on what it was on.
    pub(crate) fn take(&mut self, tree: Tree) {
        self.tree = tree;
        self.unfold_rows();
    }

    /// Moves the cursor to a view, if it can be seen. Says whether it is there.
    pub(crate) fn go_to(&mut self, view: View) -> bool {
        let at = self.rows.iter().position(|row| row.view == view);
        self.list.cursor = at.unwrap_or(self.list.cursor);
        at.is_some()
    }

    /// Hides the rows within the row under the cursor. Says whether there was something to hide.
    pub(crate) fn fold(&mut self) -> bool {
        let view = self.row().filter(|row| row.has_more).map(|row| row.view);
        let folds = view.is_some_and(|view| self.folded.insert(view));
        self.unfold_rows();
        folds
    }

    /// Shows the rows within the row under the cursor. Says whether they were hidden.
    pub(crate) fn unfold(&mut self) -> bool {
        let view = self.row().map(|row| row.view);
        let unfolds = view.is_some_and(|view| self.folded.remove(&view));
        self.unfold_rows();
        unfolds
    }

    /// The row that the row under the cursor stands in.
    pub(crate) fn parent(&self) -> Option<usize> {
        let depth = self.row()?.depth;
        let above = &self.rows[..self.list.cursor];
        above.iter().rposition(|row| row.depth < depth)
    }

    /// The next source behind `view` in which something is unread; behind the last comes the first.
    pub(crate) fn next_unread(&self, view: View) -> Option<View> {
        fn gather(branches: &[Branch], all: &mut Vec<(View, bool)>) {
            for branch in branches {
                let is_source = branch.kind == Kind::Source;
                all.push((branch.view, is_source && branch.count.unread > 0));
                gather(&branch.branches, all);
            }
        }
        let mut all = Vec::new();
        gather(&self.tree.branches, &mut all);
        let here = all.iter().position(|(other, _)| *other == view);
        let (before, behind) = all.split_at(here.map_or(0, |at| at + 1));
        let mut round = behind.iter().chain(before);
        round.find(|(_, unread)| *unread).map(|(view, _)| *view)
    }

    /// The sources in what is under the cursor; none for everything.
    pub(crate) fn sources(&self) -> Vec<SourceId> {
        fn gather(branch: &Branch, all: &mut Vec<SourceId>) {
            all.extend(match branch.view {
                View::Source(id) => Some(id),
                _ => None,
            });
            for inner in &branch.branches {
                gather(inner, all);
            }
        }
        let mut all = Vec::new();
        let branch = self.row().and_then(|row| self.tree.branch(row.view));
        if let Some(branch) = branch {
            gather(branch, &mut all);
        }
        all
    }

    /// The fixed views with their counts.
    fn fixed(&self) -> Vec<(View, Count)> {
        let tree = &self.tree;
        let only = |all| Count { unread: all, all };
        let count = |view| match view {
            View::Starred => only(tree.starred),
            View::Later => only(tree.later),
            View::Reading => only(tree.reading),
            View::Recent => only(tree.recent),
            View::Unread => only(tree.everything.unread),
            _ => tree.everything,
        };
        let views = View::FIXED.iter().filter(|_| self.keeps);
        views.map(|(view, _)| (*view, count(*view))).collect()
    }

    fn unfold_rows(&mut self) {
        let here = self.row().map(|row| row.view);
        let fixed = self.fixed().into_iter().map(|(view, count)| ShelfRow {
            view,
            kind: None,
            title: Label::default(),
            depth: 0,
            count,
            has_more: false,
            ailing: false,
        });
        self.rows = fixed.collect();
        let mut rows = std::mem::take(&mut self.rows);
        add_rows(&self.tree.branches, 0, &self.folded, &mut rows);
        self.rows = rows;
        let found = here.is_some_and(|view| self.go_to(view));
        if !found {
            self.list.cursor = self.list.cursor.min(self.rows.len().saturating_sub(1));
        }
    }
}

fn add_rows(branches: &[Branch], depth: usize, folded: &HashSet<View>, rows: &mut Vec<ShelfRow>) {
    for branch in branches {
        rows.push(ShelfRow {
            view: branch.view,
            kind: Some(branch.kind),
            title: branch.title.clone(),
            depth,
            count: branch.count,
            has_more: !branch.branches.is_empty(),
            ailing: branch.ailing,
        });
        if !folded.contains(&branch.view) {
            add_rows(&branch.branches, depth + 1, folded, rows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::SectionId;

    fn branch(view: View, kind: Kind, unread: u64, branches: Vec<Branch>) -> Branch {
        Branch {
            view,
            kind,
            title: Label::new("题"),
            count: Count { unread, all: 9 },
            ailing: false,
            branches,
        }
    }

    fn source(n: i64, unread: u64) -> Branch {
        branch(View::Source(SourceId(n)), Kind::Source, unread, Vec::new())
    }

    fn shelf() -> Shelf {
        let folder = View::Section(SectionId(9));
        let within = vec![source(1, 0), source(2, 3)];
        let branches = vec![branch(folder, Kind::Folder, 3, within), source(3, 1)];
        let mut shelf = Shelf::new(true);
        shelf.take(Tree {
            branches,
            ..Tree::default()
        });
        shelf
    }

    #[test]
    fn folding_hides_and_the_cursor_stays() {
        let mut shelf = shelf();
        assert_eq!(shelf.rows().len(), 6 + 4);
        assert!(shelf.go_to(View::Section(SectionId(9))));
        assert!(shelf.fold() && !shelf.fold());
        assert_eq!(shelf.rows().len(), 6 + 2);
        assert_eq!(
            shelf.row().map(|row| row.view),
            Some(View::Section(SectionId(9)))
        );
        assert!(!shelf.go_to(View::Source(SourceId(2))));
        assert!(shelf.unfold() && shelf.go_to(View::Source(SourceId(2))));
        assert_eq!(shelf.parent(), Some(6));
    }

    #[test]
    fn what_is_unread_is_found_in_the_next_source() {
        let shelf = shelf();
        let source = |n| View::Source(SourceId(n));
        assert_eq!(shelf.next_unread(source(1)), Some(source(2)));
        assert_eq!(shelf.next_unread(source(2)), Some(source(3)));
        assert_eq!(shelf.next_unread(source(3)), Some(source(2)));
        assert_eq!(shelf.next_unread(View::All), Some(source(2)));
    }

    #[test]
    fn a_folder_stands_for_its_sources() {
        let mut shelf = shelf();
        assert_eq!(shelf.sources(), []);
        shelf.go_to(View::Section(SectionId(9)));
        assert_eq!(shelf.sources(), [SourceId(1), SourceId(2)]);
    }
}
