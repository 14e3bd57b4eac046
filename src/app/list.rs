//! A list with a cursor, of which a part is on the screen.

/// The cursor of a list and the item at the top of its pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The item under the cursor.
    pub cursor: usize,
    /// The first item on the screen.
    pub top: usize,
}

impl List {
    /// Moves the cursor by `items`, staying among `count` items. Says whether it moved.
    pub(crate) fn step(&mut self, items: isize, count: usize) -> bool {
        let last = count.saturating_sub(1);
        let before = self.cursor;
        self.cursor = self.cursor.saturating_add_signed(items).min(last);
        self.cursor != before
    }

    /// Brings the cursor onto the screen, on which `height` rows show items that
    /// take as many rows each as `rows` says.
    pub(crate) fn show(&mut self, height: usize, rows: impl Fn(usize) -> usize) {
        self.top = self.top.min(self.cursor);
        let mut taken: usize = 0;
        let mut first = self.cursor;
        for item in (self.top..=self.cursor).rev() {
            taken += rows(item);
            if taken > height && item < self.cursor {
                break;
            }
            first = item;
        }
        self.top = self.top.max(first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_in_the_list_and_on_the_screen() {
        let mut list = List::default();
        assert!(!list.step(-1, 5));
        assert!(list.step(9, 5));
        assert_eq!(list.cursor, 4);
        list.show(6, |_| 2);
        assert_eq!(list.top, 2);
        list.step(-3, 5);
        list.show(6, |_| 2);
        assert_eq!(list.top, 1);
        assert!(!List::default().step(1, 0));
    }

    #[test]
    fn an_item_higher_than_the_pane_is_shown_from_its_top() {
        let mut list = List { cursor: 3, top: 0 };
        list.show(1, |_| 3);
        assert_eq!(list.top, 3);
    }
}
