// Nothing of this is for the element: in development, what the portal's own servers answer comes through Vite.
const { RO_PORTAL: portal, RO_BACKEND: backend } = process.env;

export default { server: { proxy: portal && backend ? { "/portal": portal, "/v1": backend } : {} } };
