# Queue, start and set-up screens

# --- Words ---
queue-lane-ordinary = genel
queue-lane-priority = öncelikli
queue-class-martyr-relative = şehit yakını
queue-class-veteran = gazi
queue-class-veteran-relative = gazi yakını
queue-class-over-65 = 65 yaş üstü
queue-class-pregnant = hamile
queue-class-disabled = engelli
queue-basis-document = belge görüldü
queue-basis-declaration = beyan
queue-basis-birth-date = doğum tarihi
queue-minutes = { $minutes } dk
queue-hours = { $hours } sa { $minutes } dk
queue-just-now = az önce
queue-seconds-ago = { $seconds } sn önce
queue-ago = { $age } önce
queue-in = { $age } sonra

# --- Why this visitor is next ---
queue-reason-only-ordinary = Öncelikli bekleyen yok; sıra genel bekleyende.
queue-reason-only-priority = Genel bekleyen yok; sıra öncelikli bekleyende.
queue-reason-priority-first = Genelden önce en çok { $quota } öncelikli çağrılır; bu { $turn }. çağrı.
queue-reason-absolute = Öncelikli bekleyenler her zaman önce çağrılır.
queue-reason-ordinary-turn = Art arda { $run } öncelikli çağrıldı; sıra genel bekleyende.
queue-reason-out-of-order = Sıra dışı, görevlinin kararıyla çağrıldı.

# --- The stage: what happens at this counter ---
queue-title = Sıra
queue-loading = Sıra okunuyor…
queue-nobody = BEKLEYEN YOK
queue-nobody-how = Gelen ziyaretçiye sıra vermek için: 1 genel, 2 öncelikli.
queue-next = SIRADAKİ
queue-called = ÇAĞRILDI
queue-in-visit = GÖRÜŞMEDE
queue-given = VERİLEN SIRA
queue-waits = { $age } bekliyor
queue-waited = { $age } bekledi
queue-calls = { $calls }. çağrı, { $ago }
queue-without-ticket = sırasız
queue-nobody-ahead = Önünde kimse yok.
queue-ahead = Önünde { $ahead } kişi var.
queue-within = En geç { $within }. çağrıda çağrılır.
queue-no-application = Bu görüşmede henüz başvuru yok.
queue-applications = { $count ->
    [1] Başvuru: { $numbers }
   *[other] { $count } başvuru: { $numbers }
 }
queue-guidance-given = Danışma: { $count }
queue-draft-waits = Yarım kalmış başvuru metni var; devam etmek için Enter.
queue-here = BANKODA

# --- Waiting lists ---
queue-ordinary-heading = GENEL
queue-priority-heading = ÖNCELİKLİ
queue-count-waiting = { $count } bekliyor
queue-nobody-in-lane = bekleyen yok
queue-more = { $count } kişi daha
queue-held-heading = BEKLETİLEN
queue-held-until-returned = geri alınınca
queue-held-due = dönüyor
queue-absent-heading = GELMEYEN
queue-counters-heading = BANKOLAR
queue-counter-called = çağrıldı ({ $calls })
queue-counter-in-visit = görüşmede { $age }
queue-drafts-heading = TASLAK
queue-work-heading = BUGÜN
queue-work-heading-key = BUGÜN (F3)
queue-drafts-waiting = { $count } yarım kalmış başvuru
queue-today-heading = BUGÜN
queue-today = { $issued } sıra verildi, { $served } görüşme bitti

