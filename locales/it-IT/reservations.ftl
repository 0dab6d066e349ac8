reservations-heading = Prenotazioni di Azure
reservations-table-caption = Prenotazioni di Azure di { $customer }
reservations-count-label =
    { $count ->
        [one] { $count } prenotazione
        [many] { $count } di prenotazioni
       *[other] { $count } prenotazioni
    }
reservations-empty = Nessuna prenotazione di Azure
reservations-empty-hint = Qui non c’è nulla da risolvere.
reservations-column-name = Prenotazione
reservations-column-quantity = Quantità
reservations-column-expiry = Data di scadenza
reservations-column-status = Stato
reservations-column-actions = Azioni
reservations-status-active = Attiva
reservations-status-expired = Scaduta
reservations-status-canceled = Annullata
reservations-cancel-button = Annulla prenotazione
    .aria-label = Annulla prenotazione: { $reservation }
reservations-cancel-dialog-title = Annullare questa prenotazione di Azure?
reservations-cancel-dialog-message = Questa operazione è irreversibile. L’eventuale rimborso segue le regole di Azure.
reservations-cancel-dialog-confirm-button = Annulla prenotazione
reservations-cancel-dialog-keep-button = Mantieni prenotazione
reservations-cancel-done = La prenotazione { $reservation } è stata annullata.
reservations-portal-link = Apri nel { -azure-portal }
reservations-portal-note = Questa prenotazione può essere restituita solo nel { -azure-portal }.
