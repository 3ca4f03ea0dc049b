# acikkapi doctor: checks, findings, what to do
