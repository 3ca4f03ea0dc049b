# Komut satırı: yardım metinleri
cli-about = Valiliklerin ve kaymakamlıkların Açık Kapı bürolarında kullanılan program.
cli-more-help = Ayrıntılı yardım: acikkapi --help; bir komutun yardımı: acikkapi KOMUT --help
cli-exit-codes =
    Çıkış kodları:
      0  başarılı
      1  bir sorun bulundu ya da iş yapılamadı
      2  komut ya da ayarlar hatalı; hiçbir şey yapılmadı
cli-heading-usage = Kullanım
cli-heading-commands = Komutlar
cli-heading-arguments = Değerler
cli-heading-options = Seçenekler
cli-default = verilmezse { $value }

cli-value-id = KİMLİK
cli-value-command = KOMUT
cli-value-options = SEÇENEKLER
cli-value-file = DOSYA
cli-value-folder = KLASÖR
cli-value-language = DİL
cli-value-theme = TEMA
cli-value-shell = KABUK
cli-value-words = KELİMELER
cli-value-count = SAYI
cli-value-list = LİSTE
cli-value-code = KOD
cli-value-kind = TÜR
cli-value-province = İL
cli-value-address = ADRES
cli-value-office = KURUM
cli-value-hours = SAAT
cli-value-number = NUMARA
cli-value-unit = BİRİM
cli-value-mail = E-POSTA
cli-value-name = AD
cli-value-client = PROGRAM
cli-value-channel = KANAL
cli-value-day = GÜN
cli-value-minutes = DAKİKA
cli-value-percent = YÜZDE
cli-value-amount = SAYI

cli-option-config = Ayar dosyası
cli-option-lang = Bu çalıştırmada kullanılacak dil
cli-option-theme = Bu çalıştırmada kullanılacak renkler
cli-option-help = Yardımı gösterir (-h kısa, --help ayrıntılı)
cli-option-version = Sürümü gösterir

cli-desk = Büronun ekranını açar (komut verilmediğinde de bu yapılır)
cli-desk-long = Büronun ekranını açar; komut verilmediğinde de bu yapılır. İlk açılışta kurulum bilgileri sorulur. Aynı bilgisayarda birkaç banko birden çalışabilir: her biri kendi uçbiriminde açılır.
cli-desk-demo = Geçici bir klasörde, örnek bir büroyla açar; hiçbir şey sorulmaz, kapanınca her şey silinir
cli-desk-counter = Bu uçbirimin banko numarası, 1 ile 99 arasında
cli-no-log = Günlük dosyası açılamadı; program günlük tutmadan çalışıyor: { $detail }

cli-display = Çağrılan numaraları bekleme salonunda gösterir
cli-display-long =
    Son çağrılan numarayı ve bankosunu, ondan önceki üç çağrıyı ve kaç kişinin beklediğini bütün ekranda gösterir. İkinci bir uçbirimde ya da bekleme salonundaki bir ekranda, bankolar çalışırken açılır; kayıtları yalnız okur. Yeni ya da yinelenen çağrı birkaç saniye yanıp söner ve kalın çerçeveyle gösterilir. Ekranda yalnız numaralar bulunur: ad, sınıf ya da öncelik yazmaz.

    Başka tema istenmedikçe yüksek karşıtlıkla gösterir. Esc, q ya da Ctrl+Q kapatır.
cli-display-quiet = Yeni çağrıda uçbirimin zilini çalmaz

cli-backup = Büronun kayıtlarını bir dosyaya yedekler
cli-backup-long = Büronun kayıtlarını, bankolar çalışırken de, bir dosyaya yedekler. Yedek, yazıldıktan sonra baştan sona denetlenir. Veritabanıyla aynı anahtarla şifrelenir: anahtar dosyasının bir kopyası başka bir yerde saklanmıyorsa yedek de okunamaz.
cli-backup-file = Yedeğin yazılacağı dosya
cli-backup-done = { $records } kayıt { $file } dosyasına yedeklendi ve denetlendi ({ $size } MB).
cli-backup-key = Yedek { $key } anahtarıyla şifrelidir; bu dosyanın bir kopyasını yedekten ayrı bir yerde saklayın.
cli-restore = Büronun kayıtlarını bir yedekten geri yükler
cli-restore-long = Büronun kayıtlarını bir yedekten geri yükler. Önce bütün Açık Kapı ekranları kapatılmalıdır. Şimdiki dosya silinmez, tarihli bir adla yanında kalır. Merkez, geri yüklenen dosyayı yeni bir bilgisayar sayar: "acikkapi device enrol" ile yeniden tanıtılır, merkezdeki kayıtlar geri gelir; verilmiş numaralar bir daha verilmez.
cli-restore-file = "acikkapi backup" ile alınmış yedek
cli-restore-done = { $records } kayıt { $file } dosyasından geri yüklendi ve denetlendi.
cli-restore-last = Son kaydın zamanı: { $time }
cli-restore-replaced = Önceki dosya saklandı: { $path }
cli-restore-next = Merkez kullanılıyorsa yöneticiden yeni bir tanıtma kodu isteyip "acikkapi device enrol" komutunu çalıştırın.

