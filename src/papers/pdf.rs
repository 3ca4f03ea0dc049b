//! Writes pages as a PDF file: tagged, with its language, for screen readers (PDF/UA-1) and the
//! archive (PDF/A-2a). The same pages give the same bytes.

use std::num::NonZeroU16;

use chrono::{DateTime, Datelike, Timelike, Utc};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point};
use krilla::metadata::{DateTime as PdfTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagTree,
};
use krilla::{Document, SerializeSettings};

use super::PaperError;
use super::face::Faces;
use super::sheet::{Mark, PAGE, Part, Role, SetText, Sheets};
use crate::i18n::Locale;

/// What is told of a document besides its pages.
pub(super) struct About {
    pub(super) title: String,
    pub(super) language: Locale,
    /// When what it says became so; not when it is printed.
    pub(super) at: DateTime<Utc>,
}

const RULE: f32 = 0.6;

/// The file.
pub(super) fn write(sheets: &Sheets, faces: &Faces, about: About) -> Result<Vec<u8>, PaperError> {
    let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(PaperError)?;
    let mut document = Document::new_with(settings()?);
    let mut pieces = vec![Vec::new(); sheets.parts.len()];
    let mut outline = Outline::new();
    for (at, marks) in sheets.pages.iter().enumerate() {
        let mut page = document.start_page_with(size.clone());
        let mut surface = page.surface();
        for mark in marks {
            match mark {
                Mark::Text { part, set } => {
                    if pieces[*part].is_empty() {
                        outline_heading(&mut outline, &sheets.parts[*part], (at, set));
                    }
                    let tag = ContentTag::Span(SpanTag::empty());
                    pieces[*part].push(tagged(&mut surface, tag, |on| draw(on, faces, set)));
                }
                Mark::Number(set) => {
                    let tag = artifact(ArtifactType::PageNumber);
                    tagged(&mut surface, tag, |on| draw(on, faces, set));
                }
                Mark::Rule { from, to } => {
                    let tag = artifact(ArtifactType::Layout);
                    tagged(&mut surface, tag, |on| rule(on, *from, *to));
                }
            }
        }
        surface.finish();
        page.finish();
    }
    document.set_outline(outline);
    document.set_tag_tree(tree(&sheets.parts, pieces, about.language));
    document.set_metadata(metadata(about));
    document.finish().map_err(|_| PaperError)
}

fn settings() -> Result<SerializeSettings, PaperError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| PaperError)?;
    Ok(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    })
}

fn artifact(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(kind))
}

fn tagged(
    surface: &mut Surface<'_>,
    tag: ContentTag<'_>,
    draw: impl FnOnce(&mut Surface<'_>),
) -> Identifier {
    let identifier = surface.start_tagged(tag);
    draw(surface);
    surface.end_tagged();
    identifier
}

fn draw(surface: &mut Surface<'_>, faces: &Faces, set: &SetText) {
    let face = faces.of(set.weight);
    let glyphs = face.glyphs(&set.text, set.stretch / set.size);
    let start = Point::from_xy(set.left, set.base);
    surface.draw_glyphs(start, &glyphs, face.font(), &set.text, set.size, false);
}

fn rule(surface: &mut Surface<'_>, from: (f32, f32), to: (f32, f32)) {
    let Some(path) = straight(from, to) else {
        return;
    };
    surface.set_stroke(Some(Stroke {
        width: RULE,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

fn straight(from: (f32, f32), to: (f32, f32)) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    path.finish()
}

fn outline_heading(outline: &mut Outline, part: &Part, (page, set): (usize, &SetText)) {
    if let Role::Heading(_) = part.role {
        let place = Point::from_xy(set.left, set.base - set.size);
        let place = XyzDestination::new(page, place);
        outline.push_child(OutlineNode::new(part.text.clone(), place));
    }
}

/// What the document is made of, in the order it is read.
fn tree(parts: &[Part], pieces: Vec<Vec<Identifier>>, language: Locale) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(language.code().to_owned()));
    let mut table: Option<TagGroup> = None;
    let mut row: Option<TagGroup> = None;
    for (part, pieces) in parts.iter().zip(pieces) {
        let pieces: Vec<Node> = pieces.into_iter().map(Node::from).collect();
        match part.role {
            Role::Label => {
                close_row(&mut row, &mut table);
                let mut begun = TagGroup::new(Tag::TR);
                let label = Tag::TH(TableHeaderScope::Row);
                begun.push(TagGroup::with_children(label, pieces));
                row = Some(begun);
            }
            Role::Value => {
                if let Some(row) = &mut row {
                    row.push(TagGroup::with_children(Tag::TD, pieces));
                }
            }
            Role::Heading(_) | Role::Paragraph => {
                close_row(&mut row, &mut table);
                if let Some(table) = table.take() {
                    tree.push(table);
                }
                tree.push(block(part, pieces));
            }
        }
    }
    close_row(&mut row, &mut table);
    if let Some(table) = table {
        tree.push(table);
    }
    tree
}

fn close_row(row: &mut Option<TagGroup>, table: &mut Option<TagGroup>) {
    if let Some(row) = row.take() {
        table
            .get_or_insert_with(|| TagGroup::new(Tag::Table))
            .push(row);
    }
}

fn block(part: &Part, pieces: Vec<Node>) -> TagGroup {
    match part.role {
        Role::Heading(level) => {
            let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
            TagGroup::with_children(Tag::Hn(level, Some(part.text.clone())), pieces)
        }
        _ => TagGroup::with_children(Tag::P, pieces),
    }
}

fn metadata(about: About) -> Metadata {
    let at = about.at.naive_utc();
    let part = |part: u32| u8::try_from(part).unwrap_or_default();
    let time = PdfTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(part(at.month()))
        .day(part(at.day()))
        .hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(about.title)
        .language(about.language.code().to_owned())
        .creator(concat!("acikkapi ", env!("CARGO_PKG_VERSION")).to_owned())
        .creation_date(time)
}
