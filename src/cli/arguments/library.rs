//! What can be asked of the library on the command line.

use clap::ArgMatches;

use crate::library::{ArticleId, Images, Mark, Sorting};

/// A command about the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct AskedOfLibrary {
    /// What to do.
    pub(in crate::cli) task: Task,
    /// Answer in JSON.
    pub(in crate::cli) json: bool,
}

/// What a command about the library does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Task {
    /// Subscribes.
    Add {
        addresses: Vec<String>,
        wishes: Wishes,
    },
    /// Unsubscribes.
    Remove(Vec<String>),
    /// Tells what is subscribed to.
    Sources,
    /// Fetches sources, or all.
    Refresh {
        sources: Vec<String>,
        jobs: Option<usize>,
    },
    /// Lists a view, or what answers a query.
    List(Listed),
    /// Sets a mark or takes it away.
    Mark {
        mark: Mark,
        on: bool,
        articles: Vec<ArticleId>,
        view: Option<String>,
    },
    /// Subscribes to all that a file names.
    Import(String),
    /// Writes all subscriptions.
    Export { newsboat: bool },
    /// Forgets old articles.
    Prune {
        dry_run: bool,
        days: Option<u32>,
        articles: Option<u32>,
    },
    /// Checks the library.
    Doctor { repair: bool },
}

/// What the person wishes for sources beside their addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Wishes {
    /// The section to put them in, with `/` between its parts.
    pub(in crate::cli) section: Option<String>,
    /// What to call them.
    pub(in crate::cli) title: Option<String>,
    /// The mapping to read them by.
    pub(in crate::cli) map: Option<String>,
    /// Fetch the page of each article.
    pub(in crate::cli) full_text: bool,
    /// When to fetch their pictures.
    pub(in crate::cli) images: Option<Images>,
}

/// A list that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Listed {
    /// The view or source, as the person named it.
    pub(in crate::cli) view: Option<String>,
    /// What to look for.
    pub(in crate::cli) query: String,
    pub(in crate::cli) sorting: Option<Sorting>,
    /// The most articles.
    pub(in crate::cli) limit: usize,
}

/// Articles in a list where nobody has said how many.
const LIMIT: usize = 50;

/// The task of the command of this name, one of those about the library.
pub(super) fn asked(name: &str, matches: &ArgMatches) -> AskedOfLibrary {
    let task = match name {
        "add" => Task::Add {
            addresses: all(matches, "URL"),
            wishes: Wishes {
                section: one(matches, "section"),
                title: one(matches, "title"),
                map: one(matches, "map"),
                full_text: matches.get_flag("full-text"),
                images: one(matches, "images").and_then(|name| Images::named(&name)),
            },
        },
        "remove" => Task::Remove(all(matches, "SOURCE")),
        "sources" => Task::Sources,
        "refresh" => Task::Refresh {
            sources: all(matches, "SOURCE"),
            jobs: number(matches, "jobs").and_then(|jobs| usize::try_from(jobs).ok()),
        },
        "list" => Task::List(listed(matches, one(matches, "VIEW"), String::new())),
        "search" => Task::List(listed(
            matches,
            Some("all".to_owned()),
            all(matches, "QUERY").join(" "),
        )),
        "mark" => mark(matches),
        "import" => Task::Import(one(matches, "FILE").unwrap_or_default()),
        "export" => Task::Export {
            newsboat: one(matches, "to").as_deref() == Some("newsboat"),
        },
        "prune" => Task::Prune {
            dry_run: matches.get_flag("dry-run"),
            days: number(matches, "days"),
            articles: number(matches, "articles"),
        },
        _ => Task::Doctor {
            repair: matches.get_flag("repair"),
        },
    };
    // Not every command has this switch.
    let json = matches.try_get_one::<bool>("json").ok().flatten();
    AskedOfLibrary {
        task,
        json: json.is_some_and(|json| *json),
    }
}

fn one(matches: &ArgMatches, name: &str) -> Option<String> {
    matches.get_one::<String>(name).cloned()
}

fn all(matches: &ArgMatches, name: &str) -> Vec<String> {
    let values = matches.get_many::<String>(name);
    values.into_iter().flatten().cloned().collect()
}

fn number(matches: &ArgMatches, name: &str) -> Option<u32> {
    matches.get_one::<u32>(name).copied()
}

fn listed(matches: &ArgMatches, view: Option<String>, query: String) -> Listed {
    let limit = number(matches, "limit").and_then(|limit| usize::try_from(limit).ok());
    Listed {
        view,
        query,
        sorting: one(matches, "sort").and_then(|name| Sorting::named(&name)),
        limit: limit.unwrap_or(LIMIT),
    }
}

fn mark(matches: &ArgMatches) -> Task {
    let (mark, on) = match one(matches, "MARK").as_deref() {
        Some("unread") => (Mark::Read, false),
        Some("star") => (Mark::Starred, true),
        Some("unstar") => (Mark::Starred, false),
        Some("later") => (Mark::Later, true),
        Some("unlater") => (Mark::Later, false),
        _ => (Mark::Read, true),
    };
    let ids = matches.get_many::<i64>("ID").into_iter().flatten();
    Task::Mark {
        mark,
        on,
        articles: ids.map(|id| ArticleId(*id)).collect(),
        view: one(matches, "all"),
    }
}
