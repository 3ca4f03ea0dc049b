# names of the values people choose from: kinds, priority classes, education and so on

language-tr = Türkçe
language-en = İngilizce

# Dosyayla değiştirilebilen listeler (acikkapi catalog)
catalog-list-topics = konu listesi
catalog-list-holidays = tatil günleri
catalog-list-neighbourhoods = mahalle listesi
catalog-list-messages-tr = Türkçe ileti metinleri
catalog-list-messages-en = İngilizce ileti metinleri
catalog-file-not-used = { $file } kullanılamadı; programla gelen { $list } kullanılıyor. İlk hata: { $first } Dosyadaki hata sayısı: { $count }. Düzeltip "acikkapi catalog import" ile yeniden yükleyin.
catalog-source-shipped = programla gelen
catalog-source-own = kurumun kendi listesi
catalog-show-list = { $name }: { $list }, { $source }. { $summary }
catalog-summary-topics = { $headings } başlık, { $count } konu; sürüm { $version }.
catalog-summary-holidays = { $first }–{ $last } yılları; sürüm { $version }.
catalog-summary-neighbourhoods = { $count } mahalle ve köy.
catalog-summary-messages = { $count } metin; sürüm { $version }.
catalog-text-length = Türkçe harflerle { $turkish } karakter, { $turkishparts } parça; sade harflerle { $plain } karakter, { $plainparts } parça.
catalog-import-possible = Dosyada hata yok, yüklenebilir: { $summary } Bu yalnızca bir denetimdi; hiçbir şey değiştirilmedi.
catalog-import-done = Liste yüklendi: { $summary } { $file } dosyasında duruyor; açık ekranlar yeniden başlatıldığında kullanılır.
catalog-import-rejected = { $file } yüklenmedi: { $count } hata var. Kullanılan liste değişmedi. Aşağıdakileri düzeltip yeniden deneyin:
catalog-folder-failed = { $file } yazılamadı ya da silinemedi: { $detail }. Kullanılan liste değişmedi. Klasörün iznini ve diskteki yeri denetleyin.
catalog-reset-done = Kurumun kendi listesi kaldırıldı ({ $list }); programla gelen kullanılacak.
catalog-reset-nothing = Kurumun kendi listesi yok ({ $list }); programla gelen kullanılıyor.
catalog-search-nothing = Uyan konu bulunamadı. Daha az ya da başka kelimelerle arayın.
catalog-no-province = Adı ya da plakası "{ $written }" olan bir il yok. İlin adını ya da 1–81 arası plakasını yazın.

# Bir liste dosyasında yanlış olan ve yeri
catalog-fault-line = satır { $line }: { $fault }
catalog-faults-more = … ve { $count } hata daha
catalog-fault-unreadable = Dosya okunamadı: { $detail }.
catalog-fault-too-large = Dosya { $limit } MiB sınırını aşıyor; bu kadar büyük bir liste olamaz.
catalog-fault-not-utf8 = Metin UTF-8 değil. Hesap tablosu programında "CSV UTF-8" olarak kaydedin.
catalog-fault-header = İlk satır sütun adları olmalı: { $columns }
catalog-fault-empty = Dosyada hiç satır yok. Sütunlar: { $columns }
catalog-fault-width = { $count } değer olmalı, { $found } değer var. Sütunlar: { $columns }
catalog-fault-open-quote = Açılan çift tırnak aynı satırda kapanmıyor.
catalog-fault-missing = { $column } boş bırakılamaz.
catalog-fault-too-long = { $column } en çok { $limit } karakter olabilir.
catalog-fault-value = { $column } için "{ $value }" geçerli değil. { $allowed }
catalog-fault-repeated = "{ $value }" daha önce { $line }. satırda geçiyor.
catalog-fault-no-heading = { $code } kodlu başlık listede yok; önce onu ekleyin.
catalog-fault-stray-line = Bu satır bir metne ait değil. Metinler ilk sütunda "ad = metin" ile başlar, devam satırları boşlukla.
catalog-fault-unknown-text = "{ $name }" adlı bir metin yok. Adları görmek için kullanılan metinleri "acikkapi catalog export" ile alın.
catalog-fault-unknown-slot = "{ $slot }" adlı bir değer yok. Bu metinde yazılabilecekler: { $allowed }.
catalog-fault-slot-not-here = "{ $slot }" değeri { $name } metninde kullanılamaz: ya bu aşamada bilinmez ya da SMS'te yazılması sakıncalıdır.
catalog-fault-unpaired = "{ $sign }" ayracının eşi yok ya da iç içe yazılmış. Ayracın kendisi iki kez yazılır.
catalog-fault-no-topic = { $code } kodlu konu konu listesinde yok.
catalog-fault-lost = { $code } kodlu konu kullanımda, listeden çıkarılamaz. Satırını geri koyup durum sütununa "kaldirildi" yazın.
catalog-allowed-province = İl adı ya da 1–81 arası plaka yazın.
catalog-allowed-one-of = Olabilecek değerler: { $names }.
catalog-allowed-day = Günü yıl-ay-gün olarak yazın, örneğin 2027-04-23.
catalog-allowed-topic-code = Başlık için iki rakam (11), konu için iki rakam, nokta, iki rakam (11.04) yazın; 00 olmaz.
catalog-allowed-retired = Boş bırakın ya da "kaldirildi" yazın.
catalog-allowed-unit-code = En çok 16 karakter; yalnız A–Z, 0–9 ve - kullanın (Türkçe harf olmaz), örneğin MILLI-EGITIM.
catalog-allowed-telephone = Alan kodlu tek bir telefon numarası yazın, örneğin 0312 123 45 67; dahili numarayı ad ya da adres sütununa yazın.
catalog-allowed-email = Tek bir e-posta adresi yazın, örneğin birim@ornek.gov.tr.
catalog-allowed-closed = Boş bırakın ya da "kapali" yazın.
