# command line: help texts and what subcommands print
cli-about = The program of the Açık Kapı (Open Door) desks of Turkish governorships.
cli-more-help = More help: acikkapi --help; help on a command: acikkapi COMMAND --help
cli-exit-codes =
    Exit codes:
      0  fine
      1  a problem was found, or it could not be done
      2  the command or the settings are wrong; nothing was done
cli-heading-usage = Usage
cli-heading-commands = Commands
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-default = default { $value }

cli-value-id = ID
cli-value-command = COMMAND
cli-value-options = OPTIONS
cli-value-file = FILE
cli-value-folder = FOLDER
cli-value-language = LANGUAGE
cli-value-theme = THEME
cli-value-shell = SHELL
cli-value-words = WORDS
cli-value-count = COUNT
cli-value-list = LIST
cli-value-code = CODE
cli-value-kind = KIND
cli-value-province = PROVINCE
cli-value-address = ADDRESS
cli-value-office = OFFICE
cli-value-hours = HOURS
cli-value-number = NUMBER
cli-value-unit = UNIT
cli-value-mail = E-MAIL
cli-value-name = NAME
cli-value-client = CLIENT
cli-value-channel = CHANNEL
cli-value-day = DAY
cli-value-minutes = MINUTES
cli-value-percent = PERCENT
cli-value-amount = AMOUNT

cli-option-config = Settings file
cli-option-lang = Language of this run
cli-option-theme = Colours of this run
cli-option-help = Shows help (-h short, --help in full)
cli-option-version = Shows the version

cli-desk = Opens the desk's screen (also done without a command)
cli-desk-long = Opens the desk's screen, which is also done without a command. The first start asks for the set-up. Several counters can work on one machine: each opens it in a terminal of its own.
cli-desk-demo = Opens a made-up office in a temporary folder; nothing is asked, all is gone afterwards
cli-desk-counter = Number of the counter this terminal stands at, 1 to 99
cli-no-log = The log file could not be opened; the program works without a log: { $detail }

cli-display = Shows the numbers called, in the waiting hall
cli-display-long =
    Shows the number called last and its counter, the three calls before it and how many wait, on the whole screen. It is opened in a second terminal or on a screen in the hall while the counters work, and only reads the records. A new or repeated call flashes for some seconds in a thick frame. Only numbers are on the screen: no name, no class, no priority.

    High contrast unless another theme is asked for. Esc, q or Ctrl+Q closes it.
cli-display-quiet = Does not ring the terminal's bell at a new call

cli-backup = Copies the desk's records to a file
cli-backup-long = Copies the desk's records to a file while the counters work. The copy is checked from beginning to end once it is written. It is encrypted with the same key: unless a copy of the key file is kept elsewhere, the backup cannot be read either.
cli-backup-file = File to write the copy to
cli-backup-done = { $records ->
    [one] One record was copied to { $file } and checked ({ $size } MB).
   *[other] { $records } records were copied to { $file } and checked ({ $size } MB).
}
cli-backup-key = The copy is encrypted with the key { $key }; keep a copy of that file somewhere else than the backup.
cli-restore = Goes back to a copy of the desk's records
cli-restore-long = Goes back to a copy of the desk's records. Every Açık Kapı screen has to be closed first. The present file is not deleted, it stays beside the new one under a dated name. To central the restored file is a new computer: it is enrolled again with "acikkapi device enrol", what central holds comes back, and no number is given twice.
cli-restore-file = File written by "acikkapi backup"
cli-restore-done = { $records ->
    [one] One record was restored from { $file } and checked.
   *[other] { $records } records were restored from { $file } and checked.
}
cli-restore-last = Time of the last record: { $time }
cli-restore-replaced = The file that was there before is kept: { $path }
cli-restore-next = If a central is in use, ask its administrator for a new code and run "acikkapi device enrol".

cli-central = Runs or manages the central server
cli-central-long =
    Runs or manages the central server. Without a subcommand the server runs: it receives the desks' records and keeps them in PostgreSQL (15 or later).

    Address, database and data folder are in the section [central] of the settings file.
