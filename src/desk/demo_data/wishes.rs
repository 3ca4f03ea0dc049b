//! What people apply for: topics with the skew offices report, and a few sentences.

use rand::RngExt;
use rand::distr::Distribution;
use rand::distr::weighted::WeightedIndex;
use rand::rngs::StdRng;

use super::names::falling;
use crate::catalog::Catalog;
use crate::domain::application::{ApplicationKind, Channel, TopicCode};
use crate::domain::registration::RegistrationDraft;
use crate::i18n::Locale;

/// Parts in a hundred of the headings, by the first digits of their codes; what is not named has
/// two. Social services, health, municipal matters and work lead.
const HEADINGS: [(&str, f64); 9] = [
    ("15", 24.0),
    ("12", 14.0),
    ("14", 13.0),
    ("02", 10.0),
    ("05", 8.0),
    ("01", 6.0),
    ("07", 5.0),
    ("10", 4.0),
    ("09", 4.0),
];
const OTHER_HEADING: f64 = 2.0;

const CHANNELS: [(Channel, f64); 5] = [
    (Channel::InPerson, 62.0),
    (Channel::Web, 16.0),
    (Channel::EGovernment, 11.0),
    (Channel::MobileApp, 8.0),
    (Channel::Other, 3.0),
];
const KINDS: [(ApplicationKind, f64); 6] = [
    (ApplicationKind::Request, 58.0),
    (ApplicationKind::Complaint, 27.0),
    (ApplicationKind::InformationRequest, 6.0),
    (ApplicationKind::Suggestion, 4.0),
    (ApplicationKind::Denunciation, 3.0),
    (ApplicationKind::Thanks, 2.0),
];

const OPENINGS: [&str; 6] = [
    "Daha önce ilgili kuruma başvurdum, sonuç alamadım.",
    "Konu ailemizi uzun süredir zor durumda bırakıyor.",
    "Muhtarlığımıza da bildirdik, bir gelişme olmadı.",
    "Belgelerimi ekte sunuyorum.",
    "Telefonla aradığımda beklemem söylendi, üç ay geçti.",
    "Komşularımız da aynı durumda, birlikte dilekçe verdik.",
];
const REQUESTS: [&str; 6] = [
    "Gereğinin yapılmasını arz ederim.",
    "Tarafıma yazılı bilgi verilmesini istiyorum.",
    "Durumun yerinde incelenmesini ve sonucun bildirilmesini talep ediyorum.",
    "Mağduriyetimin giderilmesi için yardımcı olunmasını istiyorum.",
    "Ne yapmam gerektiğinin bildirilmesini rica ederim.",
    "İlgili birime iletilmesini ve takip edilmesini istiyorum.",
];

/// Chooses what is applied for.
pub(super) struct Wishes {
    topics: Vec<Topic>,
    topic: WeightedIndex<f64>,
    channel: WeightedIndex<f64>,
    kind: WeightedIndex<f64>,
}

struct Topic {
    code: TopicCode,
    name: String,
}

impl Wishes {
    pub(super) fn new(catalog: &Catalog) -> Self {
        let mut topics = Vec::new();
        let mut weights = Vec::new();
        for heading in catalog.topics().headings() {
            let named = HEADINGS.iter().find(|(code, _)| *code == heading.code);
            let of_heading = named.map_or(OTHER_HEADING, |(_, weight)| *weight);
            let before = topics.len();
            topics.extend(catalog.topics().under(&heading.code).map(|topic| Topic {
                code: TopicCode(topic.code.clone()),
                name: topic.name(Locale::Tr).to_owned(),
            }));
            let falling = falling(topics.len() - before, 1.0);
            let parts = falling
                .weights()
                .map(|weight| weight / falling.total_weight());
            weights.extend(parts.map(|part| of_heading * part));
        }
        Self {
            topic: WeightedIndex::new(weights).expect("the list has topics"),
            topics,
            channel: weighted(&CHANNELS),
            kind: weighted(&KINDS),
        }
    }

    /// Fills the part of a form that is about the application.
    pub(super) fn fill(&self, form: &mut RegistrationDraft, random: &mut StdRng) {
        let topic = &self.topics[self.topic.sample(random)];
        form.channel = CHANNELS[self.channel.sample(random)].0;
        form.application_kind = KINDS[self.kind.sample(random)].0;
        form.topic = random.random_bool(0.97).then(|| topic.code.clone());
        form.signed_petition = form.channel == Channel::InPerson && random.random_bool(0.3);
        form.text = text(&topic.name, random);
    }
}

fn text(topic: &str, random: &mut StdRng) -> String {
    let mut text = format!("{topic} konusunda başvuruda bulunuyorum.");
    for _ in 0..random.random_range(0..4) {
        text.push(' ');
        text.push_str(OPENINGS[random.random_range(0..OPENINGS.len())]);
    }
    text.push('\n');
    text.push_str(REQUESTS[random.random_range(0..REQUESTS.len())]);
    text
}

fn weighted<T>(choices: &[(T, f64)]) -> WeightedIndex<f64> {
    WeightedIndex::new(choices.iter().map(|(_, weight)| *weight)).expect("there are choices")
}