cli-central = Merkez sunucusunu çalıştırır ya da yönetir
cli-central-long =
    Merkez sunucusunu çalıştırır ya da yönetir. Alt komut verilmezse sunucu çalışır: büroların kayıtlarını alır ve PostgreSQL'de (15 ya da daha yenisi) saklar.

    Adres, veritabanı ve veri klasörü ayar dosyasının [central] bölümündedir.
cli-central-run = Sunucuyu çalıştırır (alt komut verilmediğinde de bu yapılır)
cli-central-enrol = Bir bilgisayarı merkeze tanıtmak için tek kullanımlık kod verir
cli-central-enrol-long = Bir bilgisayarı merkeze tanıtmak için tek kullanımlık kod verir. Kod bir kez gösterilir, merkezde yalnızca özeti saklanır.
cli-central-office = Kurum kodu: il plakası ve kurumun ildeki numarası, beş rakam (örneğin 32000)
cli-central-hours = Kodun kaç saat geçerli olacağı, 1 ile 720 arasında
cli-central-devices = Merkeze tanıtılmış bilgisayarları listeler
cli-central-devices-office = Yalnızca bu kurumun bilgisayarları (kurum kodu, örneğin 32000)
cli-central-messages = Başvuranlara gidecek iletilerin durumunu gösterir
cli-central-messages-long = Kaç iletinin beklediğini, gönderildiğini, ulaştığını, ulaşmadığını ya da belirsiz olduğunu ve her birinin en eskisinin ne zamandır öyle olduğunu gösterir. Belirsiz iletide ağ geçidinin yanıtı kaybolmuştur; ileti bir daha gönderilmez, başvuran bürodan aranır.
cli-central-messages-office = Yalnızca bu kurumun iletileri (kurum kodu, örneğin 32000)
cli-central-revoke = Bir bilgisayarın yetkisini hemen kaldırır
cli-central-revoke-long = Bir bilgisayarın yetkisini hemen kaldırır. Merkezdeki kayıtları kalır; bilgisayar yeni bir kodla yeniden tanıtılabilir.
cli-central-number = Bilgisayarın kurumdaki numarası, 1 ile 99 arasında
cli-central-device = Askıya alınan bir bilgisayar: gönderdikleri ve askıdan çıkarılması
cli-central-device-long = Adıyla iki ayrı dosya kayıt gönderdiği için askıya alınan bilgisayar.
cli-central-device-show = Bir bilgisayarın gönderdiklerini ve merkezde onların yerinde duranları gösterir
cli-central-device-show-long = Bilgisayarın her askıya alınışını gösterir: ne gönderdiğini, yerinde neyin durduğunu ve ne yapılacağını. İçerikler açılmaz.
cli-central-device-release = Askıya alınan bir bilgisayarın yeniden kayıt göndermesine izin verir
cli-central-device-release-long = Askıya alınan bir bilgisayarın yeniden kayıt göndermesine izin verir. Öteki dosya aynı adla göndermeyi sürdürürse bilgisayar yeniden askıya alınır; denemekle hiçbir şey kaybolmaz.
cli-central-officer = Hizmet birimi görevlilerinin hesapları
cli-central-officer-long = Hizmet birimi görevlilerinin hesapları. Görevliler, kendi birimlerine havale edilen başvuruları tarayıcıdan görür ve cevaplar.
cli-central-officer-add = Bir görevliye hesap açar ve parolasını belirleyeceği tek kullanımlık kodu verir
cli-central-officer-add-long = Bir görevliye hesap açar ve parolasını belirleyeceği tek kullanımlık kodu verir. Kod bir kez gösterilir, merkezde yalnızca özeti saklanır; hazır parola yoktur.
cli-central-officer-unit = Hizmet biriminin kodu
cli-central-officer-login = Görevlinin e-posta adresi
cli-central-officer-name = Görevlinin adı ve soyadı (boşluk varsa tırnak içinde)
cli-central-officer-list = Görevlilerin hesaplarını listeler
cli-central-officer-office = Yalnızca bu kurumun hesapları (kurum kodu, örneğin 32000)
cli-central-officer-disable = Bir hesabı hemen kapatır
cli-central-officer-disable-long = Bir hesabı ve açık oturumlarını hemen kapatır. Yapılan işlemler kayıtlarda kalır; "officer reset" hesabı yeniden açar.
cli-central-officer-reset = Parolayı siler, yerine yeni bir tek kullanımlık kod verir
cli-central-officer-reset-long = Parolayı siler, açık oturumları kapatır, yerine yeni bir tek kullanımlık kod verir. Kapatılmış hesabı da yeniden açar.
cli-central-admin = Merkez yöneticilerinin hesapları
cli-central-admin-long = Merkez yöneticilerinin hesapları. Yöneticiler, kurumların ve bilgisayarlarının durumunu tarayıcıda /yonetim adresinde izler; kişileri ve başvuruları görmezler.
cli-central-admin-add = Bir yöneticiye hesap açar ve parolasını belirleyeceği tek kullanımlık kodu verir
cli-central-admin-add-long = Bir yöneticiye hesap açar ve parolasını belirleyeceği tek kullanımlık kodu verir. Hesap varsa parolasını siler, açık oturumlarını kapatır ve yeni bir kod verir; kapatılmış hesabı yeniden açar.
cli-central-admin-login = Yöneticinin e-posta adresi
cli-central-admin-name = Yöneticinin adı ve soyadı (boşluk varsa tırnak içinde)
cli-central-admin-list = Yöneticilerin hesaplarını listeler
cli-central-admin-disable = Bir yöneticinin hesabını ve açık oturumlarını hemen kapatır
cli-central-migrate = Veritabanını bu sürüme hazırlar; merkez çalışmaya devam eder
cli-central-migrate-long = Veritabanını bu sürüme hazırlar. Önceki sürümle çalışan sunucular bu sırada hizmet vermeyi sürdürür; ardından teker teker yenilenirler. Sunucu da açılırken aynısını yapar.
cli-central-client = API ile başvuru gönderen programlar
cli-central-client-long = Diğer kanalların programları (web sitesi, çağrı merkezi, mobil uygulama, e-Devlet): API ile başvuru gönderir, başvuruların aşamasını sorarlar. Kanal ve kurumlar burada belirlenir; hiçbir istek bunun dışına çıkamaz.
cli-central-client-add = Bir programı kaydeder
cli-central-client-add-long = Bir programı, isteklerini imzaladığı Ed25519 anahtarının açık yarısıyla kaydeder. Gizli anahtar programda kalır ("openssl genpkey -algorithm ed25519 -out gizli.pem", ardından "openssl pkey -in gizli.pem -pubout -out acik.pem"). --open311 ile kaydedilen program imza atmaz; kendisine bir kez gösterilen bir API anahtarı verilir.
cli-central-client-id = Programın imzalarındaki adı (küçük harf, rakam ve tire; örneğin web-sitesi)
cli-central-client-name = Programın yönetici için adı (boşluk varsa tırnak içinde)
cli-central-client-key = Açık anahtarın PEM dosyası
cli-central-client-open311 = Yalnızca Open311 kullanır; anahtar dosyası yerine API anahtarı verilir
cli-central-client-channel = Başvurularının kanalı; birden çoksa virgülle
cli-central-client-office = Yalnızca bu kurumlara gönderebilir (virgülle; örneğin 32000,32001); yazılmazsa hepsine
cli-central-client-per-minute = Dakikada gönderebileceği istek
cli-central-client-list = Programları listeler
cli-central-client-revoke = Bir programın yetkisini hemen kaldırır
cli-central-client-revoke-long = Bir programın yetkisini bir sonraki isteğinden başlayarak kaldırır. Gönderdiği başvurular kalır; adı başka programa verilmez.
cli-central-openapi = API'nin OpenAPI tanımını yazar
cli-central-openapi-long = API'nin OpenAPI 3.1 tanımını JSON olarak yazar. Merkez de aynısını /api/v1/openapi.json adresinde verir.
cli-central-new-epoch = Veritabanı eski bir yedekten geri yüklendikten sonra yeni dönem başlatır
cli-central-new-epoch-long = Yeni dönem başlatır: bilgisayarlar, merkezde eksik olan kayıtları kendiliğinden yeniden gönderir. Merkez, eski bir yedekten geri yüklendiğini çoğunlukla kendisi anlar; bu komut, anlamadığı durumlar içindir.

