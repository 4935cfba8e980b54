-- Who is called for what is paid at a merchant's tills, where they said so themselves; else their role decides.
create table merchants.till_call (
  merchant uuid not null references merchants.merchant (id),
  person uuid not null,
  wanted boolean not null,
  primary key (merchant, person)
);
