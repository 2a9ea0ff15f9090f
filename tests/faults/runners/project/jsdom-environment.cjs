// jsdom with what a project adds to it: three names that every browser has.
const { TestEnvironment } = require("jest-environment-jsdom");

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { TextDecoder, TextEncoder, fetch: (url, init) => fetch(url, init) });
  }
};
