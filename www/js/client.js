/** The client. It is on its way as soon as the page is there, and nothing waits for it but the first call. */
export const whatsmate = import("../pkg/index.js");
