//! The tree of folders, sources and sections, with the counts that are kept of them.

use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::{Store, StoreError};
use crate::article::Label;
use crate::library::{ArticleId, Branch, Count, Kind, SectionId, SourceId, Tree, View};

/// Folders within folders that are shown apart. Deeper ones can only come from a damaged file.
const DEPTH: usize = 64;

impl Store {
    /// The views, folders, sources and sections with their counts, in one reading.
    ///
    /// Sections in which there is nothing are left out.
    pub fn tree(&self) -> Result<Tree, StoreError> {
        self.read(tree)
    }
}

fn tree(connection: &Connection) -> rusqlite::Result<Tree> {
    let mut tree = Tree::default();
    let mut tallies = connection.prepare_cached("SELECT name, value FROM tally")?;
    let mut tallies = tallies.query([])?;
    while let Some(row) = tallies.next()? {
        let count = count(row, 1)?;
        match row.get_ref(0)?.as_str()? {
            "starred" => tree.starred = count,
            "later" => tree.later = count,
            "reading" => tree.reading = count,
            "recent" => tree.recent = count,
            _ => {}
        }
    }
    let mut latest = connection.prepare_cached("SELECT max(id) FROM article")?;
    let latest: Option<i64> = latest.query_row([], |row| row.get(0))?;
    tree.latest = latest.map(ArticleId);
    let rows = Rows::read(connection)?;
    tree.everything = rows.sections.values().map(|section| section.count).sum();
    tree.branches = rows.folder(None, DEPTH);
    Ok(tree)
}

fn count(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(at)?).unwrap_or(0))
}

/// What the tree is made of, as it is stored.
#[derive(Default)]
struct Rows {
    sections: HashMap<i64, SectionRow>,
    /// The folders in a folder, or at the top.
    folders: HashMap<Option<i64>, Vec<i64>>,
    /// The sources in a folder, or at the top.
    sources: HashMap<Option<i64>, Vec<SourceRow>>,
    /// The section in which the articles of a source stand that are in no section.
    roots: HashMap<i64, i64>,
    /// The sections that stand in another.
    within: HashMap<i64, Vec<i64>>,
}

struct SectionRow {
    title: Label,
    count: Count,
}

struct SourceRow {
    id: i64,
    title: Label,
    ailing: bool,
}

impl Rows {
    fn read(connection: &Connection) -> rusqlite::Result<Rows> {
        let mut rows = Rows::default();
        let sql = "SELECT id, parent, source, title, articles, unread FROM section
            ORDER BY position, id";
        let mut statement = connection.prepare_cached(sql)?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let id: i64 = row.get(0)?;
            match (row.get::<_, Option<i64>>(1)?, row.get(2)?) {
                (parent, None) => rows.folders.entry(parent).or_default().push(id),
                (Some(parent), _) => rows.within.entry(parent).or_default().push(id),
                (None, Some(source)) => drop(rows.roots.insert(source, id)),
            }
            let section = SectionRow {
                title: Label::new(row.get_ref(3)?.as_str()?),
                count: Count {
                    all: count(row, 4)?,
                    unread: count(row, 5)?,
                },
            };
            rows.sections.insert(id, section);
        }
        let sql = "SELECT id, coalesce(name, nullif(title, ''), address), folder,
                stopped_en IS NOT NULL OR EXISTS
                    (SELECT 1 FROM history WHERE source = id AND failed IS NOT NULL)
            FROM source ORDER BY position, id";
        let mut statement = connection.prepare_cached(sql)?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let source = SourceRow {
                id: row.get(0)?,
                title: Label::new(row.get_ref(1)?.as_str()?),
                ailing: row.get(3)?,
            };
            rows.sources.entry(row.get(2)?).or_default().push(source);
        }
        Ok(rows)
    }

    /// What stands in a folder, or at the top: folders first.
    fn folder(&self, folder: Option<i64>, depth: usize) -> Vec<Branch> {
        let inner = self.folders.get(&folder).filter(|_| depth > 0);
        let folders = inner.into_iter().flatten().map(|id| {
            let branches = self.folder(Some(*id), depth - 1);
            self.section(*id, Kind::Folder, branches)
        });
        let sources = self.sources.get(&folder).into_iter().flatten();
        folders
            .chain(sources.map(|source| self.source(source)))
            .collect()
    }

    fn source(&self, source: &SourceRow) -> Branch {
        let root = self.roots.get(&source.id);
        let own = root.and_then(|id| Some(self.sections.get(id)?.count));
        let branches = root.map_or_else(Vec::new, |id| self.within(*id, DEPTH));
        let mut count = own.unwrap_or_default();
        count += branches.iter().map(|branch| branch.count).sum();
        Branch {
            view: View::Source(SourceId(source.id)),
            kind: Kind::Source,
            title: source.title.clone(),
            count,
            ailing: source.ailing,
            branches,
        }
    }

    /// The sections within a section that have anything in them.
    fn within(&self, section: i64, depth: usize) -> Vec<Branch> {
        let inner = self.within.get(&section).filter(|_| depth > 0);
        let branches = inner.into_iter().flatten().map(|id| {
            let branches = self.within(*id, depth - 1);
            self.section(*id, Kind::Section, branches)
        });
        branches.filter(|branch| branch.count.all > 0).collect()
    }

    fn section(&self, id: i64, kind: Kind, branches: Vec<Branch>) -> Branch {
        let section = &self.sections[&id];
        let mut count = section.count;
        count += branches.iter().map(|branch| branch.count).sum();
        Branch {
            view: View::Section(SectionId(id)),
            kind,
            title: section.title.clone(),
            count,
            ailing: false,
            branches,
        }
    }
}

/// The sections whose articles some sections or folders show: themselves, those within them, and
/// those of the sources in them.
pub(super) fn sections_within(
    connection: &Connection,
    sections: &[i64],
) -> rusqlite::Result<Vec<i64>> {
    let numbers: Vec<String> = sections.iter().map(i64::to_string).collect();
    let numbers = numbers.join(", ");
    let sql = format!(
        "WITH RECURSIVE inside (id) AS (
            SELECT id FROM section WHERE id IN ({numbers})
            UNION SELECT section.id FROM inside JOIN section ON section.parent = inside.id
            UNION SELECT section.id FROM inside
                CROSS JOIN section AS folder ON folder.id = inside.id AND folder.source IS NULL
                CROSS JOIN source ON source.folder = folder.id
                CROSS JOIN section ON section.source = source.id)
        SELECT id FROM inside"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let all = statement.query_map([], |row| row.get(0))?;
    all.collect()
}
