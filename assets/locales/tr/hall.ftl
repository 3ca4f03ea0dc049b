# salondaki çağrı ekranı: yalnız numaralar, kişisel hiçbir şey
hall-number = NUMARA
hall-counter = BANKO
hall-call = { $number } numara, { $counter } numaralı banko
hall-previous = Önceki çağrılar
hall-waiting = Bekleyen
hall-nobody = Henüz kimse çağrılmadı
hall-stale = Kayıtlara ulaşılamıyor; çağrılar bankolardan duyurulur. Yeniden deneniyor.
