//! Figures: criterion drives the runs and compares them with the last ones; beside its mean each
//! single run is kept here, since what a clerk notices are the slowest ones. Each figure has a
//! target where the product promises one, and a physical floor measured in the same run.
//!
//! The rows go to `target/bench-data/figures/`, from where `benches/report.sh` takes them.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkGroup, Criterion, SamplingMode, measurement::WallTime};

use super::data;

/// What is measured.
#[derive(Clone, Copy)]
pub struct Figure<'a> {
    pub name: &'a str,
    /// What the slowest in a hundred may take.
    pub target: Option<Duration>,
    /// Name of a figure of the same bench that physics does not let this one fall below.
    pub floor: Option<&'a str>,
    /// How long runs are gathered.
    pub seconds: f32,
}

impl<'a> Figure<'a> {
    pub fn new(name: &'a str) -> Self {
        Self {
            name,
            target: None,
            floor: None,
            seconds: 3.0,
        }
    }

    pub fn within(self, target: Duration) -> Self {
        Self {
            target: Some(target),
            ..self
        }
    }

    pub fn over(self, floor: &'a str) -> Self {
        Self {
            floor: Some(floor),
            ..self
        }
    }

    pub fn for_seconds(self, seconds: f32) -> Self {
        Self { seconds, ..self }
    }
}

/// The single runs of a figure, the fastest first.
struct Runs(Vec<Duration>);

impl Runs {
    fn new(mut runs: Vec<Duration>) -> Self {
        runs.sort_unstable();
        Self(runs)
    }

    /// The run that `parts` of a thousand are no slower than (nearest rank).
    fn permille(&self, parts: usize) -> Duration {
        let rank = (self.0.len() * parts).div_ceil(1000).max(1);
        self.0[rank - 1]
    }
}

/// A bench program: measures, prints, and keeps the rows for the report.
pub struct Bench {
    name: &'static str,
    criterion: Criterion,
    floors: Vec<Floor>,
    medians: Vec<(String, Duration)>,
    rows: String,
}

/// Something the machine itself does, done again before each run of a figure above it: a disk is
/// faster in one minute than in the next.
struct Floor {
    name: String,
    run: Box<dyn FnMut()>,
}

