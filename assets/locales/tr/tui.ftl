# terminal screens

# frame of every screen

tui-status-counter = Banko { $counter }
tui-status-waiting = { $sign } öncelikli { $priority } · genel { $ordinary }
tui-sync-done = merkezde
tui-sync-sending = gönderiliyor
tui-sync-elsewhere = başka ekran
tui-sync-connecting = bağlanıyor
tui-sync-local = yalnız yerel
tui-sync-offline = çevrimdışı
tui-sync-stopped = gönderim durdu
tui-status-waiting-short = { $sign } { $priority } · genel { $ordinary }
tui-writing-stopped = KAYIT DURDU
tui-writing-again = Kayıt yeniden yapılabiliyor; yarım kalan işlemi yineleyin.
tui-age-minutes = { $count } dk
tui-age-hours = { $count } sa
tui-age-days = { $count } gün
tui-too-small = Pencere çok küçük: { $width }×{ $height }. En az { $needed_width }×{ $needed_height } gerekir. Yazdıklarınız duruyor.
tui-toast-read = okundu
tui-paste-huge = Yapıştırılan metin çok uzun; yalnızca baş tarafı alındı. Alınan kısmı denetleyin, uzun belgeleri ek dosya olarak verin.
tui-clock-behind = Bu bilgisayarın saati son kayıttan ({ $last }) geride. Çalışma devam eder, kayıtların sırası korunur; saati düzeltin.
tui-field-cut = Alan doldu: sığmayan kısım alınmadı.
tui-date-hint = gg.aa.yyyy
tui-date-not-a-date = “{ $typed }” bir tarih olarak okunamadı; yazıldığı gibi saklanır. Gün, ay ve dört haneli yıl yazın: 29.02.2000
tui-date-no-such-day = Takvimde { $typed } günü yok; yazıldığı gibi saklanır.
tui-pick-hint = aramak için yazın
tui-pick-nothing = Eşleşen yok.
tui-pick-empty = seçilmedi
tui-prompt-blank = Boş bırakılamaz; kısa bir cevap yeter.
tui-quit-question = Programdan çıkılsın mı?
tui-quit-body = Kaydedilen her şey saklıdır; yarım kalan formlar taslak olarak durur.
tui-quit-stay = Vazgeç
tui-quit-leave = Çık
tui-help-sync = Merkez
tui-help-title = Tuşlar
tui-palette-title = Komutlar

# why the desk cannot be shown

tui-terminal-none = Program bir uçbirim penceresi ister; girdisi ya da çıktısı bir dosyaya yönlendirilmiş. Programı bir uçbirim penceresinde açın.
tui-terminal-dumb = Bu uçbirim (TERM=dumb) ekran gösteremez. SSH ile bağlanırken -t seçeneğini kullanın ya da TERM değişkenini örneğin xterm yapın.
tui-terminal-broken = Uçbirim yanıt vermedi. Pencereyi kapatıp yenisini açın; kaydedilen hiçbir şey kaybolmadı.

# keys: headings of the help

tui-key-space = Boşluk
tui-keys-global = Her yerde
tui-keys-list = Listede
tui-keys-form = Formda
tui-keys-writing = Yazarken
tui-keys-area = Uzun metinde
tui-keys-choice = Seçeneklerde
tui-keys-pick = Listeden seçilen alanda
tui-keys-open-pick = Açık listede
tui-keys-prompt = Metin sorularında
tui-keys-dialog = Sorularda

# keys: label and explanation of each

tui-help = Yardım
tui-help-help = Burada çalışan tuşları ve ne yaptıklarını gösterir.
tui-palette = Komutlar
tui-palette-help = Burada yapılabilecek her şeyi listeler; yazarak bulunur.
tui-back = Geri
tui-back-help = Bir adım geri döner ya da açık olanı kapatır.
tui-quit = Çıkış
tui-quit-help = Sorduktan sonra programdan çıkar. Yazılanlar taslak olarak saklanır.
tui-redraw = Yenile
tui-redraw-help = Ekran bozulursa baştan çizer.
tui-up = Yukarı
tui-up-help = Bir satır yukarı.
tui-down = Aşağı
tui-down-help = Bir satır aşağı.
tui-page-up = Sayfa yukarı
tui-page-up-help = Bir sayfa yukarı.
tui-page-down = Sayfa aşağı
tui-page-down-help = Bir sayfa aşağı.
tui-first = İlk
tui-first-help = İlk satıra gider.
tui-last = Son
tui-last-help = Son satıra gider.
tui-next-field = Sonraki alan
tui-next-field-help = Sonraki alana geçer.
tui-previous-field = Önceki alan
tui-previous-field-help = Önceki alana döner.
tui-enter = İlerle
tui-enter-help = Alanı bitirir, sonrakine geçer.
tui-left = Sola
tui-left-help = İmleci bir harf sola götürür.
tui-right = Sağa
tui-right-help = İmleci bir harf sağa götürür.
tui-word-left = Kelime sola
tui-word-left-help = İmleci bir kelime sola götürür.
tui-word-right = Kelime sağa
tui-word-right-help = İmleci bir kelime sağa götürür.
tui-line-start = Satır başı
tui-line-start-help = Satırın başına gider.
tui-line-end = Satır sonu
tui-line-end-help = Satırın sonuna gider.
tui-delete-back = Sil
tui-delete-back-help = İmleçten önceki harfi siler.
tui-delete-forward = Öndekini sil
tui-delete-forward-help = İmlecin üzerinde durduğu harfi siler.
tui-delete-word = Kelime sil
tui-delete-word-help = İmleçten önceki kelimeyi siler.
tui-delete-to-start = Başa kadar sil
tui-delete-to-start-help = İmleçten satır başına kadar siler.
tui-undo = Geri al
tui-undo-help = Son değişikliği geri alır.
tui-redo = Yinele
tui-redo-help = Geri alınan değişikliği yeniden yapar.
tui-new-line = Yeni satır
tui-new-line-help = Yeni satıra geçer.
tui-line-up = Üst satır
tui-line-up-help = Bir satır yukarı; ilk satırdan önceki alana.
tui-line-down = Alt satır
tui-line-down-help = Bir satır aşağı; son satırdan sonraki alana.
tui-text-start = Metin başı
tui-text-start-help = Metnin başına gider.
tui-text-end = Metin sonu
tui-text-end-help = Metnin sonuna gider.
tui-choice-digit = Seç
tui-choice-digit-help = O numaralı seçeneği seçer; yeniden basınca bırakır.
tui-choice-toggle = Seç/bırak
tui-choice-toggle-help = Üzerinde durulan seçeneği seçer ya da bırakır.
tui-choice-previous = Önceki seçenek
tui-choice-previous-help = Önceki seçeneğe gider.
tui-choice-next = Sonraki seçenek
tui-choice-next-help = Sonraki seçeneğe gider.
tui-open-list = Liste
tui-open-list-help = Listeyi açar. Yazmaya başlamak da açar ve süzer; boşluk, dolu alanda da açar.
tui-clear-pick = Boşalt
tui-clear-pick-help = Alanı boşaltır.
tui-accept = Seç
tui-accept-help = Üzerinde durulanı seçer.
tui-close-list = Kapat
tui-close-list-help = Listeyi değişiklik yapmadan kapatır.
tui-press = Tamam
tui-press-help = Üzerinde durulan düğmeye basar.
tui-button-next = Sonraki düğme
tui-button-next-help = Sonraki düğmeye geçer.
tui-button-previous = Önceki düğme
tui-button-previous-help = Önceki düğmeye döner.
tui-confirm = Tamam
tui-confirm-help = Yazılan cevabı kabul eder.
