# terminal screens

# frame of every screen

tui-status-counter = Counter { $counter }
tui-status-waiting = { $sign } priority { $priority } · ordinary { $ordinary }
tui-sync-done = at central
tui-sync-sending = sending
tui-sync-elsewhere = other screen
tui-sync-connecting = connecting
tui-sync-local = local only
tui-sync-offline = offline
tui-sync-stopped = sending stopped
tui-status-waiting-short = { $sign } { $priority } · ordinary { $ordinary }
tui-writing-stopped = NOT SAVING
tui-writing-again = Saving works again; repeat what was left undone.
tui-age-minutes = { $count } min
tui-age-hours = { $count } h
tui-age-days = { $count } d
tui-too-small = The window is too small: { $width }×{ $height }. At least { $needed_width }×{ $needed_height } is needed. What you typed is kept.
tui-toast-read = read
tui-paste-huge = The pasted text is very long; only its beginning was taken. Check what was taken, and attach long documents as files.
tui-clock-behind = This computer's clock is behind the last record ({ $last }). Work goes on and the records keep their order; correct the clock.
tui-field-cut = The field is full: what did not fit was not taken.
tui-date-hint = dd.mm.yyyy
tui-date-not-a-date = “{ $typed }” cannot be read as a date; it is kept as typed. Type day, month and four-digit year: 29.02.2000
tui-date-no-such-day = There is no { $typed } in the calendar; it is kept as typed.
tui-pick-hint = type to search
tui-pick-nothing = Nothing matches.
tui-pick-empty = not chosen
tui-prompt-blank = Cannot be left empty; a short answer will do.
tui-quit-question = Leave the program?
tui-quit-body = Everything saved is kept; unfinished forms stay as drafts.
tui-quit-stay = Cancel
tui-quit-leave = Leave
tui-help-sync = Central
tui-help-title = Keys
tui-palette-title = Commands

# why the desk cannot be shown

tui-terminal-none = The desk needs a terminal; its input or output is redirected. Open the program in a terminal window.
tui-terminal-dumb = This terminal (TERM=dumb) cannot show screens. Connect by SSH with -t, or set TERM, for example to xterm.
tui-terminal-broken = The terminal did not answer. Close the window and open another; nothing that was saved is lost.

# keys: headings of the help

tui-key-space = Space
tui-keys-global = Everywhere
tui-keys-list = In a list
tui-keys-form = In a form
tui-keys-writing = While writing
tui-keys-area = In a long text
tui-keys-choice = In choices
tui-keys-pick = In a field filled from a list
tui-keys-open-pick = In an open list
tui-keys-prompt = In questions answered with text
tui-keys-dialog = In questions

# keys: label and explanation of each

tui-help = Help
tui-help-help = Shows the keys that act here and what they do.
tui-palette = Commands
tui-palette-help = Lists everything that can be done here; type to find it.
tui-back = Back
tui-back-help = Goes one step back, or closes what is open.
tui-quit = Quit
tui-quit-help = Leaves the program after a question. What was typed is kept as a draft.
tui-redraw = Redraw
tui-redraw-help = Draws the screen again when it is garbled.
tui-up = Up
tui-up-help = One row up.
tui-down = Down
tui-down-help = One row down.
tui-page-up = Page up
tui-page-up-help = One page up.
tui-page-down = Page down
tui-page-down-help = One page down.
tui-first = First
tui-first-help = To the first row.
tui-last = Last
tui-last-help = To the last row.
tui-next-field = Next field
tui-next-field-help = To the next field.
tui-previous-field = Previous field
tui-previous-field-help = To the field before.
tui-enter = Go on
tui-enter-help = Finishes the field and goes to the next.
tui-left = Left
tui-left-help = Moves the cursor one letter left.
tui-right = Right
tui-right-help = Moves the cursor one letter right.
tui-word-left = Word left
tui-word-left-help = Moves the cursor one word left.
tui-word-right = Word right
tui-word-right-help = Moves the cursor one word right.
tui-line-start = Line start
tui-line-start-help = To the start of the line.
tui-line-end = Line end
tui-line-end-help = To the end of the line.
tui-delete-back = Delete back
tui-delete-back-help = Deletes the letter before the cursor.
tui-delete-forward = Delete
tui-delete-forward-help = Deletes the letter under the cursor.
tui-delete-word = Delete word
tui-delete-word-help = Deletes the word before the cursor.
tui-delete-to-start = Delete to start
tui-delete-to-start-help = Deletes from the cursor to the start of the line.
tui-undo = Undo
tui-undo-help = Takes back the last change.
tui-redo = Redo
tui-redo-help = Makes the change again that was taken back.
tui-new-line = New line
tui-new-line-help = Starts a new line.
tui-line-up = Line up
tui-line-up-help = One line up; from the first line to the field before.
tui-line-down = Line down
tui-line-down-help = One line down; from the last line to the next field.
tui-text-start = Text start
tui-text-start-help = To the start of the text.
tui-text-end = Text end
tui-text-end-help = To the end of the text.
tui-choice-digit = Choose
tui-choice-digit-help = Chooses the option with that number; pressed again, clears it.
tui-choice-toggle = Choose/clear
tui-choice-toggle-help = Chooses the option under the cursor, or clears it.
tui-choice-previous = Previous choice
tui-choice-previous-help = To the choice before.
tui-choice-next = Next choice
tui-choice-next-help = To the next choice.
tui-open-list = List
tui-open-list-help = Opens the list. Typing opens and filters it too; space opens it in a filled field as well.
tui-clear-pick = Empty
tui-clear-pick-help = Empties the field.
tui-accept = Choose
tui-accept-help = Takes the selected one.
tui-close-list = Close
tui-close-list-help = Closes the list without a change.
tui-press = Press
tui-press-help = Presses the selected button.
tui-button-next = Next button
tui-button-next-help = To the next button.
tui-button-previous = Previous button
tui-button-previous-help = To the button before.
tui-confirm = Done
tui-confirm-help = Takes the answer typed.
