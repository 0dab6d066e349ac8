// A portal in React 19, whose JSX sets properties and hears events.
import "reseller-offboarding/define.js";
import { type ReactNode, useState } from "react";
import { createRoot } from "react-dom/client";
import type {} from "reseller-offboarding/react";

const query = new URLSearchParams(location.search);
const [first = "", second = ""] = query.getAll("customer");

async function getToken(): Promise<{ token: string }> {
  return (await fetch("/portal/offboarding-token")).json();
}

function Portal(): ReactNode {
  const [customer, setCustomer] = useState(first);
  const [lang, setLang] = useState("es-ES");
  const [isOpen, setOpen] = useState(true);
  const [heard, setHeard] = useState<string[]>([]);
  const hear = (what: string) => setHeard((before) => [...before, what]);
  return (
    <>
      <button id="customer" onClick={() => setCustomer(second)}>Another customer</button>
      <button id="language" onClick={() => setLang("it-IT")}>Italiano</button>
      <button id="close" onClick={() => setOpen(false)}>Close</button>
      <output>{heard.join(" ")}</output>
      {isOpen && (
        <reseller-offboarding
          api-base={query.get("api") ?? ""}
          customer-id={customer}
          lang={lang}
          className="wide"
          without-activity
          getToken={getToken}
          onro-ready={(event) => hear(`ready ${event.detail.locale}`)}
          onro-locale-change={(event) => hear(`${event.type} ${event.detail.locale}`)}
        >
          <a href="https://partner.microsoft.com/dashboard">Partner Center</a>
        </reseller-offboarding>
      )}
    </>
  );
}

createRoot(document.querySelector("#portal")!).render(<Portal />);

// @ts-expect-error: no such view
export const wrong: ReactNode = <reseller-offboarding view="invoices" />;