cli-catalog = Konu, tatil ve mahalle listelerini, ileti metinlerini gösterir ya da değiştirir
cli-catalog-show = Hangi listelerin kullanıldığını ve hatalı dosyaları gösterir
cli-catalog-search = Konularda arar
cli-catalog-words = Ziyaretçinin sözleri (kişisel bilgi yazmayın)
cli-catalog-limit = En çok kaç konu gösterileceği
cli-catalog-import = Bir listenin yerine kurumun kendi listesini koyar
cli-catalog-import-long = Bir listenin yerine kurumun kendi listesini koyar. Tek bir satır bile hatalıysa hiçbir şey değişmez, hatalı satırlar tek tek gösterilir. Biçimi görmek için önce "acikkapi catalog export" ile kullanılan listeyi alın.
cli-catalog-list = Liste
cli-catalog-file = Yeni liste
cli-catalog-dry-run = Yalnızca denetler, hiçbir şeyi değiştirmez
cli-catalog-export = Kullanılan listeyi yazdırır
cli-catalog-reset = Programla gelen listeye döner
cli-catalog-texts = SMS metinlerini uzunluklarıyla gösterir
cli-catalog-texts-long = SMS metinlerini örnek değerlerle yazar; her birinin Türkçe ve sade harflerle kaç karakter ve kaç parça tuttuğunu gösterir. Bir parça, tek başına gönderilirse 160 (Türkçe harf varsa 155), birkaç parçalıysa 153 (149) karakter alır; ç, ğ, ı, ş, Ğ, İ, Ş ikişer karakter sayılır.
cli-catalog-texts-language = Metinlerin dili
cli-catalog-offices = Bir ildeki kurumların kodlarını gösterir
cli-catalog-province = İlin adı ya da plakası
cli-units = Hizmet birimleri rehberini gösterir ya da değiştirir
cli-units-list = Birimleri listeler: kod, açık başvuru sayısı, telefon, ad
cli-units-show = Bir birimi bütün bilgileriyle gösterir
cli-units-code = Birimin kodu
cli-units-import = Bir dosyadaki birimleri rehbere yazar
cli-units-import-long = Bir dosyadaki birimleri rehbere yazar. Yalnız yeni ve değişmiş birimler kaydedilir; tek bir satır bile hatalıysa hiçbir şey değişmez, hatalı satırlar tek tek gösterilir. Dosyada olmayan birimler olduğu gibi kalır ve adları yazılır; --close-missing ile kapatılırlar. Kapatılan birimin cevap bekleyen başvuruları havale bekleyenlere döner. Biçimi görmek için "acikkapi units export" ya da "acikkapi units example" kullanın.
cli-units-file = Birimlerin dosyası
cli-units-close-missing = Dosyada olmayan birimleri kapatır
cli-units-export = Rehberi "units import" komutunun okuduğu biçimde yazdırır
cli-units-example = Programla gelen örnek rehberi yazdırır
cli-units-kind = Kurumun türü: valilik (province) ya da kaymakamlık (district)