cli-central-run = Runs the server (also done without a subcommand)
cli-central-enrol = Gives out a one-time code that makes a computer known to central
cli-central-enrol-long = Gives out a one-time code that makes a computer known to central. The code is shown once; central keeps only a hash of it.
cli-central-office = Office code: province plate and number of the office in the province, five digits (such as 32000)
cli-central-hours = Hours the code is good for, 1 to 720
cli-central-devices = Lists the computers known to central
cli-central-devices-office = The computers of this office alone (province plate and office number, such as 32000)
cli-central-messages = Tells how the messages to applicants stand
cli-central-messages-long = Tells how many messages to applicants wait, were sent, arrived, failed or are in doubt, and since when the oldest of each has been so. Of a message in doubt the gateway's reply was lost; it is not sent again, and the desk telephones.
cli-central-messages-office = The messages of this office alone (office code, such as 32000)
cli-central-revoke = Withdraws a computer's credential at once
cli-central-revoke-long = Withdraws a computer's credential at once. Its records stay; it can be enrolled again with a new code.
cli-central-number = The computer's number in the office, 1 to 99
cli-central-device = A computer that was set aside: what it sent, and releasing it
cli-central-device-long = A computer that was set aside because two files send under its name.
cli-central-device-show = Shows what a computer offered and what is held in its place
cli-central-device-show-long = Shows each time a computer was set aside: what it offered, what is held in its place, and what to do. Contents are not opened.
cli-central-device-release = Lets a computer that was set aside send again
cli-central-device-release-long = Lets a computer that was set aside send again. If the other file still sends under its name, it is set aside again; nothing is lost by trying.
cli-central-officer = Accounts of the officers of service units
cli-central-officer-long = Accounts of the officers of service units, who see and answer the applications routed to their unit in a browser.
cli-central-officer-add = Makes an account and a one-time code its owner chooses a password with
cli-central-officer-add-long = Makes an account and a one-time code its owner chooses a password with. The code is shown once, central keeps only its hash; there is no ready-made password.
cli-central-officer-unit = Code of the service unit
cli-central-officer-login = The officer's e-mail address
cli-central-officer-name = The officer's name (in quotes if it has spaces)
cli-central-officer-list = Lists the officers' accounts
cli-central-officer-office = Accounts of this office alone (office code, such as 32000)
cli-central-officer-disable = Closes an account at once
cli-central-officer-disable-long = Closes an account and its open sessions at once. What was done stays on record; "officer reset" opens the account again.
cli-central-officer-reset = Takes the password away and gives a new one-time code in its place
cli-central-officer-reset-long = Takes the password away, ends open sessions and gives a new one-time code in its place. Opens a closed account again, too.
cli-central-admin = Accounts of central's administrators
cli-central-admin-long = Accounts of central's administrators, who watch how offices and their computers stand in a browser, at /yonetim. They see neither persons nor applications.
cli-central-admin-add = Makes an account and a one-time code its owner chooses a password with
cli-central-admin-add-long = Makes an account and a one-time code its owner chooses a password with. Of an account that is there already the password is taken away, open sessions are ended, and a new code is given; a closed account is opened again.
cli-central-admin-login = The administrator's e-mail address
cli-central-admin-name = The administrator's name (in quotes if it has spaces)
cli-central-admin-list = Lists the administrators' accounts
cli-central-admin-disable = Closes an administrator's account and its open sessions at once
cli-central-migrate = Makes the database ready for this version while central goes on serving
cli-central-migrate-long = Makes the database ready for this version. Servers of the version before go on serving meanwhile, and are replaced one after the other afterwards. A server does the same when it starts.
cli-central-client = Programs that hand in applications over the API
cli-central-client-long = Programs of other channels (web site, call centre, mobile app, e-Devlet): they hand in applications over the API and ask where these stand. Channels and offices are settled here; no request goes beyond them.
cli-central-client-add = Registers a program
cli-central-client-add-long = Registers a program with the public half of the Ed25519 key it signs its requests with. The private key stays with the program ("openssl genpkey -algorithm ed25519 -out private.pem", then "openssl pkey -in private.pem -pubout -out public.pem"). A program registered with --open311 does not sign; it is given an API key that is shown once.
cli-central-client-id = The program's name in its signatures (lower-case letters, digits and hyphens, such as web-site)
cli-central-client-name = What the administrator calls it (in quotes if it has spaces)
cli-central-client-key = PEM file of the public key
cli-central-client-open311 = It uses Open311 alone; an API key is given in place of the key file
cli-central-client-channel = Channel of its applications; several with commas
cli-central-client-office = It may hand in to these offices alone (with commas, such as 32000,32001); to all if not given
cli-central-client-per-minute = Requests it may send in a minute
cli-central-client-list = Lists the programs
cli-central-client-revoke = Lets a program in no more
cli-central-client-revoke-long = Lets a program in no more, from its next request on. The applications it handed in stay; its name is given to no other program.
cli-central-openapi = Prints the OpenAPI description of the API
cli-central-openapi-long = Prints the OpenAPI 3.1 description of the API as JSON. Central serves the same at /api/v1/openapi.json.
cli-central-new-epoch = Begins a new epoch after the database was restored from an old backup
cli-central-new-epoch-long = Begins a new epoch: the computers send what central lacks again by themselves. Central mostly notices by itself that it was restored from an old backup; this is for when it does not.

