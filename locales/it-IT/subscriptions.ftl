subs-heading = Sottoscrizioni
subs-table-caption = Sottoscrizioni di { $customer }
subs-count-label =
    { $count ->
        [one] { $count } sottoscrizione
        [many] { $count } di sottoscrizioni
       *[other] { $count } sottoscrizioni
    }
subs-empty = Nessuna sottoscrizione
subs-empty-hint = Qui non c’è nulla da risolvere.
subs-none-match = Nessuna sottoscrizione con questo stato
subs-column-name = Sottoscrizione
subs-column-type = Tipo
subs-column-licenses = Licenze
subs-column-status = Stato
subs-column-end = Data di fine
subs-column-actions = Azioni
subs-filter-status-label = Stato
subs-filter-all = Tutte le sottoscrizioni
subs-filter-active = Attive
subs-filter-suspended = Sospese
subs-filter-other = Altre

## Types

subs-type-legacy = Legacy
subs-type-new-commerce = Nuova esperienza commerciale
subs-type-azure-plan = Piano di Azure
subs-type-azure-subscription = Sottoscrizione di Azure
subs-type-software = Software
subs-type-marketplace = Marketplace
subs-type-savings-plan = Piano di risparmio
subs-type-unknown = Tipo sconosciuto
subs-type-trial = Versione di valutazione
subs-type-addon = Componente aggiuntivo

## Statuses

subs-status-active = Attiva
subs-status-suspended = Sospesa
subs-status-pending = In attesa
subs-status-expired = Scaduta
subs-status-disabled = Disabilitata
subs-status-deleted = Eliminata
subs-status-inactive = Annullata
subs-status-unknown = Stato sconosciuto
subs-autorenew-note = Rinnovo automatico

## Acts on one subscription

suspend-button = Sospendi
    .aria-label = Sospendi { $subscription }
reactivate-button = Riattiva
    .aria-label = Riattiva { $subscription }
cancel-subscription-button = Annulla sottoscrizione
    .aria-label = Annulla sottoscrizione: { $subscription }
stop-renewal-button = Disattiva rinnovo automatico
    .aria-label = Disattiva rinnovo automatico: { $subscription }
suspend-done = La sottoscrizione { $subscription } è stata sospesa.
reactivate-done = La sottoscrizione { $subscription } è stata riattivata.
cancel-subscription-done = La sottoscrizione { $subscription } è stata annullata.
stop-renewal-done = Il rinnovo automatico di { $subscription } è stato disattivato.

## Dialogs

suspend-one-dialog-title = Sospendere questa sottoscrizione?
suspend-dialog-message = Gli utenti del cliente non potranno accedere né usare i servizi. Gli amministratori manterranno l’accesso ai dati.
suspend-dialog-billing-note = Le sottoscrizioni della nuova esperienza commerciale continuano a essere fatturate anche se sospese, e il loro rinnovo automatico viene disattivato.
suspend-dialog-confirm-button = Sospendi
suspend-dialog-keep-button = Non sospendere
cancel-subscription-dialog-title = Annullare questa sottoscrizione?
cancel-subscription-dialog-message = La sottoscrizione termina immediatamente e non può essere riattivata.
cancel-subscription-dialog-confirm-button = Annulla sottoscrizione
cancel-subscription-dialog-keep-button = Mantieni sottoscrizione
azure-cancel-button = Annulla sottoscrizione di Azure
    .aria-label = Annulla sottoscrizione di Azure: { $subscription }
azure-cancel-dialog-title = Annullare questa sottoscrizione di Azure?
azure-cancel-dialog-message = Le risorse della sottoscrizione vengono arrestate, ma possono continuare a generare costi fino a quando l’annullamento non ha effetto. Microsoft offre questa operazione per le sottoscrizioni la cui sicurezza è compromessa: assicurati che il cliente sia d’accordo.
azure-cancel-dialog-keep-button = Mantieni sottoscrizione di Azure