cli-device = Bu bilgisayarı merkeze tanıtır ya da durumunu gösterir
cli-device-enrol = Bu bilgisayarı tek kullanımlık kodla merkeze tanıtır
cli-device-enrol-long = Bu bilgisayarı merkeze tanıtır. Kod sorulunca yazılır ya da standart girdiden okunur; komut satırına yazılmaz, çünkü komut satırını bilgisayardaki herkes görebilir. Kodu merkezin yöneticisi "acikkapi central enrol" ile verir.
cli-device-server = Merkezin adresi, örneğin https://merkez.valilik.example:8443
cli-device-renew = Merkez askıya aldığında bu bilgisayarı yeni bir bilgisayar yapar
cli-device-renew-long = Aynı adla başka bir dosya da kayıt gönderdiği için merkez bu bilgisayarı askıya aldığında onu yeni bir bilgisayar yapar. Önce programı kapatın. Hiçbir kayıt kaybolmaz: gönderilmemiş kayıtlar, bilgisayar yeni bir kodla tanıtılınca yeni adla gönderilir. Merkez kayıtları olduğu gibi alıyorsa hiçbir şey değiştirilmez.
cli-device-status = Bekleyen kayıtları, son alındıyı ve merkezin yanıt verip vermediğini gösterir
cli-device-code = Tanıtma kodu:
cli-device-code-unreadable = Kod okunamadı: { $detail }
cli-no-desk = Bu bilgisayarda büro henüz kurulmamış ({ $path }). Önce "acikkapi" komutuyla büronun ekranını açıp kurulumu bitirin.

