# The administrator's pages: what those who run central see in a browser
console-name = Administration of central
console-to-home = Back to the offices
console-sign-in-title = Administrator's sign-in
console-sign-in-lead = Sign in to watch how offices and their computers are connected to central.
console-sign-in-forgotten = If you forgot your password, ask central's operator for a new code.
console-first-lead = Choose your password with the one-time code central's operator gave you.
console-code-wrong = The code is wrong, was used or has expired. Check it and type it again, or ask central's operator for a new one.

console-home-title = Offices
console-count-offices = offices
console-province = Province
console-province-all = All provinces
console-search = Name or code of the office
console-troubled-only = Only those with a trouble
console-filter = Show
console-offices-shown =
    { $count ->
        [one] One office
       *[other] { $count } offices
    }
console-offices-caption = Offices, those with a trouble first
console-offices-none = No office is like that.
console-office = Office
console-troubles = Trouble
console-seen = Last seen
console-unsent = Records not sent
console-behind = Records not read
console-devices = Computers
console-device = Computer
console-version = Version
console-never = never
console-unknown = unknown
console-page-before = Those before

console-trouble-set-aside = a computer is set aside
console-trouble-office-silent = no word of the office
console-trouble-unsent = records cannot be sent
console-trouble-device-silent = no word of a computer
console-trouble-behind = lags behind
console-trouble-rejected = records could not be applied
console-trouble-undecided = waits for a decision
console-trouble-no-device = no computer is enrolled

console-fact-seen = The office was last seen
console-fact-records = Records at central
console-fact-reviews = Records the office has to decide on
console-fact-rejected = Records that could not be applied
console-devices-none = No computer of this office is known to central. Give out an enrolment code; it is typed at the desk with "acikkapi device enrol".
console-device-active = active
console-device-set-aside = set aside
console-device-revoked = revoked
console-device-unsent = { $count }; the oldest of { $time }
console-device-fork = Set aside on { $time }: after record { $held } it sent another history than central holds; its disk may have been copied. What it sent was kept, nothing was deleted. Look at the computer.
console-compared = Last compared with central
console-compared-left = { $time }; { $count } records could not be repaired
console-held = Its records at central
console-enrolled = Enrolled
console-id = Its id
console-revoke = Revoke
console-revoke-sentence = The computer cannot connect to central from then on. Its records stay; it can be enrolled again with a new code.
console-revoke-button = Revoke:
console-codes = Enrolment codes
console-code-title = New enrolment code
console-code-sentence = Give out a one-time code for a new computer. The code is shown only once.
console-code-button = Give out an enrolment code
console-code-use = Run "acikkapi device enrol" at the desk and type this code. It is not shown again; it works until { $time }.
console-code-made = Given out
console-code-expires = Works until
console-state = State
console-code-used = used
console-code-blocked = blocked after too many wrong attempts
console-code-expired = expired
console-code-waits = waits
console-acts = What was done
console-done-code = An enrolment code was given out.
console-done-revoked = The computer was revoked.
