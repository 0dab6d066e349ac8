//! What the page says on the way, word for word: a text that is lost or turned round in its file is noticed here.

/// Message, Spanish, Italian; `{}` is what is put in. Counted ones in the form that the story meets.
const WORDS: &[(&str, &str, &str)] = &[
    ("customers-heading", "Clientes", "Clienti"),
    ("customers-search-input.aria-label", "Buscar clientes por nombre o dominio", "Cerca clienti per nome o dominio"),
    ("customers-search-button", "Buscar", "Cerca"),
    ("customers-count-label", "{} cliente en esta página", "{} cliente in questa pagina"),
    ("customers-open-button.aria-label", "{}: abrir cuenta", "{}: apri account"),
    (
        "customers-no-match",
        "No hay clientes cuyo nombre o dominio empiece por “{}”.",
        "Nessun cliente con nome o dominio che inizia con «{}».",
    ),
    ("customers-clear-button", "Borrar búsqueda", "Azzera ricerca"),
    ("account-heading", "Cuenta", "Account"),
    (
        "account-status-blocked",
        "{} elementos aún impiden quitar la relación.",
        "{} elementi bloccano ancora la rimozione.",
    ),
    ("account-status-clear", "Nada impide quitar la relación.", "Nessun elemento blocca la rimozione."),
    (
        "account-remove-blocked",
        "Todavía no se puede quitar la relación. Complete antes los pasos indicados en esta página.",
        "Non è ancora possibile rimuovere la relazione. Completa prima i passaggi elencati in questa pagina.",
    ),
    ("account-remove-button", "Quitar relación de revendedor", "Rimuovi relazione come rivenditore"),
    ("account-dap-none", "No concedidos", "Non concessi"),
    ("subs-heading", "Suscripciones", "Sottoscrizioni"),
    ("suspend-button.aria-label", "Suspender {}", "Sospendi {}"),
    ("reactivate-button.aria-label", "Reactivar {}", "Riattiva {}"),
    ("suspend-all-button", "Suspender todas las activas ({})", "Sospendi tutte le attive ({})"),
    ("suspend-all-dialog-title", "¿Suspender {} suscripciones?", "Sospendere {} sottoscrizioni?"),
    ("suspend-all-left-heading", "No se pueden suspender aquí: {}", "Non possono essere sospese qui: {}"),
    ("suspend-all-confirm-button", "Suspender {} suscripciones", "Sospendi {} sottoscrizioni"),
    ("operation-done-note", "Se han completado {} elementos.", "{} elementi sono stati completati."),
    ("operation-close-button", "Cerrar resumen", "Chiudi riepilogo"),
    ("azure-cancel-button", "Cancelar suscripción de Azure", "Annulla sottoscrizione di Azure"),
    ("azure-cancel-button.aria-label", "Cancelar suscripción de Azure: {}", "Annulla sottoscrizione di Azure: {}"),
    ("azure-cancel-dialog-title", "¿Cancelar esta suscripción de Azure?", "Annullare questa sottoscrizione di Azure?"),
    ("subs-status-inactive", "Cancelada", "Annullata"),
    ("reservations-heading", "Reservas de Azure", "Prenotazioni di Azure"),
    ("reservations-cancel-button.aria-label", "Cancelar reserva: {}", "Annulla prenotazione: {}"),
    ("reservations-cancel-dialog-title", "¿Cancelar esta reserva de Azure?", "Annullare questa prenotazione di Azure?"),
    ("reservations-cancel-dialog-confirm-button", "Cancelar reserva", "Annulla prenotazione"),
    ("reservations-status-canceled", "Cancelada", "Annullata"),
    ("software-heading", "Compras de software", "Acquisti di software"),
    ("software-cancel-button.aria-label", "Cancelar compra: {}", "Annulla acquisto: {}"),
    ("software-cancel-dialog-title", "¿Cancelar esta compra de software?", "Annullare questo acquisto di software?"),
    ("software-cancel-dialog-confirm-button", "Cancelar compra", "Annulla acquisto"),
    ("software-status-canceled", "Cancelada", "Annullato"),
    ("remove-dialog-title", "¿Quitar la relación de revendedor?", "Rimuovere la relazione come rivenditore?"),
    (
        "removal-effect-list",
        "{} dejará de aparecer en su lista de clientes del Centro de partners.",
        "{} non comparirà più nell’elenco dei clienti del Centro per i partner.",
    ),
    (
        "removal-effect-support",
        "Su organización dejará de figurar como contacto de soporte técnico del cliente.",
        "La tua organizzazione non comparirà più tra i contatti di supporto del cliente.",
    ),
    (
        "removal-effect-dap",
        "Perderá los privilegios de administración delegada sobre el cliente, si los tiene.",
        "Perderai i privilegi di amministratore con delega per il cliente, se ne disponi.",
    ),
    (
        "removal-effect-purchases",
        "Ya no podrá realizar compras para el cliente.",
        "Non potrai più effettuare acquisti per il cliente.",
    ),
    ("remove-dialog-name-label", "Escriba {} para confirmar", "Immetti {} per confermare"),
    ("remove-dialog-confirm-button", "Quitar relación", "Rimuovi relazione"),
    ("remove-dialog-name-mismatch", "El nombre no coincide.", "Il nome non corrisponde."),
    (
        "remove-dialog-ack-missing",
        "Seleccione esta casilla para continuar.",
        "Seleziona questa casella per continuare.",
    ),
    (
        "remove-dialog-ack-checkbox",
        "Actúo de buena fe, he enviado las notificaciones exigidas y entiendo que esta acción no se puede deshacer.",
        "Agisco in buona fede, ho inviato le comunicazioni dovute e comprendo che questa operazione non può essere annullata.",
    ),
    (
        "remove-success",
        "La relación de revendedor con {} se ha quitado.",
        "La relazione come rivenditore con {} è stata rimossa.",
    ),
    ("request-again-button", "Restablecer la relación", "Ristabilisci la relazione"),
    ("request-link-label", "Vínculo de invitación", "Collegamento di invito"),
    ("common-done-button", "Listo", "Fine"),
];

/// The words of one language.
pub struct Words(&'static str);

impl Words {
    /// Spanish or Italian.
    pub fn of(lang: &'static str) -> Self {
        Self(lang)
    }

    #[track_caller]
    pub fn get(&self, id: &str) -> String {
        let (_, spanish, italian) = WORDS.iter().find(|it| it.0 == id).unwrap_or_else(|| panic!("no words for {id}"));
        (if self.0 == "es-ES" { *spanish } else { *italian }).to_owned()
    }

    #[track_caller]
    pub fn with(&self, id: &str, value: &str) -> String {
        self.get(id).replace("{}", value)
    }

    #[track_caller]
    pub fn count(&self, id: &str, count: usize) -> String {
        self.with(id, &count.to_string())
    }
}
