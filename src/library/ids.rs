//! The numbers by which a library knows its parts.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

/// Declares a number that stands for one part of a library, for as long as the library lasts.
macro_rules! id {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(written: &str) -> Result<$name, ParseIntError> {
                written.parse().map($name)
            }
        }
    };
}

id! {
    /// An article of the library. What arrived later has the greater number; none is given twice.
    ArticleId
}

id! {
    /// A source of the library.
    SourceId
}

id! {
    /// A folder that holds sources, or a section of a source (栏目).
    SectionId
}
