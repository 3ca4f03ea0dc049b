//! An officer who sends forms.

use super::office::{Applied, Office};
use super::visitor::{Visitor, csrf_in};
use reqwest::StatusCode;
use reqwest::header::LOCATION;

pub const ASKED: &str = "Sokağımızın lambası üç haftadır yanmıyor.";
pub const PDF: &[u8] = b"%PDF-1.7\nmade up";
pub const TYPED: &str = "Uzun uzun yazılmış bir gerekçe";

/// An officer at a browser.
pub struct Sitting<'a> {
    pub visitor: Visitor,
    pub cookie: String,
    pub csrf: String,
    office: &'a Office,
}

impl<'a> Sitting<'a> {
    pub fn of(office: &'a Office, cookie: String) -> Self {
        let visitor = Visitor::of(&office.central);
        let page = visitor.get("/birim", &cookie).text().expect("text");
        Self {
            csrf: csrf_in(&page),
            visitor,
            cookie,
            office,
        }
    }

    pub fn elif(office: &'a Office) -> Self {
        Self::of(office, office.elif())
    }

    pub fn page(&self, path: &str) -> String {
        let answer = self.visitor.get(path, &self.cookie);
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.text().expect("text")
    }

    /// Sends a form; the status and the page, or where it leads.
    pub fn send(
        &self,
        applied: &Applied,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> (StatusCode, String) {
        let mut all = vec![("csrf", self.csrf.as_str())];
        all.extend(fields);
        let answer = self
            .visitor
            .post_files(&applied.path(), &self.cookie, &all, files);
        let status = answer.status();
        let leads = answer.headers().get(LOCATION).cloned();
        let body = answer.text().expect("text");
        let leads = leads.map(|leads| leads.to_str().expect("text").to_owned());
        (status, leads.unwrap_or(body))
    }

    /// Sends a form that is taken.
    pub fn does(&self, applied: &Applied, fields: &[(&str, &str)], files: &[(&str, &[u8])]) {
        let (status, said) = self.send(applied, fields, files);
        assert_eq!(status, StatusCode::SEE_OTHER, "{said}");
    }

    /// Sends a form that is not taken: the page it comes back on, with what was typed.
    pub fn fails(
        &self,
        applied: &Applied,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> String {
        let before = self.office.steps(applied);
        let (status, page) = self.send(applied, fields, files);
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        assert_eq!(self.office.steps(applied), before);
        for (_, typed) in fields.iter().filter(|(name, _)| *name == "text") {
            assert!(page.contains(typed), "{typed} is lost:\n{page}");
        }
        page
    }
}

pub fn answer(text: &str) -> [(&str, &str); 3] {
    [("act", "answer"), ("outcome", "positive"), ("text", text)]
}