impl Bench {
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            criterion: Criterion::default().configure_from_args(),
            floors: Vec::new(),
            medians: Vec::new(),
            rows: String::new(),
        }
    }

    /// Measures a floor, and once more before each run of the figures over it.
    pub fn floor(&mut self, figure: Figure<'_>, mut run: impl FnMut() + 'static) {
        self.measure(figure, &mut run);
        self.floors.push(Floor {
            name: figure.name.to_owned(),
            run: Box::new(run),
        });
    }

    /// Measures `run`.
    pub fn measure<T>(&mut self, figure: Figure<'_>, mut run: impl FnMut() -> T) {
        self.measure_on(figure, &mut (), |()| (), |(), ()| run());
    }

    /// Measures `run` on a state and what `prepare` made of it, which is not measured.
    pub fn measure_on<S, P, T>(
        &mut self,
        figure: Figure<'_>,
        state: &mut S,
        mut prepare: impl FnMut(&mut S) -> P,
        mut run: impl FnMut(&mut S, P) -> T,
    ) {
        let mut runs = Vec::new();
        let mut floor_runs = Vec::new();
        let mut floor = self.take_floor(figure);
        let mut group = self.group(figure.seconds);
        group.bench_function(figure.name, |bencher| {
            bencher.iter_custom(|times| {
                let before = runs.len();
                for _ in 0..times {
                    let prepared = prepare(state);
                    if let Some(floor) = &mut floor {
                        floor_runs.push(timed(|| (floor.run)()));
                    }
                    runs.push(timed(|| run(state, prepared)));
                }
                runs[before..].iter().sum()
            });
        });
        group.finish();
        self.floors.extend(floor);
        let floor = (!floor_runs.is_empty()).then(|| Runs::new(floor_runs).permille(500));
        self.keep_over(figure, runs, floor);
    }

    fn take_floor(&mut self, figure: Figure<'_>) -> Option<Floor> {
        let at = self
            .floors
            .iter()
            .position(|floor| Some(floor.name.as_str()) == figure.floor)?;
        Some(self.floors.swap_remove(at))
    }

    /// Keeps what was measured another way, such as something that takes a minute.
    pub fn keep(&mut self, figure: Figure<'_>, runs: Vec<Duration>) {
        let floor = figure.floor.and_then(|name| self.median(name));
        self.keep_over(figure, runs, floor);
    }

    /// With the median of the floor.
    fn keep_over(&mut self, figure: Figure<'_>, runs: Vec<Duration>, floor: Option<Duration>) {
        // A filter on the command line left it out.
        if runs.is_empty() {
            return;
        }
        let count = runs.len();
        let runs = Runs::new(runs);
        let median = runs.permille(500);
        let slow = runs.permille(990);
        let mut row = format!(
            "| {} | {} | {} | {} | {count} |",
            figure.name,
            shown(median),
            shown(slow),
            shown(runs.permille(1000)),
        );
        let verdict = match figure.target {
            None => String::new(),
            Some(target) if slow <= target => format!("≤ {} ✓", shown(target)),
            Some(target) => format!("≤ {} **missed**", shown(target)),
        };
        let ratio = floor.map_or(String::new(), |floor| {
            format!("{:.1}×", median.as_secs_f64() / floor.as_secs_f64())
        });
        let floor = floor
            .zip(figure.floor)
            .map_or(String::new(), |(floor, name)| {
                let name = name.trim_start_matches("floor: ");
                format!("{name}: {}", shown(floor))
            });
        let _ = writeln!(row, " {verdict} | {floor} | {ratio} |");
        print!("{row}");
        self.rows.push_str(&row);
        self.medians.push((figure.name.to_owned(), median));
    }

    /// Keeps a figure that is no time, such as bytes of memory.
    pub fn note(&mut self, name: &str, value: &str, verdict: &str) {
        let row = format!("| {name} | {value} | | | | {verdict} | | |\n");
        print!("{row}");
        self.rows.push_str(&row);
    }

    /// Whether the filter of the command line, if any, wants a figure: for what takes long to
    /// prepare.
    pub fn wants(&self, name: &str) -> bool {
        let filter = std::env::args()
            .skip(1)
            .find(|argument| !argument.starts_with('-'));
        filter.is_none_or(|filter| name.contains(&filter))
    }

    fn median(&self, name: &str) -> Option<Duration> {
        let found = self.medians.iter().find(|(known, _)| known == name);
        found.map(|(_, median)| *median)
    }

    fn group(&mut self, seconds: f32) -> BenchmarkGroup<'_, WallTime> {
        let mut group = self.criterion.benchmark_group(self.name);
        group
            .sampling_mode(SamplingMode::Flat)
            .sample_size(20)
            .warm_up_time(Duration::from_millis(300))
            .measurement_time(Duration::from_secs_f32(seconds));
        group
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let folder = data::folder().join("figures");
        let file = folder.join(format!("{}.md", self.name));
        let filtered = std::env::args()
            .skip(1)
            .any(|argument| !argument.starts_with('-'));
        if filtered || self.rows.is_empty() {
            return;
        }
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&file, &self.rows));
        if let Err(error) = written {
            eprintln!("{}: {error}", file.display());
        }
    }
}

fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}

/// Milliseconds.
pub const fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// Microseconds.
pub const fn us(count: u64) -> Duration {
    Duration::from_micros(count)
}

/// With three digits that matter, in the unit that suits.
fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let (value, unit) = match seconds {
        ..1e-6 => (seconds * 1e9, "ns"),
        ..1e-3 => (seconds * 1e6, "µs"),
        ..1.0 => (seconds * 1e3, "ms"),
        _ => (seconds, "s"),
    };
    let digits = match value {
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{value:.digits$} {unit}")
}
