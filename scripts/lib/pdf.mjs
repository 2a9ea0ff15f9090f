const PAGE = { width: 595, height: 842, margin: 72 };
const FONTS = {
  body: { name: "F1", base: "Helvetica", size: 11 },
  heading: { name: "F2", base: "Helvetica-Bold", size: 22 },
};
const LEADING = 17;

/**
 * Makes a PDF of plain pages: a heading, lines of text, and bars of a chart below them.
 * @param {{ heading: string, lines: string[], bars: number[] }[]} pages ASCII only
 * @returns {Buffer}
 */
export function pdf(pages) {
  const fonts = Object.values(FONTS);
  const firstPage = 3 + fonts.length;
  const numbers = pages.map((_, index) => firstPage + 2 * index);
  const resources = fonts.map((font, index) => `/${font.name} ${3 + index} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${numbers.map((number) => `${number} 0 R`).join(" ")}] /Count ${pages.length} >>`,
    ...fonts.map(({ base }) => `<< /Type /Font /Subtype /Type1 /BaseFont /${base} /Encoding /WinAnsiEncoding >>`),
    ...pages.flatMap((page, index) => {
      const content = drawing(page);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] ` +
          `/Resources << /Font << ${resources} >> >> /Contents ${numbers[index] + 1} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  return Buffer.from(assemble(objects), "latin1");
}

function drawing({ heading, lines, bars }) {
  const top = PAGE.height - PAGE.margin;
  const start = top - 2.5 * LEADING;
  const floor = start - lines.length * LEADING - 160;
  const text = (font, y, words) => `BT /${font.name} ${font.size} Tf ${PAGE.margin} ${y} Td (${escape(words)}) Tj ET`;
  return [
    text(FONTS.heading, top, heading),
    ...lines.map((line, index) => text(FONTS.body, start - index * LEADING, line)),
    "0.16 0.45 0.55 rg",
    ...bars.map((height, index) => `${PAGE.margin + index * 60} ${floor} 40 ${height} re f`),
  ].join("\n");
}

function escape(text) {
  return text.replace(/[\\()]/g, "\\$&");
}

function assemble(objects) {
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  return (
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${rows}` +
    `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  );
}
