// Keeping credentials out of what is shown.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { masker } from "../../pkg-template/mask.js";

const ID = "elsa@example.com";
const SECRET = "53654f8ee3684a37201e3c90a071dbd7";
const mask = (text, secrets) => masker(secrets)(text);

test("every occurrence of every secret is masked", () => {
  assert.equal(mask(`${ID}: ${SECRET} is not ${SECRET}/${ID}.`, [ID, SECRET]), "***: *** is not ***/***.");
  assert.equal(mask("nothing to hide", [ID, SECRET]), "nothing to hide");
});

test("an absent secret masks nothing", () => {
  assert.equal(mask("text", []), "text");
  assert.equal(mask("text", ["", ""]), "text");
});

test("a secret within another leaves no part of the longer one", () => {
  for (const secrets of [["example.com", ID], [ID, "example.com"], ["elsa", ID], [ID, "sa@ex"]]) {
    assert.equal(mask(`<${ID}>`, secrets), "<***>", secrets.join());
  }
});

test("secrets that overlap in the text are masked to their ends", () => {
  const overlaps = [["abcdef", "defghi"], ["defghi", "abcdef"], ["abcdefg", "fghi"], ["abcd", "cdefghi"]];
  for (const secrets of overlaps) assert.equal(mask("<abcdefghi>", secrets).replaceAll("*", ""), "<>", secrets.join());
});

test("a secret is masked as it looks in a URL, in a form and in JSON", () => {
  assert.equal(mask("/x?id=elsa%40example.com&y", [ID]), "/x?id=***&y");
  assert.equal(mask("/x?s=a%2Fb%20%2B%C3%BC", ["a/b +ü"]), "/x?s=***");
  // encodeURIComponent leaves ! ' ( ) * as they are.
  assert.equal(mask("id=o'hara%40example.com", ["o'hara@example.com"]), "id=***");
  assert.equal(mask("s=a!b(c)*%26d", ["a!b(c)*&d"]), "s=***");
  // URLSearchParams turns a space into + and escapes ~, ! and '.
  assert.equal(mask("s=two+words%7E%21", ["two words~!"]), "s=***");
  assert.equal(mask("id=elsa%2bshop%40example.com", ["elsa+shop@example.com"]), "id=***");
  assert.equal(mask(JSON.stringify({ error_message: 'unknown qu"o\\te' }), ['qu"o\\te']), '{"error_message":"unknown ***"}');
});

test("letters that mean something in a pattern mean themselves in a secret", () => {
  const secret = "a.b*c+d?[e](f){2}|^$\\g/h-i";
  assert.equal(mask(`<${secret}>`, [secret]), "<***>");
  assert.equal(mask("axbxc", ["a.b*c"]), "axbxc");
});

test("no secret is left, whatever surrounds it", () => {
  const text = (letters, minLength, maxLength) => fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength });
  const around = text("abz019 %&=", 0, 12);
  const secret = text("ABYZ@/+.", 4, 12);
  fc.assert(
    fc.property(around, around, around, secret, secret, (before, between, after, first, second) => {
      const shown = mask(`${before}${first}${between}${encodeURIComponent(second)}${after}${second}`, [first, second]);
      for (const form of [first, second, encodeURIComponent(first), encodeURIComponent(second)]) {
        assert.ok(!shown.includes(form), `${shown} has ${form}`);
      }
      assert.ok(shown.startsWith(before), `${shown} lost ${before}`);
    }),
  );
});

test("of a text that was cut within a secret no part of the secret is left", () => {
  const around = fc.string({ unit: fc.constantFrom(..."abzAY% "), maxLength: 12 });
  const secret = fc.string({ unit: fc.constantFrom(..."ABYZ@"), minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(around, secret, fc.nat(12), fc.boolean(), (before, secret, count, isWritten) => {
      const form = isWritten ? encodeURIComponent(secret).toLowerCase() : secret;
      const shown = masker([secret])(before + form.slice(0, Math.min(count, form.length - 1)), true);
      assert.ok(before.startsWith(shown) || shown.includes("***"), shown);
    }),
  );
  assert.equal(masker([SECRET])("nothing to hide", true), "nothing to hide");
});
