//! Opens an address outside, and goes on at once.

use std::io;
use std::process::{Command, Stdio};
use std::thread;

use crate::article::Url;

/// Opens `url` with a program of `$BROWSER` (`browsers`), else as the system does.
///
/// `browsers` is a list with colons between; `%s` in an entry is where the
/// address goes, else it goes at the end. An entry is no shell script: it is
/// split at blanks, and nothing in an address can become a command. What the
/// program prints is not seen; its end is not awaited. An address that may not
/// be opened (see [`Url::opens`]) is refused.
pub fn browse(url: &Url, browsers: &str) -> io::Result<()> {
    if !url.opens() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let named = browsers
        .split(':')
        .filter_map(|browser| command(browser, url.as_str()));
    let system = open::commands(url.as_str());
    let mut failure = io::Error::from(io::ErrorKind::NotFound);
    for command in named.chain(system) {
        match start(command) {
            Ok(()) => return Ok(()),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

/// The command of one entry of `$BROWSER`; none for an empty entry.
fn command(browser: &str, address: &str) -> Option<Command> {
    let mut words = browser.split_whitespace();
    let mut command = Command::new(words.next()?);
    let mut placed = false;
    for word in words {
        placed |= word.contains("%s");
        command.arg(word.replace("%s", address));
    }
    if !placed {
        command.arg(address);
    }
    Some(command)
}

fn start(mut command: Command) -> io::Result<()> {
    use std::os::unix::process::CommandExt as _;
    // In a group of its own, neither Ctrl-Z nor the end of the terminal reaches it.
    command.process_group(0);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn()?;
    // Waiting for it is what removes it from the system's table.
    thread::spawn(move || child.wait());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(browser: &str, wanted: &[&str]) {
        let command = command(browser, "https://example.org/?a=b;c");
        let words = command.as_ref().map(|command| {
            let words = [command.get_program()]
                .into_iter()
                .chain(command.get_args());
            words
                .map(|word| word.to_string_lossy().into_owned())
                .collect::<Vec<_>>()
        });
        assert_eq!(words.unwrap_or_default(), wanted, "{browser:?}");
    }

    #[test]
    fn the_address_goes_where_it_is_wanted() {
        check("firefox", &["firefox", "https://example.org/?a=b;c"]);
        check(
            "lynx -dump %s",
            &["lynx", "-dump", "https://example.org/?a=b;c"],
        );
        check(
            "b --url=%s --new",
            &["b", "--url=https://example.org/?a=b;c", "--new"],
        );
        check("", &[]);
    }

    #[test]
    fn only_what_may_be_opened_is_opened() {
        let opens = |raw| Url::new(raw).is_some_and(|url| browse(&url, "true").is_ok());
        assert!(opens("https://example.org/"));
        assert!(!opens("file:///etc/passwd"));
        assert!(!opens("javascript:alert(1)"));
    }

    #[test]
    fn the_next_browser_is_tried_when_one_is_missing() {
        let url = Url::new("https://example.org/").expect("an address");
        assert!(browse(&url, "/nonexistent/browser:true").is_ok());
    }
}
