// The operation as components see it: what looks at it is looked at again when it was told so, and nothing else.

import { createSubscriber } from "svelte/reactivity";

/** What `look` finds of an operation, of the whole of it or of one item. */
export function followed(operation, item, look) {
  const follow = createSubscriber((update) => operation.subscribe(item, update));
  return () => {
    follow();
    return look(operation);
  };
}
