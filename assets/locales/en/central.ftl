# Commands of the central server
central-code-issued = Enrolment code for office { $office }:
central-code-use = Run "acikkapi device enrol" at the desk and type this code. It works once, until { $time }, and is not shown again.
central-devices-none = No computers are enrolled.
central-devices-head = OFFICE NO COMPUTER                             LAST SEEN        RECORDS VERSION STATE
central-device-active = active
central-device-revoked = revoked
central-device-quarantined = set aside (fork)
central-device-never = never
central-revoked = Computer { $number } of office { $office } is revoked.
central-epoch-begun = A new epoch has begun: { $epoch }. The computers send what is missing again by themselves.
central-officer-code = One-time code for { $login }:
central-officer-code-use =
    Give the code to the officer, who opens { $page } in a browser and types the e-mail address and this code to choose a password. The code can be used once and is not shown again; it is good until { $time }.
central-officer-gone = Nobody can sign in as { $login } any more; open sessions were ended.
central-officers-none = There are no accounts of unit officers.
central-officers-head = OFFICE UNIT         E-MAIL                         NAME                           STATE
central-officer-active = active
central-officer-invited = code not used yet
central-officer-expired = code expired
central-officer-disabled = disabled

central-error-database-setting = The database setting cannot be read. Correct database in the settings: { $detail }
central-error-database = PostgreSQL does not answer or refused the request. See that it runs, and check the connection in the settings: { $detail }
central-error-database-old = PostgreSQL is too old; install version 15 or later: { $detail }
central-error-schema-new = The database belongs to a newer version of the program; nothing was changed. Install that version. ({ $detail })
central-error-migration = The database's schema history does not fit this program; nothing was changed. Use the build of the program that made the database. ({ $detail })
central-error-file = The data folder cannot be used. Check its path and permissions: { $detail }
central-error-authority = The certificate authority cannot be used. Put its files in the data folder back from their copy: { $detail }
central-error-serve = The server cannot run. Check the address and port in the settings: { $detail }
central-error-messages = The gateway of messages cannot be used; central was not started. Correct this section of the settings: { $detail }
central-error-office = An office code has five digits (province plate and office number, such as 32000): { $detail }
central-error-no-device = The office has no computer with this number: { $detail }
central-error-officer-login = The e-mail address cannot be read; write it like name.surname@office.gov.tr. ({ $detail })
central-error-officer-name = Write the officer's name, at most 120 characters. ({ $detail })
central-error-officer-unit = A unit code is at most 16 capital letters (A–Z), digits and dashes, as in the directory. ({ $detail })
central-error-login-taken = There is an account with this e-mail address; for a new code use "acikkapi central officer reset": { $detail }
central-error-no-officer = There is no account with this e-mail address: { $detail }
