// Small files to send, which lie beside this page.

/** The address of a sample. */
export function sampleUrl(name) {
  return new URL(`samples/${name}`, document.baseURI).href;
}

const TYPES = { jpg: "image/jpeg", pdf: "application/pdf", mp3: "audio/mpeg", opus: "audio/ogg" };
/** Their names. */
export const SAMPLES = ["photo.jpg", "report.pdf", "jingle.mp3", "voice-note.opus"];

const loaded = new Map();

/** A sample, as if it had been picked. It is loaded once, so that it is there when the network is gone. */
export function sampleFile(name) {
  if (!loaded.has(name)) {
    loaded.set(name, load(name).catch((error) => {
      loaded.delete(name);
      throw error;
    }));
  }
  return loaded.get(name);
}

async function load(name) {
  const response = await fetch(sampleUrl(name));
  if (!response.ok) {
    throw new Error(`${name} answers ${response.status}`);
  }
  return new File([await response.arrayBuffer()], name, { type: TYPES[name.split(".").at(-1)] });
}

/** Fetches for the sandbox of the page: what has been loaded needs no network. */
export async function sampleFetch(url, init) {
  const name = [...loaded.keys()].find((name) => sampleUrl(name) === url);
  return name ? new Response(await sampleFile(name)) : fetch(url, init);
}
