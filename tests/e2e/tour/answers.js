// Answers every such request from now on itself, or keeps it waiting where there is no answer; until it is released.
const { method, path, status, body } = input;
const send = window.fetch;
const kept = [];
window.fetch = async (request, ...rest) => {
  const isMeant = request.method === method && new URL(request.url ?? request, location).pathname.endsWith(path);
  if (!isMeant) return send(request, ...rest);
  if (status) return new Response(JSON.stringify(body), { status, headers: { "content-type": status < 400 ? "application/json" : "application/problem+json" } });
  await new Promise((go) => kept.push(go));
  return send(request, ...rest);
};
const before = window.release;
window.release = () => {
  window.fetch = send;
  window.release = before;
  kept.forEach((go) => go());
  before?.();
};
