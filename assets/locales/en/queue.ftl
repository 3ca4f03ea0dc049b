# Queue, start and set-up screens

# --- Words ---
queue-lane-ordinary = ordinary
queue-lane-priority = priority
queue-class-martyr-relative = martyr's relative
queue-class-veteran = veteran
queue-class-veteran-relative = veteran's relative
queue-class-over-65 = over 65
queue-class-pregnant = pregnant
queue-class-disabled = disabled
queue-basis-document = document seen
queue-basis-declaration = declaration
queue-basis-birth-date = birth date
queue-minutes = { $minutes } min
queue-hours = { $hours } h { $minutes } min
queue-just-now = just now
queue-seconds-ago = { $seconds } s ago
queue-ago = { $age } ago
queue-in = in { $age }

# --- Why this visitor is next ---
queue-reason-only-ordinary = Nobody waits with priority: the ordinary lane is next.
queue-reason-only-priority = Nobody waits in the ordinary lane: the priority lane is next.
queue-reason-priority-first = At most { $quota } priority calls in a row; this is call { $turn }.
queue-reason-absolute = Visitors with priority are always called first.
queue-reason-ordinary-turn = { $run ->
    [1] One priority call has been made: now the ordinary lane.
   *[other] { $run } priority calls have been made in a row: now the ordinary lane.
 }
queue-reason-out-of-order = Called out of order, by the clerk's decision.

# --- The stage: what happens at this counter ---
queue-title = Queue
queue-loading = Reading the queue…
queue-nobody = NOBODY WAITS
queue-nobody-how = For a visitor who comes: 1 gives an ordinary ticket, 2 a priority ticket.
queue-next = NEXT
queue-called = CALLED
queue-in-visit = IN VISIT
queue-given = TICKET GIVEN
queue-waits = waiting { $age }
queue-waited = waited { $age }
queue-calls = call { $calls }, { $ago }
queue-without-ticket = no ticket
queue-nobody-ahead = Nobody is ahead.
queue-ahead = { $ahead ->
    [1] One person is ahead.
   *[other] { $ahead } people are ahead.
 }
queue-within = Called within { $within } calls at the latest.
queue-no-application = No application in this visit yet.
queue-applications = { $count ->
    [1] Application: { $numbers }
   *[other] { $count } applications: { $numbers }
 }
queue-guidance-given = Guidance: { $count }
queue-draft-waits = There is an unfinished application; press Enter to go on with it.
queue-here = HERE

# --- Waiting lists ---
queue-ordinary-heading = ORDINARY
queue-priority-heading = PRIORITY
queue-count-waiting = { $count } waiting
queue-nobody-in-lane = nobody waits
queue-more = { $count } more
queue-held-heading = ON HOLD
queue-held-until-returned = until put back
queue-held-due = coming back
queue-absent-heading = NO-SHOW
queue-counters-heading = COUNTERS
queue-counter-called = called ({ $calls })
queue-counter-in-visit = in visit { $age }
queue-drafts-heading = DRAFTS
queue-work-heading = TODAY
queue-work-heading-key = TODAY (F3)
queue-drafts-waiting = { $count ->
    [1] one unfinished application
   *[other] { $count } unfinished applications
 }
queue-today-heading = TODAY
queue-today = { $issued } tickets, { $served } visits finished

# --- Key tables ---
queue-keys = Queue
queue-keys-free = While the counter is free
queue-keys-called = The called visitor
queue-keys-visit = The visit
queue-keys-selected = The selected visitor
queue-ordinary = Ordinary
queue-ordinary-help = Gives a ticket of the ordinary lane.
queue-priority = Priority
queue-priority-help = Asks for the priority classes and gives a ticket of the priority lane.
queue-call = Call
queue-call-help = Calls the next visitor to this counter.
queue-start = Begin visit
queue-start-help = The called visitor has come: the visit begins.
queue-recall = Call again
queue-recall-help = Calls the called visitor once more.
queue-no-show = No-show
queue-no-show-help = Marks a visitor who was called three times and did not come as a no-show.
queue-hold = Hold
queue-hold-help = Puts the visitor aside for a time or until put back; the place is kept.
queue-undo = Undo
queue-undo-help = Takes a mistaken call back; the visitor returns to their place.
queue-put-back = Put back
queue-put-back-help = Puts a held visitor back in their place, a no-show at the end of the lane.
queue-open-visit = Visit, no ticket
queue-open-visit-help = Begins a visit with somebody who has no ticket.
queue-register = Application
queue-register-help = Opens the application form.
queue-guidance = Guidance
queue-guidance-help = Records information or direction given without an application.
queue-finish = Finish visit
queue-finish-help = Ends the visit; the counter is free.
queue-search = Search
queue-search-help = Finds an application by number, name, telephone or identity number.
queue-drafts = Drafts
queue-drafts-help = Shows unfinished applications.
queue-work = Work lists
queue-work-help = Lists what waits: call-backs, answers to review, questions of units, cases that run out of time.
queue-menu = More
queue-menu-help = Another clerk, language, colours, close of day, and the way out.
queue-switch = Change clerk
queue-switch-help = Goes on with another clerk or counter.
queue-close-day = Close the day
queue-close-day-help = Ends every open ticket of the day.
queue-language = Language
queue-language-help = Changes the language of the screens.
queue-theme = Colours
queue-theme-help = Changes the colours of the screens.
queue-call-this = Call out of order
queue-call-this-help = Calls the selected visitor before their turn; the reason is recorded.
queue-left = Left
queue-left-help = The visitor left without a visit: the ticket ends.
queue-correct = Correct priority
queue-correct-help = Corrects the visitor's priority classes; the place is kept.
queue-this = Actions
queue-this-help = Shows what can be done for the selected visitor.
queue-this-title = Number { $number }
queue-clear = Clear
queue-clear-help = Clears the selection in the list.
queue-list-next = Next list
queue-list-next-help = Moves the selection to the next list.
queue-list-previous = Previous list
queue-list-previous-help = Moves the selection to the previous list.

