//! Comparing the name a person typed with the customer's.

/// Folds a name for comparison: bidi controls out, ends trimmed, inner space one blank.
///
/// Unicode normalisation (NFC) comes first and is the caller's: the browser and the server each have their own.
pub fn fold_confirmation(nfc: &str) -> String {
    let without_bidi: String = nfc.chars().filter(|it| !is_bidi_control(*it)).collect();
    without_bidi.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_and_bidi_controls_do_not_count() {
        assert_eq!(fold_confirmation("  \u{2068}Caffè\u{00A0} dell’Orso\u{2069}\tS.r.l. "), "Caffè dell’Orso S.r.l.");
    }

    #[test]
    fn letters_and_case_do_count() {
        assert_ne!(fold_confirmation("contoso"), fold_confirmation("Contoso"));
    }
}
