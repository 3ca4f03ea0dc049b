# names of the values people choose from: kinds, priority classes, education and so on

language-tr = Turkish
language-en = English
