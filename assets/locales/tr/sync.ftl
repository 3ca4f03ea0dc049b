# Merkezle eşitleme

# Bir kişinin çözmesi gereken durumlar
sync-halted-fork = Merkezde bu bilgisayarın başka bir geçmişi var: dosya kopyalanmış ya da eski bir klasör elle geri konmuş. Kayıtlar burada duruyor, gönderilmiyor. Merkez yöneticisini arayın; bilgisayar yeni bir bilgisayar olarak sürdürülecekse programı kapatıp "acikkapi device renew" komutunu çalıştırın.
sync-halted-quarantined = Merkez bu bilgisayarı askıya aldı: adıyla iki ayrı dosya kayıt gönderiyor. Kayıtlar burada duruyor, gönderilmiyor. Merkez yöneticisini arayın; bilgisayar yeni bir bilgisayar olarak sürdürülecekse programı kapatıp "acikkapi device renew" komutunu çalıştırın.
sync-halted-revoked = Bu bilgisayarın yetkisi merkezde kaldırıldı. Kayıtlar burada duruyor. Yeni bir tanıtma kodu isteyip "acikkapi device enrol" komutunu çalıştırın.
sync-halted-unauthorised = Merkez bu bilgisayarı tanımıyor. Kayıtlar burada duruyor. Yeni bir tanıtma kodu isteyip "acikkapi device enrol" komutunu çalıştırın.
sync-halted-damaged-log = Kayıt zinciri merkezde doğrulanamadı, gönderim durduruldu. Kayıtlar burada duruyor. "acikkapi doctor" komutunu çalıştırıp sonucu merkez yöneticisine bildirin.
sync-halted-too-old = Merkez, programın bu eski sürümünden artık kayıt almıyor. Kayıtlar burada duruyor. Programı güncelleyin.
sync-halted-refused = Merkez isteği geri çevirdi. Kayıtlar burada duruyor. Programı güncelleyin ya da merkez yöneticisini arayın.

# Son deneme neden sonuç vermedi
sync-why-offline = { $reason } Kayıtlar burada duruyor ve kendiliğinden gönderilecek; sonraki deneme saat { $time }.
sync-trouble-unreachable = Bağlantı kurulamadı.
sync-trouble-untrusted = Sunucunun sertifikası bizim merkezimizin değil ya da bilgisayarın saati çok yanlış.
sync-trouble-not-central = Merkezin adresinde başka bir sunucu yanıt veriyor.
sync-trouble-setting = Merkezin adresi ya da saklanan sertifika kullanılamıyor.
sync-trouble-busy = Merkez şu anda meşgul.
sync-trouble-refused = Merkez isteği geri çevirdi.
sync-trouble-store = Yerel kayıt dosyası okunamadı ya da yazılamadı.

# Bilgisayarı merkeze tanıtma (acikkapi device enrol)
sync-enrol-done = Bu bilgisayar, { $office } kodlu kurumun { $number } numaralı bilgisayarı olarak merkeze tanıtıldı. Gönderim kendiliğinden başlar.
sync-enrol-renumbered = Bundan sonra verilecek başvuru numaralarında bilgisayar numarası { $number } olur; önce verilmiş numaralar geçerlidir, değişmez.
sync-enrol-code-character = Kodda bulunamayacak bir karakter yazıldı. Kodu baştan, gruplar hâlinde yazın.
sync-enrol-code-length = Kod 40 karakterdir; eksik ya da fazla yazıldı. Kodu baştan, gruplar hâlinde yazın.
sync-enrol-code-mistyped = Kod yanlış yazıldı. Karakterleri karşılaştırıp yeniden yazın.
sync-enrol-code-wrong = Merkez bu kodu tanımıyor. Yöneticiden yeni bir kod isteyin.
sync-enrol-code-expired = Kodun süresi dolmuş. Yöneticiden yeni bir kod isteyin.
sync-enrol-code-used = Kod daha önce kullanılmış. Kodlar bir kez geçerlidir; yöneticiden yeni bir kod isteyin.
sync-enrol-code-blocked = Bu kodla çok fazla yanlış deneme yapıldı. Yöneticiden yeni bir kod isteyin.
sync-enrol-office-mismatch = Kod başka bir kurum için verilmiş. Bu kurumun kodunu isteyin; kod kullanılmadı.
sync-enrol-numbers-exhausted = Bu kurumun 99 bilgisayar numarasının hepsi kullanılmış. Merkez yöneticisini arayın.
sync-enrol-unreachable = Merkeze ulaşılamadı; hiçbir şey değişmedi. Adresi ve bağlantıyı denetleyip yeniden deneyin.
sync-enrol-untrusted = Sunucu, kodu veren merkez değil ya da bilgisayarın saati çok yanlış; hiçbir şey gönderilmedi. Adresi, saati ve kodu denetleyin.
sync-enrol-not-central = Bu adreste yanıt veren sunucu Açık Kapı merkezi değil; hiçbir şey değişmedi. Adresi denetleyin.
sync-enrol-address = Adres kullanılamıyor; https:// ile başlayan merkez adresini yazın.
sync-enrol-busy = Merkez şu anda yanıt veremiyor; hiçbir şey değişmedi. Birkaç dakika sonra aynı kodla yeniden deneyin.
sync-enrol-refused = Merkez isteği geri çevirdi; hiçbir şey değişmedi. Programı güncelleyin ya da merkez yöneticisini arayın.
sync-enrol-store = Yerel kayıt dosyası okunamadı ya da yazılamadı. "acikkapi doctor" komutunu çalıştırın; sonra yeni bir kodla deneyin.

# Merkez askıya aldığında yeni bir bilgisayar olma (acikkapi device renew)
sync-renew-done = Bu bilgisayar artık yeni bir bilgisayar; bütün kayıtlar duruyor. Yeni bir tanıtma kodu isteyip "acikkapi device enrol" komutunu çalıştırın; gönderilmemiş kayıtlar sonra kendiliğinden gönderilir.
sync-renew-not-needed = Merkez bu bilgisayarın kayıtlarını olduğu gibi alıyor; hiçbir şey değiştirilmedi.
sync-renew-unknown = Gerekli olup olmadığı merkeze sorulamadı; hiçbir şey değiştirilmedi. { $reason }

# Durum (acikkapi device status)
sync-status-office = Kurum: { $office }
sync-status-device = Bilgisayar: { $device }
sync-status-number = Numarası: { $number }
sync-status-server = Merkez: { $server }
sync-status-not-enrolled = Bu bilgisayar merkeze tanıtılmamış. Kayıtlar burada duruyor; tanıtmak için "acikkapi device enrol" komutunu çalıştırın.
sync-status-queued = Gönderilmeyi bekleyen kayıt: { $count }
sync-status-oldest = Bekleyenlerin en eskisi: { $time }
sync-status-receipt = Merkezin son alındısı: { $time }
sync-status-no-receipt = Merkezden henüz alındı gelmedi.
sync-compared-never = Buradaki kayıtlar merkezle henüz karşılaştırılmadı.
sync-compared-same = Bu bilgisayardaki ve merkezdeki kayıtlar aynı (karşılaştırma: { $time }).
sync-compared-mended = Karşılaştırmada ({ $time }) farklı kayıtlar bulundu: { $fetched } kayıt merkezden alındı, { $given } kayıt merkeze geri verildi.
sync-compared-differs = Karşılaştırmada ({ $time }) { $count } kayıtta giderilemeyen fark bulundu.
sync-status-central-answers = Merkez yanıt veriyor; bu bilgisayardan { $acked } kayıt almış.
