import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { landscape } from "./lib/landscape.mjs";
import { pdf } from "./lib/pdf.mjs";
import { report, root, run } from "./lib/run.mjs";

const REPORT = [
  {
    heading: "Quarterly report",
    lines: [
      "The third quarter was the best since we began to count. We sent 48,200",
      "messages, 12 per cent more than in the quarter before, and 99.4 per cent of",
      "them were delivered at the first attempt.",
      "",
      "Customers answered faster, too: the median time to a reply fell from nine",
      "minutes to six. Most replies still come between seven and nine in the evening.",
      "",
      "Messages sent in each month, from April to September:",
    ],
    bars: [52, 58, 64, 71, 83, 96],
  },
  {
    heading: "Outlook",
    lines: [
      "In the fourth quarter we will open two more branches, in Lisbon and in Accra,",
      "and translate our notices into Portuguese and Twi.",
      "",
      "Questions about this report are welcome (see the notice board).",
    ],
    bars: [],
  },
];

const SPEECH = "Hello! The parcel has arrived.";
/** A rising chord and its close: frequency in hertz, start and length in seconds. */
const NOTES = [
  [523.25, 0, 0.9],
  [659.25, 0.3, 0.9],
  [783.99, 0.6, 0.9],
  [1046.5, 0.9, 1.5],
  [783.99, 1.4, 1],
  [1046.5, 1.7, 0.8],
];

const folder = join(root, "examples/media");
// Without dates and names of programs the files come out the same each time.
const CLEAN = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-flags:v", "+bitexact"];

function ffmpeg(name, input, options) {
  return run("ffmpeg", ["-v", "error", "-y", ...input, ...options, ...CLEAN, join(folder, name)]);
}

async function make(scratch) {
  const [ppm, wav] = ["photo.ppm", "voice.wav"].map((name) => join(scratch, name));

  writeFileSync(ppm, landscape());
  await ffmpeg("photo.jpg", ["-i", ppm], ["-vf", "setsar=1", "-q:v", "4"]);

  writeFileSync(join(folder, "report.pdf"), pdf(REPORT));

  const tones = NOTES.map(([hertz, start, length]) => {
    const time = `(t-${start})`;
    return `between(t,${start},${start + length})*0.35*exp(-4*${time})*(sin(2*PI*${hertz}*t)+0.4*sin(4*PI*${hertz}*t))`;
  });
  await ffmpeg("jingle.mp3", ["-f", "lavfi", "-i", `aevalsrc='${tones.join("+")}':s=44100:d=2.5`], ["-b:a", "64k"]);

  await run("espeak-ng", ["-v", "en-gb", "-s", "165", "-w", wav, SPEECH]);
  await ffmpeg("voice-note.opus", ["-i", wav], ["-c:a", "libopus", "-b:a", "24k", "-ac", "1", "-application", "voip"]);
}

const scratch = mkdtempSync(join(tmpdir(), "whatsmate-media-"));
await make(scratch)
  .catch(report)
  .finally(() => rmSync(scratch, { recursive: true }));
