# use cases: errors, reasons and warnings of the domain, the store and the desk
desk-error-ticket-waiting = This ticket is waiting at the moment; nothing was done. The list has been refreshed.
desk-error-ticket-called = This ticket has been called to a counter; nothing was done. The list has been refreshed.
desk-error-ticket-serving = The visit of this ticket is going on; nothing was done. The list has been refreshed.
desk-error-ticket-held = This ticket is on hold; nothing was done. The list has been refreshed.
desk-error-ticket-no-show = This ticket is marked as a no-show; nothing was done. The list has been refreshed.
desk-error-ticket-ended = This ticket is closed; nothing was done. The list has been refreshed.
desk-error-called-too-seldom = The visitor has been called { $calls } times. Call 3 times before marking a no-show.
desk-error-counter-busy = There is a visitor at counter { $counter }. Finish, hold or put that visitor back first.
desk-error-not-found = The record was not found; nothing was done. The list has been refreshed.
