//! Who waits, class by class.

use std::collections::VecDeque;

use super::Micros;
use crate::domain::priority::Lane;

/// Somebody who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Order of arrival; nobody else has it.
    pub place: u64,
    /// Since when; for somebody who was put aside meanwhile, as much later as that took.
    pub since: Micros,
}

/// The waiting room. Classes are numbered from 0, the first called first; those of the priority
/// lane come before that of the ordinary lane. Within a class the order is that of arrival.
#[derive(Debug, Clone)]
pub struct Room {
    lanes: Vec<Lane>,
    queues: Vec<VecDeque<Waiting>>,
    count: usize,
}

impl Room {
    /// An empty room; `lanes` says which lane each class belongs to.
    #[must_use]
    pub fn new(lanes: &[Lane]) -> Self {
        Self {
            lanes: lanes.to_vec(),
            queues: vec![VecDeque::new(); lanes.len()],
            count: 0,
        }
    }

    /// Lets somebody in, at the end of the class or, where the place was earned earlier, before
    /// those who came later.
    ///
    /// # Panics
    /// When there is no such class.
    pub fn join(&mut self, class: usize, who: Waiting) {
        let queue = &mut self.queues[class];
        match queue.back() {
            Some(last) if last.place > who.place => {
                let at = queue.partition_point(|other| other.place < who.place);
                queue.insert(at, who);
            }
            _ => queue.push_back(who),
        }
        self.count += 1;
    }

    /// Lets somebody go who has that place in that class; `None` when nobody has.
    pub fn leave(&mut self, class: usize, place: u64) -> Option<Waiting> {
        let queue = self.queues.get_mut(class)?;
        let at = queue.binary_search_by_key(&place, |who| who.place).ok()?;
        let who = queue.remove(at)?;
        self.count -= 1;
        Some(who)
    }

    /// Takes out the first of a class.
    pub fn take(&mut self, class: usize) -> Option<Waiting> {
        let who = self.queues.get_mut(class)?.pop_front()?;
        self.count -= 1;
        Some(who)
    }

    /// The classes somebody waits in, each with the first of it.
    pub fn heads(&self) -> impl Iterator<Item = (usize, Waiting)> + '_ {
        self.queues
            .iter()
            .enumerate()
            .filter_map(|(class, queue)| Some((class, *queue.front()?)))
    }

    /// The first class of a lane somebody waits in.
    #[must_use]
    pub fn first_of(&self, lane: Lane) -> Option<usize> {
        self.heads()
            .map(|(class, _)| class)
            .find(|class| self.lanes[*class] == lane)
    }

    /// The lane of a class.
    ///
    /// # Panics
    /// When there is no such class.
    #[must_use]
    pub fn lane(&self, class: usize) -> Lane {
        self.lanes[class]
    }

    /// How many wait.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(place: u64) -> Waiting {
        Waiting { place, since: 0 }
    }

    #[test]
    fn an_earned_place_is_kept() {
        let mut room = Room::new(&[Lane::Priority, Lane::Ordinary]);
        for place in [1, 5, 9, 3] {
            room.join(1, who(place));
        }
        assert_eq!(room.count(), 4);
        assert_eq!(room.leave(1, 5), Some(who(5)));
        assert_eq!(room.leave(1, 5), None);
        assert_eq!(room.leave(0, 1), None);
        assert_eq!(room.leave(7, 1), None);
        let order: Vec<u64> = std::iter::from_fn(|| room.take(1))
            .map(|w| w.place)
            .collect();
        assert_eq!(order, [1, 3, 9]);
        assert_eq!(room.count(), 0);
    }

    #[test]
    fn a_lane_begins_with_its_first_class() {
        let mut room = Room::new(&[Lane::Priority, Lane::Priority, Lane::Ordinary]);
        room.join(2, who(1));
        assert_eq!(room.first_of(Lane::Priority), None);
        room.join(1, who(2));
        assert_eq!(room.first_of(Lane::Priority), Some(1));
        room.join(0, who(3));
        assert_eq!(room.first_of(Lane::Priority), Some(0));
        assert_eq!(room.first_of(Lane::Ordinary), Some(2));
        assert_eq!(room.heads().count(), 3);
    }
}
