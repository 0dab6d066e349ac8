//! The named customers, a case each.

use jiff::Timestamp;

use super::account::Account;
use super::{MANY, READY, STORY};

/// All of them, with dates as seen from `now`.
pub(crate) fn all(now: Timestamp) -> Vec<Account> {
    let customer = |name, domain, country, city| Account::new(now, name, domain, country, city);
    vec![
        customer(STORY, "caffedellorso", "IT", "Torino")
            .legacy("Microsoft 365 Business Standard", 14)
            .legacy("Exchange Online (Plan 1)", 6)
            .legacy("Visio Plan 2", 2)
            .status("suspended")
            .azure_plan(&[("Produzione", "active"), ("Collaudo", "active"), ("Sito web", "active")])
            .reservation("Reserved VM Instance, Standard_D2s_v5, West Europe, 1 Year", 2, 214)
            .perpetual("Windows Server 2025 Standard - 16 Core License Pack", 1, 9),
        customer(READY, "panaderiaibanez", "ES", "Zaragoza"),
        many(customer(MANY, "nandulogistica", "ES", "Valencia")),
        // Licences from before new commerce.
        customer("O’Sullivan & Byrne Ltd", "osullivanbyrne", "GB", "Belfast")
            .legacy("Office 365 E3", 48)
            .add_on("Microsoft 365 Audio Conferencing", 12)
            .add_on("Microsoft Defender for Office 365 (Plan 1)", 48),
        customer("Società Agricola Pò di Levante", "podilevante", "IT", "Rovigo")
            .legacy("Microsoft 365 Business Basic", 9)
            .status("suspended"),
        // New commerce.
        customer("Cerámicas Peñarroya, S.L.", "ceramicaspenarroya", "ES", "Córdoba").new_commerce(
            "Microsoft 365 Business Premium",
            25,
            2,
        ),
        customer("Hastings & Whitlock Solicitors LLP", "hastingswhitlock", "GB", "Norwich").new_commerce(
            "Microsoft 365 E5",
            60,
            95,
        ),
        customer("Trattoria Da Nicolò S.n.c.", "danicolo", "IT", "Modena")
            .new_commerce("Microsoft 365 Business Basic", 4, 3)
            .status("suspended"),
        customer("Bodegas Valdeolmos, S.A.", "bodegasvaldeolmos", "ES", "Logroño")
            .new_commerce("Microsoft 365 Apps for business", 17, 130)
            .status("suspended"),
        customer("Birrificio Tre Cime S.r.l.", "birrificiotrecime", "IT", "Belluno")
            .new_commerce("Microsoft 365 Copilot Business (Trial)", 25, 12)
            .trial(),
        // Azure plans.
        customer("Officine Meccaniche Bertòlo S.p.A.", "officinebertolo", "IT", "Brescia").azure_plan(&[
            ("ERP", "active"),
            ("Telemetria", "active"),
            ("Archivio", "active"),
        ]),
        customer("Clínica Dental Muñoz Güell, S.L.P.", "dentalmunozguell", "ES", "Girona")
            .azure_plan(&[("Historias clínicas", "inactive"), ("Copias de seguridad", "inactive")]),
        // Software by subscription.
        customer("Pemberton Marine Surveyors Ltd", "pembertonmarine", "GB", "Plymouth").software_subscription(
            "SQL Server 2022 Standard Core - 2 Core License Pack - 1 year",
            4,
            3,
        ),
        customer("Editorial Río Ancho, S.L.", "editorialrioancho", "ES", "Salamanca").software_subscription(
            "Windows Server CAL - 1 Device CAL - 1 year",
            30,
            60,
        ),
        customer("Escuela Infantil Colorín, S.Coop.", "escuelacolorin", "ES", "Vitoria-Gasteiz").software_by_order(
            "Remote Desktop Services CAL - 1 User CAL - 1 year",
            12,
            120,
        ),
        // Marketplace.
        customer("Farmacia Sant’Agàta S.a.s.", "farmaciasantagata", "IT", "Catania").marketplace(
            "Aljibe Backup for Microsoft 365",
            8,
            0,
            true,
        ),
        customer("Transportes Zubiaurre, S.A.", "transporteszubiaurre", "ES", "Bilbao").marketplace(
            "Aljibe Mail Signature",
            40,
            50,
            false,
        ),
        // What ends by itself only.
        customer("Ludlow Ceramics & Glaze Ltd", "ludlowceramics", "GB", "Stoke-on-Trent").savings_plan(200),
        // Reservations.
        customer("Viñedos Peña Alta, S.C.", "vinedospenaalta", "ES", "Haro").reservation(
            "Reserved VM Instance, Standard_E4s_v5, Spain Central, 1 Year",
            3,
            77,
        ),
        customer("Pasticceria Là per Là S.r.l.", "laperla", "IT", "Palermo").reservation(
            "Reserved VM Instance, Standard_B2ms, Italy North, 1 Year",
            1,
            -5,
        ),
        // Software for ever.
        customer("Academia de Música Allegro, S.L.", "academiaallegro", "ES", "Oviedo")
            .perpetual("Office LTSC Standard for Mac 2024", 10, 4)
            .including("DG7GMGF0PWCB"),
        customer("Studio Legale Calò e Associati", "studiocalo", "IT", "Bari").perpetual(
            "Office LTSC Professional Plus 2024",
            6,
            300,
        ),
        // On its way.
        customer("Fitzgerald’s Garden Centres Ltd", "fitzgeraldsgardens", "GB", "Bristol")
            .pending_order("Dynamics 365 Business Central Essentials", 5),
        customer("Construcciones Íñigo Azcárate, S.L.", "inigoazcarate", "ES", "Pamplona")
            .new_commerce("Microsoft Teams Essentials", 11, 0)
            .status("pending"),
        // What today's clients have not heard of.
        customer("Cooperativa Olivicola Terre d’Àlvera", "terredalvera", "IT", "Lecce")
            .of_type("AgentServices", "Microsoft Agent 365"),
        customer("Wren & Nightingale Books Ltd", "wrennightingale", "GB", "Bath")
            .legacy("Project Plan 3", 3)
            .status("under review"),
        // Over.
        customer("Gestoría Núñez y Cía., S.L.", "gestorianunez", "ES", "Murcia")
            .new_commerce("Microsoft 365 Business Standard", 7, 380)
            .status("expired")
            .ended(15)
            .new_commerce("Power BI Pro", 2, 425)
            .status("disabled")
            .ended(60)
            .legacy("Exchange Online (Plan 2)", 5)
            .status("deleted"),
    ]
}

/// Exactly 200 subscriptions: names and states take turns.
fn many(account: Account) -> Account {
    const NAMES: [&str; 7] = [
        "Microsoft 365 Business Basic",
        "Microsoft 365 Business Standard",
        "Microsoft 365 Business Premium",
        "Exchange Online (Plan 1)",
        "Power BI Pro",
        "Visio Plan 2",
        "Project Plan 3",
    ];
    const STATUSES: [&str; 6] = ["active", "active", "suspended", "active", "expired", "deleted"];
    (0..200).fold(account, |account, i| {
        let depot = format!("{} – depósito {:03}", NAMES[i % NAMES.len()], i + 1);
        let seats = (i % 23) as u32 + 1;
        let status = STATUSES[i % STATUSES.len()];
        match i % 4 {
            3 => account.new_commerce(&depot, seats, (i % 12) as i64).status(status),
            _ => account.legacy(&depot, seats).status(status),
        }
    })
}
