//! The articles that were read in this session, in order.

use crate::library::ArticleId;

/// The articles that were opened, and where among them one is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Visits {
    articles: Vec<ArticleId>,
    /// The one that is open; behind it are those one went back from.
    here: usize,
}

/// Articles that are remembered.
const MOST: usize = 1000;

impl Visits {
    /// Notes that an article was opened; those one went back from are forgotten.
    pub(crate) fn note(&mut self, id: ArticleId) {
        if self.articles.get(self.here) == Some(&id) {
            return;
        }
        self.articles.truncate(self.here + 1);
        self.articles.push(id);
        let surplus = self.articles.len().saturating_sub(MOST);
        self.articles.drain(..surplus);
        self.here = self.articles.len() - 1;
    }

    /// The article that was open before this one, or after it; it is the one that is open now.
    pub(crate) fn step(&mut self, forward: bool) -> Option<ArticleId> {
        let there = if forward {
            self.here + 1
        } else {
            self.here.checked_sub(1)?
        };
        let id = *self.articles.get(there)?;
        self.here = there;
        Some(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_back_and_forward_and_on() {
        let mut visits = Visits::default();
        assert_eq!(visits.step(false), None);
        for id in [1, 2, 2, 3] {
            visits.note(ArticleId(id));
        }
        assert_eq!(visits.step(true), None);
        assert_eq!(visits.step(false), Some(ArticleId(2)));
        assert_eq!(visits.step(false), Some(ArticleId(1)));
        assert_eq!(visits.step(false), None);
        assert_eq!(visits.step(true), Some(ArticleId(2)));
        visits.note(ArticleId(9));
        assert_eq!(visits.step(true), None);
        assert_eq!(visits.step(false), Some(ArticleId(2)));
    }
}