# --- What came of it ---
queue-selection-gone = The selected visitor was called to another counter or has left.
queue-done-nobody = Nobody waits.
queue-done-corrected = The priority of number { $number } was corrected.
queue-done-undone = The call of number { $number } was taken back; it waits in its place.
queue-done-no-show = Number { $number } is marked as a no-show; 7 puts it back if the visitor comes.
queue-done-held-until = Number { $number } is on hold and returns to its place at { $time }.
queue-done-held = Number { $number } is on hold; 7 puts it back in its place.
queue-done-returned = Number { $number } is back in its place.
queue-done-reinstated = Number { $number } was added at the end of the lane.
queue-done-left = Number { $number } has left; the ticket ended.
queue-done-finished = The visit is finished.
queue-done-day-closed = The day is closed. Open tickets ended: { $ended }.
queue-done-day-opened = { $ended ->
    [one] A new day has begun. 1 ticket left open on earlier days was ended.
   *[other] A new day has begun. { $ended } tickets left open on earlier days were ended.
 }

# --- Why a key does nothing just now ---
queue-not-now-busy = First finish with the visitor at the counter.
queue-not-now-called = Nobody is called to this counter.
queue-not-now-visit = No visit is open at this counter.
queue-not-now-no-show = A no-show needs three calls; calls so far: { $calls }.
queue-not-now-select = First choose a visitor in the lists with the arrows.
queue-not-now-put-back = Nobody is on hold or a no-show.

# --- Priority panel ---
queue-claims-title = Priority ticket
queue-claims-correct-title = Priority of number { $number }
queue-claims-how = The same digit again changes the basis: declaration, document seen, none.
queue-claims-how-over-65 = For over 65, the birth date can be the basis too.
queue-claims-none = Choose at least one class; for an ordinary ticket Esc, then 1.
queue-claims-to-ordinary = No class chosen: the visitor goes to the ordinary lane.
queue-keys-claims = Priority classes
queue-claims-toggle = Class
queue-claims-toggle-help = 1–6 choose a class; pressed again they change its basis.
queue-claims-give = Done
queue-claims-give-help = Gives a ticket with the chosen classes, or keeps the correction.

# --- Hold panel ---
queue-hold-title = Hold number { $number }
queue-hold-minutes = Minutes
queue-hold-minutes-empty = empty: until put back
queue-hold-reason = Reason
queue-hold-reason-empty = optional
queue-hold-until = Returns to its place at { $time }.
queue-hold-open = Waits until 7 puts it back.
queue-hold-too-long = At most { $most } minutes.
queue-keys-hold = Hold
queue-hold-do = Hold
queue-hold-do-help = Holds for the time typed, or until put back when no time is typed.

# --- Out of order ---
queue-order-title = Call number { $number } out of order
queue-order-asked = The reason is recorded. Choose a digit or type.
queue-order-reason-1 = Their health does not allow them to wait
queue-order-reason-2 = Came with a small child
queue-order-reason-3 = Came back for something unfinished
queue-order-reason-4 = Short business, handing in a document
queue-order-reason-5 = The chief's instruction
queue-order-empty = A call out of order needs a reason.
queue-keys-reason = Reason
queue-reason-take = Call
queue-reason-take-help = Calls with the reason typed.

# --- Put back ---
queue-put-back-title = Who is put back?
queue-put-back-held = on hold, to their place
queue-put-back-absent = no-show, to the end of the lane

# --- Questions ---
queue-leave-question = Has number { $number } left?
queue-leave-body = The ticket ends and cannot be brought back. A visitor who comes again gets a new one.
queue-leave-no = Cancel
queue-leave-yes = Left
queue-close-question = Close the day?
queue-close-body = { $open ->
    [0] No ticket is open. Tickets given from now on still belong to today.
    [1] 1 open ticket ends: { $waiting } waiting, { $aside } on hold or no-show, { $called } called. This cannot be undone. Visits under way are not touched.
   *[other] { $open } open tickets end: { $waiting } waiting, { $aside } on hold or no-show, { $called } called. This cannot be undone. Visits under way are not touched.
 }
