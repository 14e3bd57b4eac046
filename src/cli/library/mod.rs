//! The commands about the library: one file a command or two, a short story each.

mod add;
mod doctor;
mod exchange;
mod list;
mod mark;
mod outing;
mod prune;
mod refresh;
mod sources;

use serde_json::Value;

use super::arguments::{AskedOfLibrary, Task};
use super::{complain, tell, tell_json};
use crate::config::{Environment, Settings};
use crate::library::{Source, SourceId, View};
use crate::locale::{Locale, Sentence};
use crate::sentence;
use crate::store::Store;
use crate::work::{Manners, index_all, now};

/// With what a command about the library works.
struct Desk<'a> {
    environment: &'a Environment,
    settings: &'a Settings,
    locale: Locale,
    json: bool,
}

/// What a command has to say at its end, and its exit status.
struct Done {
    text: String,
    value: Value,
    status: u8,
    /// Why it is not all that was to be done.
    trouble: Option<Sentence>,
}

/// Exit status when some of what was asked could not be done.
const SOME_FAILED: u8 = 1;

impl Done {
    /// Something that went well.
    fn well(text: String, value: Value) -> Done {
        Done {
            text,
            value,
            status: 0,
            trouble: None,
        }
    }
}

/// Does what is asked of the library; gives the exit status.
pub(super) fn run(
    asked: AskedOfLibrary,
    environment: &Environment,
    settings: &Settings,
    locale: Locale,
) -> u8 {
    let desk = Desk {
        environment,
        settings,
        locale,
        json: asked.json,
    };
    let done = match asked.task {
        Task::Add { addresses, wishes } => add::run(&desk, &addresses, &wishes),
        Task::Remove(sources) => sources::remove(&desk, &sources),
        Task::Sources => sources::run(&desk),
        Task::Refresh { sources, jobs } => refresh::run(&desk, &sources, jobs),
        Task::List(listed) => list::run(&desk, &listed),
        Task::Mark {
            mark,
            on,
            articles,
            view,
        } => mark::run(&desk, mark, on, &articles, view.as_deref()),
        Task::Import(file) => exchange::import(&desk, &file),
        Task::Export { newsboat } => exchange::export(&desk, newsboat),
        Task::Prune {
            dry_run,
            days,
            articles,
        } => prune::run(&desk, dry_run, days, articles),
        Task::Doctor { repair } => doctor::run(&desk, repair),
    };
    let done = match done {
        Ok(done) => done,
        Err(why) => return complain(why.told(locale)),
    };
    let written = if desk.json {
        tell_json(&done.value)
    } else {
        tell(&done.text)
    };
    let trouble = done.trouble.map_or(0, |why| complain(why.told(locale)));
    done.status.max(written).max(trouble)
}

impl Desk<'_> {
    /// How sources are asked, with so many at once.
    fn manners(&self, jobs: Option<usize>) -> Result<Manners, Sentence> {
        Manners::of(self.environment, self.settings, jobs)
    }

    /// Opens the library; a new one when there is none.
    fn open(&self) -> Result<Store, Sentence> {
        Ok(Store::open(&self.environment.paths.library, now())?)
    }

    /// Opens the library to look at it; says what to do when there is none.
    fn open_existing(&self) -> Result<Store, Sentence> {
        let path = &self.environment.paths.library;
        if path.exists() {
            return self.open();
        }
        let name = path.display();
        Err(sentence!(
            "there is no library yet ({name}); `wenlan add URL` begins one",
            "还没有文库（{name}），用 wenlan add 网址 建立"
        ))
    }
}

/// Makes what has come findable by its words, and brings the file to rest.
fn settle(store: &mut Store) -> Result<(), Sentence> {
    index_all(store)?;
    Ok(store.settle()?)
}

/// The source that a person names by its number, its address or its title.
fn source_named(store: &Store, name: &str) -> Result<(SourceId, Source), Sentence> {
    let mut sources = store.sources()?;
    let is_exact = |(id, source): &(SourceId, Source)| {
        id.to_string() == name || source.address == name || *source.shown() == *name
    };
    if let Some(at) = sources.iter().position(is_exact) {
        return Ok(sources.swap_remove(at));
    }
    let part = crate::text::fold(name);
    let holds = |source: &Source| {
        [&*source.shown(), &*source.address]
            .iter()
            .any(|text| crate::text::fold(text).as_str().contains(part.as_str()))
    };
    sources.retain(|(_, source)| holds(source));
    match sources.len() {
        1 => Ok(sources.remove(0)),
        0 => Err(sentence!(
            "no source is called “{name}”; `wenlan sources` lists them",
            "没有名为“{name}”的来源，用 wenlan sources 查看"
        )),
        many => Err(sentence!(
            "“{name}” is in the names of {many} sources; name one by its number (`wenlan sources`)",
            "有 {many} 个来源的名称含有“{name}”，请用编号指明（见 wenlan sources）"
        )),
    }
}

/// The view that a person names: a fixed one, or a source.
fn view_named(store: &Store, name: &str) -> Result<View, Sentence> {
    match View::named(name) {
        Some(view) => Ok(view),
        None => source_named(store, name).map(|(id, _)| View::Source(id)),
    }
}
