//! What the system limits, and how we hear of it.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::SIGXFSZ;
use signal_hook::flag;

/// Has whoever writes beyond the length that files may have (`ulimit -f`) be told of it.
///
/// The system would end the program on the spot, without a word and with the terminal as it is.
pub fn outlive_limits() {
    // Where the signal cannot be caught, it does what it did before.
    let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}
