# names of the values people choose from: kinds, priority classes, education and so on

language-tr = Türkçe
language-en = İngilizce
