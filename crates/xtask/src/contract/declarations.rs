//! The contract in TypeScript: `types.d.ts`, and what React and Vue need to know the tag.

use super::manifest::attribute_type;
use super::{CLASS, Contract, Row, TAG};

/// `types.d.ts`.
pub fn types(contract: &Contract) -> String {
    let Contract { types, .. } = contract;
    let members = [properties(contract), methods(contract)].concat();
    format!(
        "\
// Made from the contract at the top of src/lib.rs.

{types}
/** More may come: treat an unknown one as an error like others. */
export type ErrorCode =
{codes}
  | (string & {{}});

/** The attributes, by their names in HTML. */
export interface ResellerOffboardingAttributes {{
{attributes}}}

/** They bubble: the page hears them as well. */
export interface ResellerOffboardingEventMap {{
{events}}}

export class {CLASS} extends HTMLElement {{
  /** Registers the class; where the tag is taken it warns and does nothing. */
  static define(tag?: string, registry?: CustomElementRegistry): void;
{members}}}

declare global {{
  interface HTMLElementTagNameMap {{
    '{TAG}': {CLASS};
  }}
  interface GlobalEventHandlersEventMap extends ResellerOffboardingEventMap {{}}
}}
",
        codes = contract.names("Error codes").map(|it| format!("  | '{it}'")).collect::<Vec<_>>().join("\n"),
        attributes = attributes(contract),
        events = contract.rows("Events").iter().map(event).collect::<String>(),
    )
}

fn attributes(contract: &Contract) -> String {
    let line = |it: &Row| member(it.text("meaning"), &format!("'{}'?: {};", it.name(), attribute_type(it)));
    contract.rows("Attributes").iter().map(line).collect()
}

fn properties(contract: &Contract) -> String {
    let line = |it: &Row| {
        let readonly = if it.is("writable") { "" } else { "readonly " };
        member(it.text("meaning"), &format!("{readonly}{}: {};", it.name(), it.plain("type")))
    };
    contract.rows("Properties").iter().map(line).collect()
}

fn methods(contract: &Contract) -> String {
    contract.rows("Methods").iter().map(|it| member(it.text("meaning"), &format!("{};", it.name()))).collect()
}

fn event(row: &Row) -> String {
    let note = if row.is("cancelable") { " Can be cancelled." } else { "" };
    member(&format!("{}{note}", row.text("when")), &format!("'{}': CustomEvent<{}>;", row.name(), row.plain("detail")))
}

fn member(meaning: &str, code: &str) -> String {
    format!("  /** {} */\n  {code}\n", meaning.replace("*/", "*\\/"))
}

/// `react.d.ts`: React 19 sets what the element knows as properties, and hears events by their names after `on`.
pub fn react(contract: &Contract) -> String {
    format!(
        "\
import type {{ DetailedHTMLProps, HTMLAttributes }} from 'react';
import type {{ {CLASS}, ResellerOffboardingAttributes, ResellerOffboardingEventMap }} from './types.d.ts';

type Events = {{ [Name in keyof ResellerOffboardingEventMap as `on${{Name}}`]?: (event: ResellerOffboardingEventMap[Name]) => void }};

export type ResellerOffboardingProps = DetailedHTMLProps<HTMLAttributes<{CLASS}>, {CLASS}> &
  ResellerOffboardingAttributes & Partial<Pick<{CLASS}, {writable}>> & Events;

declare module 'react' {{
  namespace JSX {{
    interface IntrinsicElements {{
      '{TAG}': ResellerOffboardingProps;
    }}
  }}
}}
",
        writable = writable(contract),
    )
}

/// `vue.d.ts`: the tag in templates. Properties are bound with `.prop`, events with `@`.
pub fn vue(contract: &Contract) -> String {
    format!(
        "\
import type {{ DefineComponent }} from 'vue';
import type {{ {CLASS}, ResellerOffboardingAttributes, ResellerOffboardingEventMap }} from './types.d.ts';

type Events = {{ [Name in keyof ResellerOffboardingEventMap as `on${{Capitalize<Name>}}`]?: (event: ResellerOffboardingEventMap[Name]) => void }};

export type ResellerOffboardingProps = ResellerOffboardingAttributes & Partial<Pick<{CLASS}, {writable}>> & Events;

declare module 'vue' {{
  interface GlobalComponents {{
    '{TAG}': DefineComponent<ResellerOffboardingProps>;
  }}
}}
",
        writable = writable(contract),
    )
}

fn writable(contract: &Contract) -> String {
    let names = contract.rows("Properties").iter().filter(|it| it.is("writable")).map(|it| format!("'{}'", it.name()));
    names.collect::<Vec<_>>().join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::tests::SHORT;

    #[track_caller]
    fn check(declarations: &str, expected: &[&str]) {
        let missing: Vec<_> = expected.iter().filter(|it| !declarations.contains(**it)).collect();
        assert!(missing.is_empty(), "{missing:?} not in {declarations}");
    }

    /// Whether it compiles is tried over the packed files, by `cargo xtask test`.
    #[test]
    fn each_kind_of_thing_is_declared() {
        let contract = Contract::of(SHORT).unwrap();
        let lines = [
            "\nexport type View = 'list' | 'item';\n",
            "  | 'load/network'\n",
            "  /** What to `show`. */\n  'view'?: 'list' | 'item';\n",
            "  'quiet'?: boolean;\n",
            "  tell: ((it: View) => void) | undefined;\n",
            "  readonly version: string;\n",
            "  goTo(view: View, id?: string): void;\n",
            "  /** It shows. Can be cancelled. */\n  'ro-ready': CustomEvent<{ view: View }>;\n",
        ];
        check(&types(&contract), &lines);
        for frame in [react(&contract), vue(&contract)] {
            check(&frame, &["Pick<ResellerOffboardingElement, 'tell'>", "'reseller-offboarding': "]);
        }
    }
}
