# Birim sayfaları: hizmet birimi görevlilerinin tarayıcıda gördükleri
portal-name = Hizmet birimleri
portal-skip = İçeriğe geç
portal-language = Dil
portal-sign-out = Oturumu kapat
portal-title-error = Hata:
portal-errors-title = Düzeltilmesi gerekenler
portal-to-home = Başvurulara dön

portal-sign-in-title = Giriş
portal-sign-in-lead = Biriminize havale edilen başvuruları görmek ve cevaplamak için giriş yapın.
portal-login = E-posta adresi
portal-password = Parola
portal-sign-in-button = Giriş yap
portal-sign-in-first = İlk girişiniz mi? Tek kullanımlık kodla parolanızı belirleyin
portal-sign-in-forgotten = Parolanızı unuttuysanız Açık Kapı bürosundan yeni bir kod isteyin.
portal-sign-in-wrong = E-posta adresi ya da parola yanlış. Yazdıklarınızı denetleyip yeniden deneyin.
portal-sign-in-wait = Çok sayıda hatalı deneme yapıldı. Güvenlik için { $minutes } dakika bekleyip yeniden deneyin.
portal-login-empty = E-posta adresinizi yazın.
portal-password-empty = Parolanızı yazın.
portal-code-empty = Size verilen kodu yazın.

portal-first-title = Parola belirleme
portal-first-lead = Açık Kapı bürosunun size verdiği tek kullanımlık kodla parolanızı belirleyin.
portal-first-button = Parolayı belirle ve giriş yap
portal-first-back = Parolanız varsa giriş yapın
portal-code = Tek kullanımlık kod
portal-code-hint = On altı harf ve rakam; tireler yazılmayabilir.
portal-code-wrong = Kod yanlış, kullanılmış ya da süresi dolmuş. Denetleyip yeniden yazın ya da Açık Kapı bürosundan yeni bir kod isteyin.
portal-password-new = Yeni parola
portal-password-again = Yeni parola, bir daha
portal-password-hint = En az { $least } karakter. Birkaç kelimelik bir cümle iyi bir paroladır; herkesin ilk akla getireceği kelime ve sayılardan oluşmasın.
portal-password-short = Parola çok kısa: en az { $least } karakter yazın.
portal-password-long = Parola çok uzun: en çok { $most } karakter yazın.
portal-password-guessable = Bu parola kolayca bulunur: yaygın kelimelerden, sayılardan ya da adınızdan oluşuyor. Başka kelimeler ekleyin.
portal-password-differs = İki parola aynı değil. Aynı parolayı iki kez yazın.

portal-home-title = Başvurular
portal-home-none = Biriminize havale edilmiş başvuru yok.

portal-forbidden-title = İstek kabul edilmedi
portal-forbidden-sentence = Form bu oturumdan gönderilmemiş. Hiçbir şey değişmedi; sayfayı yeniden açıp bir daha deneyin.
portal-not-found-title = Sayfa bulunamadı
portal-not-found-sentence = Bu adreste size gösterilebilecek bir şey yok. Adresi denetleyin ya da başvurular sayfasına dönün.
portal-unreadable-title = İstek okunamadı
portal-unreadable-sentence = Gönderilen bilgiler okunamadı ya da çok büyük. Hiçbir şey değişmedi; geri dönüp yeniden deneyin.
portal-away-title = Şu anda yanıt verilemiyor
portal-away-sentence = Sistem geçici olarak yanıt vermiyor; hiçbir şey değişmedi. Tarayıcının geri düğmesiyle yazdıklarınıza dönüp birkaç dakika sonra yeniden gönderin.
