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

/**
 * A function that masks every one of `secrets` in a text, in each form, without regard to case: hex digits have either. Of
 * a text that was cut it takes the end away, too, where that could be the beginning of a secret.
 */
export function masker(secrets) {
  const all = secrets.filter(Boolean).flatMap(forms).sort((a, b) => b.length - a.length);
  if (all.length === 0) return (text) => text;
  const escaped = all.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  // Two may overlap in the text, so they are looked for at each place, and masked to the end of the last.
  const pattern = new RegExp(`(?=(${escaped.join("|")}))`, "gi");
  return (text, isCut = text.length >= LONGEST) => {
    let shown = "";
    let end = 0;
    for (const { index, 1: form } of text.matchAll(pattern)) {
      if (index >= end) shown += `${text.slice(end, index)}***`;
      end = Math.max(end, index + form.length);
    }
    return shown + text.slice(end, isCut ? text.length - begun(text, all) : undefined);
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
