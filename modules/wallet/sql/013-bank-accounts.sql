-- Money that goes to a person's bank account from another account of the ledger than their wallet, such as a shop's.
alter table wallet.bank_move add column account uuid;
