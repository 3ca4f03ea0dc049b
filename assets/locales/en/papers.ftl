# papers: the receipt for the applicant, the cover letter to a unit

papers-desk = Açık Kapı desk
papers-governor = Governor
papers-district-governor = District governor
papers-defect = The paper could not be made. The records are as they were; this is a defect of the program. Tell the IT unit.

papers-contact-address = Address:
papers-contact-telephone = Telephone:
papers-contact-email = E-mail:
papers-contact-web = Web:

# Receipt
papers-receipt-title = RECEIPT FOR AN APPLICATION
papers-receipt-about = Receipt for application { $number }
papers-receipt-number = Application number
papers-receipt-former = Former number
papers-receipt-at = Day and time
papers-receipt-applicant = Applicant
papers-receipt-kind = Kind
papers-receipt-topic = Topic
papers-receipt-channel = Channel
papers-receipt-handed-in = Handed in
papers-receipt-petition = signed petition
papers-receipt-files = { $count ->
    [one] 1 file
   *[other] { $count } files
 }
papers-receipt-terms = When you get an answer
papers-receipt-due = Last day of the answer
papers-receipt-counted = { $days } { $rule }
papers-receipt-binding = { $day } (this one counts)
papers-receipt-petition-term = Petition (law 3071 art. 7)
papers-receipt-information-term = Information (law 4982 art. 11)
papers-receipt-follow = How to follow your application
papers-receipt-how = With the number on this paper you learn how your application stands at an Açık Kapı desk, at www.acikkapi.gov.tr or in the Açık Kapı app. You are also told when it is concluded. Tell your number to officials only.
papers-receipt-law-petition = By article 7 of law 3071 on the right of petition, the competent authorities give the petitioner an answer with reasons on the result, or on the course of what is being done, within { $days } days at the latest.
papers-receipt-law-information = By article 11 of law 4982 on the right to information, institutions give access to the information or document asked for within { $days } working days.
papers-receipt-clerk = Registered by
papers-receipt-signature = Signature:
papers-receipt-received = I have received this paper
papers-receipt-date-and-signature = Date and signature:

# Cover letter
papers-letter-about = Cover letter { $number }
papers-letter-number = No.
papers-letter-subject = Re
papers-letter-subject-line = Açık Kapı Application { $number }
papers-letter-somebody = Somebody whose name was not told
papers-letter-what = { $applicant } made the application { $number } ({ $kind }) to the Açık Kapı desk on { $day }; it is enclosed.
papers-letter-topic = Topic of the application: { $topic }.
papers-letter-wanted = Please have it looked into and tell the Açık Kapı desk the result with its reasons by { $day } at the latest; if the result is negative, with its legal ground and what the applicant can do next.
papers-letter-law-petition = By article 7 of law 3071 on the right of petition, { $day } is the last day for an answer to the applicant.
papers-letter-law-information = By article 11 of law 4982 on the right to information, { $day } is the last day for giving access to what was asked for.
papers-letter-please = For your information and action, please.
papers-letter-submit = Respectfully submitted for your information and action.
papers-letter-name = Name SURNAME
papers-letter-annexes = Annex:
papers-letter-annex-text = text of the application ({ $pages ->
    [one] 1 page
   *[other] { $pages } pages
 })
papers-letter-annex-files = files handed in with it ({ $count })
papers-letter-annex-title = Annex: text of application { $number }
papers-letter-annex-empty = The applicant gave no text.
papers-letter-ask = To ask: { $name }
