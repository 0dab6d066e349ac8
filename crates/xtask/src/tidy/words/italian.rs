//! Italian, as Partner Center speaks it: *tu* or nobody, imperatives on buttons, no article before what varies.

use super::{Rule, no, only};

pub const RULES: &[Rule] = &[
    // Who is who.
    no(r"(?i)\brelazion[ei] (di|del|dei|con|tra|fra) rivenditor", "relazione come rivenditore"),
    no(r"(?i)\brelazion[ei] rivenditor", "relazione come rivenditore"),
    no(r"(?i)\b(tra|fra) rivenditori\b", "relazione come rivenditore: it is not one between resellers"),
    no(r"(?i)\bresellers?\b", "rivenditore"),
    no(r"(?i)\bcustomers?\b", "cliente"),
    no(r"(?i)\binquilin", "tenant"),
    no(r"(?i)\bfornitor\p{L}+ indirett", "provider indiretto"),
    no(r"(?i)\bpartner (microsoft direct|dirett\p{L}+ di microsoft)", "partner con fatturazione diretta"),
    no(r"(?i)\bpartner center\b", "Centro per i partner, as { -partner-center }"),
    no(r"(?i)\bcentro dei partner\b", "Centro per i partner, as { -partner-center }"),
    no(r"(?i)\bamministrator\p{L}+ delegat", "amministratore con delega; the other is a chief executive"),
    no(r"(?i)\bamministrator\p{L}+ della delega\b", "amministratore con delega"),
    only(
        r"(?i)\b(il|del|nel|al|dal|sul) \{ -(partner-center|azure-portal) \}",
        r"(\S+ )?\{ -(partner-center|azure-portal) \}",
        "the name takes its article: il, del, nel, al, dal, sul",
    ),
    // What is done.
    no(r"(?i)\babbonam", "sottoscrizione"),
    only(
        r"^Cancella (i )?(filtri|ricerca|la ricerca)$",
        r"(?i)\bcancell",
        "eliminare or annullare; «Cancella» only what was typed or filtered",
    ),
    no(r"(?i)\bin sospeso\b", "in attesa: it reads like «sospesa»"),
    no(r"(?i)\bsuspended\b", "sospesa"),
    no(r"(?i)\bremove\b", "rimuovere"),
    no(r"(?i)\bdisd(ire|ici|etta)\b", "annullare"),
    no(r"(?i)\bsoftware perpetu", "software con licenza perpetua"),
    no(r"(?i)\bfallit[oaie]\b", "non riuscito"),
    no(r"(?i)\bopzional", "facoltativo"),
    no(r"(?i)\blista\b", "elenco"),
    no(r"(?i)\b(rateizz|autorenuov|dolete)", "ripartizione proporzionale, rinnovo automatico, Elimina"),
    no("^(Annulla|OK)$", "says nothing beside «Annulla prenotazione»: name what is kept or done"),
    // What the seed documents said.
    no(r"(?i)\bprenotazion[ei] di azure ri\b", "prenotazioni di Azure"),
    no(r"(?i)\bsi esegue più la transazione", "non si effettuano più transazioni"),
    no(r"(?i)\bcollegamento rimuovi\b", "the label is «Rimuovi relazione come rivenditore»"),
    no(r"(?i)\bsarà inattiv", "say why it is not available"),
    // How people are spoken to.
    no(r"(?i)\b(si prega|per favore|per cortesia)\b", "say it without a plea"),
    no(r"(?i)\b(ops|oops)\b", "say what happened"),
    no(r"(?i)\bqualcosa è andato storto\b", "Si è verificato un errore."),
    no(r"(?i)\b(clic|clicc\p{L}+)\b", "selezionare: not everyone has a mouse"),
    no(r"(?i)\b(si è sicur|sei sicur)", "ask with the infinitive: «Rimuovere…?»"),
    no(
        r"\b(Lei|La (prego|preghiamo)|Le (chiediamo|consigliamo)|[Ii]mmetta|[Rr]iprovi|[Aa]ttenda|[Aa]cceda|[Ff]accia)\b|\p{L} (Suo|Sua|Suoi|Sue)\b",
        "tu, or nobody",
    ),
    // How it is written.
    no(
        r"(?i)\b(tenants|accounts|partners|providers|links|users|tokens|servers|files|emails|logs|apis|ids|skus)\b",
        "English words have no plural in -s",
    ),
    no(
        r"(?i)\b(il|lo|la|un|uno|una|del|dello|della|nel|nello|nella|al|allo|alla|dal|dallo|dalla|sul|sullo|sulla|col) \{ \$",
        "no article before what varies (il 2, l’8): «Scadenza: { $date }»",
    ),
    no(
        r"(?i:\b(?:l|un|dell|nell|all|dall|sull|coll|quell)’[bcdfgjklmnpqrstvwxyz])[a-zàèéìòù]",
        "no elision before a consonant",
    ),
    no(r"(?i)\b(l|un|dell|nell|all|dall|sull|quell|c|d)’\s", "no space after an elision"),
    no(r"\bE’|(?i)\b(perchè|poichè|finchè|affinchè|pò|sí|cosí)\b", "È, perché, po’, sì"),
    only(r"in corso\b.*…$", "…$", "what is going on is a noun: «Caricamento in corso…»"),
    no(r"(?i)\bperíod", "periodo, without an accent"),
    no("[“”„]", "the quotes are «…», if there have to be any"),
    no(r"\b[Ii]d\b", "ID"),
];

