### Deliberately few: English fills the gaps. A language like any other otherwise, added by this folder alone.

common-main-region =
    .aria-label = Encerramento da relação com o cliente
common-language-label = Idioma
common-refresh-button = Atualizar dados
