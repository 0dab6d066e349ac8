account-heading = Conta
account-profile-heading = Cliente
account-country-label = País ou região
account-role-label = Sua função
account-status-heading = Status
account-status-clear = Nada impede a remoção.
# Variables:
#   $count (Number) - items that still block the removal
account-status-blocked =
    { $count ->
        [one] { $count } item ainda impede a remoção.
        [many] { $count } de itens ainda impedem a remoção.
       *[other] { $count } itens ainda impedem a remoção.
    }
account-remove-heading = Remover a relação
account-remove-button = Remover relação de revendedor
account-remove-ready = Agora você pode remover a relação.
