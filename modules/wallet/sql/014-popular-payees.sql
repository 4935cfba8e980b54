-- Thousands may pay the same one in a day: whether this person did before, and how often close under the limit, is looked up
-- by keys of its own and not read among all that the payee got. The second says "payee" in other words, so that no plan that
-- was made while the table was young takes the index of all payments for it.
create index risk_decision_known on wallet.risk_decision (person, payee) where cleared;
create index risk_decision_close on wallet.risk_decision ((payee::text), at) where just_under and cleared;
