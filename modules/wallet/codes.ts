/** What transfers of the wallet are for, as the ledger's journal says it. */
export const TRANSFER = 'wallet.transfer'
export const REQUEST = 'wallet.request'
/** Between the bank and a wallet, and what of it nobody can explain. */
export const BANK = 'wallet.bank'
export const SUSPENSE = 'wallet.suspense'
/** What people of a demo have to begin with: in their history, and told to nobody. */
export const SEED = 'wallet.seed'

/** What a citizen pays a merchant; that module's own word, as it stands in the journal. */
export const SHOP = 'merchant.payment'

/** What counts against the limits of a tier when it leaves a wallet, whichever module moves it; own bank accounts do not. */
export const SPENDING: readonly string[] = [TRANSFER, REQUEST, 'envelope', SHOP]
