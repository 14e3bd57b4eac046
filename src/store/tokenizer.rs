//! Our tokens, where FTS5 asks for them: the one place that speaks C.
//!
//! FTS5 knows a tokenizer as three C functions and takes them from a table that
//! only the C interface of SQLite reaches. What follows is that bridge and no
//! more; which tokens a text has is decided by [`text::tokens`](crate::text::tokens).

#![allow(
    unsafe_code,
    reason = "a tokenizer can be given to FTS5 through the C interface of SQLite alone"
)]

use std::ffi::{CString, c_char, c_int, c_void};
use std::ops::ControlFlow;
use std::panic::catch_unwind;
use std::{ptr, slice};

use rusqlite::{Connection, ffi};

use crate::text;

/// The name of our tokenizer. It changes whenever the tokens of a text do, so that an index that
/// was made by other rules is known as such and made anew.
pub(super) const NAME: &str = "wenlan1";

/// Tells `connection` our tokenizer under `name`.
pub(super) fn register(connection: &Connection, name: &str) -> rusqlite::Result<()> {
    let failed = |code: c_int| rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
    let name = CString::new(name).map_err(|_| failed(ffi::SQLITE_MISUSE))?;
    let mut functions = ffi::fts5_tokenizer {
        xCreate: Some(create),
        xDelete: Some(delete),
        xTokenize: Some(tokenize),
    };
    // SAFETY: the handle is used on this thread, while `connection` is borrowed, and closed by
    // nobody. `api` is null or what FTS5 put there: its table of functions, which lives as long
    // as the connection. FTS5 copies the name and the functions before it returns, and it is
    // given no data of ours that it would have to destroy.
    let code = unsafe {
        let api = fts5(connection.handle());
        match api.as_ref().and_then(|api| api.xCreateTokenizer) {
            Some(create) => create(
                api,
                name.as_ptr(),
                ptr::null_mut(),
                &raw mut functions,
                None,
            ),
            None => ffi::SQLITE_ERROR,
        }
    };
    match code {
        ffi::SQLITE_OK => Ok(()),
        code => Err(failed(code)),
    }
}

/// The functions of FTS5 on a connection, or null; as its manual says how to find them.
///
/// # Safety
///
/// `connection` is an open connection that no other thread uses meanwhile.
unsafe fn fts5(connection: *mut ffi::sqlite3) -> *mut ffi::fts5_api {
    let mut api: *mut ffi::fts5_api = ptr::null_mut();
    let mut statement = ptr::null_mut();
    // SAFETY: the text is a C string, and a statement that could not be prepared is null, which
    // all of these take. The pointer that is bound is to `api`, is known to FTS5 by the name of
    // its type, and is written to in `sqlite3_step` alone, while `api` lives.
    unsafe {
        let sql = c"SELECT fts5(?1)";
        ffi::sqlite3_prepare_v2(
            connection,
            sql.as_ptr(),
            -1,
            &raw mut statement,
            ptr::null_mut(),
        );
        let place = (&raw mut api).cast();
        ffi::sqlite3_bind_pointer(statement, 1, place, c"fts5_api_ptr".as_ptr(), None);
        ffi::sqlite3_step(statement);
        ffi::sqlite3_finalize(statement);
    }
    api
}

/// Makes a tokenizer. Ours remembers nothing, so that any address but null will do.
///
/// # Safety
///
/// `made` may be written to.
unsafe extern "C" fn create(
    _: *mut c_void,
    _: *mut *const c_char,
    _: c_int,
    made: *mut *mut ffi::Fts5Tokenizer,
) -> c_int {
    // SAFETY: FTS5 gives the place in which it wants the tokenizer. The address is never read
    // through: only `delete` and `tokenize` get it back, and neither looks at it.
    unsafe { *made = ptr::dangling_mut() };
    ffi::SQLITE_OK
}

/// Ends a tokenizer, of which there is nothing.
unsafe extern "C" fn delete(_: *mut ffi::Fts5Tokenizer) {}

/// What FTS5 calls with each token: its context, flags, the token and its bytes, start and end.
type Take = unsafe extern "C" fn(*mut c_void, c_int, *const c_char, c_int, c_int, c_int) -> c_int;

/// Gives FTS5 the tokens of a text, until it says something other than `SQLITE_OK`.
///
/// # Safety
///
/// `text` is null or points to `length` bytes that stay as they are during the call, and `take`
/// may be called with `context` during the call.
unsafe extern "C" fn tokenize(
    _: *mut ffi::Fts5Tokenizer,
    context: *mut c_void,
    _: c_int,
    text: *const c_char,
    length: c_int,
    take: Option<Take>,
) -> c_int {
    let (Ok(length), Some(take), false) = (usize::try_from(length), take, text.is_null()) else {
        return ffi::SQLITE_OK;
    };
    // A panic must not reach the C code above us: unwinding through it is undefined.
    let told = catch_unwind(|| {
        // SAFETY: FTS5 promises that `text` has `length` bytes, and it does not change them
        // while we are called.
        let bytes = unsafe { slice::from_raw_parts(text.cast::<u8>(), length) };
        // We have written UTF-8; a damaged file may hold something else.
        let text = String::from_utf8_lossy(bytes);
        let done = text::tokens(&text, |token| {
            // Nothing is longer than the text, whose length was a `c_int` itself; a token may
            // be, by as much as folding adds, and is then cut.
            let number = |length: usize| c_int::try_from(length).unwrap_or(c_int::MAX);
            let (length, start, end) = (
                number(token.text.len()),
                number(token.start),
                number(token.end),
            );
            // SAFETY: `take` came with this `context`; it reads `length` bytes of the token and
            // keeps a copy.
            let code = unsafe { take(context, 0, token.text.as_ptr().cast(), length, start, end) };
            match code {
                ffi::SQLITE_OK => ControlFlow::Continue(()),
                code => ControlFlow::Break(code),
            }
        });
        match done {
            ControlFlow::Continue(()) => ffi::SQLITE_OK,
            ControlFlow::Break(code) => code,
        }
    });
    told.unwrap_or(ffi::SQLITE_ERROR)
}
