// The operation as components see it: each is drawn anew for what it looks at, and for nothing else.

import { useCallback, useSyncExternalStore } from "react";
import { WHOLE } from "../common/operation.js";
import { useSession } from "./session.js";

function useOperation(item, look) {
  const { operation } = useSession();
  const subscribe = useCallback((listener) => operation.subscribe(item, listener), [operation, item]);
  return useSyncExternalStore(subscribe, () => look(operation));
}

export const useView = () => useOperation(WHOLE, (it) => it.view);

export const usePlanned = () => useOperation(WHOLE, (it) => it.planned);

export const useStep = (item) => useOperation(item, (it) => it.stepOf(item));

export const useIsNext = (item) => useOperation(item, (it) => it.isNext(item));
