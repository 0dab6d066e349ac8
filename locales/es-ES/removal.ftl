removal-effects-heading = Consecuencias de quitar la relación
removal-effect-list = { $customer } dejará de aparecer en su lista de clientes del { -partner-center }.
removal-effect-support = Su organización dejará de figurar como contacto de soporte técnico del cliente.
removal-effect-dap = Perderá los privilegios de administración delegada sobre el cliente, si los tiene.
removal-effect-purchases = Ya no podrá realizar compras para el cliente.
removal-remains-heading = Lo que se mantiene
removal-remains-gdap = Los privilegios de administración delegada granulares (GDAP) siguen activos después de quitar la relación. Hay que finalizarlos por separado.
removal-remains-apps = Las aplicaciones empresariales y los usuarios invitados de su organización permanecen en el inquilino del cliente.
removal-remains-azure-roles = Las asignaciones de roles de Azure siguen activas. Hay que quitarlas por separado.
removal-remains-billing = Los cargos ya generados se facturarán igualmente.
removal-remains-software =
    { $count ->
        [one] { $software }: el cliente conserva { $count } licencia perpetua.
        [many] { $software }: el cliente conserva { $count } de licencias perpetuas.
       *[other] { $software }: el cliente conserva { $count } licencias perpetuas.
    }
removal-notice = Microsoft no avisa a nadie. Le corresponde a usted enviar al cliente las notificaciones que exijan sus contratos.

## Dialog

remove-dialog-title = ¿Quitar la relación de revendedor?
remove-dialog-intro = Si quita la relación:
remove-dialog-undo-note = Esta acción no se puede deshacer. Para volver a trabajar con el cliente, tendrá que enviarle una nueva solicitud y el cliente tendrá que aceptarla.
remove-dialog-name-label = Escriba { $customer } para confirmar
remove-dialog-name-mismatch = El nombre no coincide.
remove-dialog-ack-checkbox = Actúo de buena fe, he enviado las notificaciones exigidas y entiendo que esta acción no se puede deshacer.
remove-dialog-ack-missing = Seleccione esta casilla para continuar.
remove-dialog-confirm-button = Quitar relación
remove-dialog-keep-button = Conservar relación
remove-dialog-progress = Quitando la relación…
remove-dialog-busy-note = Se está quitando la relación y el proceso no se puede interrumpir.
remove-dialog-conflict = Los datos han cambiado mientras tanto. Compruébelos y confirme de nuevo.

## Outcome

remove-accepted-heading = La solicitud para quitar la relación con { $customer } se ha aceptado.
remove-accepted-note = El { -partner-center } ha aceptado la solicitud. La lista de clientes se actualizará en unos minutos; esta página lo comprueba automáticamente.
remove-unknown-heading = Resultado desconocido
remove-unknown-note = No se ha recibido respuesta: no se sabe si la relación se ha quitado. Esta página lo comprueba automáticamente y no vuelve a enviar la solicitud.
remove-check-button = Comprobar ahora
remove-success = La relación de revendedor con { $customer } se ha quitado.
remove-again-note = Esta acción no se puede deshacer. Para volver a trabajar con este cliente, solicite una nueva relación.
remove-next-steps-heading = Pasos siguientes

## Receipt

receipt-heading = Justificante
receipt-number-label = Número de justificante
receipt-customer-label = Cliente
receipt-time-label = Fecha y hora
receipt-user-label = Acción realizada por
receipt-correlation-label = Id. de correlación
receipt-items-label = Elementos al quitar la relación
receipt-items-note = Suscripciones: { $subscriptions }. Reservas: { $reservations }. Compras de software: { $software }.
receipt-support-label = Contactos de soporte técnico antes de quitar la relación
receipt-download-button = Descargar justificante
receipt-journal-label = Filas y hash del registro
receipt-journal-note = De { $first } a { $last }
receipt-acts-heading = Acciones realizadas
receipt-left-heading = Suscripciones que quedan suspendidas
receipt-column-billing = Facturación
receipt-billed-note = Se factura hasta la fecha de finalización
receipt-not-billed-note = No se factura
