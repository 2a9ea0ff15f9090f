// Takes the place of ledger.js in bundles for pages, see `exports` in package.json.
export const openLedger = undefined;
