//! Sections of a markdown page: a heading of the second level, the table below it, the code below it.

use std::mem;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What stands under a heading.
#[derive(Default)]
pub struct Section {
    /// Its words.
    pub heading: String,
    /// Of its table.
    pub rows: Vec<Row>,
    /// Of its block of code.
    pub code: String,
}

/// A row of a table, by column.
#[derive(Clone, Default)]
pub struct Row(Vec<(String, Cell)>);

/// What stands in one place of a table.
#[derive(Clone, Default)]
pub struct Cell {
    /// As it is written.
    pub source: String,
    /// Without markup.
    pub plain: String,
    /// Each piece of code in it.
    pub codes: Vec<String>,
}

impl Row {
    /// The names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(column, _)| column.as_str())
    }

    /// The first cell, without markup.
    pub fn name(&self) -> &str {
        self.0.first().map(|(_, cell)| cell.plain.as_str()).unwrap_or_default()
    }

    /// A cell by its column.
    pub fn cell(&self, column: &str) -> &Cell {
        const NONE: &Cell = &Cell { source: String::new(), plain: String::new(), codes: Vec::new() };
        self.0.iter().find(|(it, _)| it == column).map_or(NONE, |(_, cell)| cell)
    }

    /// A cell as it is written.
    pub fn text(&self, column: &str) -> &str {
        &self.cell(column).source
    }

    /// A cell without markup.
    pub fn plain(&self, column: &str) -> &str {
        &self.cell(column).plain
    }

    /// Whether a cell says yes.
    pub fn is(&self, column: &str) -> bool {
        self.plain(column) == "yes"
    }
}

/// Reads a page.
pub fn sections(text: &str) -> Vec<Section> {
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.read(event, &text[range]);
    }
    reader.sections
}

/// Where reading stands.
#[derive(Default)]
struct Reader {
    sections: Vec<Section>,
    columns: Vec<String>,
    row: Vec<Cell>,
    /// The words since a heading, paragraph or cell began.
    cell: Cell,
    is_code: bool,
}

impl Reader {
    fn read(&mut self, event: Event<'_>, source: &str) {
        match event {
            Event::Start(Tag::TableCell | Tag::Heading { .. } | Tag::Paragraph) => self.cell = Cell::default(),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => self.is_code = true,
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => self.start_section(),
            Event::End(TagEnd::TableCell) => self.end_cell(source),
            Event::End(TagEnd::TableHead) => {
                self.columns = mem::take(&mut self.row).into_iter().map(|it| it.plain).collect()
            }
            Event::End(TagEnd::TableRow) => self.end_row(),
            Event::End(TagEnd::CodeBlock) => self.is_code = false,
            Event::Text(text) if self.is_code => self.section().code.push_str(&text),
            Event::Text(text) => self.cell.plain.push_str(&text),
            Event::Code(code) => {
                self.cell.plain.push_str(&code);
                self.cell.codes.push(code.into_string());
            }
            _ => {}
        }
    }

    /// What stands before the first heading is nobody's.
    fn section(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.sections.push(Section::default());
        }
        self.sections.last_mut().expect("there is one now")
    }

    fn start_section(&mut self) {
        let heading = mem::take(&mut self.cell).plain;
        self.sections.push(Section { heading, ..Section::default() });
    }

    fn end_cell(&mut self, source: &str) {
        let source = source.trim().to_owned();
        self.row.push(Cell { source, ..mem::take(&mut self.cell) });
    }

    fn end_row(&mut self) {
        let cells = self.columns.iter().cloned().zip(mem::take(&mut self.row)).collect();
        self.section().rows.push(Row(cells));
    }
}
