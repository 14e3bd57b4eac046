//! Words that are sent to a server and told to nobody else.

use std::fmt;

/// A password, a token, a key: sent, and never shown.
///
/// It cannot be displayed, its `Debug` shows nothing of it, and no error and
/// no trace of this room repeats it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret as a variable of the environment or a command gives it:
    /// the line feed that commands end with does not belong to it.
    pub fn new(word: &str) -> Secret {
        Secret(word.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// The secret within other words, as `Bearer …` has it: it stands where they have `mark`.
    #[must_use]
    pub fn within(&self, words: &str, mark: &str) -> Secret {
        Secret(words.replace(mark, &self.0))
    }

    /// The word itself, for the wire alone.
    pub(super) fn word(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_sent_and_not_shown() {
        let secret = Secret::new("木=42\r\n").within("Bearer {secret};", "{secret}");
        assert_eq!(secret.word(), "Bearer 木=42;");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}
