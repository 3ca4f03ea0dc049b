//! Central's tables can be distributed by office: every table has its place, its keys hold the column
//! it is distributed by, and every statement of the program says of which office it speaks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const CITUS: &str = include_str!("../packaging/postgresql/citus.sql");

/// Statements that speak of several offices, and why that is right: a file, words of the statement.
const OF_SEVERAL_OFFICES: &[(&str, &str, &str)] = &[
    (
        "console/survey.rs",
        "from offices office",
        "the administrator's list of all offices, or of one",
    ),
    (
        "operation/census.rs",
        "from offices group by 1",
        "a count for the operator",
    ),
    (
        "operation/census.rs",
        "from messages where state",
        "a count for the operator, from a partial index",
    ),
    (
        "operation/census.rs",
        "from reviews where decided_at is null",
        "a count for the operator, from a partial index",
    ),
    (
        "operation/census.rs",
        "from operations where outcome = 'rejected'",
        "a count for the operator, from a partial index",
    ),
    (
        "operation/census.rs",
        "from transfers where done_at is null",
        "a count for the operator, from a partial index",
    ),
    (
        "operation/census.rs",
        "from devices) as devices",
        "a count for the operator",
    ),
    (
        "epoch.rs",
        "update offices set feed_base",
        "a new epoch is of all offices at once",
    ),
    (
        "catch_up.rs",
        "from offices where cases_position",
        "which offices are behind; each is then locked alone",
    ),
    (
        "transfer.rs",
        "from transfers",
        "the worker takes the next of any office",
    ),
    (
        "dispatch/take.rs",
        "from messages",
        "the worker takes the next due message of any office",
    ),
    (
        "dispatch/sift.rs",
        "from messages message",
        "the worker looks at what came in all offices, joined by office",
    ),
    (
        "dispatch/sift.rs",
        "update messages set sifted",
        "the worker's batch, joined by office",
    ),
    (
        "enrolment.rs",
        "from enrolment_codes where code_id",
        "a code is typed without its office; it must be given once in the country",
    ),
    (
        "enrolment.rs",
        "from enrolment_codes code",
        "a code is typed without its office; the device is joined by office",
    ),
    (
        "dispatch/receipts.rs",
        "from message_parts where gateway",
        "a gateway's receipt names no office",
    ),
    (
        "dispatch/receipts.rs",
        "from messages message join person_keys",
        "a gateway's receipt names no office; joined by office",
    ),
    (
        "dispatch/receipts.rs",
        "from message_receipts receipt",
        "the worker settles receipts of any office, joined by office",
    ),
    (
        "dispatch/take.rs",
        "update messages set lease_until",
        "an instance keeps the leases of what it sends, of any office",
    ),
    (
        "citizen/forget.rs",
        "delete from citizen_uploads",
        "what was left lying in all offices goes after a day",
    ),
    (
        "intake/settings.rs",
        "from office_settings order by",
        "the list of offices one can apply to",
    ),
    (
        "portal/officers.rs",
        "from officer_logins login",
        "an officer types no office; the account is joined by office",
    ),
    (
        "compare/digest.rs",
        "delete from digest_days; delete from digest_progress",
        "a cache of all offices is made again after a restore",
    ),
];

fn migrations() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/migrations/central");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort();
    let texts = files
        .iter()
        .map(|file| fs::read_to_string(file).expect("text"));
    let lines: Vec<String> = texts
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let code = lines
        .iter()
        .filter(|line| !line.trim_start().starts_with("--"));
    code.cloned().collect::<Vec<_>>().join("\n")
}

/// Tables by the column they are distributed by; none for the reference tables.
fn distributed() -> BTreeMap<&'static str, Option<&'static str>> {
    let mut tables = BTreeMap::new();
    for line in CITUS
        .lines()
        .filter(|line| line.starts_with("select create_"))
    {
        let mut quoted = line.split('\'').skip(1).step_by(2);
        let table = quoted.next().expect("a table");
        let column = line
            .contains("distributed")
            .then(|| quoted.next().expect("a column"));
        assert!(tables.insert(table, column).is_none(), "{table} twice");
    }
    tables
}

/// The column lists of a table's primary key and unique constraints and indexes.
fn keys(sql: &str, table: &str) -> Vec<Vec<String>> {
    let body = sql
        .split(&format!("create table {table} ("))
        .nth(1)
        .expect(table);
    let body = body.split("\n);").next().expect("an end");
    let mut keys = Vec::new();
    for line in body.lines() {
        let constraint = line
            .split("primary key")
            .nth(1)
            .or_else(|| line.split(" unique").nth(1));
        let Some(rest) = constraint else { continue };
        let column = line.split_whitespace().next().expect("a column").to_owned();
        match rest.trim_start().strip_prefix('(') {
            Some(list) => keys.push(columns(list)),
            None => keys.push(vec![column]),
        }
    }
    for index in sql.split("create unique index ").skip(1) {
        let Some(list) = index.split(&format!("on {table} (")).nth(1) else {
            continue;
        };
        if index.find(" on ").map(|at| &index[at..]).is_some_and(|on| {
            on.starts_with(&format!(" on {table} ("))
                || on.starts_with(&format!("\n    on {table} ("))
        }) {
            keys.push(columns(list));
        }
    }
    keys
}

