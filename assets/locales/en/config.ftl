# settings file: what is wrong with it and where
config-place-line = { $file }, line { $line }
config-place-variable = Environment variable { $name }
config-file-missing = The settings file was not found. Check the path.
config-file-unreadable = The settings file cannot be read: { $detail }
config-syntax = This line is not TOML ({ $detail }). Texts are written in double quotes.
config-unknown = There is no setting "{ $setting }". Possible here: { $known }.
config-not-a-section = "{ $name }" is a section; its settings are written below a line [{ $name }].
config-wrong-value = { $setting } cannot be { $value }.
config-wrong-secret = { $setting } cannot be read (not shown here, as it may hold a password).
config-did-you-mean = Did you mean "{ $name }"?

config-expected-one-of = Possible values: { $names }.
config-expected-number = Write a whole number from { $least } to { $most }.
config-expected-line = Write a text in quotes, such as "lp".
config-expected-path = Write a full path that begins with "/", such as "/var/lib/acikkapi".
config-expected-address = Write an address and port, such as "0.0.0.0:8443".
config-expected-address-or-none = Write address and port like "127.0.0.1:9464", or leave it empty ("").
config-expected-names = Write at least one name or address in quotes, such as ["central.governorship.example", "10.1.2.3"].
config-expected-connection = Write a PostgreSQL connection, such as "host=/run/postgresql dbname=acikkapi" or "postgresql://user@server/acikkapi".
config-expected-text = Write a text in quotes, such as "ACIKKAPI".
config-expected-texts = Write texts in quotes and square brackets, such as ["Name: value"].
