// Many acts at once: the button, what is asked before, and how far it is.

import { Localized, useLocalization } from "@fluent/react";
import { useEffect, useRef } from "react";
import { questionOf, suspendable } from "../common/operation.js";
import { usePlanned, useView } from "./operation.js";
import { useSession } from "./session.js";

/** There only where something can be suspended, and nothing is under way. */
export function BeginButton({ account }) {
  const { operation } = useSession();
  const count = useView() ? 0 : suspendable(account);
  return (
    <div>
      {count > 0 && <p><Localized id="suspend-all-button" vars={{ count }}><button type="button" onClick={operation.plan} /></Localized></p>}
    </div>
  );
}

/** There only while it is asked. */
export function BeginQuestion({ account }) {
  const planned = usePlanned();
  return planned && <Asked planned={planned} account={account} />;
}

function Asked({ planned, account }) {
  const { operation } = useSession();
  const { l10n } = useLocalization();
  const dialog = useRef(null);
  useEffect(() => { dialog.current.showModal(); }, []);
  const { count, sentences, lists } = questionOf(planned, account);
  const no = (event) => {
    event.preventDefault();
    operation.dismiss();
  };
  return (
    <dialog className="dialog" part="dialog" role="dialog" aria-labelledby="dialog-title" ref={dialog} onCancel={no}>
      <h2 id="dialog-title" part="dialog-title">{l10n.getString("suspend-all-dialog-title", { count })}</h2>
      {sentences.map((it) => <p key={it}>{l10n.getString(it)}</p>)}
      {lists.map(([heading, names]) => (
        <div key={heading}>
          <h3>{l10n.getString(heading, { count: names.length })}</h3>
          <ul className="names">{names.map((it, at) => <li key={at}>{it}</li>)}</ul>
        </div>
      ))}
      <p>{l10n.getString("operation-goes-on-note")}</p>
      <p className="actions">
        <button type="button" part="dialog-cancel" onClick={no}>{l10n.getString("suspend-dialog-keep-button")}</button>
        <button type="button" part="dialog-confirm" className="primary" onClick={operation.begin}>{l10n.getString("suspend-all-confirm-button", { count })}</button>
      </p>
    </dialog>
  );
}

export function OperationPanel() {
  const { operation } = useSession();
  const { l10n } = useLocalization();
  const view = useView();
  if (!view) return null;
  const { heading, words, far, failed, controls } = view;
  return (
    <section className="card" part="progress" aria-labelledby="operation">
      <h4 id="operation">{l10n.getString(heading)}</h4>
      <div tabIndex={-1} data-operation="">
        {words.map(([id, args]) => <p key={id}>{l10n.getString(id, args)}</p>)}
      </div>
      {far && <progress aria-labelledby="operation" max={far.total} value={far.done} />}
      <p className="actions">
        {controls.map((wish) => (
          <button key={wish} type="button" onClick={() => operation.change(wish)}>{l10n.getString(`operation-${wish}-button`, { count: failed })}</button>
        ))}
      </p>
    </section>
  );
}
