# registration: the form, its choices, warnings and reasons, the final number, guidance

# Kişi türü
register-person-citizen = T.C. vatandaşı
register-person-foreigner = Yabancı
register-person-without-number = Kimlik numarası yok
register-notify-sms = SMS
register-notify-email = E-posta
register-notify-call = Yazılmasın, aransın
register-language-tr = Türkçe
register-language-en = İngilizce
register-reason-email-later = Adresi sonra bildirecek

# Cinsiyet
register-gender-female = Kadın
register-gender-male = Erkek

# Yaş grubu
register-age-under-18 = 18 yaş altı
register-age-18-29 = 18–29
register-age-30-44 = 30–44
register-age-45-64 = 45–64
register-age-over-65 = 65 ve üstü

# Öğrenim
register-education-illiterate = Okuryazar değil
register-education-literate = Okuryazar
register-education-primary = İlkokul
register-education-middle = Ortaokul
register-education-high = Lise
register-education-bachelor = Üniversite
register-education-postgraduate = Lisansüstü

# Çalışma durumu
register-sector-public = Kamu
register-sector-private = Özel sektör
register-sector-self-employed = Serbest meslek
register-sector-farmer = Çiftçi
register-sector-retired = Emekli
register-sector-student = Öğrenci
register-sector-homemaker = Ev işleri
register-sector-unemployed = İşsiz
register-sector-other = Diğer

# Başvuru kanalı
register-channel-in-person = Şahsen
register-channel-web = Web sitesi
register-channel-mobile-app = Mobil uygulama
register-channel-e-government = e-Devlet
register-channel-other = Diğer

# Başvuru türü
register-kind-request = İstek
register-kind-complaint = Şikâyet
register-kind-suggestion = Öneri
register-kind-denunciation = İhbar
register-kind-thanks = Teşekkür
register-kind-information-request = Bilgi edinme

# Danışma sonucu
register-guidance-solved = Çözüldü
register-guidance-directed = İlgili kuruma yönlendirildi
register-guidance-not-solved = Çözülemedi, nedeni anlatıldı

# Uyarılar: hiçbiri kaydı engellemez
register-warning-identity-missing = Kimlik numarası yazılmadı.
register-warning-identity-not-digits = Kimlik no yalnızca rakamdır; bu, pasaport numarası olabilir.
register-warning-identity-length = Kimlik no 11 hanedir; eksik ya da fazla hane yazıldı.
register-warning-identity-leading-zero = Kimlik no 0 ile başlamaz.
register-warning-identity-repeated = Kimlik no hatalı: aynı rakamdan oluşan numara verilmez.
register-warning-identity-checksum = Kimlik no hatalı: yanlış ya da yer değiştirmiş hane var.
register-warning-identity-foreigners = Kimlik no 99 ile başlıyor: yabancı kimlik numarası olabilir.
register-warning-identity-not-foreigners = Yabancı kimlik no 99 ile başlar; bu başlamıyor.
register-warning-identity-unexpected = “Kimlik numarası yok” seçili ama numara yazıldı.
register-warning-name-missing = Ad ya da soyad yazılmadı.
register-warning-phone-missing = Telefon yazılmadı: başvuru no SMS ile gönderilemez.
register-warning-email = E-posta ile haber istendi, ama adres yok ya da yanlış.
register-warning-phone-not-digits = Telefon numarasında rakam olmayan bir işaret var.
register-warning-phone-area-code = Telefonun alan kodu eksik: 0312 123 45 67 gibi yazın.
register-warning-phone-length = Telefon numarasında eksik ya da fazla hane var.
register-warning-phone-prefix = Böyle başlayan bir telefon numarası yok.
register-warning-birth-not-a-date = Doğum tarihi okunamadı: gün, ay, yıl yazın (29.02.1960).
register-warning-birth-no-such-day = Doğum tarihi hatalı: takvimde böyle bir gün yok.
register-warning-birth-in-future = Doğum tarihi bugünden sonra.
register-warning-topic-missing = Konu seçilmedi.
register-warning-text-missing = Başvuru metni yazılmadı.
register-warning-duplicate = Bu kişinin benzer bir açık başvurusu var.

