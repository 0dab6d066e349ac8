import { createContext, useContext } from "react";

/** What can be done from anywhere: `request` an act, `refresh`, `show` a view, the `operation`. Never changes, so nobody is drawn for it. */
export const Sessions = createContext(null);

export const useSession = () => useContext(Sessions);
