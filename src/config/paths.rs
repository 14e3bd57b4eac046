//! Where our files are (XDG Base Directory Specification).

use std::path::PathBuf;

/// The files that are ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The library: one SQLite file.
    pub library: PathBuf,
    /// The settings.
    pub settings: PathBuf,
    /// Mappings that the person wrote, one file each.
    pub mappings: PathBuf,
}

impl Paths {
    /// Where the files are in an environment in which a variable has the value that `value_of` gives.
    ///
    /// `WENLAN_LIBRARY` and `WENLAN_CONFIG` name the two files themselves. An
    /// XDG variable counts only when it is absolute, as the specification has it.
    pub(super) fn of(value_of: impl Fn(&str) -> Option<String>) -> Paths {
        let named = |name: &str| {
            value_of(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let home = named("HOME").unwrap_or_default();
        let folder = |variable: &str, usual: &str| {
            let base = named(variable).filter(|path| path.is_absolute());
            base.unwrap_or_else(|| home.join(usual)).join("wenlan")
        };
        let settings = folder("XDG_CONFIG_HOME", ".config");
        Paths {
            library: named("WENLAN_LIBRARY")
                .unwrap_or_else(|| folder("XDG_DATA_HOME", ".local/share").join("library.db")),
            settings: named("WENLAN_CONFIG").unwrap_or_else(|| settings.join("config.toml")),
            mappings: settings.join("mappings"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], library: &str, settings: &str) {
        let value_of = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let paths = Paths::of(value_of);
        assert_eq!(paths.library.to_string_lossy(), library);
        assert_eq!(paths.settings.to_string_lossy(), settings);
    }

    #[test]
    fn files_are_where_the_person_keeps_such_files() {
        let home = ("HOME", "/home/lin");
        check(
            &[home],
            "/home/lin/.local/share/wenlan/library.db",
            "/home/lin/.config/wenlan/config.toml",
        );
        check(
            &[
                home,
                ("XDG_DATA_HOME", "/data"),
                ("XDG_CONFIG_HOME", "not/absolute"),
            ],
            "/data/wenlan/library.db",
            "/home/lin/.config/wenlan/config.toml",
        );
        check(
            &[
                home,
                ("WENLAN_LIBRARY", "my.db"),
                ("WENLAN_CONFIG", "/etc/w.toml"),
            ],
            "my.db",
            "/etc/w.toml",
        );
    }
}
