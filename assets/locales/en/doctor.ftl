# acikkapi doctor: checks, findings, what to do
doctor-closing-good = Everything is as it should be.
doctor-closing-warnings = { $count ->
    [one] The desk works; 1 thing should be seen to.
   *[other] The desk works; { $count } things should be seen to.
}
doctor-closing-problems = { $count ->
    [one] 1 problem needs to be solved. What was recorded is kept.
   *[other] { $count } problems need to be solved. What was recorded is kept.
}
doctor-locale-good = Locale { $locale }: Turkish letters are shown correctly.
doctor-locale-bad = The locale ({ $locale }) is not UTF-8: Turkish letters may look broken.
doctor-locale-advice = Set LANG=tr_TR.UTF-8 (or C.UTF-8) and sign in again. Debian: dpkg-reconfigure locales
doctor-terminal-none = Output does not go to a terminal; the terminal was not checked.
doctor-terminal-good = Terminal { $kind }, { $columns }×{ $rows }: every screen fits.
doctor-terminal-dumb = This kind of terminal ({ $kind }) cannot draw screens.
doctor-terminal-dumb-advice = Set TERM to what your terminal is (for example TERM=xterm-256color).
doctor-terminal-small = The terminal is { $columns }×{ $rows }; the screens are made for 80×24 and more.
doctor-terminal-small-advice = Make the window larger or the letters smaller. Nothing typed in a small window is lost.
doctor-zone-bad = The time zone of Türkiye does not look like UTC+3; days would be counted wrongly.
doctor-zone-advice = Install a new version of the program; it carries the time zone itself.
doctor-clock-good = The clock says { $now } (Türkiye), after the last record ({ $last }).
doctor-clock-behind = The computer's clock says { $now }, which is before the last moment known ({ $last }).
doctor-clock-advice = Correct date and time (timedatectl set-ntp true). The records keep their order; only their times would be wrong.
doctor-disk-good = There is room on the disk: { $free } MiB free for { $folder }.
doctor-disk-low = The disk is getting full: { $free } MiB free for { $folder }.
doctor-disk-advice = Make room, or move the data folder to a larger disk. On a full disk nothing new can be recorded; what is recorded stays.
doctor-disk-unknown = The free room of { $folder } could not be read: { $detail }
doctor-disk-unknown-advice = See that the folder exists and can be read; it is made when the desk is opened for the first time.
doctor-sqlite = SQLite { $version }: a version that is safe when several counters write at once.
doctor-database-none = There is no database yet ({ $path }); it is made when the desk is opened for the first time.
doctor-database-opens = The database opens and is encrypted: { $path }
doctor-database-opens-plain = The database opens and is not encrypted (for trials only): { $path }
doctor-database-failed = { $sentence }
doctor-database-failed-advice = Copy the folder before touching its files. If needed, restore the backup: acikkapi restore FILE
doctor-integrity-good = The structure of the file is sound.
doctor-integrity-bad = The structure of the file has { $count } faults: { $named }
doctor-integrity-advice = Close the desk, copy the folder, restore the last backup (acikkapi restore FILE) and let it catch up with central.
doctor-chain-good = The chain of records is whole: { $records } records, none changed, none missing.
doctor-chain-bad = The chain of records is broken at record { $seq }: { $what }
doctor-chain-missing = the record is missing
doctor-chain-changed = its content is not as it was written
doctor-chain-unlinked = it is not linked to the record before it
doctor-chain-behind-central = a record that central has confirmed is not here
doctor-chain-advice = Records of this file were changed from outside, or the disk is failing. Keep a copy of the folder, tell the IT administrator, restore the last backup.
doctor-compared-advice = Nothing is lost: both sides keep what they hold. Tell central's administrator, who sees the difference with "acikkapi central devices".
doctor-projections-good = The tables the screens read equal those rebuilt from the records.
doctor-projections-bad = These tables do not say what the records say: { $tables }
doctor-projections-advice = The records are sound; the tables can be rebuilt from them: acikkapi doctor --rebuild
doctor-rebuilt = The tables the screens read were rebuilt from the records.
