# names of the values people choose from: kinds, priority classes, education and so on

language-tr = Türkçe
language-en = İngilizce

# Dosyayla değiştirilebilen listeler (acikkapi catalog)
catalog-list-topics = konu listesi
catalog-list-holidays = tatil günleri
catalog-list-neighbourhoods = mahalle listesi
catalog-file-not-used = { $file } kullanılamadı; programla gelen { $list } kullanılıyor. İlk yanlış: { $first } Dosyada { $count } yanlış var; düzeltip "acikkapi catalog import" ile yeniden alın.
catalog-source-shipped = programla gelen
catalog-source-own = kurumun kendi listesi
catalog-show-list = { $name }: { $list }, { $source }. { $summary }
catalog-summary-topics = { $headings } başlık, { $count } konu; sürüm { $version }.
catalog-summary-holidays = { $first }–{ $last } yılları; sürüm { $version }.
catalog-summary-neighbourhoods = { $count } mahalle ve köy.
catalog-import-possible = Dosyada yanlış yok, alınabilir: { $summary } Bu bir denemeydi; hiçbir şey değiştirilmedi.
catalog-import-done = Liste alındı: { $summary } { $file } dosyasında duruyor; açık pencereler yeniden açıldığında kullanılır.
catalog-import-rejected = { $file } alınmadı: { $count } yanlış var. Kullanılan liste değişmedi. Aşağıdakileri düzeltip yeniden deneyin:
catalog-folder-failed = { $file } yazılamadı ya da silinemedi: { $detail }. Kullanılan liste değişmedi. Klasörün iznini ve diskteki yeri denetleyin.
catalog-reset-done = Kurumun kendi listesi kaldırıldı ({ $list }); programla gelen kullanılacak.
catalog-reset-nothing = Kurumun kendi listesi yok ({ $list }); programla gelen kullanılıyor.
catalog-search-nothing = Uyan konu bulunamadı. Daha az ya da başka sözcüklerle arayın.
catalog-no-province = "{ $written }" adında ya da plakasında bir il yok. İl adını ya da 1–81 arası plakayı yazın.

# Bir liste dosyasında yanlış olan ve yeri
catalog-fault-line = satır { $line }: { $fault }
catalog-faults-more = … ve { $count } yanlış daha
catalog-fault-unreadable = Dosya okunamadı: { $detail }.
catalog-fault-too-large = Dosya { $limit } MiB sınırını aşıyor; böyle bir liste olamaz.
catalog-fault-not-utf8 = Metin UTF-8 değil. Tablolama programında "CSV UTF-8" olarak kaydedin.
catalog-fault-header = İlk satır sütun adları olmalı: { $columns }
catalog-fault-empty = Dosyada hiç satır yok. Sütunlar: { $columns }
catalog-fault-width = { $count } değer olmalı, { $found } değer var. Sütunlar: { $columns }
catalog-fault-open-quote = Açılan çift tırnak aynı satırda kapanmıyor.
catalog-fault-missing = { $column } boş bırakılamaz.
catalog-fault-too-long = { $column } en çok { $limit } karakter olabilir.
catalog-fault-value = { $column } için "{ $value }" olmaz. { $allowed }
catalog-fault-repeated = "{ $value }" daha önce { $line }. satırda geçiyor.
catalog-fault-no-heading = { $code } kodlu başlık listede yok; önce onu ekleyin.
catalog-fault-lost = { $code } kodlu konu kullanımda, listeden çıkarılamaz. Satırını geri koyup durum sütununa "kaldirildi" yazın.
catalog-allowed-province = İl adı ya da 1–81 arası plaka yazın.
catalog-allowed-one-of = Olabilecek değerler: { $names }.
catalog-allowed-day = Günü yıl-ay-gün olarak yazın, örneğin 2027-04-23.
catalog-allowed-topic-code = Başlık için iki rakam (11), konu için iki rakam, nokta, iki rakam (11.04) yazın; 00 olmaz.
catalog-allowed-retired = Boş bırakın ya da "kaldirildi" yazın.
