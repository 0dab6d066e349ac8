//! A Partner Center that runs here.
