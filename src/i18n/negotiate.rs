//! Which language to show for the ones asked for.

/// The available tag nearest to what is asked for, in order of preference; `default` where none fits.
///
/// A tag that is available itself comes first, then the first one of the same language.
pub fn negotiate(requested: &[String], available: &[String], default: &str) -> String {
    let nearest = |wanted: &String| {
        let itself = available.iter().find(|it| it.eq_ignore_ascii_case(wanted));
        itself.or_else(|| available.iter().find(|it| language(it).eq_ignore_ascii_case(language(wanted))))
    };
    let found = requested.iter().flat_map(|it| normalise(it)).find_map(|it| nearest(&it).cloned());
    found.unwrap_or_else(|| default.to_owned())
}

fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The tags that a request stands for, best first: without extensions, and with the state's language after a
/// regional one (a Catalan from Spain reads Spanish rather than English).
fn normalise(tag: &str) -> Vec<String> {
    let tag = tag.trim().replace('_', "-");
    let plain = tag.split("-u-").next().and_then(|it| it.split("-x-").next()).unwrap_or(&tag).to_owned();
    let nearest = match plain.to_ascii_lowercase().as_str() {
        "es-419" => return vec!["es-ES".to_owned()],
        "ca-es" | "gl-es" | "eu-es" | "ast-es" => Some("es-ES"),
        "fur-it" | "sc-it" | "lld-it" => Some("it-IT"),
        _ => None,
    };
    [plain].into_iter().chain(nearest.map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(requested: &[&str], expected: &str) {
        let available = ["en-US", "es-ES", "it-IT"].map(str::to_owned);
        let requested: Vec<String> = requested.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(negotiate(&requested, &available, "en-US"), expected, "{requested:?}");
    }

    #[test]
    fn regions_find_their_language() {
        for tag in ["es", "es-ES", "es-MX", "es-AR", "es-US", "es-419", "es_ES", "es-ES-u-ca-gregory", "ES-es"] {
            check(&[tag], "es-ES");
        }
        for tag in ["it", "it-IT", "it-CH", "it-SM"] {
            check(&[tag], "it-IT");
        }
    }

    #[test]
    fn other_languages_fall_back_to_english() {
        for tag in ["pt", "pt-BR", "de", "oc", "ca", "zz", "", "not a tag", "-"] {
            check(&[tag], "en-US");
        }
        check(&[], "en-US");
    }

    #[test]
    fn the_first_that_fits_wins() {
        check(&["ca", "es"], "es-ES");
        check(&["pt-BR", "es"], "es-ES");
        check(&["de-CH", "it-CH"], "it-IT");
        check(&["ca-ES"], "es-ES");
        check(&["fur-IT"], "it-IT");
    }
}
