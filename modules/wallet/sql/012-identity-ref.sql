-- News of a provider names a check by the provider's own name for it.
create unique index identity_check_ref on wallet.identity_check (ref);
