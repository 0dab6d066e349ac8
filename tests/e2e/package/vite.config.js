import vue from "@vitejs/plugin-vue";

// In development, what the portal's own servers answer comes through Vite.
const { RO_PORTAL: portal, RO_BACKEND: backend } = process.env;

export default {
  // The one thing here that is for the element: Vue takes an unknown tag for a component of its own.
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "reseller-offboarding" } } })],
  server: { proxy: portal && backend ? { "/portal": portal, "/v1": backend } : {} },
  build: { rolldownOptions: { input: ["index.html", "react.html", "vue.html"] } },
};
