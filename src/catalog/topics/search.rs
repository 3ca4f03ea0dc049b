//! Finding a topic by what a visitor says.
//!
//! Everything is compared folded ([`fold`]): case, dots and marks do not matter. The names and
//! the visitors' words of all topics make one vocabulary. Each word of the query is compared
//! with each word of the vocabulary; a word that fits few topics counts more than one that fits
//! many, and words that stand in one phrase count more than the same words scattered. This ranks
//! better than matching letters in order ("a", "k" and "m" are found in almost every phrase),
//! and it takes Turkish suffixes and wrong, missing, swapped and surplus letters.

use std::collections::{HashMap, HashSet};

use super::Topic;
use super::likeness::{GOOD, as_forms, as_slip};
use crate::text::fold;

/// Weights of where a word stands.
const NAME: f32 = 1.0;
const SYNONYM: f32 = 0.95;
const ENGLISH: f32 = 0.6;
const HEADING: f32 = 0.35;
const UNIT: f32 = 0.25;

/// How much words of one phrase add to the same words anywhere.
const TOGETHER: f32 = 0.6;

/// Hits below this part of the best one's score are noise.
const CUT: f32 = 0.4;

/// The score of a topic found by its code.
const BY_CODE: f32 = 1000.0;

/// Words of a query that are looked at; more are a petition, not a search.
const MAX_WORDS: usize = 12;

/// Folded words that say nothing of the topic.
const EMPTY_WORDS: [&str; 35] = [
    "acaba",
    "almak",
    "ama",
    "bana",
    "ben",
    "benim",
    "bir",
    "biz",
    "bize",
    "bizim",
    "bu",
    "cok",
    "da",
    "de",
    "diye",
    "gerek",
    "hakkinda",
    "icin",
    "ile",
    "ilgili",
    "istemek",
    "istiyorum",
    "istiyoruz",
    "lazim",
    "lutfen",
    "mi",
    "mu",
    "nasil",
    "ne",
    "nerede",
    "olarak",
    "olmak",
    "var",
    "ve",
    "veya",
];

/// A topic found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit<'a> {
    /// The topic.
    pub topic: &'a Topic,
    /// How well it fits; comparable within one search only.
    pub score: f32,
}

/// A name, or one of the things visitors call a topic.
#[derive(Debug)]
struct Phrase {
    /// Index of the topic.
    topic: usize,
    weight: f32,
    words: f32,
}

/// A word of the vocabulary.
#[derive(Debug)]
struct Word {
    letters: Vec<char>,
    /// Indexes of the phrases it stands in.
    phrases: Vec<usize>,
}

/// The vocabulary of a topic list.
#[derive(Debug, Default)]
pub(super) struct Index {
    topics: usize,
    phrases: Vec<Phrase>,
    words: Vec<Word>,
}

impl Index {
    pub fn new(topics: &[Topic]) -> Self {
        let mut builder = Builder::default();
        let headings: HashMap<&str, &Topic> = topics
            .iter()
            .filter(|topic| topic.is_heading())
            .map(|topic| (topic.code.as_str(), topic))
            .collect();
        for (at, topic) in topics.iter().enumerate() {
            if topic.retired || topic.is_heading() {
                continue;
            }
            builder.add(at, NAME, &topic.name);
            builder.add(at, ENGLISH, &topic.name_en);
            builder.add(at, UNIT, &topic.unit);
            for synonym in &topic.synonyms {
                builder.add(at, SYNONYM, synonym);
            }
            if let Some(heading) = headings.get(topic.heading_code()) {
                builder.add(at, HEADING, &heading.name);
                builder.add(at, HEADING * ENGLISH, &heading.name_en);
            }
        }
        builder.index.topics = topics.len();
        builder.index
    }

