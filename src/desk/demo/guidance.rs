//! What visitors who need no application ask.

use crate::domain::visit::GuidanceOutcome;

/// A piece of guidance: topic, outcome, note.
pub(super) type Answer = (&'static str, GuidanceOutcome, &'static str);

pub(super) const ANSWERS: [Answer; 8] = [
    (
        "17.15",
        GuidanceOutcome::Solved,
        "e-Devlet şifresini unutmuş; PTT'ye gitmeden mobil imzayla yenilendi.",
    ),
    (
        "01.16",
        GuidanceOutcome::Directed,
        "Adres değişikliği için nüfus müdürlüğüne yönlendirildi, randevusu alındı.",
    ),
    (
        "14.01",
        GuidanceOutcome::Solved,
        "Telefonuna MHRS uygulaması kuruldu, hastane randevusu alındı.",
    ),
    (
        "15.05",
        GuidanceOutcome::Directed,
        "65 yaş aylığı için gereken belgeler yazılı verildi.",
    ),
    (
        "10.02",
        GuidanceOutcome::Directed,
        "İntikal işlemi anlatıldı; tapu randevusu Alo 181 üzerinden alındı.",
    ),
    (
        "01.01",
        GuidanceOutcome::NotSolved,
        "Vali Bey'le görüşmek istedi; bugün il dışında, perşembe için not alındı.",
    ),
    (
        "02.09",
        GuidanceOutcome::Solved,
        "Hizmet dökümü e-Devlet'ten çıkarılıp verildi.",
    ),
    (
        "12.01",
        GuidanceOutcome::Solved,
        "Su kesintisinin planlı olduğu, 16.00'da biteceği öğrenilip söylendi.",
    ),
];
