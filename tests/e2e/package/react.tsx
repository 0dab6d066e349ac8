// The tag in React 19, whose JSX sets properties and hears events.
import type { ReactNode } from "react";
import type {} from "reseller-offboarding/react";

export function Offboarding({ customer }: { customer: string }): ReactNode {
  return (
    <reseller-offboarding
      customer-id={customer}
      lang="it"
      className="wide"
      readonly
      getToken={async ({ reason }) => ({ token: reason })}
      onro-removed={(event) => console.log(event.detail.receiptId)}
    >
      <a href="https://partner.microsoft.com/dashboard">Partner Center</a>
    </reseller-offboarding>
  );
}

// @ts-expect-error: no such view
export const wrong: ReactNode = <reseller-offboarding view="invoices" />;
