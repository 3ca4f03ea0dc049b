# search and the view of an application
search-title = Find an application
search-label = Find
search-hint = Application number, name, phone or identity no; no dashes or Turkish letters.
search-looking = Looking…
search-nothing = No application matches.
search-found = { $count ->
    [one] 1 application.
   *[other] { $count } applications, the newest first.
 }
search-more = The newest { $count } applications are shown; type a little more to see fewer.
search-column-number = Number
search-column-applicant = Applicant
search-column-topic = Topic
search-column-registered = Registered
search-column-due = Answer due
search-mistyped-not-digits = An application number has only digits.
search-mistyped-too-short = The application number is too short: it has at least 16 digits, { $found } were typed.
search-mistyped-too-long = The application number is too long: { $found } digits were typed.
search-mistyped-check-digits = The number is mistyped: a digit is wrong or two are swapped.
search-mistyped-never-given = No such application number is given; read the number again.

search-title-application = Application
search-missing = This application is not here any more.
search-erased = The personal data has been erased
search-no-topic = no topic was chosen
search-no-text = There is no text.
search-no-reason = no reason was written
search-petition = signed petition
search-receipt = Central has confirmed that it has the record.
search-no-receipt = Central's receipt has not come yet; the record is kept here.
search-fact-applicant = Applicant
search-fact-topic = Topic
search-fact-kind = Kind
search-fact-due = Answer by
search-fact-legal = Legal term
search-fact-files = Files
search-fact-warnings = Warnings
search-fact-central = Central

search-keys = In the search
search-open = Open
search-open-help = Opens the selected application.
