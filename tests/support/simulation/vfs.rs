//! The way SQLite's files take through the [simulated disks](super::disk).
//!
//! A shim: a SQLite virtual file system that does everything by the system's own one (`unix`),
//! locks and shared memory too, and tells of each write, sync and removal first. Syncs are not passed
//! on. [`install`] makes it the process's default, so that the program under test needs no setting
//! for it. A thread that does not simulate cannot open a database then: the store's housekeeping
//! thread, whose turns would come by the real clock, finds nothing.
//!
//! This is the only module with unsafe code: the C interface of
//! <https://sqlite.org/c3ref/vfs.html> and <https://sqlite.org/c3ref/io_methods.html>.
#![allow(unsafe_code)]

use super::disk::{self, Tracked};
use rusqlite::ffi::{
    self, SQLITE_CANTOPEN, SQLITE_IOERR_DELETE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_READ,
    SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE, SQLITE_OK, sqlite3_file, sqlite3_filename,
    sqlite3_int64, sqlite3_io_methods, sqlite3_vfs,
};
use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;
use std::sync::OnceLock;

/// An open file: the head of the memory SQLite gives for it. The system's own file follows at once.
#[repr(C, align(8))]
struct File {
    /// SQLite looks here for [`METHODS`].
    base: sqlite3_file,
    tracked: Option<Tracked>,
}

/// The system's file system, found once.
struct System(*mut sqlite3_vfs);

// SAFETY: SQLite's file systems are registered for the life of the process and may be used by any
// thread; the pointer is never written through.
unsafe impl Send for System {}
// SAFETY: as above.
unsafe impl Sync for System {}

static SYSTEM: OnceLock<System> = OnceLock::new();

fn system() -> *mut sqlite3_vfs {
    SYSTEM.get().expect("installed before it is used").0
}