# --- Key tables ---
queue-keys = Sıra
queue-keys-free = Banko boşken
queue-keys-called = Çağrılan ziyaretçi
queue-keys-visit = Görüşme
queue-keys-selected = Seçili bekleyen
queue-ordinary = Genel sıra
queue-ordinary-help = Genel sıradan numara verir.
queue-priority = Öncelikli
queue-priority-help = Öncelik sınıfını sorar ve öncelikli sıradan numara verir.
queue-call = Çağır
queue-call-help = Sıradaki ziyaretçiyi bu bankoya çağırır.
queue-start = Görüşmeyi başlat
queue-start-help = Çağrılan ziyaretçi geldi: görüşme başlar.
queue-recall = Tekrar çağır
queue-recall-help = Çağrılan ziyaretçiyi bir kez daha çağırır.
queue-no-show = Gelmedi
queue-no-show-help = Üç kez çağrılıp gelmeyen ziyaretçiyi gelmeyenler arasına alır.
queue-hold = Beklet
queue-hold-help = Ziyaretçiyi bir süre için ya da geri alınana kadar bekletir; sıradaki yeri korunur.
queue-undo = Geri al
queue-undo-help = Yanlışlıkla yapılan çağrıyı geri alır; ziyaretçi sıradaki yerine döner.
queue-put-back = Sıraya al
queue-put-back-help = Bekletilen ziyaretçiyi yerine, gelmeyen ziyaretçiyi sıranın sonuna alır.
queue-open-visit = Sırasız görüşme
queue-open-visit-help = Sırası olmayan ziyaretçiyle görüşme başlatır.
queue-register = Başvuru
queue-register-help = Başvuru formunu açar.
queue-guidance = Danışma
queue-guidance-help = Başvuru olmadan verilen bilgiyi ya da yönlendirmeyi kaydeder.
queue-finish = Görüşmeyi bitir
queue-finish-help = Görüşmeyi bitirir; banko boşalır.
queue-search = Ara
queue-search-help = Başvuru numarası, ad, telefon ya da kimlik numarasıyla başvuru arar.
queue-drafts = Taslaklar
queue-drafts-help = Yarım kalmış başvuruları gösterir.
queue-work = İş listeleri
queue-work-help = Bekleyen işleri listeler: geri arama, incelenecek cevap, birim sorusu, süresi dolan başvuru.
queue-menu = Diğer
queue-menu-help = Görevli değiştirme, dil, tema, günü kapatma ve çıkış.
queue-switch = Görevli değiştir
queue-switch-help = Başka bir görevliyle ya da bankoyla devam eder.
queue-close-day = Günü kapat
queue-close-day-help = Günün bütün açık sıralarını sonlandırır.
queue-language = Dil
queue-language-help = Ekranların dilini değiştirir.
queue-theme = Tema
queue-theme-help = Ekranların renklerini değiştirir.
queue-call-this = Sıra dışı çağır
queue-call-this-help = Seçili ziyaretçiyi sırası gelmeden çağırır; gerekçesi kaydedilir.
queue-left = Ayrıldı
queue-left-help = Ziyaretçi görüşme yapmadan ayrıldı: sırası sonlanır.
queue-correct = Önceliği düzelt
queue-correct-help = Ziyaretçinin öncelik sınıflarını düzeltir; sıradaki yeri korunur.
queue-this = İşlemler
queue-this-help = Seçili ziyaretçi için yapılabilecekleri gösterir.
queue-this-title = { $number } numara
queue-clear = Seçimi bırak
queue-clear-help = Listedeki seçimi kaldırır.
queue-list-next = Sonraki liste
queue-list-next-help = Seçimi sonraki listeye geçirir.
queue-list-previous = Önceki liste
queue-list-previous-help = Seçimi önceki listeye geçirir.

# --- What came of it ---
queue-selection-gone = Seçili ziyaretçi başka bankoya çağrıldı ya da ayrıldı.
queue-done-nobody = Bekleyen yok.
queue-done-corrected = { $number } numaralı sıranın öncelikleri düzeltildi.
queue-done-undone = { $number } numaranın çağrısı geri alındı; sıradaki yerinde bekliyor.
queue-done-no-show = { $number } numara gelmeyenler arasına alındı; gelirse 7 tuşuyla sıraya eklenir.
queue-done-held-until = { $number } numara bekletiliyor; saat { $time } olunca sıradaki yerine döner.
queue-done-held = { $number } numara bekletiliyor; 7 tuşuyla sıradaki yerine alınır.
queue-done-returned = { $number } numara sıradaki yerine alındı.
queue-done-reinstated = { $number } numara sıranın sonuna eklendi.
queue-done-left = { $number } numara ayrıldı; sırası sonlandı.
queue-done-finished = Görüşme bitti.
queue-done-day-closed = Gün kapatıldı. Sonlandırılan açık sıra: { $ended }.
queue-done-day-opened = Yeni gün başladı. Önceki günlerden kalan { $ended } açık sıra sonlandırıldı.

# --- Why a key does nothing just now ---
queue-not-now-busy = Önce bankodaki ziyaretçinin işlemini bitirin.
queue-not-now-called = Çağrılmış ziyaretçi yok.
queue-not-now-visit = Açık görüşme yok.
queue-not-now-no-show = Üç kez çağrılmadan “gelmedi” denemez; şimdiye kadar { $calls } kez çağrıldı.
queue-not-now-select = Önce ok tuşlarıyla listeden bir ziyaretçi seçin.
queue-not-now-put-back = Bekletilen ya da gelmeyen ziyaretçi yok.

