//! What a pattern refers to, where it chooses, and everything it can say.

use std::collections::BTreeSet;

use fluent_syntax::ast::{CallArguments, Expression, InlineExpression, Pattern, PatternElement, Variant};

/// What a pattern refers to, in all of its variants.
#[derive(Default)]
pub struct Uses {
    /// Its variables, without `$`.
    pub variables: BTreeSet<String>,
    /// The messages it is made of: `id` or `id.attribute`.
    pub messages: BTreeSet<String>,
    /// The terms it is made of, with their `-`.
    pub terms: BTreeSet<String>,
    /// The functions it calls.
    pub functions: BTreeSet<String>,
}

/// A choice between variants.
pub struct Select<'a> {
    /// What it looks at.
    pub selector: &'a InlineExpression<String>,
    /// What there is to choose from.
    pub variants: &'a [Variant<String>],
}

/// Collects what a pattern refers to.
pub fn uses(pattern: &Pattern<String>) -> Uses {
    let mut uses = Uses::default();
    uses.pattern(pattern);
    uses
}

impl Uses {
    fn pattern(&mut self, pattern: &Pattern<String>) {
        expressions(pattern).for_each(|it| self.expression(it));
    }

    fn expression(&mut self, expression: &Expression<String>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                variants.iter().for_each(|it| self.pattern(&it.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<String>) {
        match inline {
            InlineExpression::VariableReference { id } => drop(self.variables.insert(id.name.clone())),
            InlineExpression::MessageReference { .. } => drop(self.messages.insert(name(inline))),
            InlineExpression::TermReference { arguments, .. } => {
                self.terms.insert(name(inline));
                arguments.iter().for_each(|it| self.arguments(it));
            }
            InlineExpression::FunctionReference { id, arguments } => {
                self.functions.insert(id.name.clone());
                self.arguments(arguments);
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<String>) {
        arguments.positional.iter().for_each(|it| self.inline(it));
        arguments.named.iter().for_each(|it| self.inline(&it.value));
    }
}

fn expressions(pattern: &Pattern<String>) -> impl Iterator<Item = &Expression<String>> {
    pattern.elements.iter().filter_map(|it| match it {
        PatternElement::Placeable { expression } => Some(expression),
        PatternElement::TextElement { .. } => None,
    })
}

/// How a placeable is written, without its braces.
fn name(inline: &InlineExpression<String>) -> String {
    let with = |id: String, attribute: Option<&str>| attribute.map_or(id.clone(), |it| format!("{id}.{it}"));
    match inline {
        InlineExpression::VariableReference { id } => format!("${}", id.name),
        InlineExpression::MessageReference { id, attribute } => {
            with(id.name.clone(), attribute.as_ref().map(|it| it.name.as_str()))
        }
        InlineExpression::TermReference { id, attribute, .. } => {
            with(format!("-{}", id.name), attribute.as_ref().map(|it| it.name.as_str()))
        }
        InlineExpression::FunctionReference { id, .. } => format!("{}()", id.name),
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => value.clone(),
        InlineExpression::Placeable { .. } => String::new(),
    }
}

/// Every choice in a pattern, the outer one first.
pub fn selects(pattern: &Pattern<String>) -> Vec<Select<'_>> {
    expressions(pattern).flat_map(selects_of).collect()
}

fn selects_of(expression: &Expression<String>) -> Vec<Select<'_>> {
    match expression {
        Expression::Select { selector, variants } => {
            let inner = variants.iter().flat_map(|it| selects(&it.value));
            std::iter::once(Select { selector, variants }).chain(inner).collect()
        }
        Expression::Inline(InlineExpression::Placeable { expression }) => selects_of(expression),
        Expression::Inline(_) => Vec::new(),
    }
}

/// Everything a pattern can say, a line for each way through its variants.
///
/// Placeables stay, written one way: `{ $count }`, `{ -partner-center }`.
pub fn wordings(pattern: &Pattern<String>) -> Vec<String> {
    pattern.elements.iter().fold(vec![String::new()], |so_far, element| {
        let next = match element {
            PatternElement::TextElement { value } => vec![value.replace('\n', " ")],
            PatternElement::Placeable { expression } => wordings_of(expression),
        };
        so_far.iter().flat_map(|start| next.iter().map(move |end| format!("{start}{end}"))).collect()
    })
}

fn wordings_of(expression: &Expression<String>) -> Vec<String> {
    match expression {
        Expression::Select { variants, .. } => variants.iter().flat_map(|it| wordings(&it.value)).collect(),
        Expression::Inline(InlineExpression::Placeable { expression }) => wordings_of(expression),
        Expression::Inline(
            literal @ (InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. }),
        ) => {
            vec![name(literal)]
        }
        Expression::Inline(inline) => vec![format!("{{ {} }}", name(inline))],
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalog::Locale;
    use super::*;

    #[track_caller]
    fn check_wordings(text: &str, expected: &[&str]) {
        let locale = Locale::of("en-US", &format!("list-label = {text}\n"));
        assert_eq!(wordings(&locale.texts[0].parts[0].pattern), expected);
    }

    #[test]
    fn placeables_are_written_one_way() {
        check_wordings("Open {-brand} {  $a } { \"“\" }", &["Open { -brand } { $a } “"]);
    }

    #[test]
    fn each_variant_is_a_wording_with_what_surrounds_it() {
        check_wordings("In { $n ->\n    [one] a\n   *[other] { $n } b\n } now", &["In a now", "In { $n } b now"]);
    }

    #[test]
    fn a_text_over_two_lines_is_one_sentence() {
        check_wordings("One\n    sentence", &["One sentence"]);
    }

    #[test]
    fn a_choice_within_a_choice_is_a_choice() {
        let text = "{ $a ->\n   *[other] { $b ->\n   *[other] x\n } and { $c ->\n   *[other] y\n }\n }";
        let locale = Locale::of("en-US", &format!("list-label = {text}\n"));
        let found = selects(&locale.texts[0].parts[0].pattern);
        assert_eq!(found.iter().map(|it| name(it.selector)).collect::<Vec<_>>(), ["$a", "$b", "$c"]);
    }
}