fn columns(list: &str) -> Vec<String> {
    let list = list.split(')').next().expect("an end");
    list.split(',')
        .map(|column| column.trim().to_owned())
        .collect()
}

#[test]
fn every_table_has_its_place_and_its_keys_hold_the_column() {
    let sql = migrations();
    let made: BTreeSet<&str> = sql
        .split("create table ")
        .skip(1)
        .filter_map(|rest| rest.split_whitespace().next())
        .collect();
    let placed = distributed();
    let known: BTreeSet<&str> = placed
        .keys()
        .copied()
        .filter(|table| *table != "schema_migrations")
        .collect();
    assert_eq!(made, known);
    for (table, column) in placed {
        let Some(column) = column else { continue };
        for key in keys(&sql, table) {
            assert!(
                key.iter().any(|one| one == column),
                "{table}: {key:?} lacks {column}"
            );
            if column == "office_id" {
                assert_eq!(
                    key[0], column,
                    "{table}: {key:?} does not lead with the office"
                );
            }
        }
    }
}

/// String literals of a source file that are SQL, in one line each.
fn statements(source: &str) -> Vec<String> {
    let lines = source
        .lines()
        .map(|line| match line.trim_start().starts_with("//") {
            true => "",
            false => line,
        });
    let source = lines.collect::<Vec<_>>().join("\n").replace("'\"'", "' '");
    let source = source.replace("\\\"", " ");
    let strings = source.split('"').skip(1).step_by(2);
    let plain = strings.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let begins = [
        "select ",
        "insert into ",
        "update ",
        "delete from ",
        "with ",
    ];
    plain
        .filter(|text| begins.iter().any(|begin| text.starts_with(begin)))
        .collect()
}

/// Tables of offices a statement names, once for each time.
fn tables<'a>(statement: &'a str, of_offices: &BTreeSet<&str>) -> Vec<&'a str> {
    let words: Vec<&str> = statement.split([' ', '(', ')', ',']).collect();
    let named = words
        .windows(2)
        .filter(|pair| ["from", "join", "into", "update"].contains(&pair[0]));
    named
        .map(|pair| pair[1])
        .filter(|table| of_offices.contains(table))
        .collect()
}

/// Whether a statement says of which office it speaks, for every table it names.
fn names_the_office(statement: &str, tables: &[&str]) -> bool {
    let bound = statement.contains("office_id = $")
        || statement.contains("office_id = any($")
        || statement.split("insert into ").skip(1).any(|rest| {
            let columns = rest.split('(').nth(1).unwrap_or_default();
            columns.trim_start().starts_with("office_id")
        });
    bound && statement.matches("office_id").count() >= tables.len()
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn every_statement_names_the_office() {
    let placed = distributed();
    let of_offices: BTreeSet<&str> = placed
        .iter()
        .filter(|(_, column)| **column == Some("office_id"))
        .map(|(table, _)| *table)
        .collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/central");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut looked_at = 0;
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for file in &files {
        let name = file
            .strip_prefix(&root)
            .expect("below")
            .display()
            .to_string();
        for statement in statements(&fs::read_to_string(file).expect("text")) {
            let tables = tables(&statement, &of_offices);
            if tables.is_empty() {
                continue;
            }
            looked_at += 1;
            let excused = OF_SEVERAL_OFFICES
                .iter()
                .position(|(of, words, _)| name == *of && statement.contains(words));
            match excused {
                Some(nth) => drop(used.insert(nth)),
                None if names_the_office(&statement, &tables) => {}
                None => wrong.push(format!("{name}: {statement}")),
            }
        }
    }
    assert!(wrong.is_empty(), "no office:\n{}", wrong.join("\n"));
    assert!(looked_at > 100, "only {looked_at} statements were found");
    let idle = (0..OF_SEVERAL_OFFICES.len()).filter(|nth| !used.contains(nth));
    let idle: Vec<_> = idle.map(|nth| OF_SEVERAL_OFFICES[nth]).collect();
    assert!(idle.is_empty(), "nothing needs this excuse: {idle:?}");
}

#[test]
fn a_statement_without_the_office_is_found() {
    let of_offices = BTreeSet::from(["cases", "units"]);
    let source = r#"
        // "select 1 from cases"
        let bad = "select * from cases where application_id = $1";
        let half = "select * from cases join units on units.unit = cases.unit where cases.office_id = $1";
        let good = "update cases set due = $2
             where office_id = $1";
    "#;
    let all = statements(source);
    let verdicts = all
        .iter()
        .map(|one| names_the_office(one, &tables(one, &of_offices)));
    assert_eq!(verdicts.collect::<Vec<_>>(), [false, false, true]);
}
