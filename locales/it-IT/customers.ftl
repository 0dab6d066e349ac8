customers-heading = Clienti
customers-empty = Non ci sono ancora clienti
customers-empty-hint = Richiedi una relazione per aggiungere il primo.
customers-search-input =
    .placeholder = Cerca clienti
    .aria-label = Cerca clienti per nome o dominio
customers-search-button = Cerca
customers-no-match = Nessun cliente con nome o dominio che inizia con «{ $text }».
customers-clear-button = Azzera ricerca
customers-table-caption = Clienti della tua organizzazione
customers-count-label =
    { $count ->
        [one] { $count } cliente in questa pagina
        [many] { $count } di clienti in questa pagina
       *[other] { $count } clienti in questa pagina
    }
customers-column-name = Nome cliente
customers-column-domain = Dominio
customers-column-relationship = Relazione
customers-open-button =
    .aria-label = { $customer }: apri account

## Relationship of a customer with the partner

customers-relationship-reseller = Rivenditore
customers-relationship-advisor = Consulente
customers-relationship-none = Nessuna
customers-relationship-unknown = Altra

## Request or re-establish a relationship

request-heading = Richiedi una relazione come rivenditore
request-again-heading = Ristabilire la relazione
request-again-button = Ristabilisci la relazione
request-open-button = Richiedi relazione
request-intro = Invia questo collegamento al cliente. Quando un amministratore del cliente avrà accettato l’invito, il cliente comparirà nel tuo elenco dei clienti.
request-link-label = Collegamento di invito
request-link-copy-button = Copia collegamento di invito
request-link-copied = Collegamento di invito copiato
request-email-heading = Bozza del messaggio
request-email-body = Vorremmo diventare il vostro Cloud Solution Provider (CSP). Per accettare, è sufficiente accedere con un account di amministratore globale e aprire questo collegamento: { $link }
request-email-subject = Invito a stabilire una relazione come rivenditore
request-email-open-button = Apri nella posta elettronica
request-email-copy-button = Copia messaggio
request-email-copied = Messaggio copiato
request-email-keep-link-note = Non rimuovere il collegamento dal messaggio: serve ad associare il cliente al tuo account.
request-admin-note = Per accettare, il cliente deve essere un amministratore globale.
request-agreement-note = Il cliente deve accettare il Contratto del cliente Microsoft.
request-country-note = Puoi richiedere una relazione solo con clienti del tuo paese o della tua area geografica.
request-dap-note = La nuova relazione non include privilegi di amministratore con delega.
