//! Bugs planted on purpose, to prove that the simulation finds them.
//!
//! Each is one thing a careless change could do. None is in the program: the simulation's central,
//! disks, clocks and the journal it hands to the conversation do them when told to.

/// A planted bug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mutation {
    /// Central answers a batch before it is durable; a crash forgets it.
    AcknowledgesBeforeDurable,
    /// Central does not look whether it holds an operation already.
    StoresRepeats,
    /// Central takes a batch that leaves a gap.
    GapUnseen,
    /// Central takes another history for the one it holds.
    ForkUnseen,
    /// Central skips a place when it gives places in the feed.
    SkipsPosition,
    /// Central tells a device that another's operation was its own.
    HidesOthersOperation,
    /// Central names the wrong one of a device's own operations in the feed.
    MisplacesOwn,
    /// Central does not keep the keys that come with a batch.
    LosesKeys,
    /// Central was restored and says nothing of it.
    EpochUnchanged,
    /// Central says that more of its feed outlived the restore than did.
    FeedBaseTooHigh,
    /// The desk does not hear of a new epoch.
    EpochIgnored,
    /// The desk does not hear that central holds less than before.
    LowerAckedIgnored,
    /// The desk counts a batch as held when it is sent, not when the receipt is there.
    AckedWhenSent,
    /// The desk stores how far it has read in the feed before what it read.
    CursorBeforePage,
    /// The desk leaves a page out and goes on after it.
    PageLeftOut,
    /// The desk enters a step of the feed in its tables twice.
    ProjectedTwice,
    /// The desk does not keep receipts a person has to see.
    ReceiptsForgotten,
    /// Two processes of a desk talk to central at once.
    LeaseIgnored,
    /// The pause after a failure hardly ends.
    BackOffNeverEnds,
    /// The disk says that it has synced, and has not.
    DiskLies,
}

impl Mutation {
    pub const ALL: [Self; 20] = [
        Self::AcknowledgesBeforeDurable,
        Self::StoresRepeats,
        Self::GapUnseen,
        Self::ForkUnseen,
        Self::SkipsPosition,
        Self::HidesOthersOperation,
        Self::MisplacesOwn,
        Self::LosesKeys,
        Self::EpochUnchanged,
        Self::FeedBaseTooHigh,
        Self::EpochIgnored,
        Self::LowerAckedIgnored,
        Self::AckedWhenSent,
        Self::CursorBeforePage,
        Self::PageLeftOut,
        Self::ProjectedTwice,
        Self::ReceiptsForgotten,
        Self::LeaseIgnored,
        Self::BackOffNeverEnds,
        Self::DiskLies,
    ];

    /// The name it is given on the command line.
    pub fn name(self) -> String {
        let debug = format!("{self:?}");
        let mut name = String::new();
        for letter in debug.chars() {
            if letter.is_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.extend(letter.to_lowercase());
        }
        name
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|mutation| mutation.name() == name)
    }
}
