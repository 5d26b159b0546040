//! Set-up, tests and checks of the project.
fn main() {}
