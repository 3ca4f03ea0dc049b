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
central-officer-code = { $login } adresinin tek kullanımlık kodu:
central-officer-code-use =
    Kodu görevliye iletin. Görevli, tarayıcıda { $page } adresini açıp e-posta adresini ve bu kodu yazarak parolasını belirler. Kod bir kez kullanılabilir ve bir daha gösterilmez; son geçerlilik zamanı: { $time }.
central-officer-gone = { $login } adresiyle artık giriş yapılamaz; açık oturumları kapatıldı.
central-officers-none = Birim görevlisi hesabı yok.
central-officers-head = KURUM  BİRİM        E-POSTA                        AD                             DURUM
central-officer-active = etkin
central-officer-invited = kod bekliyor
central-officer-expired = kodun süresi doldu
central-officer-disabled = kapalı

central-error-database-setting = Veritabanı ayarı okunamadı. Ayarlardaki database değerini düzeltin: { $detail }
central-error-database = PostgreSQL yanıt vermiyor ya da isteği geri çevirdi. Çalıştığını ve ayarlardaki bağlantıyı denetleyin: { $detail }
central-error-database-old = PostgreSQL sürümü eski; 15 ya da daha yenisini kurun: { $detail }
central-error-schema-new = Veritabanı, programın daha yeni bir sürümüne ait; hiçbir şey değiştirilmedi. Programın yeni sürümünü kurun. ({ $detail })
central-error-migration = Veritabanının şema geçmişi bu programınkine uymuyor; hiçbir şey değiştirilmedi. Programın bu veritabanını kuran dağıtımını kullanın. ({ $detail })
central-error-file = Veri klasörü kullanılamıyor. Klasörün yolunu ve iznini denetleyin: { $detail }
central-error-authority = Sertifika yetkilisi kullanılamıyor. Veri klasöründeki dosyalarını kopyasından geri koyun: { $detail }
central-error-serve = Sunucu çalışamıyor. Ayarlardaki adresi ve bağlantı noktasını denetleyin: { $detail }
central-error-messages = İleti ağ geçidi kullanılamıyor; merkez başlatılmadı. Ayarların şu bölümünü düzeltin: { $detail }
central-error-office = Kurum kodu beş rakamdır (il plakası ve kurum numarası, örneğin 32000): { $detail }
central-error-no-device = Kurumda bu numarada bilgisayar yok: { $detail }
central-error-officer-login = E-posta adresi okunamadı; ad.soyad@kurum.gov.tr gibi yazın. ({ $detail })
central-error-officer-name = Görevlinin adını yazın, en çok 120 karakter. ({ $detail })
central-error-officer-unit = Birim kodu, dizindeki gibi en çok 16 büyük harf (A–Z), rakam ve tireden oluşur. ({ $detail })
central-error-login-taken = Bu e-posta adresiyle bir hesap var; yeni kod için "acikkapi central officer reset" komutunu kullanın: { $detail }
central-error-no-officer = Bu e-posta adresiyle bir hesap yok: { $detail }
