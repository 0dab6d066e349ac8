subs-heading = Suscripciones
subs-table-caption = Suscripciones de { $customer }
subs-count-label =
    { $count ->
        [one] { $count } suscripción
        [many] { $count } de suscripciones
       *[other] { $count } suscripciones
    }
subs-empty = No hay suscripciones
subs-empty-hint = Aquí no hay nada que resolver.
subs-none-match = No hay suscripciones con este estado
subs-column-name = Suscripción
subs-column-type = Tipo
subs-column-licenses = Licencias
subs-column-status = Estado
subs-column-end = Fecha de finalización
subs-column-actions = Acciones
subs-filter-status-label = Estado
subs-filter-all = Todas las suscripciones
subs-filter-active = Activas
subs-filter-suspended = Suspendidas
subs-filter-other = Otras

## Types

subs-type-legacy = Heredada
subs-type-new-commerce = Nueva experiencia comercial
subs-type-azure-plan = Plan de Azure
subs-type-azure-subscription = Suscripción de Azure
subs-type-software = Software
subs-type-marketplace = Marketplace
subs-type-savings-plan = Plan de ahorro
subs-type-unknown = Tipo desconocido
subs-type-trial = Prueba
subs-type-addon = Complemento

## Statuses

subs-status-active = Activa
subs-status-suspended = Suspendida
subs-status-pending = Pendiente
subs-status-expired = Expirada
subs-status-disabled = Deshabilitada
subs-status-deleted = Eliminada
subs-status-inactive = Cancelada
subs-status-unknown = Estado desconocido
subs-autorenew-note = Se renueva automáticamente

## Acts on one subscription

suspend-button = Suspender
    .aria-label = Suspender { $subscription }
reactivate-button = Reactivar
    .aria-label = Reactivar { $subscription }
cancel-subscription-button = Cancelar suscripción
    .aria-label = Cancelar suscripción: { $subscription }
stop-renewal-button = Desactivar renovación automática
    .aria-label = Desactivar renovación automática: { $subscription }
suspend-done = Se ha suspendido la suscripción { $subscription }.
reactivate-done = Se ha reactivado la suscripción { $subscription }.
cancel-subscription-done = Se ha cancelado la suscripción { $subscription }.
stop-renewal-done = Se ha desactivado la renovación automática de { $subscription }.

## Dialogs

suspend-one-dialog-title = ¿Suspender esta suscripción?
suspend-dialog-message = Los usuarios del cliente no podrán iniciar sesión ni usar los servicios. Los administradores conservarán el acceso a los datos.
suspend-dialog-billing-note = Las suscripciones de la nueva experiencia comercial se siguen facturando mientras están suspendidas, y se desactiva su renovación automática.
suspend-dialog-confirm-button = Suspender
suspend-dialog-keep-button = No suspender
cancel-subscription-dialog-title = ¿Cancelar esta suscripción?
cancel-subscription-dialog-message = La suscripción finaliza de inmediato y no se puede reactivar.
cancel-subscription-dialog-confirm-button = Cancelar suscripción
cancel-subscription-dialog-keep-button = Conservar suscripción
azure-cancel-button = Cancelar suscripción de Azure
    .aria-label = Cancelar suscripción de Azure: { $subscription }
azure-cancel-dialog-title = ¿Cancelar esta suscripción de Azure?
azure-cancel-dialog-message = Los recursos de la suscripción se detienen, pero pueden seguir generando costes hasta que la cancelación surta efecto. Microsoft ofrece esta acción para suscripciones cuya seguridad se ha visto comprometida: asegúrese de que el cliente está de acuerdo.
azure-cancel-dialog-keep-button = Conservar suscripción de Azure