# --- Priority panel ---
queue-claims-title = Öncelikli sıra
queue-claims-correct-title = { $number } numaranın öncelikleri
queue-claims-how = Aynı rakama yeniden basınca dayanak değişir: beyan, belge görüldü, yok.
queue-claims-how-over-65 = 65 yaş üstü için doğum tarihi de seçilebilir.
queue-claims-none = En az bir sınıf seçin; genel sıra için Esc, sonra 1.
queue-claims-to-ordinary = Sınıf seçilmedi: ziyaretçi genel sıraya geçer.
queue-keys-claims = Öncelik sınıfları
queue-claims-toggle = Sınıf seç
queue-claims-toggle-help = 1–6 bir sınıfı seçer; aynı rakama yeniden basınca dayanağı değişir.
queue-claims-give = Tamam
queue-claims-give-help = Seçilen sınıflarla öncelikli sıra verir ya da düzeltmeyi kaydeder.

# --- Hold panel ---
queue-hold-title = { $number } numarayı beklet
queue-hold-minutes = Kaç dakika
queue-hold-minutes-empty = boş: geri alınana kadar
queue-hold-reason = Gerekçe
queue-hold-reason-empty = isteğe bağlı
queue-hold-until = Saat { $time } olunca sıradaki yerine döner.
queue-hold-open = 7 tuşuyla geri alınana kadar bekler.
queue-hold-too-long = En çok { $most } dakika yazılabilir.
queue-keys-hold = Bekletme
queue-hold-do = Beklet
queue-hold-do-help = Yazılan süre için, süre boşsa geri alınana kadar bekletir.

# --- Out of order ---
queue-order-title = { $number } numarayı sıra dışı çağır
queue-order-asked = Gerekçe kaydedilir. Rakamla seçin ya da yazın.
queue-order-reason-1 = Sağlık durumu bekletmeye uygun değil
queue-order-reason-2 = Küçük çocukla geldi
queue-order-reason-3 = Yarım kalan işi için geri geldi
queue-order-reason-4 = Kısa işlem, evrak teslimi
queue-order-reason-5 = Amirin talimatı
queue-order-empty = Gerekçe yazılmadan sıra dışı çağrı yapılamaz.
queue-keys-reason = Gerekçe
queue-reason-take = Çağır
queue-reason-take-help = Yazılan gerekçeyle çağırır.

# --- Put back ---
queue-put-back-title = Kim sıraya alınsın?
queue-put-back-held = bekletiliyor, yerine döner
queue-put-back-absent = gelmemişti, sıranın sonuna

# --- Questions ---
queue-leave-question = { $number } numara ayrıldı mı?
queue-leave-body = Sırası sonlanır ve geri alınamaz. Ziyaretçi yeniden gelirse yeni sıra verilir.
queue-leave-no = Vazgeç
queue-leave-yes = Ayrıldı
queue-close-question = Gün kapatılsın mı?
queue-close-body = { $open ->
    [0] Açık sıra yok. Bundan sonra verilecek sıralar yine bugüne yazılır.
   *[other] { $open } açık sıra sonlandırılır: { $waiting } bekleyen, { $aside } bekletilen ya da gelmeyen, { $called } çağrılmış. Bu işlem geri alınamaz. Süren görüşmeler etkilenmez.
 }
queue-close-no = Vazgeç
queue-close-yes = Günü kapat
queue-finish-question = Görüşme bitirilsin mi?
queue-finish-body = Bu görüşmede yarım kalmış bir başvuru metni var. Metin taslaklarda kalır.
queue-finish-no = Görüşmeye dön
queue-finish-yes = Bitir

# --- Menu ---
queue-menu-title = Diğer işler
queue-menu-quit = Çıkış

# --- Short lists ---
queue-keys-digit-list = Kısa liste
queue-list-digit = Seç
queue-list-digit-help = Rakam, satırı hemen seçer.
queue-list-take = Seç
queue-list-take-help = İşaretli satırı seçer.
queue-keys-open = Arama, dil ve tema

# --- Drafts ---
queue-drafts-title = Yarım kalmış başvurular
queue-drafts-intro = Yazılırken yarım kalan formlar. Hiçbiri kaydedilmiş başvuru değildir; açıp devam edin ya da silin.
queue-drafts-none = Yarım kalmış başvuru yok.
queue-keys-drafts = Yarım kalmış başvurular
queue-draft-open = Devam et
queue-draft-open-help = Formu kaldığı yerden açar.
queue-draft-drop = Sil
queue-draft-drop-help = Sorduktan sonra seçili metni siler.
queue-draft-drop-question = Metin silinsin mi?
queue-draft-drop-body = Yazılanlar geri getirilemez.
queue-draft-drop-no = Vazgeç
queue-draft-drop-yes = Sil
queue-draft-dropped = Yarım kalmış başvuru silindi.
queue-draft-saved = Son yazılan
queue-draft-ticket = Sıra
queue-draft-applicant = Başvuran
queue-draft-text = Metin
queue-draft-nameless = ad yazılmamış

