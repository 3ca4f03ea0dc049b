# use cases: errors, reasons and warnings of the domain, the store and the desk
desk-error-ticket-waiting = This ticket is waiting at the moment; nothing was done. The list has been refreshed.
desk-error-ticket-called = This ticket has been called to a counter; nothing was done. The list has been refreshed.
desk-error-ticket-serving = The visit of this ticket is going on; nothing was done. The list has been refreshed.
desk-error-ticket-held = This ticket is on hold; nothing was done. The list has been refreshed.
desk-error-ticket-no-show = This ticket is marked as a no-show; nothing was done. The list has been refreshed.
desk-error-ticket-ended = This ticket is closed; nothing was done. The list has been refreshed.
desk-error-called-too-seldom = The visitor has been called { $calls } times; nothing was done. Call at least 3 times before marking a no-show.
desk-error-counter-busy = There is a visitor at counter { $counter }; nothing was done. Finish, hold or put that visitor back first.
desk-error-not-found = The record was not found; nothing was done. The list has been refreshed.
desk-error-other-counter = This visitor was called to counter { $counter }; only that counter can begin the visit. Nothing was done.
desk-error-no-session = Choose the clerk and the counter first; nothing was done.
desk-error-not-set-up = The office has not been set up yet; nothing was done. Complete the set-up first.
desk-error-already-set-up = The office was set up before, perhaps from another terminal; nothing was changed. Start the program again.
desk-error-name-missing = No name was typed; nothing was stored. Type the clerk's first and last name.
desk-error-reason-missing = Type a reason for calling out of order; nobody was called.
desk-error-defect = The program met an unexpected error. This action was not stored; earlier records are safe. Try again; if it persists, run "acikkapi doctor" and report what it says.
desk-error-closing = The program is closing; nothing was done.
desk-file-not-found = The file was not found; nothing was attached. Check the path.
desk-file-not-a-file = This path is not a file (a folder or a device); nothing was attached. Choose a file.
desk-file-empty = The file is empty; nothing was attached. Check the file.
desk-file-too-large = The file is larger than { $most } MB; nothing was attached. Make it smaller or split it, and attach it again.
desk-file-unknown-type = Files of this type are not taken; nothing was attached. PDF, JPEG, PNG and TIFF are.
desk-file-unreadable = The file could not be read; nothing was attached. Check its permissions and the disk it is on. ({ $detail })
desk-error-case-triage = The application is waiting to be routed at the moment; this cannot be done. What you typed is kept; the screen has been refreshed.
desk-error-case-at-unit = The application is with the unit at the moment; this cannot be done. What you typed is kept; the screen has been refreshed.
desk-error-case-under-review = The answer is under review at the moment; this cannot be done. What you typed is kept; the screen has been refreshed.
desk-error-case-before-chief = The application is waiting for the chief's decision at the moment; this cannot be done. What you typed is kept; the screen has been refreshed.
desk-error-case-concluded = The application is concluded; this cannot be done. What you typed is kept; reopen the application if need be.
desk-error-case-withdrawn = The application has been withdrawn; this cannot be done. What you typed is kept; reopen the application if need be.
desk-error-case-merged = The application has been merged into another one; this cannot be done. What you typed is kept; go on in the other application.
desk-error-case-forwarded = The application has been forwarded to the competent authority; this cannot be done. What you typed is kept.
desk-error-chief-decides = The chief decides this; sign in as the chief or the supervisor. What you typed is kept.
desk-error-supervisor-decides = The supervisor or the chief decides this; sign in as one of them. What you typed is kept.
desk-error-already-decided = Nothing waits here any more: somebody else has decided, or it came right by itself. Nothing was changed; go back to the list.
desk-error-paper-not-kept = The paper could not be written: { $detail }. The record of the application is as it was. See whether the folder for papers in the settings can be written to.
desk-error-not-printed = The paper is ready but was not printed; its file is { $file }. Look at the printer and the print command in the settings, or open the file and print it.
desk-error-unit-closed = This unit is closed; nothing was routed. Choose another unit of the directory.
desk-error-not-later = The new last day must be after today and after the old one; the term was not changed.
desk-error-window-over = More than { $days } days have passed since the result; the application cannot be reopened. Register a new one.
desk-error-not-another = It cannot be itself; choose another one. Nothing was done.

# The office's rules (acikkapi office)
desk-rules-run = At most { $run } priority visitors are called in a row before an ordinary one.
desk-rules-run-none = No ordinary visitor is called while a priority one waits.
desk-rules-calendar = Answers are due in calendar days.
desk-rules-working = Answers are due in working days.
desk-rules-leave-counts = Administrative leave counts as a holiday.
desk-rules-leave-worked = Administrative leave counts as worked.
desk-rules-reopen = A concluded application can be reopened within { $days } days.
desk-rules-correction = A unit has { $days } days to correct an answer the chief sent back.
desk-rules-ladder = Who is told when time runs out:
desk-rules-unit = the unit
desk-rules-head = the unit's head
desk-rules-supervisor = the desk's supervisor
desk-rules-chief = the chief
desk-rules-approaching = once four fifths of the term are over
desk-rules-due = on the last day
desk-rules-over = { $days ->
    [0] after the last day
    [one] one working day after the last day
   *[other] { $days } working days after the last day
}
