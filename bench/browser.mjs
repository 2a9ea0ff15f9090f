export async function inChromium() { return ""; }
