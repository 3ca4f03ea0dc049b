# Merkez sunucusunun komutları
central-code-issued = { $office } kodlu kurum için tanıtma kodu:
central-code-use = Bankoda "acikkapi device enrol" komutunu çalıştırıp bu kodu yazın. Kod bir kez kullanılabilir ve bir daha gösterilmez; son geçerlilik zamanı: { $time }.
central-devices-none = Merkeze tanıtılmış bilgisayar yok.
central-devices-head = KURUM  NO BİLGİSAYAR                           SON GÖRÜLME        KAYIT SÜRÜM   DURUM
central-device-active = etkin
central-device-revoked = yetkisi kaldırıldı
central-device-quarantined = askıda (çatallanma)
central-device-never = hiç
central-revoked = { $office } kodlu kurumun { $number } numaralı bilgisayarının yetkisi kaldırıldı.
central-epoch-begun = Yeni dönem başladı: { $epoch }. Bilgisayarlar eksik kayıtları kendiliğinden yeniden gönderir.

central-error-database-setting = Veritabanı ayarı okunamadı. Ayarlardaki database değerini düzeltin: { $detail }
central-error-database = PostgreSQL yanıt vermiyor ya da isteği geri çevirdi. Çalıştığını ve ayarlardaki bağlantıyı denetleyin: { $detail }
central-error-database-old = PostgreSQL sürümü eski; 15 ya da daha yenisini kurun: { $detail }
central-error-schema-new = Veritabanı, programın daha yeni bir sürümüne ait; hiçbir şey değiştirilmedi. Programın yeni sürümünü kurun. ({ $detail })
central-error-migration = Veritabanının şema geçmişi bu programınkine uymuyor; hiçbir şey değiştirilmedi. Programın bu veritabanını kuran dağıtımını kullanın. ({ $detail })
central-error-file = Veri klasörü kullanılamıyor. Klasörün yolunu ve iznini denetleyin: { $detail }
central-error-authority = Sertifika yetkilisi kullanılamıyor. Veri klasöründeki dosyalarını kopyasından geri koyun: { $detail }
central-error-serve = Sunucu çalışamıyor. Ayarlardaki adresi ve bağlantı noktasını denetleyin: { $detail }
central-error-office = Kurum kodu beş rakamdır (il plakası ve kurum numarası, örneğin 32000): { $detail }
central-error-no-device = Kurumda bu numarada bilgisayar yok: { $detail }
