import { el } from "./el.js";

/** The question before an act; whether it was answered with yes. */
export function ask({ tr, root }, { question }) {
  return new Promise((answer) => {
    const close = (is) => { dialog.close(); dialog.remove(); answer(is); };
    const button = (id, attributes, is) => el("button", { type: "button", ...attributes, click: () => close(is) }, tr(id));
    const dialog = el("dialog", { class: "dialog", part: "dialog", role: "alertdialog", "aria-labelledby": "dialog-title", cancel: () => close(false) },
      el("h2", { id: "dialog-title", part: "dialog-title" }, tr(question.title)),
      question.sentences.map((it) => el("p", {}, tr(it))),
      el("p", { class: "actions" },
        button(question.keep, { part: "dialog-cancel" }, false),
        button(question.confirm, { class: "danger", part: "dialog-confirm" }, true)));
    root.append(dialog);
    dialog.showModal();
  });
}
