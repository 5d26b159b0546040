//! The layers of an annotation, by name.

use std::{fmt, str::FromStr};

/// One layer of stand-off annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Layer {
    Text,
    Passages,
    Syntax,
    Entities,
    Times,
    Places,
    Quantities,
    Attributions,
    Claims,
    Event,
}

impl Layer {
    /// All of them, in the order in which they are printed.
    pub const ALL: [Layer; 10] = [
        Layer::Text,
        Layer::Passages,
        Layer::Syntax,
        Layer::Entities,
        Layer::Times,
        Layer::Places,
        Layer::Quantities,
        Layer::Attributions,
        Layer::Claims,
        Layer::Event,
    ];

    /// The name, as the command line and the JSON have it.
    pub fn name(self) -> &'static str {
        match self {
            Layer::Text => "text",
            Layer::Passages => "passages",
            Layer::Syntax => "syntax",
            Layer::Entities => "entities",
            Layer::Times => "times",
            Layer::Places => "places",
            Layer::Quantities => "quantities",
            Layer::Attributions => "attributions",
            Layer::Claims => "claims",
            Layer::Event => "event",
        }
    }

    /// Whether the layer needs the grammar: text and passages are known from reading alone.
    pub fn needs_grammar(self) -> bool {
        !matches!(self, Layer::Text | Layer::Passages)
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Layer {
    type Err = String;

    fn from_str(text: &str) -> Result<Layer, String> {
        Layer::ALL.into_iter().find(|l| l.name() == text.trim()).ok_or_else(|| {
            let names: Vec<_> = Layer::ALL.iter().map(|l| l.name()).collect();
            format!("no such layer; the layers are {}", names.join(", "))
        })
    }
}

/// A choice of layers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layers(Vec<Layer>);

impl Layers {
    /// These layers; all of them when the list is empty.
    pub fn of(layers: &[Layer]) -> Layers {
        Layers(if layers.is_empty() { Layer::ALL.to_vec() } else { layers.to_vec() })
    }

    /// Whether the layer is wanted.
    pub fn has(&self, layer: Layer) -> bool {
        self.0.contains(&layer)
    }

    /// Whether any of them needs the grammar, and with it the model.
    pub fn need_grammar(&self) -> bool {
        self.0.iter().any(|l| l.needs_grammar())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_is_found_by_its_name_and_no_other_is() {
        for layer in Layer::ALL {
            assert_eq!(layer.name().parse(), Ok(layer));
        }
        let error = "sources".parse::<Layer>().unwrap_err();
        assert!(error.contains("attributions"), "{error}");
    }

    #[test]
    fn text_alone_needs_no_grammar() {
        assert!(!Layers::of(&[Layer::Text, Layer::Passages]).need_grammar());
        assert!(Layers::of(&[]).need_grammar());
    }
}
