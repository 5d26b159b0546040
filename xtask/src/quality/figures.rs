//! Figures by name, as the scorer prints them and as `quality/` keeps them.

/// Scores are printed to three places; a last place that rounds the other way is no change.
const TOLERANCE: f64 = 0.0015;

/// Figures in the order of the scorer; the headline is the last.
#[derive(Debug, Default, PartialEq)]
pub struct Figures(Vec<(String, f64)>);

impl Figures {
    /// From lines such as `value   P 0.912 R 0.871 F1 0.891`, `within 161 km   0.912` and
    /// `stance   right in 9 of 11 found`. Other lines hold no figure.
    pub fn of_scorer(printed: &str) -> Figures {
        // "civilians killed exact   0.8 / inside the interval 0.9 of 9" are two.
        Figures(printed.lines().flat_map(|line| line.split(" / ")).filter_map(of_line).collect())
    }

    /// From `"name" = 0.891` lines.
    pub fn of_file(text: &str) -> Figures {
        let figure = |line: &str| {
            let (name, value) = line.strip_prefix('"')?.rsplit_once("\" = ")?;
            Some((name.to_owned(), value.trim().parse().ok()?))
        };
        Figures(text.lines().filter_map(figure).collect())
    }

    pub fn to_file(&self, name: &str) -> String {
        let lines: String =
            self.iter().map(|(figure, value)| format!("\"{figure}\" = {value:.3}\n")).collect();
        format!(
            "# Scores of the layer {name:?}; the headline is the last. Written by `cargo xtask quality --bless`.\n{lines}"
        )
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }

    fn get(&self, name: &str) -> Option<f64> {
        self.iter().find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    /// How the value differs from the frozen one, for people.
    pub fn difference(&self, name: &str, value: f64) -> String {
        match self.get(name) {
            None => " (new)".into(),
            Some(frozen) if value < frozen - TOLERANCE => format!(" (LOWER than {frozen:.3})"),
            Some(frozen) if value > frozen + TOLERANCE => format!(" (was {frozen:.3}; keep it with --bless)"),
            Some(_) => String::new(),
        }
    }

    /// How many of the frozen figures are lower here, or are gone.
    pub fn lower_than(&self, frozen: &Figures) -> usize {
        frozen.iter().filter(|(name, value)| self.get(name).is_none_or(|v| v < value - TOLERANCE)).count()
    }
}

fn of_line(line: &str) -> Option<(String, f64)> {
    if let Some((found, _)) = line.strip_prefix("claims found ").and_then(|rest| rest.split_once(';')) {
        return Some(("claims found".to_owned(), share(found)?));
    }
    if let Some(rest) = line.strip_prefix("inside the interval ") {
        return Some((
            "civilians killed inside the interval".to_owned(),
            rest.split(' ').next()?.parse().ok()?,
        ));
    }
    let (name, rest) = line.split_once("  ").or_else(|| line.split_once(" P "))?;
    let rest = rest.trim();
    let value = match (rest.rsplit_once("F1 "), rest.strip_prefix("right in ")) {
        (Some((_, f1)), _) => f1.trim().parse().ok()?,
        (None, Some(counts)) => share(counts)?,
        (None, None) => rest.split(' ').next()?.parse().ok()?,
    };
    Some((name.trim().to_owned(), value))
}

/// `9 of 11 found`.
fn share(counts: &str) -> Option<f64> {
    let mut words = counts.split(' ');
    let (right, all): (f64, f64) = (words.next()?.parse().ok()?, words.nth(1)?.parse().ok()?);
    Some(if all == 0.0 { 0.0 } else { right / all })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "claims found 30 of 38; not in the gold: 4; missed: S01\n\
        stance               right in 9 of 12 found\n\
        within 161 km                   0.912\n\
        value                           P 0.900 R 0.880 F1 0.890\n\
        killed exact                    0.500 / inside the interval 0.600 of 9\n";

    #[test]
    fn figures_are_read_as_the_scorer_prints_them() {
        let figures = Figures::of_scorer(PRINTED);
        let expected = [
            ("claims found", 30.0 / 38.0),
            ("stance", 0.75),
            ("within 161 km", 0.912),
            ("value", 0.89),
            ("killed exact", 0.5),
            ("civilians killed inside the interval", 0.6),
        ];
        assert_eq!(figures.iter().collect::<Vec<_>>(), expected);
        assert_eq!(Figures::of_file(&figures.to_file("x")).get("value"), Some(0.89));
    }

    #[test]
    fn a_figure_that_falls_or_goes_is_counted() {
        let frozen = Figures::of_file("\"value\" = 0.895\n\"gone\" = 0.1\n\"stance\" = 0.700\n");
        assert_eq!(Figures::of_scorer(PRINTED).lower_than(&frozen), 2);
    }
}
