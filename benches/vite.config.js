// Builds one peer, named by PEER, into target/benches/<peer>: for production, one script, as ours is. It takes style
// sheet and texts from the built widget, named by DIST.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const { PEER, DIST } = process.env;
const { style, locales } = JSON.parse(readFileSync(`${DIST}/integrity.json`, "utf8"));
const root = fileURLToPath(new URL(`peers/${PEER}`, import.meta.url));
const plugins = { dom: [], react: [react()], svelte: [svelte({ configFile: false })] };

export default defineConfig({
  root,
  base: "./",
  plugins: plugins[PEER],
  define: { ASSETS: JSON.stringify({ style, locales }) },
  build: {
    outDir: fileURLToPath(new URL(`../target/benches/${PEER}`, import.meta.url)),
    emptyOutDir: true,
    target: "esnext",
    modulePreload: false,
    rollupOptions: { input: `${root}/define.${PEER === "react" ? "jsx" : "js"}`, output: { entryFileNames: "define.js", codeSplitting: false } },
  },
});
