activity-heading = Log attività
activity-table-caption = Log attività di { $customer }
activity-empty = Nessuna attività registrata
activity-empty-hint = Qui compaiono le modifiche apportate da questa pagina e chi le ha apportate.
activity-column-time = Data e ora
activity-column-user = Utente
activity-column-action = Operazione
activity-column-target = Elemento
activity-column-result = Esito
activity-column-correlation = ID di correlazione
activity-action-suspend-subscription = Sospensione della sottoscrizione
activity-action-reactivate-subscription = Riattivazione della sottoscrizione
activity-action-cancel-subscription = Annullamento della sottoscrizione
activity-action-stop-auto-renew = Disattivazione del rinnovo automatico
activity-action-cancel-azure-subscription = Annullamento della sottoscrizione di Azure
activity-action-cancel-reservation = Annullamento della prenotazione
activity-action-cancel-software = Annullamento dell’acquisto di software
activity-action-remove-relationship = Rimozione della relazione
activity-action-unknown = Altra operazione
activity-result-done = Riuscito
activity-result-accepted = Accettato
activity-result-refused = Rifiutato
activity-result-failed = Non riuscito
activity-result-unknown = Sconosciuto
activity-export-csv-button = Esporta CSV
activity-export-json-button = Esporta JSON
activity-filter-any-action = Tutte le operazioni
activity-filter-any-result = Tutti gli esiti
activity-filter-from-label = Dal
activity-filter-until-label = Al
activity-filter-button = Applica filtri
activity-filter-clear-button = Cancella filtri
activity-none-match = Nessuna voce corrisponde a questi filtri.
activity-count-label =
    { $count ->
        [one] { $count } voce in questa pagina
        [many] { $count } di voci in questa pagina
       *[other] { $count } voci in questa pagina
    }
