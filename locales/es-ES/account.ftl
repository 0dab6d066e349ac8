account-heading = Cuenta
account-profile-heading = Cliente
account-domain-label = Dominio
account-microsoft-id-label = Id. de Microsoft
account-microsoft-id-copy-button =
    .aria-label = Copiar id. de Microsoft
account-microsoft-id-copied = Id. de Microsoft copiado
account-country-label = País o región
account-relationship-label = Relación
account-dap-label = Privilegios de administración delegada (DAP)
account-dap-granted = Concedidos
account-dap-none = No concedidos
account-support-label = Contacto de soporte técnico de este cliente
account-role-label = Su rol como partner

## Roles

account-role-global-admin = Administrador global
account-role-admin-agent = Agente de administración
account-role-sales-agent = Agente de ventas
account-role-helpdesk-agent = Agente de soporte técnico
account-role-indirect-reseller = Revendedor indirecto

## Roles in the middle of a sentence

account-role-global-admin-inline = administrador global
account-role-admin-agent-inline = agente de administración
account-role-sales-agent-inline = agente de ventas
account-role-helpdesk-agent-inline = agente de soporte técnico

## Status

account-status-heading = Estado
account-status-clear = Nada impide quitar la relación.
account-status-blocked =
    { $count ->
        [one] { $count } elemento aún impide quitar la relación.
        [many] { $count } de elementos aún impiden quitar la relación.
       *[other] { $count } elementos aún impiden quitar la relación.
    }
account-status-blocked-announcement =
    { $count ->
        [one] Hay { $count } elemento que impide quitar la relación.
        [many] Hay { $count } de elementos que impiden quitar la relación.
       *[other] Hay { $count } elementos que impiden quitar la relación.
    }

## Blockers

blocker-list-heading = Antes de quitar la relación
blocker-list-empty = No queda nada pendiente. Ya se puede quitar la relación.
blocker-suspend-heading = Por suspender: { $count }
blocker-cancel-heading = Por cancelar: { $count }
blocker-external-heading = Por resolver fuera de esta página: { $count }
blocker-wait-heading = En espera: { $count }
blocker-show-button =
    .aria-label = { $item }: mostrar en su lista
blocker-subscription-active = Esta suscripción está activa.
blocker-subscription-suspended = Esta suscripción está suspendida, pero no basta: hay que cancelarla.
blocker-subscription-committed = Esta suscripción ya no se puede cancelar. Finaliza cuando termina su período de compromiso.
blocker-subscription-pending = Todavía hay un pedido en curso.
blocker-subscription-unknown-kind = Esta página no reconoce este tipo de suscripción.
blocker-subscription-unknown-status = Esta página no reconoce el estado de esta suscripción.
blocker-azure-active = Esta suscripción de Azure está activa.
blocker-azure-unknown-status = Esta página no reconoce el estado de esta suscripción de Azure.
blocker-reservation-held = Esta reserva sigue activa.
blocker-software-held = Esta compra de software sigue activa.
blocker-software-committed = Esta compra de software ya no se puede cancelar. Finaliza cuando termina su período de compromiso.
blocker-software-pending = Este pedido todavía está en curso.
blocker-software-unknown-kind = Esta página no reconoce este tipo de compra.
blocker-software-unknown-status = Esta página no reconoce el estado de este pedido.
blocker-unreadable-subscriptions = No se pudieron leer las suscripciones.
blocker-unreadable-azure = No se pudieron leer las suscripciones de Azure de un plan de Azure.
blocker-unreadable-entitlements = No se pudieron leer las reservas ni las compras de software.
blocker-unreadable-orders = No se pudieron leer los pedidos.
blocker-cancel-until = Fecha límite para cancelar: { $date }
blocker-wait-until = Fin del bloqueo: { $date }
blocker-wait-open = No se sabe cuánto tardará. Vuelva a comprobarlo más tarde.
blocker-after-azure =
    { $count ->
        [one] Cancele antes { $count } suscripción de Azure del plan.
        [many] Cancele antes { $count } de suscripciones de Azure del plan.
       *[other] Cancele antes { $count } suscripciones de Azure del plan.
    }

## The control

account-remove-heading = Quitar la relación
account-remove-button = Quitar relación de revendedor
account-remove-blocked = Todavía no se puede quitar la relación. Complete antes los pasos indicados en esta página.
account-remove-ready = Ya se puede quitar la relación.
account-remove-indirect-reseller = Los revendedores indirectos no pueden quitar la relación. Póngase en contacto con su proveedor indirecto.
account-remove-role-required = Su rol no permite quitar la relación. Se necesita uno de estos roles: { $roles }.
account-change-role-required = Su rol no permite realizar cambios. Se necesita uno de estos roles: { $roles }.
account-cancel-role-required = Su rol no permite cancelar suscripciones de Azure, reservas ni compras de software. Se necesita uno de estos roles: { $roles }.
account-scope-missing = Este portal no permite realizar todos los cambios. Los que no permite no se ofrecen aquí.