#[cfg(test)]
mod tests {
    use super::super::planted::{check_right, check_wrong};
    use super::*;

    #[test]
    fn forbidden_italian_is_found() {
        check_wrong(
            "it-IT",
            RULES,
            &[
                "Relazione del rivenditore",
                "Relazione rivenditore",
                "Rimuovi relazione tra rivenditori",
                "Relazione reseller",
                "Customers",
                "Inquilino",
                "Fornitore indiretto",
                "Partner Microsoft Direct",
                "Apri in Partner Center",
                "Centro dei partner",
                "Amministratore delegato",
                "Amministratori delegati",
                "Privilegi di amministratore della delega",
                "In { -partner-center }",
                "Apri { -azure-portal }",
                "Abbonamento attivo",
                "Cancellare la prenotazione",
                "Prenotazione cancellata",
                "Cancella prenotazione",
                "Ordine in sospeso",
                "Suspended",
                "Remove Reseller Relationship",
                "Disdici",
                "Software perpetuo",
                "Fallito",
                "Opzionale",
                "Lista clienti",
                "Autorenuovo",
                "Annulla",
                "Prenotazioni di Azure RI",
                "Se non si esegue più la transazione con un cliente",
                "Il collegamento Rimuovi relazione",
                "Sarà inattivo",
                "Si prega di attendere",
                "Ops",
                "Qualcosa è andato storto",
                "Fai clic qui",
                "Fare clic su Rimuovi",
                "Si è sicuri di volere rimuovere?",
                "Il cliente Suo",
                "Riprovi più tardi",
                "I tenants",
                "Scade il { $date }",
                "Entro il { $date }",
                "Nel { $place }",
                "L’Contratto",
                "Nell’Partner",
                "Dall’ elenco",
                "E’ attiva",
                "Perchè",
                "Período",
                "Caricamento…",
                "Inizia con “{ $text }”",
                "Id cliente",
            ],
        );
        check_right(
            "it-IT",
            &[
                "Relazione come rivenditore",
                "Nel { -azure-portal }",
                "Il { -partner-center } ha rifiutato l’operazione.",
                "Cancella filtri",
                "Amministratore con delega",
                "Annulla prenotazione",
                "Gli 8 giorni di un’altra sottoscrizione, l’MFA e lo SKU",
                "Le sue risorse",
                "Caricamento dei dati in corso…",
                "Caricamento in corso: { $done } di { $total }…",
                "Bloccata da { $count } elementi",
                "Inizia con «{ $text }».",
                "Da un po’ di tempo",
            ],
        );
    }
}