cli-config = Ayarları denetler ya da gösterir
cli-config-check = Ayarlardaki hataları, satırı ve olabilecek değerlerle gösterir
cli-config-path = Hangi ayar dosyasının kullanıldığını gösterir
cli-config-example = Her ayarı açıklayan örnek dosyayı gösterir
cli-config-file = Ayar dosyası: { $file }
cli-config-no-file = Ayar dosyası yok, varsayılan ayarlar geçerli. Aranan yerler:
cli-config-good = Ayarlarda hata yok.

cli-completions = Komut tamamlama betiğini yazar
cli-completions-long =
    Kabuk için komut tamamlama betiğini yazar. Örnekler:
      acikkapi completions bash > ~/.local/share/bash-completion/completions/acikkapi
      acikkapi completions zsh > ~/.zfunc/_acikkapi
      acikkapi completions fish > ~/.config/fish/completions/acikkapi.fish
cli-completions-shell = Kabuk

cli-man = Kılavuz sayfasını yazar
cli-man-long = Kılavuz sayfasını standart çıktıya, --dir verilirse bütün komutların sayfalarını bir klasöre yazar. Okumak için: acikkapi man | man -l -
cli-man-dir = Bütün komutların sayfalarını bu klasöre yazar
cli-man-written = { $count } kılavuz sayfası { $folder } klasörüne yazıldı.
cli-man-not-written = Kılavuz sayfaları { $folder } klasörüne yazılamadı: { $detail }
cli-man-name = AD
cli-man-synopsis = KULLANIM
cli-man-description = AÇIKLAMA
cli-man-extra = ÇIKIŞ KODLARI
cli-man-version = SÜRÜM

# Komut satırında yanlış olan
cli-wrong-command = "{ $argument }" adlı bir komut yok.
cli-wrong-no-command = Komut eksik. Olabilecek komutlar: { $known }.
cli-wrong-unknown = "{ $argument }" burada kullanılamaz.
cli-wrong-value = { $argument } için "{ $value }" geçerli değil.
cli-wrong-no-value = { $argument } için bir değer yazılmalı.
cli-wrong-too-many = { $argument } için fazla değer verildi.
cli-wrong-twice = { $argument } yalnızca bir kez verilebilir.
cli-wrong-together = { $argument } ile { $other } birlikte verilemez.
cli-wrong-missing = Eksik: { $argument }
cli-wrong-utf8 = Komut satırında UTF-8 olmayan karakterler var.
cli-did-you-mean = "{ $name }" mi demek istediniz?
cli-see-help = Yardım: acikkapi --help
cli-cannot-write = Çıktı yazılamadı: { $detail }
cli-doctor = Bilgisayarı, veritabanını ve kayıt zincirini denetler
cli-doctor-long = Yerel ayarı, uçbirimi, diski, saati, veritabanının yapısını, kayıt zincirini ve ekranların okuduğu tabloların kayıtlara uyduğunu denetler; bulduğu her sorun için ne yapılacağını söyler. Bankolar çalışırken de kullanılabilir; --rebuild verilmedikçe hiçbir şeyi değiştirmez.
cli-doctor-rebuild = Ekranların okuduğu tabloları önce kayıtlardan yeniden kurar