cli-catalog = Shows or replaces the lists of topics, holidays, neighbourhoods and messages
cli-catalog-show = Shows which lists are in use, and files that are wrong
cli-catalog-search = Looks for a topic
cli-catalog-words = What the visitor says (no personal data)
cli-catalog-limit = How many topics to show at most
cli-catalog-import = Puts the office's own list in the place of one
cli-catalog-import-long = Puts the office's own list in the place of one. If a single line is wrong nothing changes, and every wrong line is told. For the format, get today's list with "acikkapi catalog export" first.
cli-catalog-list = List
cli-catalog-file = The new list
cli-catalog-dry-run = Only checks, changes nothing
cli-catalog-export = Prints the list in use
cli-catalog-reset = Goes back to the list that came with the program
cli-catalog-texts = Shows the texts of SMS and how long they are
cli-catalog-texts-long = Shows the texts of SMS with made-up values, and how many characters and parts each takes with Turkish and with plain letters. A part sent alone holds 160 characters (155 with a Turkish letter), one of several 153 (149); ç, ğ, ı, ş, Ğ, İ and Ş count as two.
cli-catalog-texts-language = Language of the texts
cli-catalog-offices = Shows the codes of the offices of a province
cli-catalog-province = Name or plate of the province
cli-units = Shows or changes the directory of service units
cli-units-list = Lists the units: code, open cases, telephone, name
cli-units-show = Shows one unit, whole
cli-units-code = Code of the unit
cli-units-import = Records the units of a file in the directory
cli-units-import-long = Records the units of a file in the directory. Only new and changed units are recorded; if a single line is wrong nothing changes, and every wrong line is told. Units the file does not name stay as they are and are named; --close-missing closes them. Cases that wait for the answer of a closed unit go back to triage. For the format, see "acikkapi units export" or "acikkapi units example".
cli-units-file = File of the units
cli-units-close-missing = Closes the units the file does not name
cli-units-export = Prints the directory in the format "units import" reads
cli-units-example = Prints the example directory that came with the program
cli-units-kind = Kind of office: governorship (province) or district governorship (district)

cli-device = Makes this computer known to central, or shows how it stands
cli-device-enrol = Makes this computer known to central with a one-time code
cli-device-enrol-long = Makes this computer known to central. The code is typed when asked for or read from standard input; it is not given on the command line, which everybody on the machine can see. Central's administrator gives it out with "acikkapi central enrol".
cli-device-server = Central's address, such as https://central.governorship.example:8443
cli-device-renew = Makes this computer a new device when central has set it aside
cli-device-renew-long = Makes this computer a new device when central has set it aside because another file sends under the same name. Close the program first. Nothing is lost: what was not sent is sent again under the new name once the computer is enrolled with a new code. Where central takes the records as they are, nothing is changed.
cli-device-status = Shows waiting records, the last receipt and whether central answers
cli-device-code = Enrolment code:
cli-device-code-unreadable = The code could not be read: { $detail }
cli-no-desk = No office is set up on this computer ({ $path }). Open the desk's screen with "acikkapi" first and finish the set-up.

