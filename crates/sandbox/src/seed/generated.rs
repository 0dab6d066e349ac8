//! As many more customers as asked for: each made of its number alone, with a few purchases.

use jiff::Timestamp;

use super::account::Account;

/// Customers that are held in memory at a time.
const BATCH: u32 = 2_000;

const FIRST: [&str; 16] = [
    "Almazara",
    "Bottega",
    "Carpintería",
    "Distillery",
    "Enoteca",
    "Ferretería",
    "Gelateria",
    "Harbour",
    "Imprenta",
    "Joinery",
    "Lavandería",
    "Molino",
    "Officina",
    "Panificio",
    "Talleres",
    "Vivaio",
];
const SECOND: [&str; 20] = [
    "Aguirre",
    "Bianchi",
    "Castaño",
    "D’Amico",
    "Echeverría",
    "Fenwick",
    "Giordano",
    "Hargreaves",
    "Ibarra",
    "Jiménez",
    "Kirkby",
    "Lo Presti",
    "Mañas",
    "Niccolò",
    "Ordóñez",
    "Pryce",
    "Quiñones",
    "Russo",
    "Sáenz",
    "Tolentino",
];
const FORM: [(&str, &str, &str); 3] = [("S.L.", "ES", "Madrid"), ("S.r.l.", "IT", "Milano"), ("Ltd", "GB", "Leeds")];

/// `n` customers, a batch at a time.
pub(crate) fn batches(now: Timestamp, n: u32) -> impl Iterator<Item = Vec<Account>> {
    let starts = (0..n).step_by(BATCH as usize);
    starts.map(move |start| (start..(start + BATCH).min(n)).map(|i| generate(now, i)).collect())
}

fn generate(now: Timestamp, i: u32) -> Account {
    let at = i as usize;
    let (form, country, city) = FORM[at % FORM.len()];
    let (first, second) = (FIRST[at % FIRST.len()], SECOND[(at / FIRST.len()) % SECOND.len()]);
    let number = i + 1;
    let account =
        Account::new(now, &format!("{first} {second} {number} {form}"), &format!("cliente{number}"), country, city)
            .legacy("Microsoft 365 Business Standard", i % 40 + 1);
    match i % 8 {
        0 => account.legacy("Exchange Online (Plan 1)", i % 7 + 1).status("suspended"),
        1 => account.new_commerce("Microsoft 365 Business Premium", i % 15 + 1, i64::from(i % 20)),
        2 => account.status("suspended"),
        3 => account.add_on("Microsoft 365 Audio Conferencing", i % 5 + 1),
        4 => account.azure_plan(&[("Production", "active"), ("Staging", "active")]),
        5 => account
            .reservation("Reserved VM Instance, Standard_D2s_v5, West Europe, 1 Year", i % 3 + 1, 200)
            .perpetual("Windows Server 2025 Standard - 16 Core License Pack", 1, 9),
        6 => account.software_subscription("Windows Server CAL - 1 Device CAL - 1 year", i % 9 + 1, 3).marketplace(
            "Aljibe Mail Signature",
            i % 6 + 1,
            2,
            false,
        ),
        _ => account,
    }
}