cli-reviews = Karar bekleyen kayıtları gösterir
cli-reviews-list = Karar bekleyen kayıtları sıralar
cli-reviews-list-long =
    Karar bekleyen kayıtları en eskisinden başlayarak sıralar: zamanı, türü, kaydın kimliği, başvurunun kimliği; aralarında sekme vardır.

    Kişisel veri yazmaz. Karar, bürodaki ekranlarda iş listelerinden K ile açılan sayfada verilir.
cli-reviews-show = Karar bekleyen bir kaydı saklandığı gibi gösterir
cli-reviews-show-long =
    Karar bekleyen bir kaydı, merkeze gönderildiği ya da merkezden geldiği biçimde JSON olarak yazar.

    Kişisel veri mühürlüdür, açılmaz.
cli-reviews-operation = "reviews list" çıktısındaki kayıt kimliği
cli-reviews-nothing = Karar bekleyen kayıt yok.
cli-reviews-unknown = Karar bekleyen böyle bir kayıt yok. "reviews list" bekleyenleri gösterir.
cli-queue = Sıra kurallarını karşılaştırır
cli-queue-simulate = Kuralları rastgele gelen ziyaretçilerle dener ve kuramla karşılaştırır
cli-queue-simulate-long =
    Bir büroya rastgele ziyaretçiler gönderir; her kuralda (geliş sırası, mutlak öncelik, k kotası, biriken öncelik) ziyaretçilerin ne kadar beklediğini kuramın verdiği değerlerle birlikte gösterir ve bir k önerir.

    Başka türlü söylenmezse: 3 banko, saatte 24 ziyaretçi, %30 öncelikli, görüşme 6 dakika. --like ile kayıtlardaki bir gün örnek alınır, öteki seçenekler bu örneği değiştirir: "queue simulate --like 02.03.2026 --counters 4", o gün dört banko olsaydı ne olacağını gösterir.
cli-queue-like = Örnek alınacak gün
cli-queue-like-until = --like gününden başlayarak örnek alınacak son gün
cli-queue-counters = Banko sayısı
cli-queue-per-hour = Saatte gelen ziyaretçi sayısı
cli-queue-minutes = Ortalama görüşme süresi, dakika
cli-queue-variation = Görüşme sürelerinin düzensizliği (değişim katsayısının karesi): 0 hepsi aynı, 1 üstel dağılım, 1'den büyükse arada çok uzun görüşmeler var
cli-queue-priority = Öncelikli ziyaretçilerin yüzdesi; birkaç öncelik sınıfı varsa, önce çağrılandan başlanarak her biri için yinelenir
cli-queue-visitors = Her kuralda gelecek ziyaretçi sayısı
cli-queue-seed = Rastgele sayıların tohumu; aynı tohum aynı ziyaretçileri verir
cli-queue-ratio = Genel sıranın öncelik biriktirme hızı (öncelikli sıranınki 1), 0 ile 1 arasında
cli-queue-priority-target = Hedef: öncelikli sıranın yüzde doksanı en çok bu kadar beklesin
cli-queue-ordinary-target = Hedef: genel sıranın yüzde doksanı en çok bu kadar beklesin
cli-queue-json = Tablo yerine JSON yazar
cli-queue-replay = Kayıtlardaki bir günü öteki kurallarla yeniden canlandırır
cli-queue-replay-long =
    Kayıtlardaki bir günü (ya da birkaç günü) her kuralla yeniden canlandırır: kimin ne zaman geldiği, görüşmelerin kaç dakika sürdüğü, bankoların ne zaman açık olduğu aynen kalır; yalnızca kimin çağrıldığı değişir. Kurumun kendi kuralı, sıra dışı çağrı yoksa, o günkü çağrıların aynısını verir.

    Hiçbir kişisel bilgi okunmaz ve yazılmaz.
cli-queue-day = Gün, örneğin 02.03.2026
cli-queue-until = Birkaç gün birlikte alınacaksa son gün

cli-demo-data = Deneme ve ölçüm için, kayıtları rastgele üretilmiş bir büro oluşturur
cli-demo-data-long = Deneme ve ölçüm için, on yıllık kayıtları rastgele üretilmiş bir büronun dosyalarını yeni bir klasöre yazar. Kişiler, günler, konular ve numaralar rastgele seçilir; aynı tohum, aynı gün içinde aynı büroyu verir. Var olan bir büronun dosyalarına hiçbir zaman yazmaz.
cli-demo-data-applications = Üretilecek başvuru sayısı
cli-demo-data-seed = Rastgele seçimlerin tohumu
cli-demo-data-into = Dosyaların yazılacağı klasör
cli-demo-data-progress = { $done } / { $all } başvuru
cli-demo-data-made =
    { $count } örnek başvurusu olan büro { $folder } klasörüne yazıldı.
    Bu büroyla çalışmak için: ACIKKAPI_DESK_DATA_DIR="{ $folder }" acikkapi
