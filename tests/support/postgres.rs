//! A private PostgreSQL cluster for one test program, and a fresh database for each test.
//!
//! The cluster lives in a temporary folder, listens on a socket in it only, and is stopped and
//! removed when the test program ends, however it ends.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// PostgreSQL refuses to run as root; one of these runs it then.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// A fresh database.
pub struct Database {
    /// Connection string.
    pub url: String,
}

impl Database {
    /// Makes one; starts the cluster at the first call.
    pub fn fresh() -> Self {
        cluster().database()
    }

    /// A copy of it as it is now, while nobody is connected.
    pub fn back_up(&self) -> Self {
        let copy = Self::unused_name();
        let admin = cluster().url("postgres");
        execute(
            &admin,
            &format!("create database {copy} template {}", self.name()),
        );
        Self {
            url: cluster().url(&copy),
        }
    }

    /// Puts a copy in its place, while nobody is connected.
    pub fn restore(&self, copy: &Self) {
        let admin = cluster().url("postgres");
        execute(&admin, &format!("drop database {}", self.name()));
        let restore = format!("create database {} template {}", self.name(), copy.name());
        execute(&admin, &restore);
    }

    fn name(&self) -> &str {
        let (_, name) = self.url.split_once("dbname=").expect("a name");
        name
    }

    fn unused_name() -> String {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// A connection that stays open, for a transaction in several steps.
    pub fn session(&self) -> Session {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let client = runtime.block_on(connect(&self.url));
        Session { client, runtime }
    }

    /// Waits until some statement waits for a lock another connection holds.
    pub fn wait_for_a_waiter(&self) {
        let waiting = "select count(*) from pg_stat_activity
             where wait_event_type = 'Lock' and datname = current_database()";
        while self.value(waiting) == "0" {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }

    /// Runs statements that give no rows.
    pub fn execute(&self, sql: &str) {
        execute(&self.url, sql);
    }

    /// The one value of a query, as text (`null` as an empty one).
    pub fn value(&self, sql: &str) -> String {
        let runtime = runtime();
        runtime.block_on(async {
            let client = connect(&self.url).await;
            let sql = format!("select ({sql})::text");
            let row = client.query_one(&sql, &[]).await.expect(&sql);
            row.get::<_, Option<String>>(0).unwrap_or_default()
        })
    }
}

/// A connection that stays open.
pub struct Session {
    client: tokio_postgres::Client,
    runtime: tokio::runtime::Runtime,
}

impl Session {
    /// Runs statements that give no rows.
    pub fn execute(&self, sql: &str) {
        let done = self.client.batch_execute(sql);
        self.runtime.block_on(done).expect(sql);
    }
}

fn execute(url: &str, sql: &str) {
    runtime().block_on(async {
        connect(url).await.batch_execute(sql).await.expect(sql);
    });
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

async fn connect(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .expect("PostgreSQL answers");
    tokio::spawn(connection);
    client
}

/// A cluster of its own.
pub struct Cluster {
    folder: PathBuf,
    user: String,
    /// Stops PostgreSQL and removes the folder when its standard input closes.
    _undertaker: Child,
}

/// Fast, and gone with the machine: nothing a test stores is needed again.
const FORGETFUL: &str = "-c fsync=off -c max_connections=200";

impl Cluster {
    /// Starts one whose server has these options.
    pub fn start(options: &str) -> Self {
        let runner = Runner::choose();
        let template = std::env::temp_dir().join("acikkapi-pg.XXXXXX");
        let folder = PathBuf::from(runner.output(Path::new("mktemp"), &["-d", text(&template)]));
        let (data, user) = (folder.join("data"), "acikkapi");
        let how = ["-U", user, "-A", "trust", "-E", "UTF8", "--no-sync"];
        runner.output(&find("initdb"), &[&["-D", text(&data)], &how[..]].concat());
        let pg_ctl = find("pg_ctl");
        let cleanup = format!(
            "cat >/dev/null; '{}' -D '{}' -m immediate stop >/dev/null 2>&1; rm -rf '{}'",
            pg_ctl.display(),
            data.display(),
            folder.display()
        );
        let undertaker = runner
            .command(Path::new("sh"), &["-c", &cleanup])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh starts");
        let cluster = Self {
            folder,
            user: user.into(),
            _undertaker: undertaker,
        };
        cluster.serve(options);
        cluster
    }

    /// Starts the server.
    pub fn serve(&self, options: &str) {
        let folder = self.folder.display();
        let options =
            format!("-c listen_addresses='' -c unix_socket_directories='{folder}' {options}");
        let log = self.folder.join("log");
        let how = ["-w", "-t", "120", "-o", &options, "-l", text(&log), "start"];
        self.pg_ctl(&how);
    }

    /// Stops the server.
    pub fn stop(&self) {
        self.pg_ctl(&["-w", "-m", "fast", "stop"]);
    }

    fn pg_ctl(&self, arguments: &[&str]) {
        let data = self.data();
        let all = [&["-D", text(&data)], arguments].concat();
        Runner::choose().output(&find("pg_ctl"), &all);
    }

    /// Runs a program of PostgreSQL's, or of the system, as the user the cluster belongs to.
    pub fn run(&self, program: &str, arguments: &[&str]) -> String {
        Runner::choose().output(&find(program), arguments)
    }

    /// A file or folder beside the cluster's.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The folder of its data.
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// A fresh database.
    pub fn database(&self) -> Database {
        let name = Database::unused_name();
        execute(&self.url("postgres"), &format!("create database {name}"));
        Database {
            url: self.url(&name),
        }
    }

    /// Connection string of a database.
    pub fn url(&self, database: &str) -> String {
        let folder = self.folder.display();
        format!("host={folder} user={} dbname={database}", self.user)
    }
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::start(FORGETFUL))
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// In `PATH`, or where Debian and its relatives install it (the newest).
fn find(program: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .collect();
    versions.sort();
    std::env::split_paths(&path)
        .chain(versions.into_iter().rev())
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
        .unwrap_or_else(|| {
            panic!("{program} not found: these tests need PostgreSQL 15 or later (Debian: apt install postgresql)")
        })
}

/// Runs programs as a user PostgreSQL accepts.
struct Runner {
    user: Option<&'static str>,
}

impl Runner {
    fn choose() -> Self {
        if !rustix::process::geteuid().is_root() {
            return Self { user: None };
        }
        let exists = |user: &&str| {
            let id = Command::new("id").args(["-u", user]).output();
            id.is_ok_and(|output| output.status.success())
        };
        let user = UNPRIVILEGED.into_iter().find(exists);
        Self {
            user: Some(user.expect("PostgreSQL does not run as root and no other user was found")),
        }
    }

    fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = match self.user {
            None => Command::new(program),
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(program);
                command
            }
        };
        command.args(arguments).current_dir("/");
        command
    }

    fn output(&self, program: &Path, arguments: &[&str]) -> String {
        let output = self
            .command(program, arguments)
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        assert!(
            output.status.success(),
            "{} failed: {}",
            program.display(),
            String::from_utf8_lossy(&output.stdout)
        );
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}
