# registration: the form, its choices, warnings and reasons, the final number, guidance

# Person kind
register-person-citizen = Citizen
register-person-foreigner = Foreigner
register-person-without-number = No identity number
register-notify-sms = SMS
register-notify-email = E-mail
register-notify-call = Do not write, call
register-language-tr = Turkish
register-language-en = English
register-reason-email-later = Will give the address later

# Gender
register-gender-female = Female
register-gender-male = Male

# Age group
register-age-under-18 = Under 18
register-age-18-29 = 18–29
register-age-30-44 = 30–44
register-age-45-64 = 45–64
register-age-over-65 = 65 and over

# Education
register-education-illiterate = Cannot read
register-education-literate = Can read
register-education-primary = Primary school
register-education-middle = Middle school
register-education-high = High school
register-education-bachelor = University
register-education-postgraduate = Postgraduate

# Work
register-sector-public = Public sector
register-sector-private = Private sector
register-sector-self-employed = Self-employed
register-sector-farmer = Farmer
register-sector-retired = Retired
register-sector-student = Student
register-sector-homemaker = Homemaker
register-sector-unemployed = Unemployed
register-sector-other = Other

# Channel
register-channel-in-person = In person
register-channel-web = Web site
register-channel-mobile-app = Mobile app
register-channel-e-government = e-Devlet
register-channel-other = Other

# Kind of application
register-kind-request = Request
register-kind-complaint = Complaint
register-kind-suggestion = Suggestion
register-kind-denunciation = Denunciation
register-kind-thanks = Thanks
register-kind-information-request = Information request

# Outcome of guidance
register-guidance-solved = Solved
register-guidance-directed = Sent to the right institution
register-guidance-not-solved = Not solved; the visitor knows why

# Warnings: none of them stops a registration
register-warning-identity-missing = No identity number was typed.
register-warning-identity-not-digits = An identity no has only digits; perhaps a passport number.
register-warning-identity-length = An identity no has 11 digits; too few or too many were typed.
register-warning-identity-leading-zero = An identity number does not begin with 0.
register-warning-identity-repeated = Nobody is given this number of one repeated digit.
register-warning-identity-checksum = Identity no wrong: a digit is wrong or two are swapped.
register-warning-identity-foreigners = It begins with 99: perhaps a foreigner's number.
register-warning-identity-not-foreigners = A foreigner's number begins with 99; this one does not.
register-warning-identity-unexpected = “No identity number” was chosen, but a number was typed.
register-warning-name-missing = The given or the family name was not typed.
register-warning-phone-missing = No phone was typed: the number cannot be sent by SMS.
register-warning-email = To be told by e-mail, but there is no address or it is wrong.
register-warning-phone-not-digits = The phone has a sign that is no digit.
register-warning-phone-area-code = The area code is missing: type 0312 123 45 67.
register-warning-phone-length = The phone has too few or too many digits.
register-warning-phone-prefix = No phone number begins like this.
register-warning-birth-not-a-date = Birth date not read: type day, month, year (29.02.1960).
register-warning-birth-no-such-day = Birth date wrong: there is no such day in the calendar.
register-warning-birth-in-future = The birth date is after today.
register-warning-topic-missing = No topic was chosen.
register-warning-text-missing = The application has no text.
register-warning-duplicate = This person has a similar open application.

# Why the registration went on in spite of a warning
register-reason-no-document = Identity document not at hand
register-reason-does-not-know = Does not know it
register-reason-declined = Did not want to tell
register-reason-as-on-document = It is written so on the document
register-reason-as-told = Written as told
register-reason-passport = Passport number
register-reason-no-phone = Has no phone
register-reason-comes-back = Will come and ask for the result
register-reason-no-topic-fits = No topic of the list fits
register-reason-unit-decides = The unit will decide the topic
register-reason-text-attached = The text is in the attached petition
register-reason-no-text-needed = No text is needed
register-reason-other-event = About another event
register-reason-addition = Adds to the earlier application
register-reason-wants-new = The applicant wants a new one

# The form: parts, fields, explanations under fields
register-title = New application
register-title-of = New application: { $name }
register-title-saving = Registering…
register-section-person = APPLICANT
register-section-application = APPLICATION
register-field-who = Who
register-field-given-name = Given name
register-field-family-name = Family name
register-field-number = Identity no
register-field-phone = Phone
register-field-notify = Told by
register-field-language = Language
register-field-email = E-mail
register-field-birth-date = Birth date
register-field-age-group = Age group
register-field-gender = Gender
register-field-person-kind = Person
register-field-education = Education
register-field-sector = Work
register-field-province = Province
register-field-district = District
register-field-neighbourhood = Quarter
register-field-kind = Kind
register-field-channel = Channel
register-field-topic = Topic
register-field-text = Text
register-field-petition = Petition
register-field-files = File
register-petition-taken = Signed, taken
register-hint-who = Type an identity number, a name or a phone. ↓ and Enter choose a known person; Enter alone goes on with a new one.
register-hint-number = 11 digits. Leave it empty if it is not known; the reason is asked when you save.
register-hint-phone = As 0532 123 45 67; foreign numbers begin with +. Leave it empty if there is none.
register-hint-notify = Ask how to tell the applicant. Who does not agree, or has no phone, goes on the call list.
register-hint-birth-date = Type the digits alone: 29021960. If it is not known, choose the age group.
register-hint-district = Type a few letters of the district; Turkish letters are not needed.
register-hint-neighbourhood = Type a few letters; what is not in the list is taken as typed.
register-hint-topic = Type what the visitor says, in Turkish: su akmıyor, engelli aylığı, kaldırım…
register-hint-text = Enter starts a new line, Tab goes to the next field, Ctrl+Z takes back.
register-hint-petition = Space or 1 ticks. A signed petition also starts the legal 30 days.
register-hint-files = Type or paste the path and press Enter: PDF, JPEG, PNG, TIFF, at most 10 MB. Enter on nothing saves.

