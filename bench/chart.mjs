// A chart of lines as SVG, which light and dark pages show alike.
const WIDTH = 720;
const HEIGHT = 320;
const LEFT = 48;
const BOTTOM = 32;
const TOP = 40;
const RIGHT = 220;
const COLOURS = ["#1f9d55", "#9ad6b0", "#2f6fde", "#a9c4f5"];

/**
 * @param {string} title
 * @param {{ name: string, values: number[] }[]} lines at most as many as there are colours, each with its values at equal steps
 */
export function chart(title, lines) {
  const most = Math.max(...lines.flatMap(({ values }) => values));
  const step = 10 ** Math.floor(Math.log10(most)) / 2;
  const top = Math.ceil(most / step) * step;
  const x = (part) => (LEFT + part * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (value) => (HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP)).toFixed(1);
  const grid = Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step).map(
    (value) => `<path d="M${x(0)} ${y(value)}H${x(1)}" stroke="#8884"/><text x="${LEFT - 8}" y="${y(value)}" dy="4" text-anchor="end">${value}</text>`,
  );
  const drawn = lines.map(({ name, values }, i) => {
    const points = values.map((value, at) => `${x(at / (values.length - 1))},${y(value)}`).join(" ");
    const label = `<text x="${WIDTH - RIGHT + 12}" y="${TOP + 20 * i}" dy="4" fill="${COLOURS[i]}">${name}</text>`;
    return `<polyline points="${points}" fill="none" stroke="${COLOURS[i]}" stroke-width="2"/>${label}`;
  });
  const parts = ["0 %", "50 %", "100 %"].map((text, i) => `<text x="${x(i / 2)}" y="${HEIGHT - 10}" text-anchor="middle">${text}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#888" role="img" aria-label="${title}">
<title>${title}</title>
<text x="${LEFT}" y="20" font-size="14">${title}</text>
${[...grid, ...parts, ...drawn].join("\n")}
</svg>
`;
}
