//! Made-up names with the skew real ones have: a few belong to very many people, and most to few.

use rand::RngExt;
use rand::distr::Distribution;
use rand::distr::weighted::WeightedIndex;
use rand::rngs::StdRng;

use crate::domain::person::Gender;

/// Common given names of women, the commonest first, all generations together.
const WOMEN: [&str; 72] = [
    "Fatma",
    "Ayşe",
    "Emine",
    "Hatice",
    "Zeynep",
    "Elif",
    "Meryem",
    "Şerife",
    "Zehra",
    "Sultan",
    "Hanife",
    "Merve",
    "Havva",
    "Zeliha",
    "Esra",
    "Fadime",
    "Özlem",
    "Hacer",
    "Melek",
    "Yasemin",
    "Rabia",
    "Hülya",
    "Cemile",
    "Sevim",
    "Gülsüm",
    "Leyla",
    "Dilek",
    "Büşra",
    "Aysel",
    "Songül",
    "Kübra",
    "Halime",
    "Esma",
    "Aynur",
    "Hayriye",
    "Kadriye",
    "Tuğba",
    "Sevgi",
    "Rukiye",
    "Hava",
    "Döndü",
    "Sibel",
    "Derya",
    "Asiye",
    "Filiz",
    "Bahar",
    "Nurcan",
    "Gülcan",
    "Sevda",
    "Ebru",
    "Yıldız",
    "Nuray",
    "Pınar",
    "Seher",
    "Hüsniye",
    "Arzu",
    "Gamze",
    "Nazlı",
    "Ece",
    "Şükran",
    "Nermin",
    "İrem",
    "Gülşen",
    "Tülay",
    "Selma",
    "Nesrin",
    "Ümmühan",
    "Çiğdem",
    "Binnur",
    "Mukaddes",
    "Jale",
    "Iraz",
];

/// Common given names of men, the commonest first, all generations together.
const MEN: [&str; 72] = [
    "Mehmet",
    "Mustafa",
    "Ahmet",
    "Ali",
    "Hüseyin",
    "Hasan",
    "Murat",
    "İbrahim",
    "Yusuf",
    "İsmail",
    "Ömer",
    "Osman",
    "Ramazan",
    "Halil",
    "Abdullah",
    "Süleyman",
    "Mahmut",
    "Emre",
    "Recep",
    "Salih",
    "Fatih",
    "Kadir",
    "Emrah",
    "Hakan",
    "Kemal",
    "Yaşar",
    "Adem",
    "Bekir",
    "Musa",
    "Orhan",
    "Metin",
    "Bayram",
    "Serkan",
    "Furkan",
    "Burak",
    "Gökhan",
    "Uğur",
    "Yakup",
    "Muhammed",
    "Enes",
    "Şükrü",
    "Cemal",
    "Arif",
    "Onur",
    "Selim",
    "Veysel",
    "Erkan",
    "Hamza",
    "Cengiz",
    "Tuncay",
    "Mesut",
    "Nuri",
    "Sinan",
    "Volkan",
    "Okan",
    "Yunus",
    "Durmuş",
    "Satılmış",
    "Çetin",
    "Özgür",
    "İlhan",
    "Ünal",
    "Turgut",
    "Zeki",
    "Rıza",
    "Ferhat",
    "Barış",
    "Tolga",
    "Güven",
    "Alper",
    "Iğdır",
    "Kâzım",
];

/// Common family names, the commonest first.
const FAMILIES: [&str; 100] = [
    "Yılmaz",
    "Kaya",
    "Demir",
    "Çelik",
    "Şahin",
    "Yıldız",
    "Yıldırım",
    "Öztürk",
    "Aydın",
    "Özdemir",
    "Arslan",
    "Doğan",
    "Kılıç",
    "Aslan",
    "Çetin",
    "Kara",
    "Koç",
    "Kurt",
    "Özkan",
    "Şimşek",
    "Polat",
    "Korkmaz",
    "Özcan",
    "Çakır",
    "Erdoğan",
    "Yavuz",
    "Can",
    "Acar",
    "Güler",
    "Aktaş",
    "Şen",
    "Yalçın",
    "Güneş",
    "Bozkurt",
    "Bulut",
    "Keskin",
    "Ünal",
    "Turan",
    "Gül",
    "Özer",
    "Işık",
    "Kaplan",
    "Avcı",
    "Sarı",
    "Tekin",
    "Taş",
    "Köse",
    "Yüksel",
    "Ateş",
    "Aksoy",
    "Karaca",
    "Yiğit",
    "Coşkun",
    "Çoban",
    "Uçar",
    "Duman",
    "Güven",
    "Karataş",
    "Toprak",
    "Erol",
    "Tunç",
    "Uysal",
    "Gündüz",
    "Bayram",
    "Deniz",
    "Ay",
    "Doğru",
    "Ceylan",
    "Kahraman",
    "Albayrak",
    "Ekinci",
    "Özel",
    "Demirci",
    "Kalkan",
    "Topal",
    "Uzun",
    "Çiftçi",
    "Bilgin",
    "Başaran",
    "Durmaz",
    "Sönmez",
    "Ercan",
    "Kocaman",
    "Eren",
    "Tan",
    "Ergün",
    "Güngör",
    "Temiz",
    "İnce",
    "Balcı",
    "Esen",
    "Türk",
    "Öz",
    "Akın",
    "Er",
    "Iğdır",
    "Pehlivan",
    "Çağlar",
    "Mutlu",
    "Soylu",
];

