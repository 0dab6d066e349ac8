//! What buttons, dialog titles, statuses and labels for screen readers have in common, told by their ids.
//!
//! A Spanish button is an infinitive, an Italian one an imperative; a dialog asks with an infinitive in both.
//! A status agrees with its noun, and *subscription* and *reservation* are feminine in both.

use anyhow::Result;
use regex::Regex;

use super::Finding;
use super::catalog::{Locale, Part, Text};

/// What a text has to look like, or may not look like.
struct Form {
    language: &'static str,
    /// The messages that it is about, by their ids.
    ids: &'static str,
    /// What a whole wording is held against.
    pattern: &'static str,
    is_wanted: bool,
    why: &'static str,
}

const FORMS: &[Form] = &[
    Form {
        language: "es",
        ids: "-button$",
        pattern: r"^(No )?\p{L}*[aeiíI]r(se|l[aeo]s?)?\b",
        is_wanted: true,
        why: "a Spanish button is an infinitive",
    },
    Form {
        language: "it",
        ids: "-button$",
        pattern: r"^\p{L}+([aei]re|rre|[aei]rsi)\b",
        is_wanted: false,
        why: "an Italian button is an imperative",
    },
    Form {
        language: "es",
        ids: "-dialog-title$",
        pattern: r"^¿(No )?\p{L}*[aeiíI]r(se|l[aeo]s?)?\b.*\?$",
        is_wanted: true,
        why: "a Spanish dialog asks with an infinitive: «¿Quitar…?»",
    },
    Form {
        language: "it",
        ids: "-dialog-title$",
        pattern: r"^(Non )?\p{L}+([aei]re|rre|[aei]rsi)\b.*\?$",
        is_wanted: true,
        why: "an Italian dialog asks with an infinitive: «Rimuovere…?»",
    },
    Form { language: "en", ids: "-dialog-title$", pattern: r"\?$", is_wanted: true, why: "a dialog asks" },
    Form {
        language: "es",
        ids: "-heading$",
        pattern: r"^\p{L}+(ando|iendo|yendo)\b",
        is_wanted: false,
        why: "a Spanish heading is a noun or an infinitive, never a gerund",
    },
    Form {
        language: "es",
        ids: "^(subs|reservations|software)-(status|filter)-[a-z]+$",
        pattern: r"^\p{L}+os?$",
        is_wanted: false,
        why: "suscripción, reserva and compra are feminine",
    },
    Form {
        language: "it",
        ids: "^(subs|reservations)-(status|filter)-[a-z]+$",
        pattern: r"^\p{L}+[oi]$",
        is_wanted: false,
        why: "sottoscrizione and prenotazione are feminine",
    },
];

/// Buttons that the interface's own tongue names without a verb, as the glossary has them.
const NOT_VERBS: &[(&str, &str)] = &[
    ("common-next-page-button", "Página siguiente: where it leads"),
    ("common-previous-page-button", "Página anterior: where it leads"),
    ("common-done-button", "Listo: the flow is over, nothing is done"),
];

/// Looks at every message of every language.
pub fn check(locales: &[Locale]) -> Result<Vec<Finding>> {
    let searches: Vec<Search> = FORMS.iter().map(Search::new).collect::<Result<_>>()?;
    let mut findings = Vec::new();
    for locale in locales {
        for (text, part) in locale.messages() {
            let wrong = searches.iter().filter(|it| it.form.language == locale.language() && it.finds(text, part));
            findings.extend(wrong.map(|it| locale.finding(text, format!("`{}`: {}", part.name, it.form.why))));
            findings.extend(unlike_its_label(text, part).map(|it| locale.finding(text, it)));
        }
    }
    Ok(findings)
}

/// A form, ready for use.
struct Search {
    form: &'static Form,
    ids: Regex,
    pattern: Regex,
}

impl Search {
    fn new(form: &'static Form) -> Result<Self> {
        Ok(Self { form, ids: Regex::new(form.ids)?, pattern: Regex::new(form.pattern)? })
    }

    fn finds(&self, text: &Text, part: &Part) -> bool {
        let is_excused = NOT_VERBS.iter().any(|(id, _)| *id == text.id);
        let applies = part.attribute().is_empty() && self.ids.is_match(&text.id) && !is_excused;
        applies && part.wordings().iter().any(|it| self.pattern.is_match(it) != self.form.is_wanted)
    }
}

