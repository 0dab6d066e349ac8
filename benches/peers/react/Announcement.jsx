import { createContext, useContext, useState } from "react";

// Two contexts: who announces is not drawn anew when something was announced.
const Texts = createContext("");
const Announcers = createContext(null);

export function AnnouncementProvider({ children }) {
  const [text, setText] = useState("");
  return <Announcers value={setText}><Texts value={text}>{children}</Texts></Announcers>;
}

export const useAnnounce = () => useContext(Announcers);

export function Announcement() {
  return <div className="unseen" role="status">{useContext(Texts)}</div>;
}
