reservations-heading = Reservas de Azure
reservations-table-caption = Reservas de Azure de { $customer }
reservations-count-label =
    { $count ->
        [one] { $count } reserva
        [many] { $count } de reservas
       *[other] { $count } reservas
    }
reservations-empty = No hay reservas de Azure
reservations-empty-hint = Aquí no hay nada que resolver.
reservations-column-name = Reserva
reservations-column-quantity = Cantidad
reservations-column-expiry = Fecha de expiración
reservations-column-status = Estado
reservations-column-actions = Acciones
reservations-status-active = Activa
reservations-status-expired = Expirada
reservations-status-canceled = Cancelada
reservations-cancel-button = Cancelar reserva
    .aria-label = Cancelar reserva: { $reservation }
reservations-cancel-dialog-title = ¿Cancelar esta reserva de Azure?
reservations-cancel-dialog-message = Esta acción no se puede deshacer. El reembolso, si corresponde, se rige por las normas de Azure.
reservations-cancel-dialog-confirm-button = Cancelar reserva
reservations-cancel-dialog-keep-button = Conservar reserva
reservations-cancel-done = Se ha cancelado la reserva { $reservation }.
reservations-portal-link = Abrir en { -azure-portal }
reservations-portal-note = Esta reserva solo se puede devolver en { -azure-portal }.