cli-demo-data-taken = { $file } zaten var, gerçek bir büroya ait olabilir; dosyaya dokunulmadı, hiçbir şey yazılmadı. --into ile başka bir klasör verin.

# acikkapi paper
cli-paper = Bir başvurunun belgelerini PDF olarak hazırlar
cli-paper-receipt = Başvuru sahibine verilecek alındı belgesini hazırlar
cli-paper-receipt-long = Başvuru sahibine verilecek alındı belgesini PDF olarak hazırlar: başvuru numarası, cevabın son günü, başvurunun nasıl izleneceği. Dosya, ayarlardaki belge klasörüne yalnızca sahibinin okuyabileceği biçimde yazılır; adında kişisel bilgi bulunmaz.
cli-paper-letter = Hizmet birimine gidecek üst yazının taslağını hazırlar
cli-paper-letter-long = Hizmet birimine gidecek üst yazının taslağını, Resmî Yazışmalarda Uygulanacak Usul ve Esaslar Hakkında Yönetmelik’teki biçimde, PDF olarak hazırlar. Başvuru metni ekte yer alır. Sayı ve imza yerleri boş bırakılır.
cli-paper-files = Başvurunun ve cevapların dosyalarını kaydeder
cli-paper-files-long = Başvuruyla verilen ve cevaplarla gelen dosyaları belge klasörüne kaydeder; adları başvuru numarasıdır, yalnızca sahibi okuyabilir. Merkezden henüz gelmemiş dosyalar bildirilir.
cli-paper-files-to = Dosyaların kaydedileceği klasör
cli-paper-no-files = Bu başvurunun dosyası yok.
cli-paper-number = Başvuru numarası, çizgili ya da çizgisiz
cli-paper-out = Yazılacak dosya; "-" standart çıktıdır
cli-paper-to = Yazının gideceği birimin adı, örneğin "Çankaya Belediye Başkanlığı"
cli-paper-submit = Yazı üst ya da aynı düzeydeki bir makama gider: "arz ederim" ile biter
cli-paper-wrong-number = Bu bir başvuru numarası değil ya da bir rakamı yanlış. Numarayı belgeden bakarak yeniden yazın.
cli-paper-unknown = { $number } numaralı başvuru bu büronun kayıtlarında yok. Numarayı denetleyin; başka bir büronun başvurusu olabilir.
cli-paper-written = Belge { $file } dosyasına yazıldı.
cli-paper-not-written = { $file } yazılamadı: { $detail }. Başvurunun kaydı olduğu gibi duruyor. Klasörün yazılabilir olduğuna bakın ya da --out ile başka bir yer gösterin.

cli-office = Kurumun kurallarını gösterir ya da değiştirir
cli-office-show = Kuralları gösterir
cli-office-set = Yalnız verilen kuralları değiştirir
cli-office-set-long = Yalnız verilen kuralları değiştirir; ötekiler olduğu gibi kalır. Değişiklik kayda geçer ve bundan sonrası için geçerlidir: daha önce verilmiş numaralar ve son günler değişmez.
cli-office-run = Genelden önce art arda çağrılacak öncelikli sayısı; sınırsız için none
cli-office-count = Cevap süresinin sayılışı: takvim günü (calendar) ya da iş günü (working)
cli-office-leave = İdari izin günlerinin tatil sayılıp sayılmayacağı
cli-office-reopen = Sonuçtan sonra başvurunun yeniden açılabileceği gün sayısı
cli-office-correction = Amirin geri gönderdiği cevabı düzeltmek için verilen gün sayısı
cli-office-ladder = Süre azalınca birime, birim amirine, sorumluya ve mülki idare amirine ne zaman bildirileceği: virgülle ayrılmış dört an; approaching (sürenin beşte dördü), due (son gün) ya da son günden sonraki iş günü sayısı. Örnek: approaching,due,1,3
cli-value-days = GÜN
cli-value-yes-no = EVET-HAYIR
cli-value-ladder = ANLAR