cli-config = Checks or shows the settings
cli-config-check = Shows what is wrong with the settings, with its line and what can be
cli-config-path = Shows which settings file is used
cli-config-example = Shows the example file, which explains every setting
cli-config-file = Settings file: { $file }
cli-config-no-file = There is no settings file; the defaults hold. Looked for:
cli-config-good = Nothing is wrong with the settings.

cli-completions = Writes a shell completion script
cli-completions-long =
    Writes the completion script for a shell. Examples:
      acikkapi completions bash > ~/.local/share/bash-completion/completions/acikkapi
      acikkapi completions zsh > ~/.zfunc/_acikkapi
      acikkapi completions fish > ~/.config/fish/completions/acikkapi.fish
cli-completions-shell = Shell

cli-man = Writes the manual page
cli-man-long = Writes the manual page to standard output or, with --dir, the pages of all commands into a folder. To read it: acikkapi man | man -l -
cli-man-dir = Writes the pages of all commands into this folder
cli-man-written = { $count ->
    [one] { $count } manual page was written into { $folder }.
   *[other] { $count } manual pages were written into { $folder }.
}
cli-man-not-written = The manual pages could not be written into { $folder }: { $detail }
cli-man-name = NAME
cli-man-synopsis = SYNOPSIS
cli-man-description = DESCRIPTION
cli-man-extra = EXIT STATUS
cli-man-version = VERSION

# What is wrong on the command line
cli-wrong-command = There is no command "{ $argument }".
cli-wrong-no-command = The command is missing. Possible: { $known }.
cli-wrong-unknown = "{ $argument }" cannot be used here.
cli-wrong-value = { $argument } cannot be "{ $value }".
cli-wrong-no-value = { $argument } needs a value.
cli-wrong-too-many = Too many values for { $argument }.
cli-wrong-twice = { $argument } can be given once.
cli-wrong-together = { $argument } cannot be given together with { $other }.
cli-wrong-missing = Missing: { $argument }
cli-wrong-utf8 = The command line has characters that are not UTF-8.
cli-did-you-mean = Did you mean "{ $name }"?
cli-see-help = Help: acikkapi --help
cli-cannot-write = The output could not be written: { $detail }
cli-doctor = Checks the machine, the database and the chain of records
cli-doctor-long = Checks locale, terminal, disk, clock, the structure of the database, the chain of records, and that the tables of the screens equal the records; says what to do about each problem it finds. Works while desks are open and changes nothing (but with --rebuild).
cli-doctor-rebuild = Rebuilds the tables the screens read from the records first

cli-reviews = Shows the records that wait for a decision
cli-reviews-list = Lists the records that wait for a decision
cli-reviews-list-long =
    Lists the records that wait for a decision, the oldest first: time, kind, id of the record, id of the application, with tabs between them.

    It writes no personal data. They are decided on at the desk, on the page K opens from the work lists.
cli-reviews-show = Shows a record that waits for a decision as it is kept
cli-reviews-show-long =
    Writes a record that waits for a decision as JSON, as it was sent to central or came from there.

    Personal data is sealed and stays so.
cli-reviews-operation = Id of the record, from "reviews list"
cli-reviews-nothing = Nothing waits for a decision.
cli-reviews-unknown = No such record waits for a decision. "reviews list" shows what waits.
cli-queue = Compares the rules of the queue
cli-queue-simulate = Tries the rules on random visitors and compares them with theory
cli-queue-simulate-long =
    Sends random visitors to an office, shows how long they wait under each rule (first come, absolute priority, quota k, accumulating priority) beside what theory says, and recommends a k.

    Unless told otherwise: 3 counters, 24 visitors an hour, 30% priority, visits of 6 minutes. --like takes a recorded day as the example, and the other options change it: "queue simulate --like 02.03.2026 --counters 4" shows what four counters would have done that day.
