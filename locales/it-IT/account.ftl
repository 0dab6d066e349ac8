account-heading = Account
account-profile-heading = Cliente
account-domain-label = Dominio
account-microsoft-id-label = ID Microsoft
account-microsoft-id-copy-button =
    .aria-label = Copia ID Microsoft
account-microsoft-id-copied = ID Microsoft copiato
account-country-label = Paese/area geografica
account-relationship-label = Relazione
account-dap-label = Privilegi di amministratore con delega (DAP)
account-dap-granted = Concessi
account-dap-none = Non concessi
account-support-label = Contatto di supporto per questo cliente
account-role-label = Il tuo ruolo

## Roles

account-role-global-admin = Amministratore globale
account-role-admin-agent = Agente amministratore
account-role-sales-agent = Agente di vendita
account-role-helpdesk-agent = Agente helpdesk
account-role-indirect-reseller = Rivenditore indiretto

## Roles in the middle of a sentence

account-role-global-admin-inline = amministratore globale
account-role-admin-agent-inline = agente amministratore
account-role-sales-agent-inline = agente di vendita
account-role-helpdesk-agent-inline = agente helpdesk

## Status

account-status-heading = Stato
account-status-clear = Nessun elemento blocca la rimozione.
account-status-blocked =
    { $count ->
        [one] { $count } elemento blocca ancora la rimozione.
        [many] { $count } di elementi bloccano ancora la rimozione.
       *[other] { $count } elementi bloccano ancora la rimozione.
    }
account-status-blocked-announcement =
    { $count ->
        [one] La rimozione è bloccata da { $count } elemento.
        [many] La rimozione è bloccata da { $count } di elementi.
       *[other] La rimozione è bloccata da { $count } elementi.
    }

## Blockers

blocker-list-heading = Prima di rimuovere la relazione
blocker-list-empty = Non resta altro da fare. Ora puoi rimuovere la relazione.
blocker-suspend-heading = Da sospendere: { $count }
blocker-cancel-heading = Da annullare: { $count }
blocker-external-heading = Da risolvere altrove: { $count }
blocker-wait-heading = Da attendere: { $count }
blocker-show-button =
    .aria-label = { $item }: mostra nell’elenco
blocker-subscription-active = Questa sottoscrizione è attiva.
blocker-subscription-suspended = Questa sottoscrizione è sospesa, ma non basta: deve essere annullata.
blocker-subscription-committed = Questa sottoscrizione non può più essere annullata. Termina alla fine del periodo di impegno.
blocker-subscription-pending = È ancora presente un ordine in elaborazione.
blocker-subscription-unknown-kind = Questa pagina non riconosce questo tipo di sottoscrizione.
blocker-subscription-unknown-status = Questa pagina non riconosce lo stato di questa sottoscrizione.
blocker-azure-active = Questa sottoscrizione di Azure è attiva.
blocker-azure-unknown-status = Questa pagina non riconosce lo stato di questa sottoscrizione di Azure.
blocker-reservation-held = Questa prenotazione è ancora attiva.
blocker-software-held = Questo acquisto di software è ancora attivo.
blocker-software-committed = Questo acquisto di software non può più essere annullato. Termina alla fine del periodo di impegno.
blocker-software-pending = Questo ordine è ancora in elaborazione.
blocker-software-unknown-kind = Questa pagina non riconosce questo tipo di acquisto.
blocker-software-unknown-status = Questa pagina non riconosce lo stato di questo ordine.
blocker-unreadable-subscriptions = Impossibile leggere le sottoscrizioni.
blocker-unreadable-azure = Impossibile leggere le sottoscrizioni di Azure di un piano di Azure.
blocker-unreadable-entitlements = Impossibile leggere le prenotazioni e gli acquisti di software.
blocker-unreadable-orders = Impossibile leggere gli ordini.
blocker-cancel-until = Data limite per l’annullamento: { $date }
blocker-wait-until = Fine del blocco: { $date }
blocker-wait-open = Non si sa quanto tempo sarà necessario. Ricontrolla più tardi.
blocker-after-azure =
    { $count ->
        [one] Annulla prima { $count } sottoscrizione di Azure del piano.
        [many] Annulla prima { $count } di sottoscrizioni di Azure del piano.
       *[other] Annulla prima { $count } sottoscrizioni di Azure del piano.
    }

## The control

account-remove-heading = Rimozione della relazione
account-remove-button = Rimuovi relazione come rivenditore
account-remove-blocked = Non è ancora possibile rimuovere la relazione. Completa prima i passaggi elencati in questa pagina.
account-remove-ready = Ora puoi rimuovere la relazione.
account-remove-indirect-reseller = I rivenditori indiretti non possono rimuovere la relazione. Contatta il tuo provider indiretto.
account-remove-role-required = Il tuo ruolo non consente di rimuovere la relazione. È necessario uno di questi ruoli: { $roles }.
account-change-role-required = Il tuo ruolo non consente di apportare modifiche. È necessario uno di questi ruoli: { $roles }.
account-cancel-role-required = Il tuo ruolo non consente di annullare sottoscrizioni di Azure, prenotazioni o acquisti di software. È necessario uno di questi ruoli: { $roles }.
account-scope-missing = Questo portale non consente tutte le modifiche. Quelle che non consente non vengono proposte qui.
