// "Did you mean": the known name nearest to an unknown one.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nearest } from "../../pkg-template/given.js";

const KEYS = [
  "number", "groupName", "groupAdmin", "message", "url", "image", "document", "audio", "voiceNote", "filename", "caption",
  "fromLang", "toLang", "text", "jobId",
];

test("a name of the wire leads to the public one", () => {
  const wire = {
    group_name: "groupName",
    group_admin: "groupAdmin",
    voice_note: "voiceNote",
    from_lang: "fromLang",
    job_id: "jobId",
    file_name: "filename",
    GROUP_NAME: "groupName",
  };
  for (const [given, key] of Object.entries(wire)) assert.equal(nearest(given, KEYS), key);
});

test("slips lead to the name that was meant", () => {
  const slips = {
    nubmer: "number",
    mesage: "message",
    messsage: "message",
    Url: "url",
    documents: "document",
    fileName: "filename",
    voicenote: "voiceNote",
    captoin: "caption",
    tolang: "toLang",
  };
  for (const [given, key] of Object.entries(slips)) assert.equal(nearest(given, KEYS), key);
});

test("what comes near none leads to none", () => {
  for (const given of ["colour", "priority", "xyz", "to", "phoneNumber", "номер", "__proto__", "", "number".repeat(1e6)]) {
    assert.equal(nearest(given, KEYS), undefined, given.slice(0, 20));
  }
  assert.equal(nearest("number", []), undefined);
});

test("of several the nearest is named", () => {
  assert.equal(nearest("timeouts", ["timeou", "timeout"]), "timeout");
  assert.equal(nearest("timeouts", ["timeout", "timeou"]), "timeout");
});

test("one slip always finds the name", () => {
  const SLIPS = [
    (letters, at) => letters.splice(at, 1),
    (letters, at) => letters.splice(at, 0, "q"),
    (letters, at) => letters.splice(at, 2, letters[at + 1], letters[at]),
    (letters, at) => letters.splice(at, 1, "q"),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...KEYS), fc.nat(), fc.constantFrom(...SLIPS), (key, at, slip) => {
      const letters = [...key];
      slip(letters, at % (letters.length - 1));
      assert.equal(nearest(letters.join(""), KEYS), key);
    }),
  );
});

test("what is named is known", () => {
  fc.assert(fc.property(fc.string(), (given) => assert.ok([undefined, ...KEYS].includes(nearest(given, KEYS)))));
});