cli-queue-like = The day to take as the example
cli-queue-like-until = Last day of the example, which begins with the day of --like
cli-queue-counters = Number of counters
cli-queue-per-hour = Visitors an hour
cli-queue-minutes = Mean length of a visit in minutes
cli-queue-variation = How irregular the lengths are (squared coefficient of variation): 0 all alike, 1 exponential, over 1 some are very long
cli-queue-priority = Percentage of priority visitors; for several priority classes repeated, the first called first
cli-queue-visitors = How many visitors come under each rule
cli-queue-seed = Seed of the random numbers; the same seed gives the same visitors
cli-queue-ratio = Rate of the ordinary lane in accumulating priority (that of the priority lane is 1), from 0 to 1
cli-queue-priority-target = Target: ninety in a hundred of the priority lane wait no longer than this
cli-queue-ordinary-target = Target: ninety in a hundred of the ordinary lane wait no longer than this
cli-queue-json = Write JSON instead of tables
cli-queue-replay = Plays a recorded day again under the other rules
cli-queue-replay-long =
    Plays a recorded day (or several) again under each rule: who came when, how long each visit took and when the counters were open stays as it was; only whom each call is for changes. The office's own rule gives the calls of the day exactly, if none was made out of order.

    Nothing personal is read or written.
cli-queue-day = The day, such as 02.03.2026
cli-queue-until = For several days together: the last one

cli-demo-data = Makes an office with made-up records, for trials and measurements
cli-demo-data-long = Writes the files of an office with ten years of made-up records into a new folder, for trials and measurements. People, days, topics and numbers are chosen at random; the same seed gives the same office on the same day. It never writes into the files of an office that exists.
cli-demo-data-applications = How many applications
cli-demo-data-seed = Seed of the random choices
cli-demo-data-into = Folder the files are written into
cli-demo-data-progress = { $done } of { $all } applications
cli-demo-data-made =
    An office with { $count } made-up applications was written into { $folder }.
    To work with it: ACIKKAPI_DESK_DATA_DIR="{ $folder }" acikkapi
cli-demo-data-taken = { $file } exists and may be a real office's; it was left alone and nothing was written. Name another folder with --into.

# acikkapi paper
cli-paper = Makes the papers of an application as PDF
cli-paper-receipt = Makes the receipt for the applicant
cli-paper-receipt-long = Makes the receipt for the applicant as PDF: the application number, the last day of the answer, how to follow the application. The file is written to the folder for papers in the settings, readable by its owner alone; its name tells nothing of the person.
cli-paper-letter = Drafts the cover letter to the service unit
cli-paper-letter-long = Drafts the cover letter to the service unit as PDF, in the form of the Turkish regulation on official correspondence. The text of the application is in the annex. The places for the document number and the signature are left free.
cli-paper-files = Saves the files of an application and of the answers
cli-paper-files-long = Saves the files that were handed in with an application and came with answers into the folder for papers; they are named by the application's number, and only their owner can read them. Files that have not come from central yet are reported.
cli-paper-files-to = Folder to save the files in
cli-paper-no-files = This application has no files.
cli-paper-number = Application number, with or without dashes
cli-paper-out = File to write; "-" is standard output
cli-paper-to = Name of the unit the letter goes to, such as "Çankaya Belediye Başkanlığı"
cli-paper-submit = The unit stands above or beside the office: the letter ends with "arz ederim"
cli-paper-wrong-number = This is no application number, or one of its digits is wrong. Type it again from the paper.
cli-paper-unknown = The application { $number } is not among the records of this desk. Check the number; it may be another office's application.
cli-paper-written = The paper was written to { $file }.
cli-paper-not-written = { $file } could not be written: { $detail }. The record of the application is as it was. See whether the folder can be written to, or name another place with --out.

cli-office = Shows or changes the office's rules
cli-office-show = Shows the rules
cli-office-set = Changes the rules that are given
cli-office-set-long = Changes the rules that are given; the others stay. The change is recorded and counts from now on: numbers and last days already given stay.
cli-office-run = Priority visitors called in a row before an ordinary one; none for no limit
cli-office-count = Which days of a term count: calendar days or working days
cli-office-leave = Whether administrative leave counts as a holiday
cli-office-reopen = Days after the result within which an application can be reopened
cli-office-correction = Days a unit has to correct an answer the chief sent back
cli-office-ladder = When the unit, its head, the supervisor and the chief are told that time runs out: four moments with commas; approaching (four fifths of the term), due (the last day) or working days after it. Example: approaching,due,1,3
cli-value-days = DAYS
cli-value-yes-no = YES-NO
cli-value-ladder = MOMENTS
