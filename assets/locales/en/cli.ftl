# command line: help texts and what subcommands print
