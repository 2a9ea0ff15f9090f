import { el } from "./dom.js";

/**
 * Plays a recording. The browsers' own players differ in size and look, and a phone full of them is slow.
 *
 * @param {string} name
 * @param {() => Promise<Blob>} load is asked when it is first played
 */
export function player(name, load) {
  let audio;
  const play = el("button", { type: "button", class: "play", "aria-label": `Play ${name}`, "aria-pressed": "false", onclick: toggle });
  const place = el("input", { type: "range", min: "0", max: "1000", value: "0", disabled: true, "aria-label": `Place in ${name}`, oninput: seek });
  const time = el("span", { class: "time" });

  async function toggle() {
    try {
      audio ??= await open();
      await (audio.paused ? audio.play() : audio.pause());
    } catch {
      time.textContent = "can not be played here";
    }
  }

  async function open() {
    const opened = new Audio(URL.createObjectURL(await load()));
    const show = () => {
      const { currentTime, duration, paused } = opened;
      play.setAttribute("aria-pressed", String(!paused));
      place.disabled = !Number.isFinite(duration);
      place.value = place.disabled ? 0 : (currentTime / duration) * 1000;
      time.textContent = clock(paused && currentTime === 0 && !place.disabled ? duration : currentTime);
    };
    for (const type of ["loadedmetadata", "timeupdate", "play", "pause", "ended"]) {
      opened.addEventListener(type, show);
    }
    return opened;
  }

  function seek() {
    audio.currentTime = (place.value / 1000) * audio.duration;
  }

  return el("div", { class: "player" }, play, el("div", {}, el("span", { class: "name", dir: "auto" }, name), place), time);
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}
