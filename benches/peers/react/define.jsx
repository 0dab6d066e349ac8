import { createRoot } from "react-dom/client";
import { defineElement } from "../common/element.js";
import { App } from "./App.jsx";

defineElement((container, start) => {
  const root = createRoot(container);
  root.render(<App {...start} />);
  return () => root.unmount();
});
