# Karar bekleyenler: programın kendi çözemediği, bir kişinin karar vermesi gereken kayıtlar.
reviews-title = Karar bekleyenler
reviews-keys = Karar bekleyenler
reviews-keys-page = Karar sayfasında
reviews-list = Karar
reviews-list-help = Programın kendi çözemediği, bir kişinin karar vermesi gereken kayıtları gösterir.
reviews-open = Aç
reviews-open-help = Seçili kaydı iki yanıyla gösterir; karar orada verilir.
reviews-waiting = { $count } kayıt karar bekliyor ({ $key })
reviews-heading = Hiçbir şey kaybolmadı; önce ulaşan geçerli. Kararınız herkese ulaşır.
reviews-heading-read = Hiçbir şey kaybolmadı; önce ulaşan geçerli. Kararı sorumlu ya da amir verir.
reviews-nothing = Karar bekleyen kayıt yok.
reviews-gone = Bu kayıt artık karar beklemiyor: bir başkası karar vermiş ya da durum kendiliğinden düzelmiş.
reviews-days = { $days } gün
reviews-column-since = Bekliyor
reviews-column-kind = Konu
reviews-column-whom = Kim
reviews-column-by = Kaydeden

reviews-kind-number = Aynı numara iki kez
reviews-kind-step = Geç ulaşan işlem
reviews-kind-person = { $field }: iki ayrı bilgi
reviews-kind-rejected = Merkezin almadığı kayıt
reviews-kind-contradiction = Merkezle çelişen kayıt
reviews-kind-office = Makam kurulu değil

reviews-about-number = Bağlantı yokken iki veritabanı aynı numarayı verdi. Numara merkeze önce ulaşan başvurunun. İkincisine ayrı bir numara verirseniz başvurana bildirilir; başvuru iki numarayla da bulunur.
reviews-about-step = Bu işlem kaydedildiğinde başvuru başka bir aşamadaydı: bir başkası önce davranmış. İşlem geçmişte duruyor, ama bir şeyi değiştirmedi.
reviews-about-person = İki kişi birbirinden habersiz aynı bilgiyi değiştirdi. Önce ulaşan geçerli; öteki bilgiler birleştirildi. Hangisi doğruysa onu seçin, gerekirse başvuranı arayın.
reviews-about-invalid = Merkez bu kaydı okuyamadı. Kayıt bütün bankolarda geçerli ve baytlarıyla duruyor; yalnız bu başvuru merkezde bekliyor. Yeniden gönderilirse bu programın yazdığı biçimde gider.
reviews-about-other-office = Başvurunun numarası başka bir makamın numarası; merkez bu yüzden almadı. Yeniden gönderilirse bu makamın yeni bir numarasını alır, başvurana bildirilir ve iki numarayla da bulunur.
reviews-about-exists = Bu başvuru merkezde başka bir kayıtla zaten var; yapılacak bir şey yok. Kayıt baytlarıyla duruyor.
reviews-about-rejected = Merkez bu kaydı almadı ve nedenini bu program bilmiyor. Kayıt burada geçerli ve baytlarıyla duruyor; programı güncelleyip yeniden gönderebilirsiniz.
reviews-about-contradiction = Merkezde, buradaki bir kaydın yerinde başka bir kayıt var: bir veritabanı kopyalanmış ya da eski bir yedekten dönülmüş. İkisi de duruyor. Sistem yöneticisine bildirin, ne yapıldığını gerekçeye yazın.
reviews-about-office = Başvuru bu makama gönderildi, ama orada program henüz kurulmadı: kurulduğunda başvuruyu bulacaklar. Makama başka yoldan haber verip gerekçeye yazın.

reviews-decide = Karar
reviews-keep = İlki kalsın
reviews-keep-help = Önce ulaşan geçerli kalır; öteki geçmişte durur.
reviews-take = İkincisi geçsin
reviews-take-help = Sonra ulaşan bilgi geçerli olur; bütün bankolara ve merkeze gider.
reviews-take-up = Yeniden ele al
reviews-take-up-help = Başvurunun sayfasını açar; işlemin metni orada hazır bekler.
reviews-renumber = Yeni numara ver
reviews-renumber-help = İkinci başvuruya ayrı bir numara verir ve başvurana bildirir.
reviews-send = Yeniden gönder
reviews-send-help = Kaydı merkeze yeniden gönderir, gerekiyorsa düzeltilmiş olarak.
reviews-dismiss = Olduğu gibi bırak
reviews-dismiss-help = Bir şey yapılmaz; gerekçesi kayda geçer.
reviews-done-number = Karar kaydedildi. Başvurunun yeni numarası { $number }; başvurana bildirilecek.
reviews-reason-hint = İsteğe bağlı. Sonradan soran, kararın nedenini burada bulur.
reviews-reason-owed = Olduğu gibi bırakılacaksa gerekçe gerekir: sonradan soran, nedenini burada bulur.
reviews-not-yours = Kararı sorumlu ya da mülki idare amiri verir.

reviews-read-about = Ne oldu
reviews-read-first = Önce ulaşan, geçerli olan
reviews-read-second = Sonra ulaşan, bekleyen
reviews-read-record = Kayıt
reviews-read-here = Burada
reviews-read-central = Merkezde
reviews-read-office = Makam

reviews-record-registered = Başvuru kaydı
reviews-record-moved = Başvuru işlemi
reviews-record-person = Kişi bilgisi
reviews-record-other = Kayıt
reviews-record-place = { $number }. kayıt, özeti { $hash }…
