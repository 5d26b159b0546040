//! Distances and extents on the globe.

/// Mean radius of the Earth, kilometres.
const EARTH_KM: f64 = 6371.0;

/// Great-circle distance in kilometres between two points in degrees (haversine).
pub(super) fn km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat1, lon1, lat2, lon2) = (a.0.to_radians(), a.1.to_radians(), b.0.to_radians(), b.1.to_radians());
    let h =
        ((lat2 - lat1) / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * ((lon2 - lon1) / 2.0).sin().powi(2);
    2.0 * EARTH_KM * h.clamp(0.0, 1.0).sqrt().asin()
}

/// How far a town of so many people reaches: 1 km for a village, 14 km for a million.
pub(super) fn town_radius_km(population: u32) -> f64 {
    (0.1 * f64::from(population).powf(0.36)).max(1.0)
}

/// The places inside a unit.
#[derive(Default)]
pub(super) struct Extent {
    points: Vec<(f64, f64)>,
    population: u32,
}

impl Extent {
    pub fn add(&mut self, lat: f64, lon: f64, population: u32) {
        self.points.push((lat, lon));
        self.population = self.population.saturating_add(population);
    }

    /// Middle of the box that holds all but the outermost hundredths, the distance that reaches nine
    /// in ten of the places from there, and the people. Towns crowd to one side of a unit; the box
    /// lies nearer its middle than their mean.
    pub fn middle(self) -> (f64, f64, f64, u32) {
        let mut points = self.points;
        let wide = |p: &[(f64, f64)]| p.iter().any(|x| x.1 > 90.0) && p.iter().any(|x| x.1 < -90.0);
        if wide(&points) {
            // It lies across the date line.
            points.iter_mut().filter(|p| p.1 < 0.0).for_each(|p| p.1 += 360.0);
        }
        let lat = middle(points.iter().map(|p| p.0).collect());
        let lon = middle(points.iter().map(|p| p.1).collect());
        let lon = if lon > 180.0 { lon - 360.0 } else { lon };
        let mut away: Vec<f64> = points.iter().map(|p| km((lat, lon), *p)).collect();
        away.sort_unstable_by(f64::total_cmp);
        let reach = away.get(away.len() * 9 / 10).or(away.last()).copied().unwrap_or(0.0);
        (lat, lon, reach.max(5.0), self.population)
    }
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let cut = values.len() / 50;
    match (values.get(cut), values.get(values.len() - 1 - cut)) {
        (Some(low), Some(high)) => (low + high) / 2.0,
        _ => 0.0,
    }
}
