# sync and the central server
