# Sync with central

# What only a person can mend
sync-halted-fork = Central holds another history of this computer: its file was copied, or an old folder put back by hand. The records stay here and are not sent. Call central's administrator; if this computer is to go on as a new one, close the program and run "acikkapi device renew".
sync-halted-quarantined = Central has set this computer aside, since two files send under its name. The records stay here and are not sent. Call central's administrator; if this computer is to go on as a new one, close the program and run "acikkapi device renew".
sync-halted-revoked = Central has withdrawn this computer's permission. The records stay here. Ask for a new enrolment code and run "acikkapi device enrol".
sync-halted-unauthorised = Central does not know this computer. The records stay here. Ask for a new enrolment code and run "acikkapi device enrol".
sync-halted-damaged-log = The record's chain does not verify at central, and sending has stopped. The records stay here. Run "acikkapi doctor" and tell central's administrator what it says.
sync-halted-too-old = Central no longer takes records from a version this old. The records stay here. Update the program.
sync-halted-refused = Central refused the request. The records stay here. Update the program, or call central's administrator.

# Why the last attempt brought nothing
sync-why-offline = { $reason } The records stay here and leave by themselves; the next attempt is at { $time }.
sync-trouble-unreachable = No connection.
sync-trouble-untrusted = The server's certificate is not our central's, or this computer's clock is very wrong.
sync-trouble-not-central = Another server answers at central's address.
sync-trouble-setting = Central's address or the stored certificate cannot be used.
sync-trouble-busy = Central is busy at the moment.
sync-trouble-refused = Central refused the request.
sync-trouble-store = The local record could not be read or written.

# Making a computer known to central (acikkapi device enrol)
sync-enrol-done = This computer is now known to central as number { $number } of office { $office }. Sending starts by itself.
sync-enrol-renumbered = Application numbers given from now on carry computer number { $number }; numbers already given stay valid and do not change.
sync-enrol-code-character = A character was typed that no code contains. Type the code again, group by group.
sync-enrol-code-length = A code has 40 characters; too few or too many were typed. Type the code again, group by group.
sync-enrol-code-mistyped = The code is mistyped. Compare the characters and type it again.
sync-enrol-code-wrong = Central does not know this code. Ask the administrator for a new one.
sync-enrol-code-expired = The code has expired. Ask the administrator for a new one.
sync-enrol-code-used = The code was used before. A code works once; ask the administrator for a new one.
sync-enrol-code-blocked = There were too many wrong attempts with this code. Ask the administrator for a new one.
sync-enrol-office-mismatch = The code is for another office. Ask for this office's code; this one was not used up.
sync-enrol-numbers-exhausted = All 99 computer numbers of this office are taken. Call central's administrator.
sync-enrol-unreachable = Central could not be reached; nothing was changed. Check the address and the connection and try again.
sync-enrol-untrusted = The server is not the central that gave the code, or this computer's clock is very wrong; nothing was sent. Check the address, the clock and the code.
sync-enrol-not-central = The server at this address is not an Açık Kapı central; nothing was changed. Check the address.
sync-enrol-address = The address cannot be used; type central's address, beginning with https://.
sync-enrol-busy = Central cannot answer at the moment; nothing was changed. Try again with the same code in a few minutes.
sync-enrol-refused = Central refused the request; nothing was changed. Update the program, or call central's administrator.
sync-enrol-store = The local record could not be read or written. Run "acikkapi doctor", then try with a new code.

# A new device, when central has set it aside (acikkapi device renew)
sync-renew-done = This computer is a new device now; all records stay. Ask for a new enrolment code and run "acikkapi device enrol"; then what was not sent is sent by itself.
sync-renew-not-needed = Central takes this computer's records as they are; nothing was changed.
sync-renew-unknown = Central could not be asked whether this is needed; nothing was changed. { $reason }

# Status (acikkapi device status)
sync-status-office = Office: { $office }
sync-status-device = Computer: { $device }
sync-status-number = Its number: { $number }
sync-status-server = Central: { $server }
sync-status-not-enrolled = This computer is not known to central. The records stay here; to make it known, run "acikkapi device enrol".
sync-status-queued = Records waiting to be sent: { $count }
sync-status-oldest = Oldest of them: { $time }
sync-status-receipt = Central's last receipt: { $time }
sync-status-no-receipt = Central has not given a receipt yet.
sync-compared-never = What is held here has not been compared with central yet.
sync-compared-same = This computer and central hold the same records (compared { $time }).
sync-compared-mended = When compared ({ $time }), some records differed: { $fetched } were fetched from central, { $given } given back to it.
sync-compared-differs = When compared ({ $time }), { $count } records differed and could not be mended.
sync-status-central-answers = Central answers; it holds { $acked } records of this computer.