# Uyarıya karşın kaydın gerekçesi
register-reason-no-document = Kimlik belgesi yanında değil
register-reason-does-not-know = Bilmiyor
register-reason-declined = Vermek istemedi
register-reason-as-on-document = Belgede böyle yazıyor
register-reason-as-told = Beyan edildiği gibi yazıldı
register-reason-passport = Pasaport numarası
register-reason-no-phone = Telefonu yok
register-reason-comes-back = Sonucu kendisi gelip öğrenecek
register-reason-no-topic-fits = Listede uygun konu yok
register-reason-unit-decides = Konuyu ilgili birim belirleyecek
register-reason-text-attached = Metin ekteki dilekçede
register-reason-no-text-needed = Metin gerekmiyor
register-reason-other-event = Başka bir olay hakkında
register-reason-addition = Önceki başvuruya ek bilgi
register-reason-wants-new = Başvuran yeni kayıt istedi

# Form: bölümler, alanlar, alanların altındaki açıklamalar
register-title = Başvuru kaydı
register-title-of = Başvuru kaydı: { $name }
register-title-saving = Başvuru kaydediliyor…
register-section-person = BAŞVURAN
register-section-application = BAŞVURU
register-field-who = Kim
register-field-given-name = Ad
register-field-family-name = Soyad
register-field-number = Kimlik no
register-field-phone = Telefon
register-field-notify = Haber
register-field-language = Dil
register-field-email = E-posta
register-field-birth-date = Doğum tarihi
register-field-age-group = Yaş grubu
register-field-gender = Cinsiyet
register-field-person-kind = Kişi türü
register-field-education = Öğrenim
register-field-sector = Çalışma
register-field-province = İl
register-field-district = İlçe
register-field-neighbourhood = Mahalle
register-field-kind = Tür
register-field-channel = Kanal
register-field-topic = Konu
register-field-text = Metin
register-field-petition = Dilekçe
register-field-files = Ek dosya
register-petition-taken = İmzalı, alındı
register-hint-who = T.C. kimlik no, ad soyad ya da telefon yazın. ↓ ve Enter kayıtlı kişiyi seçer; yalnızca Enter yeni kişiyle devam eder.
register-hint-number = 11 hane. Bilinmiyorsa boş bırakın; kaydederken nedeni sorulur.
register-hint-phone = 0532 123 45 67 gibi; yurt dışı numarası + ile başlar. Yoksa boş bırakın.
register-hint-notify = Nasıl haber verileceğini sorun. İzin vermeyen ya da telefonu olmayan aranacaklar listesine girer.
register-hint-birth-date = Yalnızca rakamları yazın: 29021960. Bilinmiyorsa yaş grubunu seçin.
register-hint-district = İlçenin birkaç harfini yazın; Türkçe harf gerekmez.
register-hint-neighbourhood = Birkaç harfini yazın; listede yoksa yazdığınız gibi alınır.
register-hint-topic = Ziyaretçinin söylediği gibi yazın: su akmıyor, engelli aylığı, kaldırım…
register-hint-text = Enter yeni satır, Tab sonraki alan, Ctrl+Z geri alır.
register-hint-petition = Boşluk ya da 1 tuşu işaretler. İmzalı dilekçede 30 günlük yasal süre de işler.
register-hint-files = Dosya yolunu yazıp ya da yapıştırıp Enter'a basın: PDF, JPEG, PNG, TIFF, en çok 10 MB. Alan boşken Enter kaydeder.

# Kayıtlı kişiler
register-column-name = Ad soyad
register-column-born = Doğum
register-column-place = İlçe
register-column-number = Kimlik no
register-column-last = Son
register-column-count = Sayı
register-newcomer = Yeni kişi: { $typed }
register-nobody = Kayıtlı kişi bulunamadı; Enter yeni kişiyle devam eder.
register-known = Kayıtlı kişi.
register-known-since = Kayıtlı kişi: { $count } başvuru, sonuncusu { $day }.
register-duplicate = { $number }, { $day } tarihli, son gün { $due }
register-duplicates-more = ve { $count } başvuru daha
register-other-number = Kimlik no kayıtlıdakinden farklı; başka biriyse Ctrl+N ile baştan başlayın.
register-replace-question = Başvuran değişsin mi?
register-replace-body = Formda { $here } yazılı; yerine { $other } gelsin mi? Başvuru bölümü olduğu gibi kalır.
register-replace-keep = Kalsın
register-replace-now = Değiştir

