import { mount, unmount } from "svelte";
import { defineElement } from "../common/element.js";
import App from "./App.svelte";

defineElement((target, start) => {
  const app = mount(App, { target, props: start });
  return () => unmount(app);
});
