import { foreign } from "./values-plain.mjs";

const TRAPS = [
  "get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf", "isExtensible", "set", "defineProperty",
  "deleteProperty", "preventExtensions", "setPrototypeOf", "apply", "construct",
];

export function handled(promise) {
  promise.catch(() => {});
  return promise;
}

const fail = (thrown) => () => { throw thrown; };

/** Objects that throw as soon as they are looked at, by themselves. */
export const HOSTILE = {
  "revoked proxy": () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  "revoked proxy of an array": () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  "revoked proxy of a function": () => {
    const { proxy, revoke } = Proxy.revocable(() => {}, {});
    revoke();
    return proxy;
  },
  "foreign revoked proxy": () => foreign("(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy; })()"),
  "toString throws": () => ({ toString: fail(new Error("no string")), valueOf: fail(null), toJSON: fail("no JSON") }),
  "toPrimitive throws": () => ({ [Symbol.toPrimitive]: fail(undefined) }),
  "toStringTag throws": () => Object.defineProperty({}, Symbol.toStringTag, { get: fail(Symbol("tag")) }),
  "endless proxies": () => {
    const endless = () => new Proxy({}, { get: endless });
    return endless();
  },
  "endless callable proxies": () => {
    const endless = () => new Proxy(() => {}, { get: endless, apply: endless });
    return endless();
  },
  "endless new objects": () => {
    const endless = () => Object.defineProperty({}, "cause", { get: endless, enumerable: true });
    return endless();
  },
  "proxy with a thousand keys": () =>
    new Proxy({}, {
      ownKeys: () => Array.from({ length: 1000 }, (_, i) => `key${i}`),
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: 1 }),
    }),
  "proxy with keys that are symbols": () => new Proxy({}, { ownKeys: () => [Symbol("a"), Symbol.iterator] }),
  "proxy that breaks an invariant": () => new Proxy(Object.freeze({ number: 1 }), { get: () => 2, ownKeys: () => [] }),
  "thenable that never settles": () => ({ then() {} }),
  "thenable that settles thrice": () => ({
    then(resolve, reject) {
      resolve(1);
      reject(2);
      resolve(3);
    },
  }),
  "thenable of itself": () => {
    const self = { then: (resolve) => resolve(Promise.resolve().then(() => 1)) };
    return self;
  },
  "promise that never settles": () => new Promise(() => {}),
  "promise whose constructor throws": () =>
    Object.defineProperty(Promise.resolve(1), "constructor", { get: fail(new Error("no constructor")) }),
  "promise whose then throws": () => Object.assign(Promise.resolve(1), { then: fail(new Error("no then")) }),
  "promise whose then is no function": () => Object.assign(Promise.resolve(1), { then: 5 }),
  "promise whose then does nothing": () => Object.assign(Promise.resolve(1), { then() {} }),
  "promise whose then calls at once and twice": () =>
    Object.assign(Promise.resolve(1), {
      then(resolve, reject) {
        resolve(1);
        resolve(2);
        reject(3);
      },
    }),
};

/** Objects that hold, give or throw another value. */
export const AROUND = {
  "object with": (key, child) => ({ [key]: child }),
  "getter gives": (key, child) => Object.defineProperty({}, key, { get: () => child, enumerable: true }),
  "getter throws": (key, child) => Object.defineProperty({}, key, { get: fail(child), enumerable: true }),
  "hidden getter throws": (key, child) => Object.defineProperty({}, key, { get: fail(child) }),
  "inherited getter throws": (key, child) => Object.create(Object.defineProperty({}, key, { get: fail(child) })),
  "array of": (_, child) => [child],
  "frozen object with": (key, child) => Object.freeze({ [key]: child }),
  "prototypeless object with": (key, child) => Object.assign(Object.create(null), { [key]: child }),
  "inherits from": (key, child) => Object.create({ [key]: child }),
  "transparent proxy of an object with": (key, child) => new Proxy({ [key]: child }, {}),
  "all traps throw": (_, child) => new Proxy(() => {}, Object.fromEntries(TRAPS.map((trap) => [trap, fail(child)]))),
  ...Object.fromEntries(
    ["get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf"].map((trap) => [
      `${trap} trap throws`,
      (key, child) => new Proxy({ [key]: 1 }, { [trap]: fail(child) }),
    ]),
  ),
  "ownKeys trap gives": (_, child) => new Proxy({}, { ownKeys: () => child }),
  "every property is": (_, child) => new Proxy({}, { get: () => child }),
  "function that gives": (_, child) => () => child,
  "function that throws": (_, child) => fail(child),
  "promise of": (_, child) => handled(Promise.resolve().then(() => child)),
  "promise that rejects with": (_, child) => handled(Promise.reject(child)),
  "thenable of": (_, child) => ({ then: (resolve) => resolve(child) }),
  "thenable that rejects with": (_, child) => ({ then: (_resolve, reject) => reject(child) }),
  "thenable that throws": (_, child) => ({ then: fail(child) }),
  "then getter throws": (_, child) => Object.defineProperty({}, "then", { get: fail(child) }),
  "error caused by": (_, child) => new Error("outer", { cause: child }),
  "error with": (key, child) => Object.defineProperty(new Error("odd"), key, { value: child, enumerable: true }),
  "error whose message is": (_, child) => Object.defineProperty(new Error("odd"), "message", { value: child }),
  "error whose message throws": (_, child) => Object.defineProperty(new Error("odd"), "message", { get: fail(child) }),
  "async iterable of": (_, child) => ({ async *[Symbol.asyncIterator]() { yield child; } }),
  "iterable of": (_, child) => ({ *[Symbol.iterator]() { yield child; } }),
  "base64 of": (_, child) => ({ base64: child }),
  "Map that holds": (key, child) => new Map([[key, child]]),
};