# Known persons
register-column-name = Name
register-column-born = Born
register-column-place = District
register-column-number = Identity no
register-column-last = Last
register-column-count = Count
register-newcomer = New person: { $typed }
register-nobody = Nobody known was found; Enter goes on with a new person.
register-known = Known person.
register-known-since = { $count ->
    [one] Known person: 1 application, on { $day }.
   *[other] Known person: { $count } applications, the last on { $day }.
 }
register-duplicate = { $number } of { $day }, last day { $due }
register-duplicates-more = and { $count } more
register-other-number = The number differs from the known one; if it is somebody else, begin anew with Ctrl+N.
register-replace-question = Change the applicant?
register-replace-body = { $here } stands in the form; put { $other } in the place? The application's part stays as it is.
register-replace-keep = Keep
register-replace-now = Change

# What came of the form
register-kept = The form is kept as a draft; go on with it from the queue.
register-draft-failed = The draft could not be kept: { $why } What you typed is still on the screen; it will be tried again.
register-discard-question = Throw the form away?
register-discard-body = Everything typed in this form goes, and its draft. The record of a known person stays.
register-discard-keep = Keep it
register-discard-now = Throw away
register-discarded = The form was thrown away.
register-wait = The application is being saved; wait for the result.

# Reasons
register-reasons-title = Warnings
register-reasons-heading = { $count ->
    [one] Before it is saved: 1 warning
   *[other] Before it is saved: { $count } warnings
 }
register-reasons-intro = No warning stops a registration. Choose the reason of each by its digit, or type it.
register-reason-label = Reason:
register-reason-none = not written
register-reason-end = Save

# What was registered
register-title-done = Registered
register-due = Answer by
register-due-by-calendar = By calendar days
register-due-by-working = By working days
register-due-legal = Legal term
register-due-today = today is the last day
register-due-in = { $days ->
    [one] 1 day left
   *[other] { $days } days left
 }
register-due-past = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
 }
register-rule-calendar = calendar days
register-rule-working = working days
register-legal-petition = signed petition, law 3071
register-legal-information = request for information, law 4982
register-next-finish = End the visit, back to the queue
register-next-close = Back to the queue
register-next-another = Another application of the same person
register-next-back = Back to the queue, the visit goes on
register-finished = The visit has ended.
register-monday = Monday
register-tuesday = Tuesday
register-wednesday = Wednesday
register-thursday = Thursday
register-friday = Friday
register-saturday = Saturday
register-sunday = Sunday

# Guidance
register-guidance-title = Guidance
register-guidance-outcome = Outcome
register-guidance-note = Note
register-guidance-hint = 1–3 choose the outcome; Enter saves and ends the visit.
register-guidance-topic-hint = Optional. Type what the visitor says, in Turkish: su akmıyor, engelli aylığı…
register-guidance-note-hint = Optional. Write nothing about identity or health.
register-guidance-saved = Guidance recorded; the visit goes on.
register-guidance-finished = Guidance recorded, the visit has ended.

# Keys
register-keys = In the application form
register-keys-visitors = In the list of known persons
register-keys-reasons = At the reasons of warnings
register-keys-registered = After registering
register-keys-guidance = In guidance
register-save = Save
register-save-help = Registers the application; asks for the reasons of warnings first.
register-to-application = Application
register-to-application-help = Goes to the application's part of the form.
register-to-person = Applicant
register-to-person-help = Goes back to the applicant's part of the form.
register-somebody-else = Somebody else
register-somebody-else-help = Empties the applicant's part; the application's part stays.
register-open-duplicate = Similar one
register-open-duplicate-help = Shows the person's similar open application; the form stays as it is.
register-detach = Remove file
register-detach-help = Takes the last file out of the form.
register-discard = Throw away
register-discard-help = Throws the form and its draft away, after a question.
register-choose = Choose
register-choose-help = Takes the selected person into the form; the first row is a new person.
register-reason-next = Go on
register-reason-next-help = To the next warning; saves after the last.
register-reason-digit = Reason
register-reason-digit-help = Writes the reason of that digit.
register-finish = End the visit
register-finish-help = Ends the visit and goes back to the queue.
register-another = Another
register-another-help = Opens a new form for the same person.
register-guidance-finish = Save and end
register-guidance-finish-help = Records the guidance and ends the visit.
register-guidance-save = Save
register-guidance-save-help = Records the guidance; the visit goes on.
