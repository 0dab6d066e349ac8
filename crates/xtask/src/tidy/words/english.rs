//! English, as Microsoft writes it in the United States.

use super::{Rule, no};

pub const RULES: &[Rule] = &[
    no(r"(?i)\bplease\b", "say it without a plea"),
    no(r"(?i)\b(oops|whoops|sorry|something went wrong)\b", "say what happened"),
    no(r"(?i)\bclick", "select: not everyone has a mouse"),
    no(r"(?i)\bcancell(ed|ing)\b", "American English: canceled, canceling"),
    no("[«»‹›„‚]", "English quotes are “…”"),
    no(r"(?i)\b(azure ri|delegation admin)", "a slip of the documents that this product comes from"),
];

#[cfg(test)]
mod tests {
    use super::super::planted::{check_right, check_wrong};
    use super::*;

    #[test]
    fn forbidden_english_is_found() {
        check_wrong(
            "en-US",
            RULES,
            &[
                "Please wait",
                "Oops",
                "Something went wrong",
                "Click here",
                "Cancelled",
                "The «name»",
                "Azure RI reservations",
            ],
        );
        check_right("en-US", &["The cancellation was canceled.", "Starts with “{ $text }”."]);
    }
}
