//! What a sentence may be put together from: variables and names.
//!
//! A message inside a message would be one text in two grammatical roles, and formats belong to the code.

use super::Finding;
use super::catalog::{Locale, Part, Text};
use super::patterns;

/// Looks at every text of every language.
pub fn check(locales: &[Locale]) -> Vec<Finding> {
    locales.iter().flat_map(of_locale).collect()
}

fn of_locale(locale: &Locale) -> Vec<Finding> {
    let parts = locale.texts.iter().flat_map(Text::with_parts);
    let glued = parts.flat_map(|(text, part)| glued(part).into_iter().map(move |it| (text, it)));
    let typed =
        locale.messages().flat_map(|(text, part)| typed_out(locale, part).into_iter().map(move |it| (text, it)));
    glued.chain(typed).map(|(text, what)| locale.finding(text, what)).collect()
}

fn glued(part: &Part) -> Vec<String> {
    let uses = patterns::uses(&part.pattern);
    let name = &part.name;
    let messages = uses.messages.iter().map(|it| {
        format!("`{name}` is glued together with the message `{it}`: write the whole sentence, or make it a term")
    });
    let functions = uses.functions.iter().map(|it| format!("`{name}` calls {it}(): formats belong to the code"));
    messages.chain(functions).collect()
}

/// The names that a message spells although there is a term: they change in one place.
fn typed_out(locale: &Locale, part: &Part) -> Vec<String> {
    let wordings = part.wordings().join("\n").to_lowercase();
    let terms = locale.texts.iter().filter(|it| it.is_term());
    let values =
        terms.flat_map(|it| it.parts.first().into_iter().flat_map(Part::wordings).map(move |value| (it, value)));
    let typed = values.filter(|(_, value)| wordings.contains(&value.to_lowercase()));
    typed.map(|(term, value)| format!("`{}` says “{value}”: write {{ {} }}", part.name, term.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_texts(texts: &str, expected: &[&str]) {
        let found = check(&[Locale::of("es-ES", &format!("-brand = Centro de partners\n{texts}"))]);
        assert_eq!(found.iter().map(|it| it.what.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn variables_and_names_are_clean() {
        check_texts("list-label = { $count } en el { -brand }\n", &[]);
    }

    #[test]
    fn a_message_in_a_message_is_found() {
        let expected = "is glued together with the message `list-noun`: write the whole sentence, or make it a term";
        check_texts(
            "list-noun = clientes\nlist-label = Quitar { list-noun }\nlist-hint = { $n ->\n   *[other] { list-noun }\n }\n",
            &[&format!("`list-label` {expected}"), &format!("`list-hint` {expected}")],
        );
    }

    #[test]
    fn a_format_in_a_text_is_found() {
        check_texts("list-label = { NUMBER($n) }\n", &["`list-label` calls NUMBER(): formats belong to the code"]);
        check_texts(
            "list-label =\n    .title = { DATETIME($n) }\n",
            &["`list-label.title` calls DATETIME(): formats belong to the code"],
        );
    }

    #[test]
    fn a_name_that_is_typed_out_is_found() {
        check_texts(
            "list-label = El centro de Partners\n",
            &["`list-label` says “Centro de partners”: write { -brand }"],
        );
    }
}
