import { Localized } from "@fluent/react";
import { useIsNext } from "./operation.js";
import { useSession } from "./session.js";

const NAME = { "aria-label": true };

export function ActButton({ act, isBusy }) {
  const { request } = useSession();
  const isNext = useIsNext(act.id);
  const busy = isBusy || isNext || undefined;
  return (
    <Localized id={act.button} attrs={NAME} vars={{ [act.variable]: act.name }}>
      <button type="button" className="act" part="row-action" aria-busy={busy} aria-disabled={busy} onClick={() => busy || request(act)} />
    </Localized>
  );
}
