//! The terminal as a file: where it is, how large, and how it is written to.

use std::fs::File;
use std::io::{self, IsTerminal as _, Write as _};
use std::os::fd::{AsFd, BorrowedFd};

use rustix::fs::{Mode, OFlags};
use rustix::termios;

use crate::picture::Pixels;

/// The terminal in front of the person, whatever the standard streams are.
#[derive(Debug)]
pub(super) struct Tty(File);

impl Tty {
    /// Opens the terminal that the standard streams are connected to, else the controlling one.
    ///
    /// Opening it anew leaves the flags of the standard streams alone, which
    /// other programs share. It goes by its own name where it has one, since
    /// macOS cannot poll `/dev/tty`.
    pub(super) fn open() -> io::Result<Tty> {
        let (input, output, error) = (io::stdin(), io::stdout(), io::stderr());
        let streams = [
            (input.is_terminal(), input.as_fd()),
            (output.is_terminal(), output.as_fd()),
            (error.is_terminal(), error.as_fd()),
        ];
        let names = streams
            .into_iter()
            .filter(|(is_terminal, _)| *is_terminal)
            .filter_map(|(_, stream)| termios::ttyname(stream, Vec::new()).ok());
        let opened = names.map(|name| open(name.as_c_str())).find(Result::is_ok);
        opened.unwrap_or_else(|| open(c"/dev/tty")).map(Tty)
    }

    /// Columns and rows; 80 by 24 when the terminal does not know its size.
    ///
    /// No screen has more cells than we give; one that claims so is painted in part.
    pub(super) fn size(&self) -> (u16, u16) {
        const MOST: (u16, u16) = (2048, 1024);
        match termios::tcgetwinsize(&self.0) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => {
                (size.ws_col.min(MOST.0), size.ws_row.min(MOST.1))
            }
            _ => (80, 24),
        }
    }

    /// The pixels of a cell, if the terminal has told the system of its pixels.
    pub(super) fn cell(&self) -> Option<Pixels> {
        let size = termios::tcgetwinsize(&self.0).ok()?;
        let part = |pixels: u16, cells: u16| {
            let part = pixels.checked_div(cells)?;
            (part > 0).then_some(u32::from(part))
        };
        Some(Pixels {
            width: part(size.ws_xpixel, size.ws_col)?,
            height: part(size.ws_ypixel, size.ws_row)?,
        })
    }

    /// Writes all of `bytes`, in one piece as far as the system allows.
    pub(super) fn send(&self, bytes: &[u8]) -> io::Result<()> {
        (&self.0).write_all(bytes)
    }

    /// Reads what has come; nothing when the terminal is gone.
    pub(super) fn receive(&self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(rustix::io::read(&self.0, buffer)?)
    }
}

/// The columns of the terminal that standard output is, if it is one.
pub fn columns() -> Option<usize> {
    let output = io::stdout();
    let size = termios::tcgetwinsize(output.as_fd()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

impl AsFd for Tty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

fn open(name: &std::ffi::CStr) -> io::Result<File> {
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(name, flags, Mode::empty())?);
    if file.is_terminal() {
        Ok(file)
    } else {
        Err(io::ErrorKind::Unsupported.into())
    }
}
