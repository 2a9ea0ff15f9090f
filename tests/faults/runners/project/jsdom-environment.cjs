// jsdom with what a project adds to it: it has no fetch, and lacks two names that every browser has.
const { TestEnvironment } = require("jest-environment-jsdom");

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { TextDecoder, TextEncoder, handedIn: (url, init) => fetch(url, init) });
  }
};
