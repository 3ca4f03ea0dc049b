# papers: the receipt for the applicant, the cover letter to a unit

papers-desk = Açık Kapı Birimi
papers-governor = Vali
papers-district-governor = Kaymakam
papers-defect = Belge hazırlanamadı. Kayıtlar yerinde; bu, programın bir hatasıdır. Bilgi işlem birimine bildirin.

papers-contact-address = Adres:
papers-contact-telephone = Telefon:
papers-contact-email = E-posta:
papers-contact-web = İnternet adresi:

# Alındı belgesi
papers-receipt-title = BAŞVURU ALINDI BELGESİ
papers-receipt-about = Başvuru alındı belgesi { $number }
papers-receipt-number = Başvuru numarası
papers-receipt-former = Önceki numarası
papers-receipt-at = Başvuru tarihi ve saati
papers-receipt-applicant = Başvuru sahibi
papers-receipt-kind = Başvurunun türü
papers-receipt-topic = Başvurunun konusu
papers-receipt-channel = Başvuru yolu
papers-receipt-handed-in = Teslim edilenler
papers-receipt-petition = imzalı dilekçe
papers-receipt-files = { $count } ek belge
papers-receipt-terms = Cevap süresi
papers-receipt-due = Cevabın son günü
papers-receipt-counted = { $days } { $rule }
papers-receipt-binding = { $day } (geçerli olan)
papers-receipt-petition-term = Dilekçe süresi (3071 s. Kanun m. 7)
papers-receipt-information-term = Bilgi edinme (4982 s. Kanun m. 11)
papers-receipt-follow = Başvurunuzu nasıl izlersiniz?
papers-receipt-how = Başvurunuzun durumunu bu belgedeki numara ile Açık Kapı birimine gelerek, www.acikkapi.gov.tr adresinden ya da Açık Kapı mobil uygulamasından öğrenebilirsiniz. Başvurunuz sonuçlandığında size ayrıca bilgi verilir. Numaranızı yalnızca görevlilere söyleyiniz.
papers-receipt-law-petition = 3071 sayılı Dilekçe Hakkının Kullanılmasına Dair Kanun’un 7’nci maddesi uyarınca, yetkili makamlar dilekçenin sonucu ya da yapılmakta olan işlemin safahatı hakkında dilekçe sahibine en geç { $days } gün içinde gerekçeli olarak cevap verir.
papers-receipt-law-information = 4982 sayılı Bilgi Edinme Hakkı Kanunu’nun 11’inci maddesi uyarınca, kurum ve kuruluşlar istenen bilgi ya da belgeye erişimi { $days } iş günü içinde sağlar.
papers-receipt-clerk = Kaydı yapan görevli
papers-receipt-signature = İmza:
papers-receipt-received = Bu belgeyi teslim aldım
papers-receipt-date-and-signature = Tarih ve imza:

# Üst yazı
papers-letter-about = Üst yazı { $number }
papers-letter-number = Sayı
papers-letter-subject = Konu
papers-letter-subject-line = { $number } Numaralı Açık Kapı Başvurusu
papers-letter-somebody = Adı bildirilmeyen bir kişi
papers-letter-what = { $applicant } tarafından { $day } tarihinde Açık Kapı Birimine yapılan { $number } numaralı { $kind } başvurusu ekte gönderilmiştir.
papers-letter-topic = Başvurunun konusu: { $topic }.
papers-letter-wanted = Başvurunun incelenerek sonucunun gerekçesiyle birlikte, sonuç olumsuz ise dayanağı olan mevzuat ve başvuru sahibinin izleyebileceği yol da belirtilerek, en geç { $day } tarihine kadar Açık Kapı Birimine bildirilmesi gerekmektedir.
papers-letter-law-petition = 3071 sayılı Dilekçe Hakkının Kullanılmasına Dair Kanun’un 7’nci maddesine göre başvuru sahibine cevap verilebilecek son gün { $day } tarihidir.
papers-letter-law-information = 4982 sayılı Bilgi Edinme Hakkı Kanunu’nun 11’inci maddesine göre istenen bilgi ya da belgeye erişimin sağlanabileceği son gün { $day } tarihidir.
papers-letter-please = Bilgilerini ve gereğini rica ederim.
papers-letter-submit = Bilgilerini ve gereğini arz ederim.
papers-letter-name = Adı SOYADI
papers-letter-annexes = Ek:
papers-letter-annex-text = Başvuru metni ({ $pages } sayfa)
papers-letter-annex-files = Başvuruyla verilen belgeler ({ $count } adet)
papers-letter-annex-title = Ek: { $number } numaralı başvurunun metni
papers-letter-annex-empty = Başvuru sahibi metin vermemiştir.
papers-letter-ask = Bilgi için: { $name }
