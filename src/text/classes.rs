//! The classes that the rules of lines and clusters speak of, by their Unicode names.

use icu_properties::props::{GeneralCategory, GraphemeClusterBreak, IndicConjunctBreak, LineBreak};

/// Declares an enum of classes, the list of all of them, and the way from the library's constants.
macro_rules! classes {
    ($(#[$about:meta])* $name:ident from $library:ident, else $rest:ident: $($class:ident)*) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum $name { $($class),* }

        impl $name {
            /// Every class at the place of its discriminant, filled up to what six bits can name.
            pub(crate) const TABLE: [$name; 64] = {
                let all = [$($name::$class),*];
                let mut table = [$name::$rest; 64];
                let mut at = 0;
                while at < all.len() {
                    table[at] = all[at];
                    at += 1;
                }
                table
            };

            fn from_library(class: $library) -> $name {
                match class {
                    $($library::$class => $name::$class,)*
                    _ => $name::$rest,
                }
            }
        }
    };
}

classes! {
    /// Line break classes (UAX #14, table 1).
    ///
    /// AI, SG and XX are gone into AL, and SA into CM or AL, as LB1 has it
    /// where no dictionary is at hand. CJ stays: what it becomes is a choice.
    LineClass from LineBreak, else AL:
    AL B2 BA BB BK CB CJ CL CM CP CR EB EM EX GL H2 H3 HH HL HY ID IN IS JL JT JV LF NL NS NU
    OP PO PR QU RI SP SY WJ ZW ZWJ AK AP AS VF VI
}

impl LineClass {
    /// The class of a scalar whose general category is `category`.
    pub(crate) fn of(class: LineBreak, category: GeneralCategory) -> LineClass {
        let is_mark = matches!(
            category,
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark
        );
        match class {
            LineBreak::SA if is_mark => LineClass::CM,
            class => LineClass::from_library(class),
        }
    }
}

classes! {
    /// Grapheme cluster break values (UAX #29, table 2).
    ClusterClass from GraphemeClusterBreak, else Other:
    Other Control CR Extend L LF LV LVT T V SpacingMark Prepend RegionalIndicator ZWJ
}

impl ClusterClass {
    /// The class that the library names `class`.
    pub(crate) fn of(class: GraphemeClusterBreak) -> ClusterClass {
        ClusterClass::from_library(class)
    }
}

classes! {
    /// Indic conjunct break values (UAX #44), which GB9c needs.
    ConjunctClass from IndicConjunctBreak, else None:
    None Consonant Extend Linker
}

impl ConjunctClass {
    /// The class that the library names `class`.
    pub(crate) fn of(class: IndicConjunctBreak) -> ConjunctClass {
        ConjunctClass::from_library(class)
    }
}
