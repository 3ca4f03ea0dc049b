# use cases: errors, reasons and warnings of the domain, the store and the desk
desk-error-ticket-waiting = Bu sıra şu anda bekliyor; işlem yapılmadı. Liste yenilendi.
desk-error-ticket-called = Bu sıra bir bankoya çağrılmış; işlem yapılmadı. Liste yenilendi.
desk-error-ticket-serving = Bu sıranın görüşmesi sürüyor; işlem yapılmadı. Liste yenilendi.
desk-error-ticket-held = Bu sıra bekletiliyor; işlem yapılmadı. Liste yenilendi.
desk-error-ticket-no-show = Bu sıra “gelmedi” olarak işaretli; işlem yapılmadı. Liste yenilendi.
desk-error-ticket-ended = Bu sıra sona ermiş; işlem yapılmadı. Liste yenilendi.
desk-error-called-too-seldom = Ziyaretçi { $calls } kez çağrıldı; işlem yapılmadı. “Gelmedi” olarak işaretlemek için en az 3 kez çağırın.
desk-error-counter-busy = { $counter } numaralı bankoda bir ziyaretçi var; işlem yapılmadı. Önce görüşmeyi bitirin, ziyaretçiyi bekletin ya da çağrıyı geri alın.
desk-error-not-found = Aranan kayıt bulunamadı; işlem yapılmadı. Liste yenilendi.
desk-error-other-counter = Bu ziyaretçi { $counter } numaralı bankoya çağrıldı; görüşmeyi ancak o banko başlatabilir. İşlem yapılmadı.
desk-error-no-session = Önce görevliyi ve bankoyu seçin; işlem yapılmadı.
desk-error-not-set-up = Kurulum henüz yapılmadı; işlem yapılmadı. Önce kurulumu tamamlayın.
desk-error-already-set-up = Kurulum daha önce, belki başka bir ekrandan yapılmış; bilgiler değiştirilmedi. Programı yeniden başlatın.
desk-error-name-missing = Görevlinin adı yazılmadı; kayıt yapılmadı. Adını ve soyadını yazın.
desk-error-reason-missing = Sıra dışı çağrı için bir gerekçe yazın; çağrı yapılmadı.
desk-error-defect = Programda beklenmeyen bir hata oluştu. Bu işlem kaydedilmedi; önceki kayıtlar duruyor. Yeniden deneyin; sürerse "acikkapi doctor" komutunu çalıştırıp sonucu bildirin.
desk-error-closing = Program kapanıyor; işlem yapılmadı.
desk-file-not-found = Dosya bulunamadı; eklenmedi. Yolu denetleyin.
desk-file-not-a-file = Bu yol bir dosya değil (klasör ya da aygıt); eklenmedi. Bir dosya seçin.
desk-file-empty = Dosya boş; eklenmedi. Dosyayı denetleyin.
desk-file-too-large = Dosya { $most } MB sınırından büyük; eklenmedi. Küçültüp ya da bölüp yeniden ekleyin.
desk-file-unknown-type = Dosyanın türü alınmıyor; eklenmedi. PDF, JPEG, PNG ve TIFF eklenebilir.
desk-file-unreadable = Dosya okunamadı; eklenmedi. Dosyanın iznini ve bulunduğu diski denetleyin. ({ $detail })
desk-error-case-triage = Başvuru şu anda havale bekliyor; bu işlem yapılamaz. Yazdıklarınız duruyor; ekran yenilendi.
desk-error-case-at-unit = Başvuru şu anda birimde; bu işlem yapılamaz. Yazdıklarınız duruyor; ekran yenilendi.
desk-error-case-under-review = Başvurunun cevabı şu anda incelemede; bu işlem yapılamaz. Yazdıklarınız duruyor; ekran yenilendi.
desk-error-case-before-chief = Başvuru şu anda mülki idare amirinin kararını bekliyor; bu işlem yapılamaz. Yazdıklarınız duruyor; ekran yenilendi.
desk-error-case-concluded = Başvuru sonuçlanmış; bu işlem yapılamaz. Yazdıklarınız duruyor; gerekirse başvuruyu yeniden açın.
desk-error-case-withdrawn = Başvuru geri alınmış; bu işlem yapılamaz. Yazdıklarınız duruyor; gerekirse başvuruyu yeniden açın.
desk-error-case-merged = Başvuru başka bir başvuruyla birleştirilmiş; bu işlem yapılamaz. Yazdıklarınız duruyor; öteki başvuruda sürdürün.
desk-error-case-forwarded = Başvuru yetkili makama gönderilmiş; bu işlem yapılamaz. Yazdıklarınız duruyor.
desk-error-chief-decides = Bu kararı mülki idare amiri verir; amir olarak ya da sorumlu olarak girin. Yazdıklarınız duruyor.
desk-error-supervisor-decides = Bu karar sorumluya ya da mülki idare amirine ait; o kişi olarak girin. Yazdıklarınız duruyor.
desk-error-already-decided = Burada karar bekleyen bir şey kalmamış: bir başkası karar vermiş ya da durum kendiliğinden düzelmiş. Hiçbir şey değişmedi; listeye dönün.
desk-error-paper-not-kept = Belge klasöre yazılamadı: { $detail }. Başvurunun kaydı olduğu gibi duruyor. Ayarlardaki belge klasörüne yazılabildiğine bakın.
desk-error-not-printed = Belge hazır, ama yazdırılamadı; dosyası { $file }. Yazıcıya ve ayarlardaki yazdırma komutuna bakın ya da dosyayı açıp yazdırın.
desk-error-unit-closed = Bu birim kapatılmış; havale yapılmadı. Rehberden başka bir birim seçin.
desk-error-not-later = Yeni son gün, bugünden ve eski son günden sonra olmalı; süre değişmedi.
desk-error-window-over = Sonucun üzerinden { $days } günden çok geçmiş; başvuru yeniden açılamaz. Yeni bir başvuru kaydedin.
desk-error-not-another = Kendisi seçilemez; başka bir kayıt seçin. İşlem yapılmadı.

# Kurumun kuralları (acikkapi office)
desk-rules-run = Genelden önce art arda en çok { $run } öncelikli çağrılır.
desk-rules-run-none = Öncelikli bekleyen varken genel çağrılmaz.
desk-rules-calendar = Cevap süresi takvim günüyle sayılır.
desk-rules-working = Cevap süresi iş günüyle sayılır.
desk-rules-leave-counts = İdari izin günleri tatil sayılır.
desk-rules-leave-worked = İdari izin günleri çalışılan gün sayılır.
desk-rules-reopen = Sonuçlanan başvuru { $days } gün içinde yeniden açılabilir.
desk-rules-correction = Birimin, amirin geri gönderdiği cevabı düzeltmek için { $days } günü vardır.
desk-rules-ladder = Süre azalınca bildirilenler:
desk-rules-unit = birim
desk-rules-head = birim amiri
desk-rules-supervisor = Açık Kapı sorumlusu
desk-rules-chief = mülki idare amiri
desk-rules-approaching = sürenin beşte dördü geçince
desk-rules-due = son gün
desk-rules-over = { $days ->
    [0] son günden sonra
   *[other] son günden { $days } iş günü sonra
}
