// Keeping credentials out of what is shown.

/** The ways in which a text is written where others are around it: as it is, in URLs, in a form, in JSON. */
function forms(secret) {
  const component = encodeURIComponent(secret);
  const strict = component.replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  const form = new URLSearchParams([["", secret]]).toString().slice(1);
  return [secret, strict, component, form, JSON.stringify(secret).slice(1, -1)];
}

/** From how many UTF-16 units on a text that is only shown is cut. */
export const LONGEST = 2 ** 17;

/** What finds `secrets` in a text, in each form, without regard to case: hex digits have either. */
function finder(secrets) {
  const all = secrets.filter(Boolean).flatMap(forms).sort((a, b) => b.length - a.length);
  if (all.length === 0) return undefined;
  const escaped = all.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  // Two may overlap in the text, so they are looked for at each place, and masked to the end of the last.
  return { all, pattern: new RegExp(`(?=(${escaped.join("|")}))`, "gi") };
}

/** Where secrets are in a text: begin and end of each, and of several that overlap. */
function spans(text, pattern) {
  const found = [];
  for (const { index, 1: form } of text.matchAll(pattern)) {
    const end = index + form.length;
    const last = found.at(-1);
    if (last && index < last[1]) last[1] = Math.max(last[1], end);
    else found.push([index, end]);
  }
  return found;
}

/** A text with what stands in those places masked, to its end or to another. */
function cover(text, found, end) {
  let shown = "";
  let at = 0;
  for (const [from, to] of found) {
    shown += `${text.slice(at, from)}***`;
    at = to;
  }
  return shown + text.slice(at, end);
}

/**
 * A function that masks every one of `secrets` in a text. Of a text that was cut it takes the end away, too, where that could
 * be the beginning of a secret.
 */
export function masker(secrets) {
  const { all, pattern } = finder(secrets) ?? {};
  if (!all) return (text) => text;
  return (text, isCut = text.length >= LONGEST) =>
    cover(text, spans(text, pattern), isCut ? text.length - begun(text, all) : undefined);
}

/**
 * The same for a text that comes in pieces: it gives of each what can be shown already, and at the last one all that is left.
 */
export function pieceMasker(secrets) {
  const { all, pattern } = finder(secrets);
  let held = "";
  return (piece, isLast) => {
    const text = held + piece;
    const found = spans(text, pattern);
    const safe = isLast ? text.length : text.length - begun(text, all);
    // One that could be the beginning of the next, too, is held back whole.
    const cut = found.find(([from, to]) => from < safe && safe < to)?.[0] ?? safe;
    held = text.slice(cut);
    return cover(text.slice(0, cut), found.filter(([, to]) => to <= cut));
  };
}

/** How many UTF-16 units at the end of a text are the beginning of one of some forms, without regard to case. */
function begun(text, forms) {
  const lower = forms.map((form) => form.toLowerCase());
  const end = text.slice(-forms[0].length).toLowerCase();
  for (let at = 0; at < end.length; at += 1) {
    const rest = end.slice(at);
    if (lower.some((form) => form.startsWith(rest))) return rest.length;
  }
  return 0;
}
