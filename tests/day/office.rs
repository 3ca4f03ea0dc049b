//! An office's computer, central, and the network between them.

use crate::support::postgres::Database;
use crate::support::program::Home;
use crate::support::proxy::Network;
use crate::support::serving::{self, Serving, code_in};

/// Where Eğirdir's numbers begin.
pub const OFFICE: &str = "32003";

/// All of it.
pub struct Office {
    /// The office's computer.
    pub home: Home,
    pub network: Network,
    pub database: Database,
    /// The computer central runs on.
    operator: Home,
    _central: Serving,
}

impl Office {
    /// A computer on which nothing was done yet, and a central that runs.
    pub fn new() -> Self {
        let database = Database::fresh();
        let operator = serving::home(&database.url);
        let central = Serving::start(&operator);
        Self {
            home: Home::new(),
            network: Network::new(central.address, 2026),
            database,
            operator,
            _central: central,
        }
    }

    /// Makes the office's computer known to central, as its administrator does.
    pub fn enrol(&self) {
        let issue = format!("central enrol --office {OFFICE}");
        let code = code_in(&self.operator.run_line(&issue).well());
        let enrol = format!("device enrol --server {}", self.network.url());
        self.home
            .run_with_input(&enrol, &format!("{code}\n"))
            .well();
    }
}
