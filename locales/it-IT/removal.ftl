removal-effects-heading = Conseguenze della rimozione
removal-effect-list = { $customer } non comparirà più nell’elenco dei clienti del { -partner-center }.
removal-effect-support = La tua organizzazione non comparirà più tra i contatti di supporto del cliente.
removal-effect-dap = Perderai i privilegi di amministratore con delega per il cliente, se ne disponi.
removal-effect-purchases = Non potrai più effettuare acquisti per il cliente.
removal-remains-heading = Che cosa resta
removal-remains-gdap = I privilegi granulari di amministratore con delega (GDAP) restano attivi dopo la rimozione e vanno terminati separatamente.
removal-remains-apps = Le applicazioni aziendali e gli utenti guest della tua organizzazione restano nel tenant del cliente.
removal-remains-azure-roles = Le assegnazioni di ruoli di Azure restano attive e vanno rimosse separatamente.
removal-remains-billing = Gli addebiti già maturati verranno comunque fatturati.
removal-remains-software =
    { $count ->
        [one] { $software }: al cliente resta { $count } licenza perpetua.
        [many] { $software }: al cliente restano { $count } di licenze perpetue.
       *[other] { $software }: al cliente restano { $count } licenze perpetue.
    }
removal-notice = Microsoft non avvisa nessuno. Spetta a te inviare al cliente le comunicazioni previste dai tuoi contratti.

## Dialog

remove-dialog-title = Rimuovere la relazione come rivenditore?
remove-dialog-intro = Se rimuovi la relazione:
remove-dialog-undo-note = Questa operazione non può essere annullata. Per tornare a lavorare con il cliente servirà una nuova richiesta, che il cliente dovrà accettare.
remove-dialog-name-label = Immetti { $customer } per confermare
remove-dialog-name-mismatch = Il nome non corrisponde.
remove-dialog-ack-checkbox = Agisco in buona fede, ho inviato le comunicazioni dovute e comprendo che questa operazione non può essere annullata.
remove-dialog-ack-missing = Seleziona questa casella per continuare.
remove-dialog-confirm-button = Rimuovi relazione
remove-dialog-keep-button = Mantieni relazione
remove-dialog-progress = Rimozione della relazione in corso…
remove-dialog-busy-note = La rimozione è in corso e non può essere interrotta.
remove-dialog-conflict = Nel frattempo i dati sono cambiati. Verificali e conferma di nuovo.

## Outcome

remove-accepted-heading = La rimozione della relazione con { $customer } è stata accettata.
remove-accepted-note = Il { -partner-center } ha accettato la rimozione. L’elenco dei clienti verrà aggiornato entro pochi minuti; questa pagina lo verifica automaticamente.
remove-unknown-heading = Esito sconosciuto
remove-unknown-note = Nessuna risposta ricevuta: non si sa se la relazione sia stata rimossa. Questa pagina lo verifica automaticamente e non invia di nuovo la richiesta.
remove-check-button = Verifica ora
remove-success = La relazione come rivenditore con { $customer } è stata rimossa.
remove-again-note = Questa operazione non può essere annullata. Per tornare a lavorare con questo cliente, richiedi una nuova relazione.
remove-next-steps-heading = Passaggi successivi

## Receipt

receipt-heading = Ricevuta
receipt-number-label = Numero ricevuta
receipt-customer-label = Cliente
receipt-time-label = Data e ora
receipt-user-label = Operazione eseguita da
receipt-correlation-label = ID di correlazione
receipt-items-label = Elementi al momento della rimozione
receipt-items-note = Sottoscrizioni: { $subscriptions }. Prenotazioni: { $reservations }. Acquisti di software: { $software }.
receipt-support-label = Contatti di supporto prima della rimozione
receipt-download-button = Scarica ricevuta
receipt-journal-label = Righe e hash del log
receipt-journal-note = Da { $first } a { $last }
receipt-acts-heading = Operazioni eseguite
receipt-left-heading = Sottoscrizioni che restano sospese
receipt-column-billing = Fatturazione
receipt-billed-note = Fatturata fino alla data di fine
receipt-not-billed-note = Non fatturata
