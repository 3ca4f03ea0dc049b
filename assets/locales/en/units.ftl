# The directory of service units
units-empty = The directory has no units. To begin with the example that came with the program, write what "acikkapi units example" prints to a file and load it with "acikkapi units import".
units-none = The directory has no unit with the code { $code }. "acikkapi units list" shows the codes.
units-closed = closed
units-head = Head
units-phone = Telephone
units-email = E-mail
units-head-phone = Head's telephone
units-head-email = Head's e-mail
units-address = Address
units-open-cases = Open cases
units-topics = Topics
units-import-nothing = The directory is like this already; there is nothing to record.
units-import-possible = Nothing is wrong with the file: { $new } new and { $changed } changed units would be recorded. This was only a check; nothing was changed.
units-import-done = { $new } new and { $changed } changed units were recorded.
units-import-closed = Closed units: { $units }.
units-import-closed-unit = { $code } ({ $cases ->
    [one] { $cases } open case
   *[other] { $cases } open cases
})
units-import-returned = { $count ->
    [one] { $count } case
   *[other] { $count } cases
} that waited for an answer of these units went back to triage.
units-import-missing = { $count ->
    [one] { $count } unit the file does not name stays
   *[other] { $count } units the file does not name stay
} as before: { $units }. To close them, load the file again with --close-missing.
units-title = Service units
units-open = Directory
units-open-help = Opens the directory of service units: name, telephone, head.
units-label = Unit
units-hint = type a name, code, head, telephone or topic
units-loading = Reading the directory…
units-nothing = No unit fits.
units-column-name = Unit
units-column-phone = Telephone
units-column-code = Code
units-rounds = Cases answered: { $answered } · sent back for correction: { $rounds }
units-no-answers = It has answered no case yet.
