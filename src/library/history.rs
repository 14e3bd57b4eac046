//! How fetching a source went, for the next time and for the person.

use crate::article::Url;
use crate::locale::Sentence;

/// How fetching a source went so far. Times are seconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// When it was last asked.
    pub attempted: Option<i64>,
    /// When it last answered as it should, with news or without.
    pub succeeded: Option<i64>,
    /// What went wrong the last time; nothing when it went well.
    pub failure: Option<Failure>,
    /// How often in a row it went wrong.
    pub failures: u32,
    /// Before when it is not asked again but on the person's word.
    pub due: Option<i64>,
    /// By what the source may say that nothing is new.
    pub validators: Validators,
    /// Where it says that it has moved for good.
    pub moved: Option<Moved>,
}

/// By what a source may say that nothing is new (RFC 9110 8.8).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`, as it came.
    pub modified: Option<String>,
    /// A number made of the bytes of the last answer, for sources without validators.
    pub digest: Option<u64>,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// When.
    pub at: i64,
    /// The status of the answer, when there was one.
    pub status: Option<u16>,
    /// What went wrong and what can be done.
    pub words: Sentence,
    /// What was asked and answered, line by line, for those who want to know.
    pub details: String,
}

/// A permanent redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Where to.
    pub to: Url,
    /// How often it has been seen.
    pub times: u32,
}
