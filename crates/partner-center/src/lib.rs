//! Microsoft’s Partner Center REST contract.
