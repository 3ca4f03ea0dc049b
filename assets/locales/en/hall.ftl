# call display in the hall: numbers alone, nothing personal
hall-number = NUMBER
hall-counter = COUNTER
hall-call = Number { $number }, counter { $counter }
hall-previous = Calls before
hall-waiting = Waiting
hall-nobody = Nobody has been called yet
hall-stale = The records cannot be reached; listen for calls from the counters. Trying again.
