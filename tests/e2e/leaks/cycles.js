// The backend answers each question once: here it is the element that is looked at.
const answers = new Map();
const answer = async (request) => {
  if (!answers.has(request.url)) {
    const response = await fetch(request);
    const { status } = response;
    answers.set(request.url, [await response.text(), { status, headers: [...response.headers] }]);
  }
  return new Response(...answers.get(request.url));
};

const { getToken } = host;
const main = document.querySelector("main");
const section = document.createElement("section");
const frame = document.createElement("iframe");
main.append(section);
document.body.append(frame);

const make = () => {
  const element = document.createElement("reseller-offboarding");
  Object.assign(element, { getToken, fetch: answer });
  element.setAttribute("customer-id", host.getAttribute("customer-id"));
  return element;
};

/** One that was there before tells nothing where nothing is another than before. */
const shows = async (element) => {
  await element.ready;
  while (element.state.phase === "loading") {
    await new Promise((resolve) => element.addEventListener("ro-state-change", resolve, { once: true }));
  }
};

const kept = make();

const cycle = async (view) => {
  const elements = [make(), kept];
  main.append(...elements);
  await Promise.all(elements.map(shows));
  for (const element of elements) element.goTo(view);
  section.append(...elements);
  frame.contentDocument.body.append(...elements);
  main.append(...elements);
  for (const element of elements) {
    element.refresh();
    element.remove();
  }
  await Promise.resolve();
};

const VIEWS = ["account", "subscriptions", "reservations", "software", "activity", "customers"];

window.cycles = async (times) => {
  for (let i = 0; i < times; i++) await cycle(VIEWS[i % VIEWS.length]);
};

// The module is one for all elements of the page, and gives what it was given before.
window.moduleMemory = async () => {
  const { glue } = await (await fetch("/integrity.json")).json();
  const exports = await (await import(`/${glue.path}`)).default();
  return Object.values(exports).find((it) => it instanceof WebAssembly.Memory).buffer.byteLength;
};
