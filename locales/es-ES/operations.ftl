## Suspend all

suspend-all-button = Suspender todas las activas ({ $count })
suspend-all-dialog-title =
    { $count ->
        [one] ¿Suspender { $count } suscripción?
        [many] ¿Suspender { $count } de suscripciones?
       *[other] ¿Suspender { $count } suscripciones?
    }
suspend-all-left-heading = No se pueden suspender aquí: { $count }
suspend-all-confirm-button =
    { $count ->
        [one] Suspender { $count } suscripción
        [many] Suspender { $count } de suscripciones
       *[other] Suspender { $count } suscripciones
    }

## Clear everything

clear-all-button = Resolver todo ({ $count })
clear-all-dialog-title = ¿Resolver todo lo que impide quitar la relación?
clear-all-cancel-message = Lo que se cancela finaliza inmediatamente. La cancelación no se puede deshacer.
clear-all-azure-message = Los recursos de las suscripciones de Azure se detienen, pero pueden seguir generando costes hasta que la cancelación surta efecto. Microsoft ofrece esta acción para suscripciones cuya seguridad se ha visto comprometida: asegúrese de que el cliente está de acuerdo.
clear-all-removal-message = La relación no se quita: podrá quitarla usted cuando nada lo impida.
clear-all-renewals-heading = Renovación automática por desactivar: { $count }
clear-all-confirm-button = Resolver todo
clear-all-keep-button = Dejar todo como está

## Under way

operation-goes-on-note = El proceso continúa aunque cierre la página.
operation-suspend-heading = Suspender todas las activas
operation-cancel-heading = Cancelar todo lo posible
operation-renewals-heading = Desactivar todas las renovaciones automáticas
operation-offboard-heading = Resolver todo
operation-progress = Procesando: { $done } de { $total }…
operation-paused-note = En pausa: { $done } de { $total }
operation-waiting-note = En espera. Próxima comprobación: { $time }
operation-other-note = Ya había otro proceso en curso para este cliente. Se muestra aquí.
operation-pause-button = Pausar
operation-resume-button = Reanudar
operation-stop-button = Detener después del elemento actual
operation-retry-button = Reintentar los que dieron error ({ $count })
operation-close-button = Cerrar resumen

## Summary

operation-done-note =
    { $count ->
        [one] Se ha completado { $count } elemento.
        [many] Se han completado { $count } de elementos.
       *[other] Se han completado { $count } elementos.
    }
operation-accepted-note =
    { $count ->
        [one] Se ha aceptado el cambio de { $count } elemento. Aparecerá aquí en unos minutos.
        [many] Se han aceptado los cambios de { $count } de elementos. Aparecerán aquí en unos minutos.
       *[other] Se han aceptado los cambios de { $count } elementos. Aparecerán aquí en unos minutos.
    }
operation-failed-note =
    { $count ->
        [one] No se pudo modificar { $count } elemento.
        [many] No se pudieron modificar { $count } de elementos.
       *[other] No se pudieron modificar { $count } elementos.
    }
operation-unknown-note =
    { $count ->
        [one] No se sabe si se ha modificado { $count } elemento.
        [many] No se sabe si se han modificado { $count } de elementos.
       *[other] No se sabe si se han modificado { $count } elementos.
    }
operation-skipped-note =
    { $count ->
        [one] No se ha modificado { $count } elemento.
        [many] No se han modificado { $count } de elementos.
       *[other] No se han modificado { $count } elementos.
    }

## An item of it

operation-row-queued = En cola
operation-row-running = En curso
operation-row-done = Completado
operation-row-accepted = Aceptado
operation-row-failed = Error
operation-row-skipped = Omitido
operation-row-unknown = Resultado desconocido
