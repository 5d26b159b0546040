//! Colours, or none. The sheet reads the same without them.

use anstyle::{AnsiColor, Style};

/// What a stretch of the sheet is, for those who see colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Plain,
    Title,
    Heading,
    Alarm,
    Source,
    Stance,
    Faint,
}

impl Ink {
    fn style(self) -> Style {
        match self {
            Ink::Plain => Style::new(),
            Ink::Title | Ink::Heading => Style::new().bold(),
            Ink::Alarm => AnsiColor::Red.on_default().bold(),
            Ink::Source => AnsiColor::Cyan.on_default().bold(),
            Ink::Stance => AnsiColor::Yellow.on_default(),
            Ink::Faint => Style::new().dimmed(),
        }
    }
}

/// A sheet in the making: lines of a given width.
pub struct Page {
    /// Columns.
    pub width: usize,
    colours: bool,
    text: String,
}

impl Page {
    /// An empty page.
    pub fn new(width: usize, colours: bool) -> Page {
        Page { width, colours, text: String::new() }
    }

    /// One line of stretches. Blanks at its end are dropped.
    pub fn line(&mut self, stretches: &[(Ink, &str)]) {
        let full = stretches.iter().rposition(|(_, t)| !t.trim_end().is_empty()).map_or(0, |i| i + 1);
        for (i, (ink, text)) in stretches[..full].iter().enumerate() {
            let text = if i + 1 == full { text.trim_end() } else { text };
            self.stretch(*ink, text);
        }
        self.text.push('\n');
    }

    fn stretch(&mut self, ink: Ink, text: &str) {
        let style = ink.style();
        if self.colours && style != Style::new() && !text.is_empty() {
            self.text.push_str(&format!("{style}{text}{style:#}"));
        } else {
            self.text.push_str(text);
        }
    }

    /// A paragraph, wrapped and moved in by `indent` columns.
    pub fn paragraph(&mut self, ink: Ink, indent: usize, text: &str) {
        let margin = " ".repeat(indent);
        for line in crate::wrap::wrap(text, self.width.saturating_sub(indent)) {
            self.line(&[(Ink::Plain, &margin), (ink, &line)]);
        }
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }

    /// All lines.
    pub fn into_text(self) -> String {
        self.text
    }
}
