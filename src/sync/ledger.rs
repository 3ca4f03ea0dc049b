//! What central decides about a pushed batch, purely.
//!
//! Central holds of each device a dense, hash-chained history up to some operation. A batch that is
//! sound in itself (see [`central::batch`](crate::central::batch)) is compared with it here; who
//! keeps the history, [`central::push`](crate::central) in PostgreSQL or a simulation in memory, then
//! does what the [`Judgement`] says in one transaction.

/// What is held of a device: its last operation, and so all before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its place; zero before the first.
    pub acked: u64,
    /// Its hash; zeros before the first.
    pub hash: Vec<u8>,
}

/// An operation's place in its device's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<'a> {
    /// Place, dense from 1.
    pub dseq: u64,
    /// Hash of the operation before it.
    pub prev_hash: &'a [u8],
    /// Its own hash.
    pub hash: &'a [u8],
}

/// What is to become of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Operations before it are missing; nothing is stored.
    Gap {
        /// The place to send from.
        expected: u64,
    },
    /// Another operation is held at a place of it: the device is set aside, and what it offered is
    /// kept for a person.
    Fork {
        /// The first such place.
        at: u64,
    },
    /// It continues the history.
    Take {
        /// So many at its beginning are held already; the others are to be stored.
        repeated: usize,
        /// What is held then.
        held: Held,
    },
}

/// Judges a batch of consecutive operations. `known` gives the hash of an operation that is held.
pub fn judge<'a>(
    held: &Held,
    batch: &[Link<'_>],
    known: impl Fn(u64) -> Option<&'a [u8]>,
) -> Judgement {
    let expected = held.acked + 1;
    if batch.first().is_some_and(|first| first.dseq > expected) {
        return Judgement::Gap { expected };
    }
    let differs = |link: &&Link<'_>| {
        if link.dseq < expected {
            known(link.dseq) != Some(link.hash)
        } else {
            link.dseq == expected && link.prev_hash != held.hash
        }
    };
    if let Some(fork) = batch.iter().find(differs) {
        return Judgement::Fork { at: fork.dseq };
    }
    let new = |link: &Link<'_>| link.dseq >= expected;
    let last = batch.last().filter(|last| new(last));
    Judgement::Take {
        repeated: batch.iter().position(new).unwrap_or(batch.len()),
        held: last.map_or_else(
            || held.clone(),
            |last| Held {
                acked: last.dseq,
                hash: last.hash.to_vec(),
            },
        ),
    }
}

/// What is to become of one operation that central is believed to have lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Return {
    /// It is held.
    Exists,
    /// It continues the history.
    Next,
    /// It was held, since later ones are, and is missing: the chain proves that it is the one.
    Hole,
    /// Operations before it are missing.
    Gap,
    /// Another operation is held there, or one that nothing proves.
    Fork,
}