/// Who speaks to a control says what is written on it, so its name starts with that (WCAG 2.5.3).
fn unlike_its_label(text: &Text, part: &Part) -> Option<String> {
    let label = text.part(&text.id).filter(|_| part.attribute() == "aria-label")?;
    let names = part.wordings();
    let is_start = label.wordings().iter().all(|label| names.iter().any(|it| it.starts_with(label)));
    (!is_start).then(|| format!("`{}` has to start with the text that is seen", part.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_text(tag: &str, source: &str, expected: &[&str]) {
        let found = check(&[Locale::of(tag, source)]).unwrap();
        assert_eq!(found.iter().map(|it| it.what.as_str()).collect::<Vec<_>>(), expected, "{source}");
    }

    #[test]
    fn a_spanish_button_that_is_no_infinitive_is_found() {
        let expected = ["`list-button`: a Spanish button is an infinitive"];
        for text in
            ["Quite la relación", "Quita la relación", "Relación", "{ $n ->\n    [one] Quitar\n   *[other] Quita\n }"]
        {
            check_text("es-ES", &format!("list-button = {text}"), &expected);
        }
        for text in ["Quitar relación", "No suspender", "Darse de baja", "Restablecerla", "Oír", "Ir"] {
            check_text("es-ES", &format!("list-button = {text}"), &[]);
        }
        check_text("es-ES", "list-button =\n    .title = Quite esto\ncommon-done-button = Listo\n", &[]);
    }

    #[test]
    fn an_italian_button_that_is_an_infinitive_is_found() {
        for text in ["Rimuovere relazione", "Sospendere", "Disporre", "Registrarsi"] {
            check_text(
                "it-IT",
                &format!("list-button = {text}"),
                &["`list-button`: an Italian button is an imperative"],
            );
        }
        for text in ["Rimuovi relazione", "Non sospendere", "Pagina successiva"] {
            check_text("it-IT", &format!("list-button = {text}"), &[]);
        }
    }

    #[test]
    fn a_dialog_that_does_not_ask_with_an_infinitive_is_found() {
        let spanish = "`a-dialog-title`: a Spanish dialog asks with an infinitive: «¿Quitar…?»";
        for text in ["Quitar la relación", "Quitar la relación?", "¿Quitar la relación", "¿Quiere quitarla?"] {
            check_text("es-ES", &format!("a-dialog-title = {text}"), &[spanish]);
        }
        let italian = "`a-dialog-title`: an Italian dialog asks with an infinitive: «Rimuovere…?»";
        for text in ["Rimuovere la relazione", "Rimuovi la relazione?", "Vuoi rimuovere la relazione?"] {
            check_text("it-IT", &format!("a-dialog-title = {text}"), &[italian]);
        }
        check_text("en-US", "a-dialog-title = Remove it", &["`a-dialog-title`: a dialog asks"]);
        check_text("es-ES", "a-dialog-title = ¿Quitar la relación?", &[]);
        check_text("it-IT", "a-dialog-title = Rimuovere la relazione?", &[]);
    }

    #[test]
    fn a_spanish_heading_that_is_a_gerund_is_found() {
        let expected = ["`list-heading`: a Spanish heading is a noun or an infinitive, never a gerund"];
        check_text("es-ES", "list-heading = Quitando la relación", &expected);
        check_text("es-ES", "list-heading = Quitar la relación", &[]);
    }

    #[test]
    fn a_status_of_another_gender_than_its_noun_is_found() {
        let spanish = ["`subs-status-x`: suscripción, reserva and compra are feminine"];
        check_text("es-ES", "subs-status-x = Suspendido", &spanish);
        check_text("es-ES", "subs-status-x = Suspendida", &[]);
        check_text("es-ES", "subs-status-x = Estado desconocido", &[]);
        let italian = ["`subs-filter-x`: sottoscrizione and prenotazione are feminine"];
        check_text("it-IT", "subs-filter-x = Sospesi", &italian);
        check_text("it-IT", "subs-filter-x = Sospese", &[]);
        check_text("it-IT", "software-status-x = Annullato", &[]);
    }

    #[test]
    fn a_name_that_starts_unlike_what_is_seen_is_found() {
        let expected = ["`list-button.aria-label` has to start with the text that is seen"];
        check_text("en-US", "list-button = Suspend\n    .aria-label = Stop { $name }", &expected);
        check_text("en-US", "list-button = Suspend\n    .aria-label = Suspend { $name }", &[]);
        check_text("en-US", "list-button =\n    .aria-label = Suspend { $name }", &[]);
    }
}
