# acikkapi queue simulate, acikkapi queue replay: kuralların karşılaştırılması

fairness-percent = %{ $value }
fairness-lane-priority = öncelikli
fairness-lane-priority-class = öncelikli { $place }
fairness-lane-ordinary = genel

fairness-rule-recorded = o günkü çağrı
fairness-rule-first-come = geliş sırası
fairness-rule-absolute = mutlak öncelik
fairness-rule-quota = kota k={ $k }
fairness-rule-accumulating = biriken öncelik

fairness-column-rule = Kural
fairness-column-lane = Sıra
fairness-column-visitors = Kişi
fairness-column-mean = Ort.
fairness-column-theory = Kuram
fairness-column-p50 = %50
fairness-column-p90 = %90
fairness-column-p99 = %99
fairness-column-max = En çok
fairness-column-overtaken = Geçilen
fairness-column-run = Dizi
fairness-legend =
    Süreler, çağrılanların sırada geçirdiği dakikalardır; yüzde doksanınki
    en çok %90 sütunundaki kadardır.
    Geçilen: daha sonra gelen biri kendisinden önce çağrılanlar.
    Dizi: genel sıra beklerken art arda en çok kaç öncelikli çağrıldı.
fairness-legend-own = * kurumun kendi kuralı

# Model

fairness-simulated =
    { $counters } banko, saatte { $rate } ziyaretçi, görüşme ortalama { $service } dk; doluluk { $load }.
    Her kural aynı { $visitors } ziyaretçiyle denendi (tohum { $seed }).
fairness-accuracy-none = Ortalamaların ne kadar kesin olduğu söylenemez: bu kadar ziyaretçi yetmez.
fairness-accuracy = Ortalamaların %95 güven aralığı en çok ±{ $width }.
fairness-accuracy-theory = Ortalamaların %95 güven aralığı en çok ±{ $width }; kuramdan en büyük sapma { $farthest }.
fairness-model-counters = Banko sayısı 1 ile { $most } arasında olmalı; hesap yapılmadı.
fairness-model-arrivals = Saatteki ziyaretçi sayısı sıfırdan büyük bir sayı olmalı; hesap yapılmadı.
fairness-model-shares = Öncelikli ziyaretçilerin payını yüzde olarak yazın; her pay 0 ile 100 arasında, toplamları en çok 100 olmalı. Hesap yapılmadı.
fairness-model-service = Görüşme süresi sıfırdan büyük bir sayı, düzensizlik sıfır ya da sıfırdan büyük bir sayı olmalı; hesap yapılmadı.
fairness-model-not-like = { $days }: model çıkaracak kadar görüşme kaydı yok; hesap yapılmadı. Başka günler seçin.
fairness-model-overloaded = Doluluk { $load }: bankolar gelenlere yetişemez, sıra durmadan uzar ve hiçbir kural bunu düzeltmez. En az { $needed } banko gerekir; hesap yapılmadı.

# Yaşanmış günler

fairness-replayed = { $days }: { $turns } sıra, { $counters } banko; { $uncalled } sıra çağrılmadan bitti.
fairness-ends-assumed = Bitişi kaydedilmemiş { $count } görüşme, ortanca uzunlukta sayıldı.
fairness-reproduced = { $day }: kayıttaki { $calls } çağrının hepsi kurumun kuralının ({ $rule }) verdiği sırada.
fairness-not-reproduced = { $day }: kayıttaki { $calls } çağrının ilk { $same } tanesi kurumun kuralının ({ $rule }) verdiği sırada, sonrası ayrılıyor. Sıra dışı çağrı: { $chosen }, geri alınan çağrı: { $undone }, gün içinde kural değişikliği: { $changes }.
fairness-nothing-recorded = { $days }: bu tarihte sıra verilmemiş. Başka bir gün seçin.
fairness-json-failed = Sonuç JSON olarak yazılamadı. "acikkapi doctor" komutunu çalıştırıp sonucu bildirin.

# Öneri

fairness-advice-take =
    Öneri: k = { $k } (genel sıra beklerken art arda en çok { $k } öncelikli çağrı).
    Öncelikli sıranın %90'ı en çok { $priority } dk bekler (hedef { $priority-target }), genel sıranın %90'ı en çok { $ordinary } dk (hedef { $ordinary-target }).
    Genel sıranın başındaki en geç { $guarantee }. çağrıda çağrılır.
fairness-advice-smaller = Daha küçük k yetmez: k = { $k } ile öncelikli sıranın %90'ı { $priority } dakikaya kadar bekler.
fairness-advice-not-certain = Bir hedefe ancak ulaşılıyor: bu kadar veriyle kesin denemez. Daha çok günü birlikte seçin.
fairness-advice-no-difference =
    Öneri: kuralı değiştirmeyin. k ne olursa olsun bekleme süreleri bir dakikadan az değişiyor: iki sıra birden beklerken yalnızca { $contested } çağrı yapıldı.
    Öncelikli sıranın %90'ı en çok { $priority } dk, genel sıranın %90'ı en çok { $ordinary } dk bekler.
fairness-advice-ordinary-too-long =
    İki hedefe birden ulaşılamıyor. Öncelikli sıra için en az k = { $k } gerekir ({ $priority } dk, hedef { $priority-target }); o zaman genel sıranın %90'ı { $ordinary } dakikaya kadar bekler (hedef { $ordinary-target }).
    Kural beklemeyi yalnızca paylaştırır; azaltmak için banko açmak gerekir.
fairness-advice-priority-too-long =
    Öncelikli sıranın hedefine ({ $priority-target } dk) denenen hiçbir k ile ulaşılamıyor. En iyisi k = { $k }: { $priority } dk; genel sıra { $ordinary } dk.
    Kural beklemeyi yalnızca paylaştırır; azaltmak için banko açmak gerekir.
fairness-advice-too-thin =
    Öneri yok: veri az. Öncelikli sırada { $priority }, genel sırada { $ordinary } bekleme var; her birinden en az { $needed } gerekir.
    Daha çok günü birlikte seçin.
