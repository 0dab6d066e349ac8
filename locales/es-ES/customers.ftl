customers-heading = Clientes
customers-empty = Todavía no hay clientes
customers-empty-hint = Solicite una relación para agregar el primero.
customers-search-input =
    .placeholder = Buscar clientes
    .aria-label = Buscar clientes por nombre o dominio
customers-search-button = Buscar
customers-no-match = No hay clientes cuyo nombre o dominio empiece por “{ $text }”.
customers-clear-button = Borrar búsqueda
customers-table-caption = Clientes de su organización
customers-count-label =
    { $count ->
        [one] { $count } cliente en esta página
        [many] { $count } de clientes en esta página
       *[other] { $count } clientes en esta página
    }
customers-column-name = Nombre del cliente
customers-column-domain = Dominio
customers-column-relationship = Relación
customers-open-button =
    .aria-label = { $customer }: abrir cuenta

## Relationship of a customer with the partner

customers-relationship-reseller = Revendedor
customers-relationship-advisor = Asesor
customers-relationship-none = Ninguna
customers-relationship-unknown = Otra

## Request or re-establish a relationship

request-heading = Solicitar una relación de revendedor
request-again-heading = Restablecer la relación
request-again-button = Restablecer la relación
request-open-button = Solicitar relación
request-intro = Envíe este vínculo al cliente. Cuando un administrador del cliente acepte la invitación, el cliente aparecerá en su lista de clientes.
request-link-label = Vínculo de invitación
request-link-copy-button = Copiar vínculo de invitación
request-link-copied = Vínculo de invitación copiado
request-email-heading = Borrador del mensaje
request-email-body = Nos gustaría ser su proveedor de soluciones en la nube (CSP). Para aceptar, inicie sesión con una cuenta de administrador global y abra este vínculo: { $link }
request-email-subject = Invitación para establecer una relación de revendedor
request-email-open-button = Abrir en el correo electrónico
request-email-copy-button = Copiar mensaje
request-email-copied = Mensaje copiado
request-email-keep-link-note = No quite el vínculo del mensaje: es lo que asocia el cliente a su cuenta.
request-admin-note = Para aceptar, el cliente debe ser administrador global.
request-agreement-note = El cliente debe aceptar el Contrato de cliente de Microsoft.
request-country-note = Solo puede solicitar una relación con clientes de su mismo país o región.
request-dap-note = La nueva relación no incluye privilegios de administración delegada.
