#!/usr/bin/env bash
# Runs every bench and writes docs/performance.md.
#
#   benches/report.sh DATE             run everything (about 15 minutes; an hour the first time,
#                                      which makes an office with a million applications, 7 GB)
#   benches/report.sh DATE --last-run  only write the page, from the figures of the last runs
#
# DATE is written into the page, such as 2026-11-24. ACIKKAPI_BENCH_WITH is put before each run:
# ACIKKAPI_BENCH_WITH="chrt --rr 10" keeps other work on a shared machine out of the figures.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

date=${1:?"usage: benches/report.sh DATE [--last-run]"}
with=${ACIKKAPI_BENCH_WITH:-}
figures=target/bench-data/figures
page=docs/performance.md
benches=(program writing reading history cases central ingest drawing computing)

run() {
  export ACIKKAPI_BENCH_MILLION=1
  cargo bench --no-run
  for bench in "${benches[@]}"; do
    # shellcheck disable=SC2086 # a command and its options
    $with cargo bench --bench "$bench"
  done
  printf '%s, load %s' "${with:-no command put before it}" "$(cut -d' ' -f1-3 /proc/loadavg)" \
    >"$figures/run"
}

field() { sed -n "s/^$1[[:space:]]*: //p" "$2" | head -n 1; }

disk() {
  local device
  device=$(findmnt -no SOURCE --target target)
  printf '%s, %s' "$(findmnt -no FSTYPE --target target)" "$device"
}

machine() {
  cat <<END
| | |
| --- | --- |
| date | $date |
| processor | $(field 'model name' /proc/cpuinfo), $(nproc) cores |
| memory | $(($(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo) / 1024)) MiB |
| disk | $(disk) |
| kernel | $(uname -sr) |
| compiler | $(rustc --version) |
| program | acikkapi $(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1), $(git rev-parse --short HEAD) |
| run | $(cat "$figures/run") |
END
}

table() {
  printf '\n## %s\n\n%s\n\n' "$2" "$3"
  printf '| figure | median | p99 | slowest | runs | target (p99) | floor | median / floor |\n'
  printf '| --- | ---: | ---: | ---: | ---: | --- | --- | ---: |\n'
  cat "$figures/$1.md"
}

# Figures of what is done in a while, not of single runs.
load() {
  printf '\n## %s\n\n%s\n\n' "$1" "$2"
  printf '| figure | measured | target |\n| --- | ---: | --- |\n'
  cat "$figures/ingest.md"
}

write() {
  cat <<'END'
# Performance

Written by `benches/report.sh`; do not edit. What a clerk notices is the slowest key in a hundred,
so every single run is measured and the 99th percentile is held against the target, not a mean. A
*floor* is what the machine itself needs for the same thing, measured in the same minute: no
program can be faster, and the ratio says what ours adds. A missed target says so.

```sh
benches/report.sh 2026-11-24                       # everything
cargo bench --bench reading -- "name search"       # some figures
ACIKKAPI_BENCH_MILLION=1 cargo bench --bench reading
```

The offices are made by `acikkapi demo-data` from a fixed seed: ten years of tickets, visits,
persons and applications, through the program's own commands, encrypted as a real one.

## Machine

END
  machine
  table program 'The program on a terminal' \
    'The real program on a pseudo-terminal, on an office with 100,000 applications. While keys are
pressed, it sends ten years of records to a real central with PostgreSQL, and another process
writes ten commands a second into the same file.'
  table writing 'Writing' \
    'Into an office with 100,000 applications. Every command is one transaction and one fsync. The
restless writers are other processes that write without a pause, each with its own fsync; nobody
types like that.'
  table reading 'Reading' \
    'Names are typed as clerks do: whole words, beginnings of words, capitals, without Turkish
letters, and half of the pairs belong to nobody.'
  table history 'The log' 'What sync reads, what the doctor verifies, what a rebuild replays.'
  table central 'Central' \
    'A million applications of one office, all at one unit: its lists are as long as lists can be.
Steps and batches go through the real server, over HTTPS into PostgreSQL.'
  load 'Central under load' \
    'The real program as a process of its own, over HTTPS, on a PostgreSQL that waits for the disk at every
commit; desks, central and PostgreSQL share the machine. Batches of 500 are made from days of offices as
desks write them (`benches/ingest/days.rs`).'
  table drawing 'Drawing' 'Frames of the queue with 120 visitors, without a terminal behind them.'
  table computing 'Without the disk' 'Pastes and lists.'
}

[ "${2:-}" = --last-run ] || run
mkdir -p docs
write >"$page"
echo "$page"
