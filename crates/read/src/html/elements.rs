//! The elements of HTML, by what they mean for a reader of news.

/// What is left out with all that it holds.
#[rustfmt::skip]
pub(super) const DROP: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
    "noembed", "noframes", "textarea", "select", "canvas", "audio", "video", "button", "xmp", "map",
    "datalist", "dialog",
];

/// What is left out itself, its contents not.
#[rustfmt::skip]
pub(super) const UNWRAP: &[&str] = &[
    "frameset", "frame", "plaintext", "applet", "marquee", "option", "optgroup", "rt", "rp", "rb",
    "rtc", "ruby", "listing", "base", "param", "source", "track", "wbr", "col", "colgroup",
    "keygen", "isindex",
];

/// What has no end tag and nothing inside.
#[rustfmt::skip]
pub(super) const VOID: &[&str] = &[
    "br", "hr", "img", "input", "area", "image",
];

/// Elements that end where the next of their kind begins; their nesting is that of what holds them.
#[rustfmt::skip]
pub(super) const LOOSE: &[&str] = &[
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "caption",
];

/// Elements that a parser opens again after a block that they were left open in.
#[rustfmt::skip]
pub(super) const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Other elements that stand in a line of text.
#[rustfmt::skip]
pub(super) const INLINE: &[&str] = &[
    "span", "abbr", "cite", "q", "sub", "sup", "time", "label", "mark", "ins", "del", "dfn", "kbd",
    "samp", "var", "bdi",
];

/// Attributes that tell something of their element.
#[rustfmt::skip]
pub(super) const KEEP: &[&str] = &[
    "class", "id", "rel", "itemprop", "itemtype", "property", "href", "src", "datetime", "style",
    "hidden", "aria-hidden", "role", "type", "dir",
];

/// What starts a paragraph of its own.
#[rustfmt::skip]
pub(super) const BLOCK: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "th", "tr", "thead", "tfoot", "ul", "caption", "legend",
];

/// What holds nothing of the report.
#[rustfmt::skip]
pub(super) const SKIP: &[&str] = &[
    "head", "nav", "footer", "menu", "input", "img", "label",
];
