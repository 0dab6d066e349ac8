## Suspend all

suspend-all-button = Sospendi tutte le attive ({ $count })
suspend-all-dialog-title =
    { $count ->
        [one] Sospendere { $count } sottoscrizione?
        [many] Sospendere { $count } di sottoscrizioni?
       *[other] Sospendere { $count } sottoscrizioni?
    }
suspend-all-left-heading = Non possono essere sospese qui: { $count }
suspend-all-confirm-button =
    { $count ->
        [one] Sospendi { $count } sottoscrizione
        [many] Sospendi { $count } di sottoscrizioni
       *[other] Sospendi { $count } sottoscrizioni
    }

## Clear everything

clear-all-button = Risolvi tutto ({ $count })
clear-all-dialog-title = Risolvere tutto ciò che blocca la rimozione?
clear-all-cancel-message = Ciò che viene annullato termina immediatamente. L’annullamento è definitivo.
clear-all-azure-message = Le risorse delle sottoscrizioni di Azure vengono arrestate, ma possono continuare a generare costi fino a quando l’annullamento non ha effetto. Microsoft offre questa operazione per le sottoscrizioni la cui sicurezza è compromessa: assicurati che il cliente sia d’accordo.
clear-all-removal-message = La relazione non viene rimossa: potrai rimuoverla tu quando nulla la bloccherà più.
clear-all-renewals-heading = Rinnovo automatico da disattivare: { $count }
clear-all-confirm-button = Risolvi tutto
clear-all-keep-button = Lascia tutto com’è

## Under way

operation-goes-on-note = Il processo continua anche se chiudi la pagina.
operation-suspend-heading = Sospendere tutte le attive
operation-cancel-heading = Annullare tutto il possibile
operation-renewals-heading = Disattivare tutti i rinnovi automatici
operation-offboard-heading = Risolvere tutto
operation-progress = Elaborazione in corso: { $done } di { $total }…
operation-paused-note = In pausa: { $done } di { $total }
operation-waiting-note = In attesa. Prossima verifica: { $time }
operation-other-note = Per questo cliente era già in corso un altro processo. Viene mostrato qui.
operation-pause-button = Pausa
operation-resume-button = Riprendi
operation-stop-button = Interrompi dopo l’elemento corrente
operation-retry-button = Riprova quelli non riusciti ({ $count })
operation-close-button = Chiudi riepilogo

## Summary

operation-done-note =
    { $count ->
        [one] { $count } elemento è stato completato.
        [many] { $count } di elementi sono stati completati.
       *[other] { $count } elementi sono stati completati.
    }
operation-accepted-note =
    { $count ->
        [one] La modifica di { $count } elemento è stata accettata. Comparirà qui entro pochi minuti.
        [many] Le modifiche di { $count } di elementi sono state accettate. Compariranno qui entro pochi minuti.
       *[other] Le modifiche di { $count } elementi sono state accettate. Compariranno qui entro pochi minuti.
    }
operation-failed-note =
    { $count ->
        [one] Impossibile modificare { $count } elemento.
        [many] Impossibile modificare { $count } di elementi.
       *[other] Impossibile modificare { $count } elementi.
    }
operation-unknown-note =
    { $count ->
        [one] Non si sa se { $count } elemento sia stato modificato.
        [many] Non si sa se { $count } di elementi siano stati modificati.
       *[other] Non si sa se { $count } elementi siano stati modificati.
    }
operation-skipped-note =
    { $count ->
        [one] { $count } elemento non è stato modificato.
        [many] { $count } di elementi non sono stati modificati.
       *[other] { $count } elementi non sono stati modificati.
    }

## An item of it

operation-row-queued = In coda
operation-row-running = In corso
operation-row-done = Completato
operation-row-accepted = Accettato
operation-row-failed = Non riuscito
operation-row-skipped = Ignorato
operation-row-unknown = Esito sconosciuto
