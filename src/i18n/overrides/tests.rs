use super::*;
use crate::i18n::texts::tests::Plain;

const BUILT_IN: &str = "
-partner-center = Centro de partners
plain-heading = Cuenta
named-label = Escriba { $customer } para confirmar
counted-label = { $count ->
    [one] { $count } reserva
   *[other] { $count } reservas
}
labelled-button = Suspender
    .aria-label = Suspender { $subscription }
removal-effect-list = { $customer } dejará de aparecer en el { -partner-center }.
removal-remains-software = { $count ->
    [one] { $software }: queda { $count } licencia.
   *[other] { $software }: quedan { $count } licencias.
}
";

/// The faults of a source, `!` before those that are refused; and whether its text is the one shown.
#[track_caller]
fn check_source(source: &str, faults: &[&str], shown: (&str, &str)) {
    let mut catalog = Catalog::new(vec![Texts::new(BUILT_IN.to_owned(), false)]);
    let (texts, found) = check(source, false, &catalog, &Plain);
    let mark = |it: &Fault| format!("{}{}", if it.is_refused { "!" } else { "" }, it.what);
    assert_eq!(found.iter().map(mark).collect::<Vec<_>>(), faults);
    catalog.put_first(texts);
    let args = ["customer", "subscription", "software"].map(|it| (it, Arg::Text("X".to_owned())));
    let args = [&args[..], &[("count", Arg::Number(2))]].concat();
    let text = catalog.write(shown.0, &args, &Plain).unwrap().0;
    assert_eq!(text.replace(['\u{2068}', '\u{2069}'], ""), shown.1);
}

#[test]
fn the_hosts_words_stand_over_the_built_in_ones() {
    check_source("plain-heading = Ficha", &[], ("plain-heading", "Ficha"));
    check_source("named-label = Para confirmar: { $customer }", &[], ("named-label", "Para confirmar: X"));
    check_source("counted-label = { $count } en reserva", &[], ("counted-label", "2 en reserva"));
    check_source("labelled-button = Pausar", &[], ("labelled-button", "Pausar"));
    check_source("labelled-button = Pausar", &[], ("labelled-button.aria-label", "Suspender X"));
    let term = "-partner-center = Centro de asociados";
    check_source(term, &[], ("removal-effect-list", "X dejará de aparecer en el Centro de asociados."));
}

#[test]
fn an_unknown_id_is_told_and_harms_nobody() {
    check_source(
        "no-such-text = Nada\nplain-heading = Ficha\n    .title = Nada",
        &["no-such-text: there is no such text", "plain-heading.title: there is no such text"],
        ("plain-heading", "Ficha"),
    );
}

#[test]
fn a_text_with_other_variables_is_refused() {
    let kept = ("named-label", "Escriba X para confirmar");
    check_source("named-label = Escriba { $name }", &["!named-label: $name is not given"], kept);
    check_source("named-label = Confirme", &["!named-label: $customer is left out"], kept);
    let nested = "named-label = { $customer } { { $count ->\n   *[other] x\n    } }";
    check_source(nested, &["!named-label: $count is not given"], kept);
    let call = "named-label = { $customer } { NUMBER($other) }";
    check_source(call, &["!named-label: $other is not given"], kept);
}

#[test]
fn one_bad_part_refuses_the_whole_text_and_no_other() {
    check_source(
        "labelled-button = Pausar\n    .aria-label = Pausar\nplain-heading = Ficha",
        &["!labelled-button.aria-label: $subscription is left out"],
        ("labelled-button", "Suspender"),
    );
}

#[test]
fn an_empty_text_is_refused() {
    check_source("plain-heading = { \"\" }", &["!plain-heading: is empty"], ("plain-heading", "Cuenta"));
    check_source("plain-heading = { \" \" }", &["!plain-heading: is empty"], ("plain-heading", "Cuenta"));
    check_source("-partner-center = { \"\" }", &["!-partner-center: is empty"], ("plain-heading", "Cuenta"));
}

#[test]
fn a_consequence_can_be_extended_and_not_softened() {
    let whole = "{ $customer } dejará de aparecer en el { -partner-center }.";
    check_source(
        &format!("removal-effect-list = {whole} También en nuestra lista."),
        &[],
        ("removal-effect-list", "X dejará de aparecer en el Centro de partners. También en nuestra lista."),
    );
    check_source(
        "removal-effect-list = { $customer } seguirá bien atendido.",
        &["!removal-effect-list: a consequence has to keep its whole text"],
        ("removal-effect-list", "X dejará de aparecer en el Centro de partners."),
    );
}

#[test]
fn a_consequence_keeps_its_text_for_every_number() {
    let lost = "removal-remains-software = { $count ->
    [one] { $software }: queda { $count } licencia.
   *[other] { $software }: { $count }.
}";
    check_source(
        lost,
        &["!removal-remains-software: a consequence has to keep its whole text"],
        ("removal-remains-software", "X: quedan 2 licencias."),
    );
}

#[test]
fn what_is_no_fluent_is_refused_and_the_rest_counts() {
    let fault = ["!messages: a part is not Fluent"];
    check_source("broken { = no\nplain-heading = Ficha", &fault, ("plain-heading", "Ficha"));
    check_source("[object Object]", &fault, ("plain-heading", "Cuenta"));
}
