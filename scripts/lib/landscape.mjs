const WIDTH = 640;
const HEIGHT = 480;
const SHORE = 330;
const SUN = { x: 430, y: 190 };

const SKY = { top: [38, 70, 126], middle: [240, 150, 96], bottom: [255, 214, 150] };
/** From far to near: the crest's height, its roughness and the colour of the rock. */
const RANGES = [
  { crest: 215, rise: 70, scale: 150, seed: 1, colour: [150, 118, 134] },
  { crest: 255, rise: 75, scale: 110, seed: 2, colour: [96, 82, 112] },
  { crest: 298, rise: 60, scale: 70, seed: 3, colour: [48, 52, 76] },
];

/**
 * Draws mountains behind a lake at sunset.
 * @returns {Buffer} an image in the format PPM
 */
export function landscape() {
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const colour = y < SHORE ? land(x, y) : water(x, y);
      pixels.set(colour.map((value) => Math.max(0, Math.min(255, Math.round(value)))), (y * WIDTH + x) * 3);
    }
  }
  return Buffer.concat([Buffer.from(`P6\n${WIDTH} ${HEIGHT}\n255\n`), pixels]);
}

function land(x, y) {
  let colour = sky(x, y);
  for (const range of RANGES) {
    const top = range.crest - range.rise * (fractal(x / range.scale, range.seed) - 0.35);
    const shade = 0.9 + 0.2 * fractal((x + 2 * y) / 30, range.seed + 7);
    const haze = Math.max(0, Math.min(1, (y - top) / 140)) * 0.35;
    const rock = mix(range.colour.map((value) => value * shade), SKY.bottom, haze);
    colour = mix(colour, rock, Math.max(0, Math.min(1, y - top)));
  }
  return colour;
}

function sky(x, y) {
  const height = y / SHORE;
  const upper = mix(SKY.top, SKY.middle, Math.min(1, height / 0.6));
  const base = mix(upper, SKY.bottom, Math.max(0, (height - 0.6) / 0.4));
  const distance = Math.hypot(x - SUN.x, y - SUN.y);
  const cloud = Math.max(0, cloudiness(x, y) - 0.52) * Math.max(0, 2 - height * 2.4);
  const glow = 0.75 * Math.exp(-distance / 90);
  const lit = mix(mix(base, [255, 226, 196], cloud), [255, 236, 190], glow);
  return mix(lit, [255, 250, 228], Math.max(0, Math.min(1, 27 - distance)));
}

function cloudiness(x, y) {
  const row = Math.floor(y / 16);
  const [above, below] = [row, row + 1].map((line) => fractal(x / 130, 20 + line));
  return above + ((below - above) * (1 - Math.cos((y / 16 - row) * Math.PI))) / 2;
}

function water(x, y) {
  const depth = (y - SHORE) / (HEIGHT - SHORE);
  const ripple = (fractal(x / (18 + 60 * depth) + y * 5.3, 11) - 0.5) * (4 + 22 * depth);
  const mirrored = land(x + ripple, Math.max(0, SHORE - (y - SHORE) * 1.5 + ripple));
  return mix(mirrored, [44, 40, 70], 0.12 + 0.4 * depth);
}

function mix(from, to, share) {
  return from.map((value, index) => value + (to[index] - value) * share);
}

/** Smooth noise between 0 and 1: four octaves of random values, interpolated. */
function fractal(position, seed) {
  let sum = 0;
  for (let octave = 0; octave < 4; octave++) {
    const at = position * 2 ** octave + seed * 57;
    const whole = Math.floor(at);
    const part = (1 - Math.cos((at - whole) * Math.PI)) / 2;
    sum += (random(whole) * (1 - part) + random(whole + 1) * part) / 2 ** (octave + 1);
  }
  return sum / 0.9375;
}

function random(integer) {
  const value = Math.sin(integer * 127.1 + 11.7) * 43758.5453;
  return value - Math.floor(value);
}
