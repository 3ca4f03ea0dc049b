//! The disks of the simulated machines: what is on them for good, and what a power cut takes.
//!
//! A desk's file and its write-ahead log are real files, kept in memory by the system, as a
//! computer's page cache does. Here is remembered what of them was synced and which writes came after.
//! When the power fails each of those is kept, lost, or torn at sector boundaries, whatever their
//! order; the real files are then made to hold what the disk held. [`super::vfs`] tells of every write.
//!
//! A machine can be given a fuse: the write at which its power fails. From then on nothing of it can
//! be read or written until [`restart`].

use super::random::Random;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;
/// The desk's file in a machine's folder, and its write-ahead log.
const FILES: [&str; 2] = ["desk.db", "desk.db-wal"];

/// A machine of this thread's simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Machine(usize);

/// A file as the file system names it.
#[derive(Debug, Clone, Copy)]
pub struct Tracked {
    machine: Machine,
    file: usize,
}

/// The power is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoweredOff;

#[derive(Default)]
struct Power {
    folder: PathBuf,
    files: BTreeMap<usize, Content>,
    off: bool,
    /// Writes until the power fails.
    fuse: Option<u64>,
    /// Planted: says that it has synced and has not.
    lies: bool,
}

/// What is known of one file.
#[derive(Default)]
struct Content {
    /// What is on the disk for good; `None` while the name itself is not.
    durable: Option<Vec<u8>>,
    /// Changes since, in order.
    unsynced: Vec<Change>,
    /// What had this name before and was removed; it may come back until the new one is synced.
    removed: Option<Vec<u8>>,
}

enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Truncate { to: usize },
}

thread_local! {
    static MACHINES: RefCell<Option<Vec<Power>>> = const { RefCell::new(None) };
}

/// Begins a simulation on this thread: no machine yet.
pub fn begin() {
    MACHINES.with(|machines| *machines.borrow_mut() = Some(Vec::new()));
}

/// Ends it.
pub fn end() {
    MACHINES.with(|machines| *machines.borrow_mut() = None);
}

/// Whether this thread is simulating.
pub fn is_simulating() -> bool {
    MACHINES.with(|machines| machines.borrow().is_some())
}

fn with<T>(machine: Machine, work: impl FnOnce(&mut Power) -> T) -> T {
    MACHINES.with(|machines| {
        let mut machines = machines.borrow_mut();
        let machines = machines.as_mut().expect("a simulation has begun");
        work(&mut machines[machine.0])
    })
}

/// A machine whose desk's file is in `folder`.
pub fn machine(folder: &Path, lies: bool) -> Machine {
    MACHINES.with(|machines| {
        let mut machines = machines.borrow_mut();
        let machines = machines.as_mut().expect("a simulation has begun");
        machines.push(Power {
            folder: folder.to_owned(),
            lies,
            ..Power::default()
        });
        Machine(machines.len() - 1)
    })
}

/// Lets the power fail at the `writes`-th write from now on.
pub fn light_fuse(machine: Machine, writes: u64) {
    with(machine, |power| power.fuse = Some(writes));
}

pub fn put_fuse_out(machine: Machine) {
    with(machine, |power| power.fuse = None);
}

pub fn is_off(machine: Machine) -> bool {
    with(machine, |power| power.off)
}

/// Cuts the power now.
pub fn cut(machine: Machine) {
    with(machine, |power| power.off = true);
}

/// Forgets what was known of the files: they were replaced by others, for good.
pub fn replaced(machine: Machine) {
    with(machine, |power| power.files.clear());
}

/// Gives the machine its power back. Nobody may have the files open. How many changes were not
/// synced, and how many of them were kept whole.
pub fn restart(machine: Machine, random: &mut Random) -> (usize, usize) {
    with(machine, |power| {
        let mut counts = (0, 0);
        for (file, content) in std::mem::take(&mut power.files) {
            let path = power.folder.join(FILES[file]);
            counts.0 += content.unsynced.len();
            let (bytes, kept) = content.after_power_cut(random);
            counts.1 += kept;
            match bytes {
                Some(bytes) => fs::write(&path, bytes).expect("the file is written"),
                None => remove(&path),
            }
        }
        // Shared memory of processes that are gone.
        remove(&power.folder.join("desk.db-shm"));
        power.off = false;
        power.fuse = None;
        counts
    })
}

fn remove(path: &Path) {
    // It may never have been there.
    let _ = fs::remove_file(path);
}

impl Content {
    /// A file that was there before the simulation looked: for good.
    fn of(path: &Path) -> Self {
        Self {
            durable: fs::read(path).ok(),
            ..Self::default()
        }
    }

