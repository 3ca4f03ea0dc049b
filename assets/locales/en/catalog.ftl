# names of the values people choose from: kinds, priority classes, education and so on

language-tr = Turkish
language-en = English

# Lists a file can replace (acikkapi catalog)
catalog-list-topics = topic list
catalog-list-holidays = holiday table
catalog-list-neighbourhoods = neighbourhood list
catalog-list-messages-tr = Turkish message texts
catalog-list-messages-en = English message texts
catalog-file-not-used = { $file } cannot be used; the { $list } that came with the program is in use. The first fault: { $first } Faults in the file: { $count }. Correct it and take it in again with "acikkapi catalog import".
catalog-source-shipped = as it came with the program
catalog-source-own = the office's own
catalog-show-list = { $name }: { $list }, { $source }. { $summary }
catalog-summary-topics = { $headings } headings, { $count } topics; version { $version }.
catalog-summary-holidays = Years { $first }–{ $last }; version { $version }.
catalog-summary-neighbourhoods = { $count } neighbourhoods and villages.
catalog-summary-messages = { $count } texts; version { $version }.
catalog-text-length = With Turkish letters { $turkish } characters, parts: { $turkishparts }; with plain letters { $plain } characters, parts: { $plainparts }.
catalog-import-possible = The file has no faults and can be taken in: { $summary } This was a trial; nothing was changed.
catalog-import-done = The list was taken in: { $summary } It is kept in { $file } and is used by windows opened from now on.
catalog-import-rejected = { $file } was not taken in; faults: { $count }. The list in use is unchanged. Correct these and try again:
catalog-folder-failed = { $file } could not be written or removed: { $detail }. The list in use is unchanged. Check the folder's permissions and the space on the disk.
catalog-reset-done = The office's own { $list } was removed; the one that came with the program will be used.
catalog-reset-nothing = The office has no { $list } of its own; the one that came with the program is in use.
catalog-search-nothing = No topic fits. Search with fewer or other words.
catalog-no-province = No province has the name or plate "{ $written }". Write the name of a province or a plate from 1 to 81.

# What is wrong with the file of a list, and where
catalog-fault-line = line { $line }: { $fault }
catalog-faults-more = … and { $count } more
catalog-fault-unreadable = The file cannot be read: { $detail }.
catalog-fault-too-large = The file is larger than { $limit } MiB; no such list is.
catalog-fault-not-utf8 = The text is not UTF-8. Save it as "CSV UTF-8" in the spreadsheet.
catalog-fault-header = The first line must be the names of the columns: { $columns }
catalog-fault-empty = The file has no rows. Columns: { $columns }
catalog-fault-width = There must be { $count } values; there are { $found }. Columns: { $columns }
catalog-fault-open-quote = A quotation mark is not closed on the same line.
catalog-fault-missing = { $column } must not be empty.
catalog-fault-too-long = { $column } can have { $limit } characters at most.
catalog-fault-value = "{ $value }" cannot be { $column }. { $allowed }
catalog-fault-repeated = "{ $value }" is already on line { $line }.
catalog-fault-no-heading = The list has no heading { $code }; add it first.
catalog-fault-stray-line = This line belongs to no text. A text begins in the first column with "name = text"; lines that go on are indented.
catalog-fault-unknown-text = There is no text called "{ $name }". To see the names, get the texts in use with "acikkapi catalog export".
catalog-fault-unknown-slot = There is no value called "{ $slot }". Possible in this text: { $allowed }.
catalog-fault-slot-not-here = The value "{ $slot }" cannot be used in { $name }: it is not known at this stage, or must not be written in an SMS.
catalog-fault-unpaired = A "{ $sign }" has no other half, or stands inside another. To write the sign itself, write it twice.
catalog-fault-no-topic = There is no topic { $code } in the topic list.
catalog-fault-lost = Topic { $code } is in use and cannot leave the list. Put its row back and write "kaldirildi" in the durum column.
catalog-allowed-province = Write the name of a province or a plate from 1 to 81.
catalog-allowed-one-of = Possible values: { $names }.
catalog-allowed-day = Write the day as year-month-day, such as 2027-04-23.
catalog-allowed-topic-code = Write two digits for a heading (11), and two digits, a dot and two digits for a topic (11.04); not 00.
catalog-allowed-retired = Leave it empty or write "kaldirildi".
catalog-allowed-unit-code = At most 16 characters, only A–Z, 0–9 and -, for example MILLI-EGITIM.
catalog-allowed-telephone = Write one telephone number with its area code, for example 0312 123 45 67; an extension belongs into the name or the address.
catalog-allowed-email = Write one e-mail address, for example unit@example.gov.tr.
catalog-allowed-closed = Leave it empty or write "kapali".
