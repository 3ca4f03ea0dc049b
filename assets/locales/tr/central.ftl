# Merkez sunucusunun komutları
central-code-issued = { $office } kurumu için kayıt kodu:
central-code-use = Bankoda "acikkapi device enrol" çalıştırıp bu kodu yazın. Kod bir kez ve { $time } saatine kadar geçerlidir; bir daha gösterilmez.
central-devices-none = Kayıtlı bilgisayar yok.
central-devices-head = KURUM  NO  BİLGİSAYAR                            SON GÖRÜLME       KAYIT  SÜRÜM  DURUM
central-device-active = etkin
central-device-revoked = yetkisi kaldırıldı
central-device-quarantined = ayrıldı (çatallanma)
central-device-never = hiç
central-revoked = { $office } kurumunun { $number } numaralı bilgisayarının yetkisi kaldırıldı.
central-epoch-begun = Yeni dönem başladı: { $epoch }. Bilgisayarlar eksik kayıtları kendiliğinden yeniden gönderir.

central-error-database-setting = Veritabanı ayarı okunamadı: { $detail }
central-error-database = PostgreSQL yanıt vermiyor ya da isteği geri çevirdi: { $detail }
central-error-database-old = PostgreSQL sürümü eski; 15 ya da daha yenisi gerekir: { $detail }
central-error-schema-new = Veritabanı daha yeni bir programın; hiçbir şey değiştirilmedi. Yeni programı kurun. { $detail }
central-error-migration = Veritabanının şema geçmişi bu programınkine uymuyor; hiçbir şey değiştirilmedi. { $detail }
central-error-file = Veri klasörü kullanılamıyor: { $detail }
central-error-authority = Sertifika yetkilisi kullanılamıyor: { $detail }
central-error-serve = Sunucu çalışamıyor: { $detail }
central-error-office = Kurum kodu beş rakamdır (il plakası ve kurum numarası, örneğin 32000): { $detail }
central-error-no-device = Kurumda bu numarada bilgisayar yok: { $detail }