queue-close-no = Cancel
queue-close-yes = Close the day
queue-finish-question = Finish the visit?
queue-finish-body = There is an unfinished application in this visit. It stays among the drafts.
queue-finish-no = Back to the visit
queue-finish-yes = Finish

# --- Menu ---
queue-menu-title = More
queue-menu-quit = Quit

# --- Short lists ---
queue-keys-digit-list = Short list
queue-list-digit = Choose
queue-list-digit-help = A digit chooses its row at once.
queue-list-take = Choose
queue-list-take-help = Chooses the marked row.
queue-keys-open = Search, language and colours

# --- Drafts ---
queue-drafts-title = Unfinished applications
queue-drafts-intro = Forms that were left while being typed. None of them is a registered application; go on with them or delete them.
queue-drafts-none = There is no unfinished application.
queue-keys-drafts = Unfinished applications
queue-draft-open = Go on
queue-draft-open-help = Opens the form where it was left.
queue-draft-drop = Delete
queue-draft-drop-help = Deletes the selected text after a question.
queue-draft-drop-question = Delete the text?
queue-draft-drop-body = What was typed cannot be brought back.
queue-draft-drop-no = Cancel
queue-draft-drop-yes = Delete
queue-draft-dropped = The unfinished application was deleted.
queue-draft-saved = Last typed
queue-draft-ticket = Ticket
queue-draft-applicant = Applicant
queue-draft-text = Text
queue-draft-nameless = no name yet

# --- Language and colours ---
queue-language-title = Language
queue-theme-title = Colours
queue-theme-dark = Dark
queue-theme-light = Light
queue-theme-high-contrast = High contrast
queue-theme-no-colour = No colour

# --- Opening ---
queue-opening-title = Açık Kapı
queue-opening = Opening…

# --- Who works ---
queue-start-title = Start of work
queue-start-who = Who works?
queue-start-counter = Counter number
queue-start-counter-wrong = The counter number is between 1 and 99.
queue-start-nobody = First choose the clerk from the list.
queue-keys-start = Start of work
queue-start-begin = Begin work
queue-start-begin-help = Opens the queue for the chosen clerk and counter.
queue-start-add = New clerk
queue-start-add-help = Adds a clerk who is not in the list.
queue-start-add-title = New clerk
queue-start-add-body = Given and family name

# --- First run ---
queue-setup-title = First run
queue-setup-language = Language
queue-setup-office = Office
queue-setup-rules = Rules
queue-setup-clerk = Clerk
queue-setup-language-intro = Ekranlar hangi dilde olsun? / Which language should the screens be in?
queue-setup-office-intro = Which governorship or district governorship does this desk belong to? Application numbers begin with the office code.
queue-setup-rules-intro = The rules of the office. You can go on with what is suggested.
queue-setup-clerk-intro = The first clerk to work at the desk, and the counter number of this terminal.
queue-keys-setup = First run
queue-setup-next = Next
queue-setup-next-help = Goes to the next step; on the last one it completes the set-up.
queue-setup-complete = Complete set-up
queue-setup-complete-help = Sets the office up with these answers and opens the queue.
queue-setup-previous = Back
queue-setup-previous-help = Goes to the step before; what was typed stays.
queue-setup-province = Province
queue-setup-province-missing = Choose the province from the list.
queue-setup-which-office = Office
queue-setup-office-missing = Choose the governorship or district governorship from the list.
queue-setup-office-name = Name
queue-setup-office-name-hint = As it will stand on documents and on the screen; correct it if needed.
queue-setup-office-name-missing = Type the office's name.
queue-setup-code = Office code { $code }: application numbers begin with it, and it never changes.
queue-setup-quota = Priority in a row
queue-setup-quota-1 = One
queue-setup-quota-2 = Two
queue-setup-quota-3 = Three
queue-setup-quota-4 = Four
queue-setup-quota-none = No limit
queue-setup-quota-hint = How many visitors with priority may be called in a row while somebody waits in the ordinary lane? Without a limit the ordinary lane waits until the other is empty.
queue-setup-deadline = Time to answer
queue-setup-deadline-calendar = 7 days
queue-setup-deadline-working = 7 working days
queue-setup-deadline-hint = Which days count towards the time to answer an application? A last day on a holiday moves to the next working day.
queue-setup-leave = Administrative leave
queue-setup-leave-no = Is a working day
queue-setup-leave-yes = Is a holiday
queue-setup-leave-hint = Do days of administrative leave count as working days or as holidays?
queue-setup-name = Name
queue-setup-role = Role
queue-role-title = What is their role?
queue-role-clerk = Clerk
queue-role-supervisor = Supervisor
queue-role-chief = Governor or district governor
queue-role-escort = Escort
queue-role-administrator = System administrator
queue-role-unit-officer = Officer of a service unit
queue-setup-clerk-missing = Type the clerk's name.
queue-setup-database = The data is in this file: { $path }
queue-setup-key = The encryption key is in this file: { $path }
queue-setup-key-advice = Keep a copy of the key file somewhere else. Without the key neither the data nor the backups can be read.
queue-setup-back-up = The set-up is complete. Back up the key file: { $key }
