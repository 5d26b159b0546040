//! Elements of a page.

use crate::clean;

/// Words as text: nothing in them is an element, and nothing in them turns the direction of what follows.
pub fn text(words: &str) -> String {
    let words = clean(words);
    let mut out = String::with_capacity(words.len() + 16);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Words of a document or a person, in whatever direction they are written.
pub fn words(words: &str) -> String {
    format!("<bdi>{}</bdi>", text(words))
}

/// A link, where the address is one of the web; else its words.
pub fn link(address: &str) -> String {
    let web = ["https://", "http://"].iter().any(|s| address.to_ascii_lowercase().starts_with(s));
    match web {
        true => format!("<a href=\"{0}\" rel=\"noopener noreferrer nofollow\">{0}</a>", text(address)),
        false => words(address),
    }
}

/// A row of a list of terms; nothing where there is no value.
pub fn term(name: &str, value: Option<String>) -> String {
    value.map_or_else(String::new, |v| format!("<div><dt>{name}</dt><dd>{v}</dd></div>\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_only_ever_text() {
        let shown = words("<script>alert('x')</script>&\u{202e}\"");
        assert_eq!(shown, "<bdi>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;</bdi>");
        assert!(!link("javascript:alert(1)").contains("href"));
        assert!(
            link("https://a.example/?q=\"><b>").contains("href=\"https://a.example/?q=&quot;&gt;&lt;b&gt;\"")
        );
    }
}