    fn sync(&mut self) {
        let mut bytes = self.durable.take().unwrap_or_default();
        for change in self.unsynced.drain(..) {
            change.make(&mut bytes);
        }
        self.durable = Some(bytes);
        self.removed = None;
    }

    /// What is found after the power was cut, and how many unsynced changes were kept whole.
    fn after_power_cut(self, random: &mut Random) -> (Option<Vec<u8>>, usize) {
        let (start, named) = match (self.durable, self.removed) {
            (Some(durable), _) => (durable, true),
            (None, Some(removed)) if random.chance(500) => return (Some(removed), 0),
            (None, _) => (Vec::new(), random.chance(500)),
        };
        if !named {
            return (None, 0);
        }
        let mut bytes = start;
        let mut kept = 0;
        for change in self.unsynced {
            match random.below(3) {
                0 => {}
                1 => {
                    kept += 1;
                    change.make(&mut bytes);
                }
                _ => change.tear(&mut bytes, random),
            }
        }
        (Some(bytes), kept)
    }
}

impl Change {
    fn make(&self, file: &mut Vec<u8>) {
        match self {
            Self::Write { at, bytes } => write(file, *at, bytes),
            Self::Truncate { to } => file.truncate(*to),
        }
    }

    /// Makes a part of it: of a write each sector or not.
    fn tear(&self, file: &mut Vec<u8>, random: &mut Random) {
        let Self::Write { at, bytes } = self else {
            return;
        };
        let mut done = 0;
        while done < bytes.len() {
            let sector_end = (at + done) / SECTOR * SECTOR + SECTOR - at;
            let end = sector_end.min(bytes.len());
            if random.chance(500) {
                write(file, at + done, &bytes[done..end]);
            }
            done = end;
        }
    }
}

fn write(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[at..end].copy_from_slice(bytes);
}

/// Which file of which machine a path is; `None` for one that is not watched.
pub fn find(path: &Path) -> Option<Tracked> {
    MACHINES.with(|machines| {
        let machines = machines.borrow();
        let name = path.file_name()?.to_str()?;
        let file = FILES.iter().position(|watched| *watched == name)?;
        let folder = path.parent()?;
        let machine = machines
            .as_ref()?
            .iter()
            .position(|power| power.folder == folder)?;
        Some(Tracked {
            machine: Machine(machine),
            file,
        })
    })
}

impl Tracked {
    /// Somebody opens it. Called before the file system makes it, if it is new.
    pub fn opened(self) -> Result<(), PoweredOff> {
        with(self.machine, |power| {
            power.check()?;
            power.content(self.file);
            Ok(())
        })
    }

    /// Somebody reads.
    pub fn read(self) -> Result<(), PoweredOff> {
        with(self.machine, |power| power.check())
    }

    /// Somebody writes; when the power fails just now, a part of it may be on the disk.
    pub fn write(self, at: usize, bytes: &[u8]) -> Result<(), PoweredOff> {
        let bytes = bytes.to_vec();
        self.change(Change::Write { at, bytes })
    }

    pub fn truncate(self, to: usize) -> Result<(), PoweredOff> {
        self.change(Change::Truncate { to })
    }

    fn change(self, change: Change) -> Result<(), PoweredOff> {
        with(self.machine, |power| {
            power.check()?;
            power.content(self.file).unsynced.push(change);
            power.burn()
        })
    }

    pub fn sync(self) -> Result<(), PoweredOff> {
        with(self.machine, |power| {
            power.check()?;
            power.burn()?;
            if !power.lies {
                power.content(self.file).sync();
            }
            Ok(())
        })
    }

    /// Somebody removes it; `for_good` when the folder is synced too.
    pub fn delete(self, for_good: bool) -> Result<(), PoweredOff> {
        with(self.machine, |power| {
            power.check()?;
            power.burn()?;
            let content = power.content(self.file);
            let was = content.durable.take().or(content.removed.take());
            content.unsynced.clear();
            content.removed = was.filter(|_| !for_good);
            Ok(())
        })
    }
}

impl Power {
    fn check(&self) -> Result<(), PoweredOff> {
        if self.off { Err(PoweredOff) } else { Ok(()) }
    }

    fn content(&mut self, file: usize) -> &mut Content {
        let path = self.folder.join(FILES[file]);
        self.files.entry(file).or_insert_with(|| Content::of(&path))
    }

    /// Brings the fuse on.
    fn burn(&mut self) -> Result<(), PoweredOff> {
        match &mut self.fuse {
            Some(0) => {
                self.off = true;
                self.fuse = None;
                Err(PoweredOff)
            }
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}
