# acikkapi queue simulate, acikkapi queue replay: the rules compared

fairness-percent = { $value }%
fairness-lane-priority = priority
fairness-lane-priority-class = priority { $place }
fairness-lane-ordinary = ordinary

fairness-rule-recorded = as it happened
fairness-rule-first-come = first come
fairness-rule-absolute = absolute
fairness-rule-quota = quota k={ $k }
fairness-rule-accumulating = accumulating

fairness-column-rule = Rule
fairness-column-lane = Lane
fairness-column-visitors = Count
fairness-column-mean = Mean
fairness-column-theory = Theory
fairness-column-p50 = 50%
fairness-column-p90 = 90%
fairness-column-p99 = 99%
fairness-column-max = Max
fairness-column-overtaken = Passed
fairness-column-run = Run
fairness-legend =
    Times are the minutes those who were called spent in the queue; for ninety in a hundred
    they are at most what the column 90% says.
    Passed: those who saw somebody who came later called before them.
    Run: the most priority calls in a row while the ordinary lane waited.
fairness-legend-own = * the office's own rule

# model

fairness-simulated =
    { $counters ->
        [one] { $counters } counter
       *[other] { $counters } counters
    }, { $rate } visitors an hour, visits of { $service } min on average; load { $load }.
    Each rule was tried with the same { $visitors } visitors (seed { $seed }).
fairness-accuracy-none = How exact the means are cannot be told: there are too few visitors for that.
fairness-accuracy = 95% confidence interval of the means: at most ±{ $width }.
fairness-accuracy-theory = 95% confidence interval of the means: at most ±{ $width }; farthest from theory: { $farthest }.
fairness-model-counters = The number of counters must be 1 to { $most }; nothing was computed.
fairness-model-arrivals = The number of visitors an hour must be over zero; nothing was computed.
fairness-model-shares = Give the priority shares in per cent, each 0 to 100 and at most 100 together. Nothing was computed.
fairness-model-service = The length of a visit must be over zero, the variation zero or over; nothing was computed.
fairness-model-not-like = { $days }: too few visits were recorded to make a model of them; nothing was computed. Choose other days.
fairness-model-overloaded = Load { $load }: the counters cannot keep up, the queue grows for ever, and no rule mends that. At least { $needed } counters are needed; nothing was computed.

# recorded days

fairness-replayed = { $days }: { $turns } tickets, { $counters ->
    [one] { $counters } counter
   *[other] { $counters } counters
}; { $uncalled } ended without a call.
fairness-ends-assumed = { $count ->
    [one] The end of { $count } visit was not recorded; it is taken to be of median length.
   *[other] The ends of { $count } visits were not recorded; they are taken to be of median length.
}
fairness-reproduced = { $day }: all { $calls } recorded calls are in the order of the office's rule ({ $rule }).
fairness-not-reproduced = { $day }: of { $calls } recorded calls the first { $same } are in the order of the office's rule ({ $rule }), then they part. Calls out of order: { $chosen }, undone: { $undone }, changes of the rule during the day: { $changes }.
fairness-nothing-recorded = { $days }: no ticket was given. Choose another day.
fairness-json-failed = The result could not be written as JSON. Run "acikkapi doctor" and report what it says.

# recommendation

fairness-advice-take =
    Recommended: k = { $k } (priority calls in a row while the ordinary lane waits).
    Of the priority lane 90% wait at most { $priority } min (target { $priority-target }), of the ordinary lane { $ordinary } min (target { $ordinary-target }).
    The first of the ordinary lane is called by call { $guarantee } at the latest.
fairness-advice-smaller = A smaller k is not enough: with { $k }, 90% of the priority lane wait up to { $priority } min.
fairness-advice-not-certain = A target is only just met: so little data cannot make it certain. Choose more days together.
fairness-advice-no-difference =
    Recommended: leave the rule as it is. Whatever k, waits differ by less than a minute: only { $contested } calls were made while both lanes waited.
    Of the priority lane 90% wait at most { $priority } min, of the ordinary lane { $ordinary } min.
fairness-advice-ordinary-too-long =
    Both targets cannot be met. The priority lane needs k = { $k } at least ({ $priority } min, target { $priority-target }); 90% of the ordinary lane then wait up to { $ordinary } min (target { $ordinary-target }).
    A rule only shares the waiting out; to have less of it, open a counter.
fairness-advice-priority-too-long =
    The target of the priority lane ({ $priority-target } min) is met with no k that was tried. The best is k = { $k }: { $priority } min; ordinary lane { $ordinary } min.
    A rule only shares the waiting out; to have less of it, open a counter.
fairness-advice-too-thin =
    No recommendation: too little data. There are { $priority } waits in the priority lane and { $ordinary } in the ordinary one; at least { $needed } of each are needed.
    Choose more days together.