/// Makes the shim the file system of every database opened from now on.
pub fn install() {
    SYSTEM.get_or_init(|| {
        // SAFETY: `find` with null gives the default one, which exists on every unix. The copy of it is
        // complete, and is leaked, so that it lives as long as it is registered.
        unsafe {
            let system = ffi::sqlite3_vfs_find(ptr::null());
            assert!(!system.is_null(), "SQLite has a default file system");
            let shim = Box::new(sqlite3_vfs {
                pNext: ptr::null_mut(),
                zName: c"simulated".as_ptr(),
                szOsFile: c_int::try_from(size_of::<File>()).expect("a small struct")
                    + (*system).szOsFile,
                xOpen: Some(open),
                xDelete: Some(delete),
                ..*system
            });
            let registered = ffi::sqlite3_vfs_register(Box::into_raw(shim), 1);
            assert_eq!(registered, SQLITE_OK, "SQLite takes the file system");
            System(system)
        }
    });
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    // Without the memory-mapped reads of version 3, which would pass the disk by.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// The system's own file behind one of ours.
///
/// # Safety
/// `file` is one [`open`] was given.
unsafe fn own(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: SQLite allocated `szOsFile` bytes, of which `File` is the first part.
    unsafe { file.cast::<File>().add(1).cast() }
}

/// Which watched file it is.
///
/// # Safety
/// `file` is one [`open`] was given and succeeded with.
unsafe fn tracked(file: *mut sqlite3_file) -> Option<Tracked> {
    // SAFETY: `open` wrote it.
    unsafe { (*file.cast::<File>()).tracked }
}

/// # Safety
/// A path SQLite hands over: null, or ended by a zero.
unsafe fn watched(name: *const c_char) -> Option<Tracked> {
    if name.is_null() {
        return None;
    }
    // SAFETY: checked, and promised by the caller.
    let name = unsafe { CStr::from_ptr(name) };
    disk::find(Path::new(OsStr::from_bytes(name.to_bytes())))
}

unsafe extern "C" fn open(
    _vfs: *mut sqlite3_vfs,
    name: sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: `file` has room for `File` and the system's own file; SQLite asks that `pMethods` is
    // set also when opening fails, and null means that there is nothing to close.
    unsafe {
        (*file).pMethods = ptr::null();
        let tracked = watched(name);
        let refused = tracked.is_some_and(|tracked| tracked.opened().is_err());
        if refused || !disk::is_simulating() {
            return SQLITE_CANTOPEN;
        }
        let Some(system_open) = (*system()).xOpen else {
            return SQLITE_CANTOPEN;
        };
        let opened = system_open(system(), name, own(file), flags, out_flags);
        if opened == SQLITE_OK {
            file.cast::<File>().write(File {
                base: sqlite3_file {
                    pMethods: &raw const METHODS,
                },
                tracked,
            });
        }
        opened
    }
}

unsafe extern "C" fn delete(
    _vfs: *mut sqlite3_vfs,
    name: *const c_char,
    sync_folder: c_int,
) -> c_int {
    // SAFETY: the path is SQLite's; the call is passed on as it came, but without the sync.
    unsafe {
        let for_good = sync_folder != 0;
        if watched(name).is_some_and(|tracked| tracked.delete(for_good).is_err()) {
            return SQLITE_IOERR_DELETE;
        }
        match (*system()).xDelete {
            Some(system_delete) => system_delete(system(), name, 0),
            None => SQLITE_IOERR_DELETE,
        }
    }
}

/// Calls a method of the system's own file.
macro_rules! pass_on {
    ($file:ident . $method:ident ( $($argument:expr),* ), or $missing:expr) => {{
        let own = own($file);
        match (*(*own).pMethods).$method {
            Some(method) => method(own, $($argument),*),
            None => $missing,
        }
    }};
}

/// Tells the disk of something, or says that it failed.
macro_rules! tell {
    ($file:ident, $tell:expr, or $failed:expr) => {
        if let Some(tracked) = tracked($file) {
            if $tell(tracked).is_err() {
                return $failed;
            }
        }
    };
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: an open file of ours; nothing of `File` needs dropping.
    unsafe { pass_on!(file.xClose(), or SQLITE_OK) }
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    into: *mut c_void,
    amount: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: an open file of ours; the rest is passed on as it came.
    unsafe {
        tell!(file, |tracked: Tracked| tracked.read(), or SQLITE_IOERR_READ);
        pass_on!(file.xRead(into, amount, at), or SQLITE_IOERR_READ)
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    amount: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: an open file of ours; SQLite gives `amount` bytes at `from`.
    unsafe {
        let bytes =
            std::slice::from_raw_parts(from.cast::<u8>(), usize::try_from(amount).unwrap_or(0));
        let place = usize::try_from(at).unwrap_or(0);
        tell!(file, |tracked: Tracked| tracked.write(place, bytes), or SQLITE_IOERR_WRITE);
        pass_on!(file.xWrite(from, amount, at), or SQLITE_IOERR_WRITE)
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    // SAFETY: an open file of ours.
    unsafe {
        let to = usize::try_from(size).unwrap_or(0);
        tell!(file, |tracked: Tracked| tracked.truncate(to), or SQLITE_IOERR_TRUNCATE);
        pass_on!(file.xTruncate(size), or SQLITE_IOERR_TRUNCATE)
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: an open file of ours. The real disk need not hold any of this.
    unsafe {
        tell!(file, |tracked: Tracked| tracked.sync(), or SQLITE_IOERR_FSYNC);
    }
    SQLITE_OK
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut sqlite3_int64) -> c_int {
    // SAFETY: an open file of ours; the rest is passed on as it came. So in all that follow.
    unsafe { pass_on!(file.xFileSize(size), or SQLITE_IOERR_READ) }
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see `file_size`.
    unsafe { pass_on!(file.xLock(level), or SQLITE_OK) }
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see `file_size`.
    unsafe { pass_on!(file.xUnlock(level), or SQLITE_OK) }
}

unsafe extern "C" fn check_reserved_lock(file: *mut sqlite3_file, held: *mut c_int) -> c_int {
    // SAFETY: see `file_size`.
    unsafe { pass_on!(file.xCheckReservedLock(held), or SQLITE_OK) }
}

unsafe extern "C" fn file_control(
    file: *mut sqlite3_file,
    operation: c_int,
    argument: *mut c_void,
) -> c_int {
    // SAFETY: see `file_size`.
    unsafe { pass_on!(file.xFileControl(operation, argument), or ffi::SQLITE_NOTFOUND) }
}

unsafe extern "C" fn sector_size(file: *mut sqlite3_file) -> c_int {
    // SAFETY: see `file_size`.
    unsafe { pass_on!(file.xSectorSize(), or 4096) }
}

unsafe extern "C" fn device_characteristics(file: *mut sqlite3_file) -> c_int {
    // SAFETY: see `file_size`.
    unsafe { pass_on!(file.xDeviceCharacteristics(), or 0) }
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    page: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: see `file_size`.
    unsafe { pass_on!(file.xShmMap(page, size, extend, out), or ffi::SQLITE_IOERR) }
}

unsafe extern "C" fn shm_lock(
    file: *mut sqlite3_file,
    offset: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: see `file_size`.
    unsafe { pass_on!(file.xShmLock(offset, count, flags), or ffi::SQLITE_IOERR) }
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    // SAFETY: see `file_size`.
    unsafe { pass_on!(file.xShmBarrier(), or()) }
}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, delete: c_int) -> c_int {
    // SAFETY: see `file_size`.
    unsafe { pass_on!(file.xShmUnmap(delete), or SQLITE_OK) }
}