    pub fn search<'a>(&self, topics: &'a [Topic], query: &str, limit: usize) -> Vec<Hit<'a>> {
        let scores = self.scores(query);
        let best = scores.iter().copied().fold(0.0, f32::max);
        let mut hits: Vec<Hit<'_>> = topics
            .iter()
            .zip(scores)
            .filter_map(|(topic, score)| {
                if has_code(topic, query) {
                    let score = BY_CODE;
                    return Some(Hit { topic, score });
                }
                (score > 0.0 && score >= best * CUT).then_some(Hit { topic, score })
            })
            .collect();
        hits.sort_by(|one, other| {
            let by_score = other.score.total_cmp(&one.score);
            by_score.then_with(|| one.topic.code.cmp(&other.topic.code))
        });
        hits.truncate(limit);
        hits
    }

    /// The score of each topic.
    fn scores(&self, query: &str) -> Vec<f32> {
        let mut apart = vec![0.0; self.topics];
        let mut phrases = vec![PhraseScore::default(); self.phrases.len()];
        for word in query_words(query) {
            let fits = self.fits(&word);
            let mut best = vec![0.0_f32; self.topics];
            for (phrase, fit) in self.phrases.iter().zip(&fits) {
                let best = &mut best[phrase.topic];
                *best = best.max(fit * phrase.weight);
            }
            let rarity = rarity(&best);
            for (score, best) in apart.iter_mut().zip(best) {
                *score += rarity * best;
            }
            for ((score, phrase), fit) in phrases.iter_mut().zip(&self.phrases).zip(fits) {
                score.sum += rarity * fit * phrase.weight;
                score.fits += fit;
            }
        }
        let mut together = vec![0.0_f32; self.topics];
        for (phrase, score) in self.phrases.iter().zip(phrases) {
            let covered = (score.fits / phrase.words).min(1.0);
            let best = &mut together[phrase.topic];
            *best = best.max(score.sum * covered);
        }
        let both = apart.into_iter().zip(together);
        both.map(|(apart, together)| apart + TOGETHER * together)
            .collect()
    }

    /// How well each phrase fits one word of the query. Slips of the keyboard are looked for
    /// only where no word is meant as it is typed.
    fn fits(&self, typed: &[char]) -> Vec<f32> {
        let mut likeness: Vec<f32> = self
            .words
            .iter()
            .map(|w| as_forms(typed, &w.letters))
            .collect();
        if likeness.iter().all(|found| *found < GOOD) {
            for (likeness, word) in likeness.iter_mut().zip(&self.words) {
                *likeness = likeness.max(as_slip(typed, &word.letters));
            }
        }
        let mut fits = vec![0.0_f32; self.phrases.len()];
        for (word, likeness) in self.words.iter().zip(likeness) {
            if likeness > 0.0 {
                for phrase in &word.phrases {
                    fits[*phrase] = fits[*phrase].max(likeness);
                }
            }
        }
        fits
    }
}

/// What the words of a query give one phrase.
#[derive(Debug, Clone, Copy, Default)]
struct PhraseScore {
    sum: f32,
    fits: f32,
}

#[derive(Default)]
struct Builder {
    index: Index,
    known: HashMap<String, usize>,
}

impl Builder {
    fn add(&mut self, topic: usize, weight: f32, text: &str) {
        let folded = fold(text);
        let words: HashSet<&str> = folded
            .split(' ')
            .filter(|word| says_something(word))
            .collect();
        if words.is_empty() {
            return;
        }
        let phrase = self.index.phrases.len();
        self.index.phrases.push(Phrase {
            topic,
            weight,
            words: count(words.len()),
        });
        for word in words {
            let index = &mut self.index;
            let at = *self.known.entry(word.to_owned()).or_insert_with(|| {
                index.words.push(Word {
                    letters: word.chars().collect(),
                    phrases: Vec::new(),
                });
                index.words.len() - 1
            });
            index.words[at].phrases.push(phrase);
        }
    }
}

fn says_something(word: &str) -> bool {
    !word.is_empty() && EMPTY_WORDS.binary_search(&word).is_err()
}

/// The words of a query that say something; if none does, all of them.
fn query_words(query: &str) -> Vec<Vec<char>> {
    let folded = fold(query);
    let of = |keep: fn(&str) -> bool| -> Vec<Vec<char>> {
        let words = folded.split(' ').filter(|word| keep(word)).take(MAX_WORDS);
        words.map(|word| word.chars().collect()).collect()
    };
    let telling = of(says_something);
    if telling.is_empty() {
        return of(|word| !word.is_empty());
    }
    telling
}

/// How much a query's word tells: the fewer topics it fits, the more.
fn rarity(best: &[f32]) -> f32 {
    let fitting = best.iter().filter(|best| **best >= GOOD * ENGLISH).count();
    (1.0 + count(best.len()) / count(fitting.max(1))).ln()
}

/// Whether the query is the code of the topic, with or without its dot, or of its heading.
fn has_code(topic: &Topic, query: &str) -> bool {
    let query = query.trim();
    let digits = topic.code.replace('.', "");
    let is_heading = topic.is_heading() || topic.retired;
    !is_heading && (query == topic.code || query == digits || query == topic.heading_code())
}

/// Counts of words and topics are small: no precision is lost.
#[allow(clippy::cast_precision_loss)]
fn count(number: usize) -> f32 {
    number as f32
}
