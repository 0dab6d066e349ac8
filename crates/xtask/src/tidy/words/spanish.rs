//! Spanish of Spain, as Partner Center speaks it: *usted*, infinitives, and the words of its interface.

use super::{Rule, no, only};

pub const RULES: &[Rule] = &[
    // Who is who.
    no(r"(?i)\basociad[oa]s?\b", "partner, partners"),
    no(r"(?i)\bsoci[oa]s?\b", "partner, partners"),
    no(r"(?i)\bdistribuidor(es)?\b", "revendedor: a distributor is the indirect provider"),
    no(r"(?i)\bresellers?\b", "revendedor"),
    no(r"(?i)\bcustomers?\b", "cliente"),
    no(r"(?i)\btenants?\b", "inquilino"),
    no(r"(?i)\bpartner center\b", "Centro de partners, as { -partner-center }"),
    no(r"(?i)\bcentro de datos\b", "Centro de partners, as { -partner-center }"),
    no(r"(?i)\badministrador(es)? (de delegación|delegad[oa]s?)\b", "administración delegada"),
    only(
        r"(?i)\b(el|del|al) \{ -partner-center \}",
        r"(\S+ )?\{ -partner-center \}",
        "the name takes its article: el, del, al",
    ),
    no(r"(?i)\b(el|del|al|la) \{ -azure-portal \}", "the name takes no article"),
    // What is done.
    only(
        r"(?i)\borden (ascendente|descendente|alfabético)",
        r"(?i)\b(orden|órdenes)\b",
        "pedido; «orden» is how a list is sorted",
    ),
    no(r"(?i)\bsuspended\b", "suspendida"),
    no(r"(?i)\bretenci[oó]n", "conservación; «retención» is a tax that is withheld"),
    only(r"(?i)\ben términos\b", r"(?i)\btérminos?\b", "período de compromiso; «término» is a word, or an end"),
    only(r"(?i)\brestablecer (la|una) relación", r"(?i)\brestablec", "only a relationship; filters are «borrar»"),
    no(r"(?i)\b(eliminar|eliminación de|eliminad[oa]) (la |una )?relación", "quitar: what is removed is not deleted"),
    no(r"(?i)\banul(ar|e|ad[oa]s?|ación)\b", "cancelar"),
    no(r"(?i)\b(caduc|vencid)\w*", "expirar, expirada; «vencida» is an invoice"),
    no(r"(?i)\b(fallid[oa]s?|falló)\b", "Error, or «no se pudo…»"),
    no(r"(?i)\bañad", "agregar"),
    no(r"(?i)\bgestion(ar|e)\b", "administrar"),
    no(r"(?i)\b(enlaces?|links?)\b", "vínculo"),
    no(r"(?i)\be-?mails?\b", "correo electrónico"),
    no(r"(?i)\b(ajustes|reporte|asientos?)\b", "configuración, informe, licencia"),
    no("^(Cancelar|Aceptar)$", "says nothing beside «Cancelar reserva»: name what is kept or done"),
    // What the seed documents said.
    no(r"(?i)\brelación (reseller|de distribuidor)", "relación de revendedor"),
    no(r"(?i)\breservas de azure ri\b", "reservas de Azure"),
    no(r"(?i)\bvínculo quitar\b", "the label is «Quitar relación de revendedor»"),
    no(r"(?i)\bestará inactivo\b", "say why it is not available"),
    no(r"(?i)\b(le|les) quita\b", "say who stops being where"),
    // How people are spoken to.
    no(r"(?i)\bpor favor\b", "say it without a plea"),
    no(r"(?i)\bups\b", "say what happened"),
    no(r"(?i)\balgo (salió|ha salido|fue|ha ido) mal\b", "Se ha producido un error."),
    no(r"(?i)\bclic\b", "seleccionar: not everyone has a mouse"),
    no(
        r"(?i)\b(tú|tus?|ti|contigo|te|vosotr[oa]s|selecciona|haz|eres|estás|has|puedes|debes|tienes|quieres|necesitas|\p{L}+([aeií]r|[nd]r)ás|\p{L}+(áis|éis))\b",
        "usted, in every text",
    ),
    // How it is written.
    no(r"(?i)\bsólo\b", "solo"),
    no(r"(?i)\bperiodos?\b", "período, with its accent"),
    no(r"\bIDs?\b", "id., with its full stop"),
    no(r"(?i)\bid\b([^.]|$)", "id., with its full stop"),
    only(r"^\p{L}+(ando|iendo|yendo)\b.*…$", "…$", "what is going on is a gerund: «Cargando…»"),
    no(r"(?:^|\?)[^¿?]*\?", "a question opens with ¿"),
    no("[.,]”", "the full stop comes after the quote"),
    no("[«»„]", "the quotes are “…”, if there have to be any"),
];

#[cfg(test)]
mod tests {
    use super::super::planted::{check_right, check_wrong};
    use super::*;

    #[test]
    fn forbidden_spanish_is_found() {
        check_wrong(
            "es-ES",
            RULES,
            &[
                "Asociados directos",
                "Su socio",
                "Relación de distribuidor",
                "Quitar relación reseller",
                "Customers",
                "El tenant del cliente",
                "Abrir Partner Center",
                "Inicie sesión en el Centro de datos",
                "Privilegios de administrador de delegación",
                "En { -partner-center } no está",
                "La { -partner-center }",
                "En el { -azure-portal }",
                "La orden está en curso",
                "Suspended",
                "Retención de datos",
                "Término anual",
                "Restablecer filtros",
                "Eliminar la relación",
                "Anular reserva",
                "Caducada",
                "Carga en curso…",
                "Fallido",
                "Añadir cliente",
                "Gestionar clientes",
                "Abra este enlace",
                "Su email",
                "Ajustes",
                "Cancelar",
                "Aceptar",
                "Cancelar las reservas de Azure RI",
                "El vínculo Quitar relación",
                "Estará inactivo",
                "Le quita de la lista",
                "Por favor, espere",
                "Ups",
                "Algo salió mal",
                "Haga clic aquí",
                "Puedes quitar la relación",
                "Selecciona un cliente",
                "En tu lista",
                "Podrás quitar la relación",
                "Sólo un administrador",
                "Periodo de cancelación",
                "ID de cliente",
                "Copiar id de Microsoft",
                "Quitar la relación?",
                "¿Seguro? Quitarla?",
                "Empieza por “{ $text }.”",
                "Empieza por «{ $text }».",
            ],
        );
        check_right(
            "es-ES",
            &[
                "Abrir el { -partner-center }",
                "El { -partner-center } ha rechazado esta acción.",
                "Abrir en { -azure-portal }",
                "Orden ascendente",
                "Restablecer la relación",
                "Cargando los datos…",
                "Todavía hay un pedido en curso.",
                "¿Quitar la relación? ¿Suspenderla antes?",
                "Copiar id. de Microsoft",
                "Empieza por “{ $text }”.",
                "Atrás",
                "Suscripciones de { $customer }",
                "Vuelva atrás o vaya a Cuenta, detrás del menú.",
                "Los datos se eliminarán el { $date }.",
                "Cancelar reserva",
            ],
        );
    }
}
