//! Places as points with a radius.

use serde_json::{Value, json};
use types::{Place, PlaceRole};

/// The places of a claim at which something happens, as far as they are on the map.
pub fn located(places: &[Place]) -> impl Iterator<Item = &Place> {
    places.iter().filter(|p| p.role == PlaceRole::Event && p.resolved && p.lat.is_some() && p.lon.is_some())
}

/// Longitude and latitude, with no more digits than the radius leaves meaning to.
pub fn coordinates(place: &Place) -> Option<(f64, f64)> {
    let (lat, lon) = (place.lat?, place.lon?);
    let digits = match place.radius_km {
        Some(r) if r >= 100.0 => 1,
        Some(r) if r >= 10.0 => 2,
        Some(r) if r >= 1.0 => 3,
        _ => 5,
    };
    let scale = f64::powi(10.0, digits);
    let round = |d: f64| (d * scale).round() / scale;
    let on_earth = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
    on_earth.then(|| (round(lon), round(lat)))
}

/// A point of GeoJSON, null where there is none.
pub fn geometry(place: Option<&Place>) -> Value {
    let at = place.and_then(coordinates);
    at.map_or(Value::Null, |(lon, lat)| json!({"type": "Point", "coordinates": [lon, lat]}))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn place(lat: f64, lon: f64, radius: f64) -> Place {
        let value = json!({"span": [0, 4], "name": "Velm", "geonames": 7, "lat": lat, "lon": lon, "radius_km": radius,
            "kind": "populated", "parents": ["Osk", "Karevia"], "role": "event", "precision": "locality", "resolved": true});
        serde_json::from_value(value).expect("a place")
    }

    #[test]
    fn a_wide_place_has_no_sharp_point() {
        assert_eq!(coordinates(&place(35.123456, 40.987654, 300.0)), Some((41.0, 35.1)));
        assert_eq!(coordinates(&place(35.123456, 40.987654, 5.0)), Some((40.988, 35.123)));
        assert_eq!(coordinates(&place(35.123456, 240.9, 5.0)), None);
    }
}
