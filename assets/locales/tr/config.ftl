# Ayar dosyasında yanlış olan ve yeri
config-place-line = { $file }, satır { $line }
config-place-variable = { $name } ortam değişkeni
config-file-missing = Ayar dosyası bulunamadı. Yolu denetleyin.
config-file-unreadable = Ayar dosyası okunamadı: { $detail }
config-syntax = Bu satır TOML kurallarına uymuyor ({ $detail }). Metinler çift tırnak içinde yazılır.
config-unknown = "{ $setting }" adlı bir ayar yok. Burada olabilecek ayarlar: { $known }.
config-not-a-section = "{ $name }" bir bölümdür; ayarları [{ $name }] satırının altına yazılır.
config-wrong-value = { $setting } için { $value } geçerli değil.
config-wrong-secret = { $setting } okunamadı (parola içerebileceği için burada gösterilmiyor).
config-did-you-mean = "{ $name }" mi demek istediniz?

config-expected-one-of = Olabilecek değerler: { $names }.
config-expected-number = { $least } ile { $most } arasında bir tam sayı yazın.
config-expected-line = Tırnak içinde bir metin yazın, örneğin "lp".
config-expected-path = "/" ile başlayan tam bir yol yazın, örneğin "/var/lib/acikkapi".
config-expected-address = Adres ve bağlantı noktası yazın, örneğin "0.0.0.0:8443".
config-expected-address-or-none = Adresi ve bağlantı noktasını "127.0.0.1:9464" gibi yazın ya da boş ("") bırakın.
config-expected-names = Tırnak içinde en az bir ad ya da adres yazın, örneğin ["merkez.valilik.example", "10.1.2.3"].
config-expected-connection = PostgreSQL bağlantısı yazın, örneğin "host=/run/postgresql dbname=acikkapi" ya da "postgresql://kullanici@sunucu/acikkapi".
config-expected-text = Metni çift tırnak içinde yazın, örneğin "ACIKKAPI".
config-expected-texts = Metinleri çift tırnak içinde, köşeli ayraçla yazın, örneğin ["Ad: değer"].
