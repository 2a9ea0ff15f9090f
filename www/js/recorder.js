import { announce, el } from "./dom.js";

/** What is recorded where the browser can, the best first. */
const TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const ENDINGS = { "audio/ogg": "ogg", "audio/webm": "webm", "audio/mp4": "m4a" };

/**
 * A button that records with the microphone, where the browser can.
 *
 * @param {(file: File) => void} onFile
 * @param {(message: string) => void} onFailure
 * @returns {HTMLElement | undefined}
 */
export function recordButton(onFile, onFailure) {
  if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === "undefined") {
    return undefined;
  }
  let recording;
  const button = el("button", { type: "button", class: "record", onclick: toggle }, "Record");

  async function toggle() {
    if (recording) {
      recording.stop();
      return;
    }
    try {
      recording = await record((seconds) => (button.textContent = `Stop (${seconds} s)`));
    } catch (error) {
      onFailure(`The microphone can not be used: ${error.message}`);
      return;
    }
    button.setAttribute("aria-pressed", "true");
    announce("Recording");
    const file = await recording.file;
    recording = undefined;
    button.textContent = "Record";
    button.setAttribute("aria-pressed", "false");
    announce("Recorded");
    onFile(file);
  }
  return button;
}

async function record(onSecond) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { mimeType });
  const parts = [];
  let seconds = 0;
  onSecond(seconds);
  const timer = setInterval(() => onSecond((seconds += 1)), 1000);
  const file = new Promise((resolve) => {
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      clearInterval(timer);
      stream.getTracks().forEach((track) => track.stop());
      const [type] = recorder.mimeType.split(";");
      resolve(new File(parts, `recording.${ENDINGS[type] ?? "bin"}`, { type }));
    };
  });
  recorder.start();
  return { stop: () => recorder.stop(), file };
}
