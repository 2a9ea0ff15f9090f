// Takes the place of ledger.js in bundles for pages, where no file can be kept: see `browser` in package.json.
export const openLedger = undefined;
