software-heading = Acquisti di software
software-table-caption = Acquisti di software di { $customer }
software-count-label =
    { $count ->
        [one] { $count } acquisto
        [many] { $count } di acquisti
       *[other] { $count } acquisti
    }
software-empty = Nessun acquisto di software
software-empty-hint = Qui non c’è nulla da risolvere.
software-column-name = Software
software-column-type = Tipo
software-column-quantity = Quantità
software-column-date = Data di acquisto
software-column-status = Stato
software-column-actions = Azioni
software-type-perpetual = Software con licenza perpetua
software-type-subscription = Sottoscrizione software
software-type-unknown = Tipo sconosciuto
software-status-active = Attivo
software-status-pending = In attesa
software-status-expired = Scaduto
software-status-canceled = Annullato
software-status-unknown = Stato sconosciuto
software-cancel-button = Annulla acquisto
    .aria-label = Annulla acquisto: { $software }
software-cancel-dialog-title = Annullare questo acquisto di software?
software-cancel-dialog-message = Questa operazione è irreversibile.
software-cancel-dialog-confirm-button = Annulla acquisto
software-cancel-dialog-keep-button = Mantieni acquisto
software-cancel-done = L’acquisto di { $software } è stato annullato.
software-return-deadline = Data limite per l’annullamento: { $deadline }
software-ends-note = Non può essere annullato. Scadenza: { $date }
software-stays-note = Non può più essere annullato. Resta al cliente e non blocca la rimozione.
software-counted-note = Compare in Sottoscrizioni.
