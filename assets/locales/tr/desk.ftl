# use cases: errors, reasons and warnings of the domain, the store and the desk
desk-error-ticket-waiting = Bu sıra şu anda bekliyor; işlem yapılmadı. Liste yenilendi.
desk-error-ticket-called = Bu sıra bir bankoya çağrılmış durumda; işlem yapılmadı. Liste yenilendi.
desk-error-ticket-serving = Bu sıranın görüşmesi sürüyor; işlem yapılmadı. Liste yenilendi.
desk-error-ticket-held = Bu sıra bekletiliyor; işlem yapılmadı. Liste yenilendi.
desk-error-ticket-no-show = Bu sıra “gelmedi” olarak işaretli; işlem yapılmadı. Liste yenilendi.
desk-error-ticket-ended = Bu sıra kapanmış; işlem yapılmadı. Liste yenilendi.
desk-error-called-too-seldom = Ziyaretçi { $calls } kez çağrıldı. “Gelmedi” demek için 3 kez çağırın.
desk-error-counter-busy = { $counter } numaralı bankoda bir ziyaretçi var. Önce onu bitirin, bekletin ya da geri alın.
desk-error-not-found = Aranan kayıt bulunamadı; işlem yapılmadı. Liste yenilendi.
