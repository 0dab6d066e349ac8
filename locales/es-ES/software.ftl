software-heading = Compras de software
software-table-caption = Compras de software de { $customer }
software-count-label =
    { $count ->
        [one] { $count } compra
        [many] { $count } de compras
       *[other] { $count } compras
    }
software-empty = No hay compras de software
software-empty-hint = Aquí no hay nada que resolver.
software-column-name = Software
software-column-type = Tipo
software-column-quantity = Cantidad
software-column-date = Fecha de compra
software-column-status = Estado
software-column-actions = Acciones
software-type-perpetual = Software perpetuo
software-type-subscription = Suscripción de software
software-type-unknown = Tipo desconocido
software-status-active = Activa
software-status-pending = Pendiente
software-status-expired = Expirada
software-status-canceled = Cancelada
software-status-unknown = Estado desconocido
software-cancel-button = Cancelar compra
    .aria-label = Cancelar compra: { $software }
software-cancel-dialog-title = ¿Cancelar esta compra de software?
software-cancel-dialog-message = Esta acción no se puede deshacer.
software-cancel-dialog-confirm-button = Cancelar compra
software-cancel-dialog-keep-button = Conservar compra
software-cancel-done = Se ha cancelado la compra de { $software }.
software-return-deadline = Fecha límite para cancelar: { $deadline }
software-ends-note = No se puede cancelar. Finaliza el { $date }.
software-stays-note = Ya no se puede cancelar. Permanece con el cliente y no impide quitar la relación.
software-counted-note = Aparece en Suscripciones.