/// Judges an operation given back. `known` is the hash held at its place, `linked` the hash that the
/// operation after it, where that is held or proven itself, names as the one before.
#[must_use]
pub fn judge_return(
    held: &Held,
    link: &Link<'_>,
    (known, linked): (Option<&[u8]>, Option<&[u8]>),
) -> Return {
    if link.dseq > held.acked + 1 {
        return Return::Gap;
    }
    if link.dseq == held.acked + 1 {
        return if link.prev_hash == held.hash {
            Return::Next
        } else {
            Return::Fork
        };
    }
    let proof = if link.dseq == held.acked {
        Some(held.hash.as_slice())
    } else {
        linked
    };
    match known {
        Some(known) if known == link.hash => Return::Exists,
        None if proof == Some(link.hash) => Return::Hole,
        _ => Return::Fork,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A history: place `n` has the hash `[n, branch]`, up to `fork` of the branch zero.
    fn hash(dseq: u64, (branch, fork): (u8, u64)) -> Vec<u8> {
        let branch = if dseq > fork { branch } else { 0 };
        vec![u8::try_from(dseq).unwrap(), branch]
    }

    /// The verdict on operations `first..=last` of a branch, where `acked` of branch zero are held.
    fn judged(acked: u64, (first, last): (u64, u64), branch: (u8, u64)) -> Judgement {
        let held: Vec<Vec<u8>> = (0..=acked).map(|dseq| hash(dseq, (0, 0))).collect();
        let hashes: Vec<(Vec<u8>, Vec<u8>)> = (first..=last)
            .map(|dseq| (hash(dseq - 1, branch), hash(dseq, branch)))
            .collect();
        let links: Vec<Link<'_>> = (first..)
            .zip(&hashes)
            .map(|(dseq, (prev_hash, hash))| Link {
                dseq,
                prev_hash,
                hash,
            })
            .collect();
        let known = |dseq| held.get(usize::try_from(dseq).unwrap()).map(Vec::as_slice);
        let hash = held.last().unwrap().clone();
        judge(&Held { acked, hash }, &links, known)
    }

    proptest! {
        #[test]
        fn a_batch_is_taken_where_it_continues_the_history(
            acked in 0u64..20, first in 1u64..25, more in 0u64..9,
        ) {
            let last = first + more;
            let judgement = judged(acked, (first, last), (0, 0));
            if first > acked + 1 {
                prop_assert_eq!(judgement, Judgement::Gap { expected: acked + 1 });
            } else {
                let repeated = usize::try_from((acked + 1).min(last + 1) - first).unwrap();
                let after = acked.max(last);
                let held = Held { acked: after, hash: hash(after, (0, 0)) };
                prop_assert_eq!(judgement, Judgement::Take { repeated, held });
            }
        }

        #[test]
        fn another_history_is_a_fork_wherever_it_can_be_seen(
            acked in 1u64..20, fork in 0u64..20, first in 1u64..20, more in 0u64..9,
        ) {
            let last = first + more;
            prop_assume!(first <= acked + 1);
            let judgement = judged(acked, (first, last), (1, fork));
            // The first place that differs, or the first new one, which names what is held.
            let differing = (fork + 1).max(first);
            let seen = if fork >= acked { None } else { Some(differing.min(acked + 1)) };
            match seen.filter(|at| *at <= last) {
                Some(at) => prop_assert_eq!(judgement, Judgement::Fork { at }),
                None => {
                    let taken = matches!(judgement, Judgement::Take { .. });
                    prop_assert!(taken, "{:?}", judgement);
                }
            }
        }
    }

    #[test]
    fn an_operation_given_back_is_taken_where_the_chain_proves_it() {
        let (one, two, other) = (hash(1, (0, 0)), hash(2, (0, 0)), hash(2, (1, 1)));
        let held = Held {
            acked: 2,
            hash: two.clone(),
        };
        let place = |dseq, prev_hash, hash| Link {
            dseq,
            prev_hash,
            hash,
        };
        let genesis = hash(0, (0, 0));
        let three = hash(3, (0, 0));
        for (link, known, linked, expected) in [
            (
                place(1, &genesis, &one),
                Some(&one),
                Some(&one),
                Return::Exists,
            ),
            (place(1, &genesis, &one), None, Some(&one), Return::Hole),
            (place(1, &genesis, &one), None, None, Return::Fork),
            (place(1, &genesis, &other), None, Some(&one), Return::Fork),
            (
                place(1, &genesis, &other),
                Some(&one),
                Some(&one),
                Return::Fork,
            ),
            (place(2, &one, &two), None, None, Return::Hole),
            (place(2, &one, &other), None, None, Return::Fork),
            (place(3, &two, &three), None, None, Return::Next),
            (place(3, &other, &three), None, None, Return::Fork),
            (place(4, &three, &hash(4, (0, 0))), None, None, Return::Gap),
        ] {
            let seen = (known.map(Vec::as_slice), linked.map(Vec::as_slice));
            assert_eq!(judge_return(&held, &link, seen), expected, "{link:?}");
        }
    }
}
