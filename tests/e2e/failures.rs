//! When something is not there: said plainly, with a way on.

use partner_center_sandbox::{Options, Sandbox};
use reseller_offboarding_server::Config;
use tokio::net::TcpSocket;

use crate::harness::{Page, READY, Texts, account_of, visit, visit_with};

#[tokio::test]
async fn an_upstream_that_is_down_is_told_and_tried_again() {
    // Bound and not listening: connections are refused, and nobody else is given the port.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let upstream = Some(format!("http://{}", socket.local_addr().unwrap()));
    let config = Config { upstream, ..Config::default() };
    visit_with(config, "en-US", &account_of(READY, "es-ES"), async |page, _| {
        page.forgive("status of 502");
        let texts = Texts::of("es-ES");
        page.sees(&texts.get("error-upstream-failed")).await;
        page.has("link", &texts.get("common-partner-center-link")).await;
        page.click("button", &texts.get("common-retry-button")).await;
        page.sees(&texts.get("error-upstream-failed")).await;

        let sandbox = Sandbox::open(Options::default()).await.unwrap();
        tokio::spawn(partner_center_sandbox::serve(socket.listen(128).unwrap(), sandbox, std::future::pending()));
        page.click("button", &texts.get("common-retry-button")).await;
        page.has("heading", READY).await;
        page.sees(&texts.get("account-status-clear")).await;
    })
    .await;
}

#[tokio::test]
async fn a_customer_that_nobody_knows_is_not_found() {
    visit("?lang=it-IT&customer=00000000-0000-4000-8000-000000000000", async |page, _| {
        page.forgive("status of 404");
        not_found(page, &Texts::of("it-IT")).await;
    })
    .await;
}

/// As every attribute falls back to something valid.
#[tokio::test]
async fn what_is_no_customer_id_leads_to_the_list() {
    visit("?lang=it-IT&customer=contoso", async |page, _| {
        page.has("heading", &Texts::of("it-IT").get("customers-heading")).await;
    })
    .await;
}

async fn not_found(page: &Page, texts: &Texts) {
    page.sees(&texts.get("error-state-not-found")).await;
    page.has("button", &texts.get("common-retry-button")).await;
    assert_eq!(page.count("button", &texts.get("account-remove-button")).await, 0);
}