# --- Language and colours ---
queue-language-title = Dil
queue-theme-title = Tema
queue-theme-dark = Koyu
queue-theme-light = Açık
queue-theme-high-contrast = Yüksek karşıtlık
queue-theme-no-colour = Renksiz

# --- Opening ---
queue-opening-title = Açık Kapı
queue-opening = Açılıyor…

# --- Who works ---
queue-start-title = Göreve başlama
queue-start-who = Kim çalışıyor?
queue-start-counter = Banko numarası
queue-start-counter-wrong = Banko numarası 1 ile 99 arasında olmalı.
queue-start-nobody = Önce listeden görevliyi seçin.
queue-keys-start = Göreve başlama
queue-start-begin = Göreve başla
queue-start-begin-help = Seçili görevli ve banko ile sıra ekranını açar.
queue-start-add = Yeni görevli
queue-start-add-help = Listede olmayan görevliyi ekler.
queue-start-add-title = Yeni görevli
queue-start-add-body = Adı ve soyadı

# --- First run ---
queue-setup-title = İlk kurulum
queue-setup-language = Dil
queue-setup-office = Kurum
queue-setup-rules = Kurallar
queue-setup-clerk = Görevli
queue-setup-language-intro = Ekranlar hangi dilde olsun? / Which language should the screens be in?
queue-setup-office-intro = Bu büro hangi valiliğin ya da kaymakamlığın Açık Kapı bürosu? Başvuru numaraları kurum koduyla başlar.
queue-setup-rules-intro = Kurumun kuralları. Önerilen seçimlerle devam edebilirsiniz.
queue-setup-clerk-intro = Büroda ilk çalışacak görevli ve bu uçbirimin banko numarası.
queue-keys-setup = İlk kurulum
queue-setup-next = İleri
queue-setup-next-help = Sonraki adıma geçer; son adımda kurulumu tamamlar.
queue-setup-complete = Kurulumu tamamla
queue-setup-complete-help = Kurulumu bu cevaplarla tamamlar ve sıra ekranını açar.
queue-setup-previous = Geri
queue-setup-previous-help = Önceki adıma döner; yazılanlar kalır.
queue-setup-province = İl
queue-setup-province-missing = Listeden ili seçin.
queue-setup-which-office = Kurum
queue-setup-office-missing = Listeden valiliği ya da kaymakamlığı seçin.
queue-setup-office-name = Adı
queue-setup-office-name-hint = Belgelerde ve ekranda görünecek ad; gerekirse düzeltin.
queue-setup-office-name-missing = Kurumun adını yazın.
queue-setup-code = Kurum kodu { $code }: başvuru numaraları bununla başlar, sonradan değişmez.
queue-setup-quota = Art arda öncelikli
queue-setup-quota-1 = Bir
queue-setup-quota-2 = İki
queue-setup-quota-3 = Üç
queue-setup-quota-4 = Dört
queue-setup-quota-none = Sınırsız
queue-setup-quota-hint = Genel sırada bekleyen varken art arda en çok kaç öncelikli ziyaretçi çağrılsın? Sınırsız seçilirse genel sıra, öncelikliler bitene kadar bekler.
queue-setup-deadline = Cevap süresi
queue-setup-deadline-calendar = 7 gün
queue-setup-deadline-working = 7 iş günü
queue-setup-deadline-hint = Başvurunun cevaplanma süresi hangi günlerle sayılsın? Son gün tatile rastlarsa süre, izleyen ilk iş gününe uzar.
queue-setup-leave = İdari izin
queue-setup-leave-no = İş günü sayılır
queue-setup-leave-yes = Tatil sayılır
queue-setup-leave-hint = İdari izin günleri cevap süresinde iş günü mü, tatil mi sayılsın?
queue-setup-name = Adı ve soyadı
queue-setup-role = Görevi
queue-role-title = Görevi nedir?
queue-role-clerk = Banko görevlisi
queue-role-supervisor = Açık Kapı sorumlusu
queue-role-chief = Mülki idare amiri
queue-role-escort = Mihmandar
queue-role-administrator = Sistem sorumlusu
queue-role-unit-officer = Hizmet birimi görevlisi
queue-setup-clerk-missing = Görevlinin adını yazın.
queue-setup-database = Veriler bu dosyada: { $path }
queue-setup-key = Şifreleme anahtarı bu dosyada: { $path }
queue-setup-key-advice = Anahtar dosyasının bir kopyasını başka bir yerde saklayın. Anahtar olmadan ne veriler ne de yedekler okunabilir.
queue-setup-back-up = Kurulum tamamlandı. Anahtar dosyasını yedekleyin: { $key }
