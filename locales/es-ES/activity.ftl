activity-heading = Registro de actividad
activity-table-caption = Registro de actividad de { $customer }
activity-empty = No hay actividad registrada
activity-empty-hint = Aquí se muestran los cambios realizados desde esta página y quién los ha realizado.
activity-column-time = Fecha y hora
activity-column-user = Usuario
activity-column-action = Acción
activity-column-target = Elemento
activity-column-result = Resultado
activity-column-correlation = Id. de correlación
activity-action-suspend-subscription = Suspender suscripción
activity-action-reactivate-subscription = Reactivar suscripción
activity-action-cancel-subscription = Cancelar suscripción
activity-action-stop-auto-renew = Desactivar renovación automática
activity-action-cancel-azure-subscription = Cancelar suscripción de Azure
activity-action-cancel-reservation = Cancelar reserva
activity-action-cancel-software = Cancelar compra de software
activity-action-remove-relationship = Quitar relación
activity-action-unknown = Otra acción
activity-result-done = Correcto
activity-result-accepted = Aceptado
activity-result-refused = Rechazado
activity-result-failed = Error
activity-result-unknown = Desconocido
activity-export-csv-button = Exportar CSV
activity-export-json-button = Exportar JSON
activity-filter-any-action = Todas las acciones
activity-filter-any-result = Todos los resultados
activity-filter-from-label = Desde
activity-filter-until-label = Hasta
activity-filter-button = Aplicar filtros
activity-filter-clear-button = Borrar filtros
activity-none-match = Ninguna entrada coincide con estos filtros.
activity-count-label =
    { $count ->
        [one] { $count } entrada en esta página
        [many] { $count } de entradas en esta página
       *[other] { $count } entradas en esta página
    }
