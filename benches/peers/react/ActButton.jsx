import { Localized } from "@fluent/react";
import { useSession } from "./session.js";

const NAME = { "aria-label": true };

export function ActButton({ act, isBusy }) {
  const { request } = useSession();
  const busy = isBusy || undefined;
  return (
    <Localized id={act.button} attrs={NAME} vars={{ [act.variable]: act.name }}>
      <button type="button" className="act" part="row-action" aria-busy={busy} aria-disabled={busy} onClick={() => isBusy || request(act)} />
    </Localized>
  );
}
