//! The list of customers and the customer itself.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use offboarding_domain::{CustomerId, api};
use serde::{Deserialize, Serialize};

use super::request::continuation;
use super::{Call, PartnerCenter};
use crate::wire::{Collection, Customer, Filter};
use crate::{Error, to_domain};

impl PartnerCenter {
    /// Customers whose name starts with `search`, then those whose domain does; all where it is empty.
    ///
    /// Microsoft filters by one of the two only, so the domains are a second walk without those whose name matched.
    pub async fn list_customers(
        &self,
        call: &Call<'_>,
        search: &str,
        cursor: Option<&str>,
        size: u32,
    ) -> Result<api::CustomerPage, Error> {
        let search = search.trim();
        let wanted = size.max(1) as usize;
        let mut next = Some(cursor.map_or(Ok(Cursor::default()), Cursor::decode)?);
        let mut items = Vec::new();
        // Pages are asked for until there is something to show: names that matched already leave gaps among domains.
        while let Some(at) = next.take_if(|_| items.len() < wanted) {
            let missing = (wanted - items.len()) as u32;
            let page = self.customer_page(call, at.phase.filter(search), missing, at.token.as_deref()).await?;
            next = at.after(&page, search)?;
            for customer in page.items.iter().filter(|it| !at.phase.repeats(it, search)) {
                items.push(to_domain::customer_summary(customer)?);
            }
        }
        Ok(api::CustomerPage { items, next: next.map(|it| it.encode()) })
    }

    /// Who a customer is.
    pub async fn profile(&self, call: &Call<'_>, id: &CustomerId) -> Result<api::Profile, Error> {
        let customer: Customer = self.get(call, &format!("customers/{id}")).await?;
        Ok(to_domain::profile(&customer)?)
    }

    async fn customer_page(
        &self,
        call: &Call<'_>,
        filter: Option<Filter>,
        size: u32,
        token: Option<&str>,
    ) -> Result<Collection<Customer>, Error> {
        let mut query = vec![("size", size.to_string())];
        match token {
            Some(_) => query.push(("seekOperation", "Next".to_owned())),
            None => query.extend(filter.map(|it| ("filter", it.to_json()))),
        }
        self.get_page(call, "customers", &query, token).await
    }
}

impl Filter {
    pub(super) fn starts_with(field: &str, value: &str) -> Self {
        Self { field: field.to_owned(), value: value.to_owned(), operator: "starts_with".to_owned() }
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("three texts are JSON")
    }
}

/// Which walk is under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    #[default]
    #[serde(rename = "n")]
    Names,
    #[serde(rename = "d")]
    Domains,
}

/// Where a list was left: the walk, and Microsoft's token in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Cursor {
    phase: Phase,
    token: Option<String>,
}

impl Phase {
    fn filter(self, search: &str) -> Option<Filter> {
        let field = match self {
            Self::Names => "CompanyName",
            Self::Domains => "Domain",
        };
        (!search.is_empty()).then(|| Filter::starts_with(field, search))
    }

    fn repeats(self, customer: &Customer, search: &str) -> bool {
        let name = customer.company_profile.as_ref().and_then(|it| it.company_name.as_deref()).unwrap_or_default();
        self == Self::Domains && name.to_lowercase().starts_with(&search.to_lowercase())
    }
}

impl Cursor {
    fn after(&self, page: &Collection<Customer>, search: &str) -> Result<Option<Self>, Error> {
        let next_phase = || (self.phase == Phase::Names && !search.is_empty()).then_some(Phase::Domains);
        Ok(match continuation(page)? {
            Some(token) => Some(Self { phase: self.phase, token: Some(token.to_owned()) }),
            None => next_phase().map(|phase| Self { phase, token: None }),
        })
    }

    fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).expect("two texts are JSON"))
    }

    /// The token ends up in a header: what cannot stand there was not ours.
    fn decode(text: &str) -> Result<Self, Error> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Error::BadCursor)?;
        let cursor: Self = serde_json::from_slice(&bytes).map_err(|_| Error::BadCursor)?;
        let is_clean = cursor.token.as_deref().is_none_or(|it| it.bytes().all(|byte| byte.is_ascii_graphic()));
        if is_clean { Ok(cursor) } else { Err(Error::BadCursor) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_round_trip() {
        let cursor = Cursor { phase: Phase::Domains, token: Some("AbC=".to_owned()) };
        assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let smuggled = Cursor { phase: Phase::Names, token: Some("a\r\nX: y".to_owned()) }.encode();
        for text in ["", "x", "AbC=", "e30x", smuggled.as_str()] {
            assert!(matches!(Cursor::decode(text), Err(Error::BadCursor)), "{text}");
        }
    }
}
