import { defineElement } from "../common/element.js";
import { App } from "./app.js";

defineElement((container, start) => new App(container, start).end);
