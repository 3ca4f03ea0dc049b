# What waits for a decision: records the program cannot settle by itself.
reviews-title = To decide
reviews-keys = To decide
reviews-keys-page = On the page of a decision
reviews-list = Decide
reviews-list-help = Shows the records the program cannot settle by itself and a person has to decide on.
reviews-open = Open
reviews-open-help = Shows both sides of the selected record; it is decided there.
reviews-waiting = { $count } to decide ({ $key })
reviews-heading = Nothing is lost; what arrived first stands. Your decision reaches everybody.
reviews-heading-read = Nothing is lost; the first stands. The supervisor or the chief decides.
reviews-nothing = Nothing waits for a decision.
reviews-gone = This waits no more: somebody else has decided, or it came right by itself.
reviews-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
reviews-column-since = Waits
reviews-column-kind = What
reviews-column-whom = Who
reviews-column-by = Recorded by

reviews-kind-number = Number given twice
reviews-kind-step = Step that came late
reviews-kind-person = { $field }: two values
reviews-kind-rejected = Not taken by central
reviews-kind-contradiction = Contradicts central
reviews-kind-office = Office is not set up

reviews-about-number = While offline, two databases gave the same number. It belongs to the application that reached central first. If you give the second a number of its own, the applicant is told; it is found by both numbers.
reviews-about-step = When this step was recorded the case stood elsewhere: somebody was faster. The step is in the history and has changed nothing.
reviews-about-person = Two people changed the same field without knowing of each other. What arrived first stands; the other fields were merged. Choose the right one, and telephone the applicant if need be.
reviews-about-invalid = Central could not read this record. It counts at every desk and is kept byte by byte; only this case waits at central. Sent again, it goes as this program writes it.
reviews-about-other-office = The application's number is another office's, so central did not take it. Sent again it gets a new number of this office, the applicant is told, and it is found by both.
reviews-about-exists = Central has this application from another record already; there is nothing to do. The record is kept byte by byte.
reviews-about-rejected = Central did not take this record, for a reason this program does not know. It counts here and is kept byte by byte; you can update the program and send it again.
reviews-about-contradiction = Central has another record in the place of one that is here: a database was copied, or an old backup was restored. Both are kept. Tell the system administrator and write down what was done.
reviews-about-office = The application was sent to this office, but the program is not set up there yet: they will find it once it is. Tell the office by other means and write that down.

reviews-decide = Decision
reviews-keep = Keep the first
reviews-keep-help = What arrived first stands; the other stays in the history.
reviews-take = Take the second
reviews-take-help = What arrived second stands from now on, at every desk and at central.
reviews-take-up = Take it up again
reviews-take-up-help = Opens the page of the case, where the text of the step is ready.
reviews-renumber = Give a new number
reviews-renumber-help = Gives the second application a number of its own and tells the applicant.
reviews-send = Send again
reviews-send-help = Sends the record to central again, corrected where it has to be.
reviews-dismiss = Leave as it is
reviews-dismiss-help = Nothing is done; the reason is recorded.
reviews-done-number = Decided. The application's new number is { $number }; the applicant will be told.
reviews-reason-hint = Optional. Whoever asks later finds here why it was decided so.
reviews-reason-owed = A reason is needed to leave it as it is: whoever asks later finds it here.
reviews-not-yours = The supervisor or the chief decides.

reviews-read-about = What happened
reviews-read-first = Arrived first, stands
reviews-read-second = Arrived second, waits
reviews-read-record = Record
reviews-read-here = Here
reviews-read-central = At central
reviews-read-office = Office

reviews-record-registered = Registration
reviews-record-moved = Step of a case
reviews-record-person = A person's data
reviews-record-other = Record
reviews-record-place = record { $number }, hash { $hash }…
