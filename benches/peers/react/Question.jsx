import { Localized } from "@fluent/react";
import { useEffect, useRef } from "react";

/** Asked before an act; it is there only while it is open. */
export function Question({ act, onYes, onNo }) {
  const dialog = useRef(null);
  useEffect(() => { dialog.current.showModal(); }, []);
  const { title, sentences, confirm, keep } = act.question;
  const no = (event) => {
    event.preventDefault();
    onNo(null);
  };
  return (
    <dialog className="dialog" part="dialog" role="alertdialog" aria-labelledby="dialog-title" ref={dialog} onCancel={no}>
      <Localized id={title}><h2 id="dialog-title" part="dialog-title" /></Localized>
      {sentences.map((it) => <Localized key={it} id={it}><p /></Localized>)}
      <p className="actions">
        <Localized id={keep}><button type="button" part="dialog-cancel" onClick={no} /></Localized>
        <Localized id={confirm}><button type="button" className="danger" part="dialog-confirm" onClick={() => onYes(act)} /></Localized>
      </p>
    </dialog>
  );
}