/// Beginnings and ends of the rarer family names.
const FAMILY_BEGINNINGS: [&str; 26] = [
    "Ak", "Kara", "Gök", "Er", "Öz", "Bay", "Taş", "Gün", "Demir", "Kır", "Sarı", "Boz", "Ay",
    "Tok", "Bal", "Çam", "Kızıl", "Yeşil", "Uzun", "Koca", "Hacı", "Molla", "Deli", "İmam", "Ulu",
    "Alp",
];
const FAMILY_ENDS: [&str; 24] = [
    "kaya",
    "dağ",
    "taş",
    "oğlu",
    "soy",
    "kan",
    "han",
    "tekin",
    "pınar",
    "bulut",
    "göz",
    "kurt",
    "er",
    "gül",
    "baş",
    "su",
    "yurt",
    "doğan",
    "bey",
    "aslan",
    "ova",
    "gün",
    "hasanoğlu",
    "mehmetoğlu",
];

/// Share of people with two given names.
const TWO_NAMES: f64 = 0.14;

/// Gives names.
pub(super) struct Names {
    given: WeightedIndex<f64>,
    families: Vec<String>,
    family: WeightedIndex<f64>,
}

impl Names {
    pub(super) fn new() -> Self {
        let rare = FAMILY_BEGINNINGS.iter().flat_map(|beginning| {
            FAMILY_ENDS
                .iter()
                .map(move |end| format!("{beginning}{end}"))
        });
        let mut families: Vec<String> = FAMILIES.iter().map(ToString::to_string).collect();
        for name in rare {
            if !families.contains(&name) {
                families.push(name);
            }
        }
        Self {
            given: falling(WOMEN.len(), 3.0),
            family: falling(families.len(), 12.0),
            families,
        }
    }

    /// One or two given names.
    pub(super) fn given(&self, gender: Gender, random: &mut StdRng) -> String {
        let names = match gender {
            Gender::Female => &WOMEN,
            Gender::Male => &MEN,
        };
        let first = names[self.given.sample(random)];
        let second = names[self.given.sample(random)];
        if random.random_bool(TWO_NAMES) && first != second {
            format!("{first} {second}")
        } else {
            first.to_owned()
        }
    }

    /// A family name.
    pub(super) fn family(&self, random: &mut StdRng) -> &str {
        &self.families[self.family.sample(random)]
    }
}

/// Weights that fall with the rank, as those of names do (Zipf–Mandelbrot); `flat` is how many of
/// the first are about equally common.
pub(super) fn falling(count: usize, flat: f64) -> WeightedIndex<f64> {
    let mut rank = flat;
    let weights = std::iter::repeat_with(|| {
        rank += 1.0;
        rank.recip()
    });
    WeightedIndex::new(weights.take(count)).expect("there is something to choose from")
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use rand::SeedableRng;

    use super::*;
    use crate::text::CleanText;

    #[test]
    fn names_are_clean_and_each_is_listed_once() {
        let names = Names::new();
        let families = names.families.iter().map(String::as_str);
        let mut seen = std::collections::HashSet::new();
        for name in families.clone() {
            assert_eq!(CleanText::line(name).as_str(), name);
            seen.insert(name);
        }
        assert_eq!(seen.len(), families.count());
        for list in [WOMEN, MEN] {
            let seen: std::collections::HashSet<_> = list.into_iter().collect();
            assert_eq!(seen.len(), list.len());
        }
    }

    #[test]
    fn a_few_names_are_very_common_and_many_are_rare() {
        let names = Names::new();
        let mut random = StdRng::seed_from_u64(1);
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for _ in 0..20_000 {
            *counts.entry(names.family(&mut random)).or_default() += 1;
        }
        let commonest = counts["Yılmaz"];
        assert!((200..1000).contains(&commonest), "{commonest}");
        assert!(counts.len() > 500, "{}", counts.len());
    }
}
