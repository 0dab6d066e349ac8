//! The bundle. `element.js` calls the `mount` that the library exports; no tag is registered here.

fn main() {
    reseller_offboarding::element::report_panics();
}