# Formun sonuçları
register-kept = Form taslak olarak saklandı; sıra ekranından devam edilir.
register-draft-failed = Taslak saklanamadı: { $why } Yazdıklarınız ekranda duruyor; saklama yeniden denenecek.
register-discard-question = Form silinsin mi?
register-discard-body = Bu formda yazılan her şey ve taslağı silinir. Kayıtlı kişinin bilgileri silinmez.
register-discard-keep = Vazgeç
register-discard-now = Sil
register-discarded = Form silindi.
register-wait = Başvuru kaydediliyor; sonucu bekleyin.

# Gerekçeler
register-reasons-title = Uyarılar
register-reasons-heading = Kayıttan önce: { $count } uyarı
register-reasons-intro = Uyarılar kaydı engellemez. Her birinin gerekçesini rakamla seçin ya da yazın.
register-reason-label = Gerekçe:
register-reason-none = yazılmadı
register-reason-end = Kaydet

# Kayıt sonucu
register-title-done = Başvuru kaydedildi
register-due = Cevap en geç
register-due-by-calendar = Takvim günüyle
register-due-by-working = İş günüyle
register-due-legal = Yasal süre
register-due-today = son gün bugün
register-due-in = { $days } gün kaldı
register-due-past = { $days } gün geçti
register-rule-calendar = takvim günü
register-rule-working = iş günü
register-legal-petition = imzalı dilekçe, 3071 sayılı Kanun
register-legal-information = bilgi edinme, 4982 sayılı Kanun
register-next-finish = Görüşmeyi bitir, sıra ekranına dön
register-next-close = Sıra ekranına dön
register-next-another = Aynı kişi için yeni başvuru
register-next-back = Sıra ekranına dön, görüşme sürsün
register-finished = Görüşme bitti.
register-monday = Pazartesi
register-tuesday = Salı
register-wednesday = Çarşamba
register-thursday = Perşembe
register-friday = Cuma
register-saturday = Cumartesi
register-sunday = Pazar

# Danışma
register-guidance-title = Danışma
register-guidance-outcome = Sonuç
register-guidance-note = Not
register-guidance-hint = 1–3 sonucu seçer; Enter kaydeder ve görüşmeyi bitirir.
register-guidance-topic-hint = İsteğe bağlı. Ziyaretçinin söylediği gibi yazın: su akmıyor, engelli aylığı…
register-guidance-note-hint = İsteğe bağlı. Kimlik ya da sağlık bilgisi yazmayın.
register-guidance-saved = Danışma kaydedildi; görüşme sürüyor.
register-guidance-finished = Danışma kaydedildi, görüşme bitti.

# Tuşlar
register-keys = Başvuru formunda
register-keys-visitors = Kayıtlı kişiler listesinde
register-keys-reasons = Uyarı gerekçelerinde
register-keys-registered = Kayıttan sonra
register-keys-guidance = Danışmada
register-save = Kaydet
register-save-help = Başvuruyu kaydeder; uyarı varsa önce gerekçesini sorar.
register-to-application = Başvuruya geç
register-to-application-help = Formun başvuru bölümüne geçer.
register-to-person = Başvurana dön
register-to-person-help = Formun başvuran bölümüne döner.
register-somebody-else = Başka kişi
register-somebody-else-help = Başvuranın bilgilerini boşaltır; başvuru bölümü kalır.
register-open-duplicate = Benzerini aç
register-open-duplicate-help = Bu kişinin benzer açık başvurusunu gösterir; form olduğu gibi kalır.
register-detach = Son eki çıkar
register-detach-help = Eklenen son dosyayı formdan çıkarır.
register-discard = Formu sil
register-discard-help = Sorduktan sonra formu ve taslağını siler.
register-choose = Seç
register-choose-help = Üzerinde durulan kişiyi forma alır; ilk satır yeni kişidir.
register-reason-next = İlerle
register-reason-next-help = Sonraki uyarıya geçer; sonuncudan sonra kaydeder.
register-reason-digit = Gerekçe
register-reason-digit-help = O numaralı gerekçeyi yazar.
register-finish = Görüşmeyi bitir
register-finish-help = Görüşmeyi bitirir ve sıra ekranına döner.
register-another = Yeni başvuru
register-another-help = Aynı kişi için yeni bir başvuru formu açar.
register-guidance-finish = Kaydet ve bitir
register-guidance-finish-help = Danışmayı kaydeder ve görüşmeyi bitirir.
register-guidance-save = Kaydet
register-guidance-save-help = Danışmayı kaydeder; görüşme sürer.
