# Unit pages: what officers of service units see in a browser
portal-name = Service units
portal-skip = Skip to the content
portal-language = Language
portal-sign-out = Sign out
portal-title-error = Error:
portal-errors-title = Please correct
portal-to-home = Back to the applications

portal-sign-in-title = Sign in
portal-sign-in-lead = Sign in to see and answer the applications routed to your unit.
portal-login = E-mail address
portal-password = Password
portal-sign-in-button = Sign in
portal-sign-in-first = First time here? Choose your password with the one-time code
portal-sign-in-forgotten = If you forgot your password, ask the Açık Kapı desk for a new code.
portal-sign-in-wrong = The e-mail address or the password is wrong. Check what you typed and try again.
portal-sign-in-wait = There were too many wrong attempts. For safety, wait { $minutes } min and try again.
portal-login-empty = Write your e-mail address.
portal-password-empty = Write your password.
portal-code-empty = Write the code you were given.

portal-first-title = Choose a password
portal-first-lead = Choose your password with the one-time code the Açık Kapı desk gave you.
portal-first-button = Keep the password and sign in
portal-first-back = If you have a password, sign in
portal-code = One-time code
portal-code-hint = Sixteen letters and digits; dashes may be left out.
portal-code-wrong = The code is wrong, was used, or has expired. Check it and type it again, or ask the Açık Kapı desk for a new one.
portal-password-new = New password
portal-password-again = New password, once more
portal-password-hint = At least { $least } characters. A sentence of a few words makes a good password; not of words and numbers everybody thinks of first.
portal-password-short = The password is too short: write at least { $least } characters.
portal-password-long = The password is too long: write at most { $most } characters.
portal-password-guessable = This password is easily guessed: it is made of common words, numbers or your name. Add other words.
portal-password-differs = The two passwords differ. Write the same one twice.

portal-home-title = Applications
portal-home-none = No applications are routed to your unit.

portal-forbidden-title = The request was not accepted
portal-forbidden-sentence = The form was not sent from this session. Nothing was changed; open the page again and try once more.
portal-not-found-title = Page not found
portal-not-found-sentence = There is nothing at this address that can be shown to you. Check the address, or go back to the applications.
portal-unreadable-title = The request could not be read
portal-unreadable-sentence = What was sent could not be read, or is too large. Nothing was changed; go back and try again.
portal-away-title = No answer at the moment
portal-away-sentence = The system does not answer for the time being; nothing was changed. Return to what you typed with the browser's back button and send it again in some minutes.
