// What is in the PDFs of this folder, which make.py made, each by the program that its name begins with.

const REPORT = "First line of the report.\nSecond line, with (brackets) and Grüße.\n\nSecond page.";
const ACCENTS = "Accents: café déjà vu\nand a new line";
const GROFF = "A title\nAn efficient office, set by groff in lines that are filled to the margin.";
const PAGE = "Printed by a browser\nAn efficient office, 5 € and “quotes”.";
const NO_PASSWORD = /^bad PDF: it takes a password$/;

/** Its text, or what the fault is to match. */
export const DOCUMENTS = {
  "borb.pdf": "Words by borb",
  "cairo.pdf": "Words in a drawing\nשלום\nslanted",
  "chromium.pdf": `${PAGE}\nمرحبا بالعالم\nשלום עולם\n中文文本`,
  "fpdf2.pdf": ACCENTS,
  "fpdf2-east.pdf": "中文文本 日本語",
  "ghostscript.pdf": GROFF,
  "ghostscript-1.3.pdf": "Kerned AVAV",
  "groff.pdf": GROFF,
  "img2pdf-scan.pdf": "",
  "jspdf.pdf": "Words by jsPDF\nand more",
  "matplotlib-type3.pdf": "Chart title äöü",
  "pdf-lib.pdf": "Words by pdf-lib",
  "pdfkit.pdf": "Words by PDFKit",
  "pillow-scan.pdf": "",
  "pymupdf-aes-256.pdf": "Locked words",
  "pymupdf-korean.pdf": "Latin words\n한국어 텍스트",
  "pymupdf-locked.pdf": NO_PASSWORD,
  "pymupdf-rc4-40.pdf": "Locked words",
  "pypdf-merged.pdf": `${REPORT}\n\n${ACCENTS}`,
  "qpdf-1.3.pdf": REPORT,
  "qpdf-aes-128.pdf": REPORT,
  "qpdf-aes-256.pdf": REPORT,
  "qpdf-linearized.pdf": REPORT,
  "qpdf-locked.pdf": NO_PASSWORD,
  "qpdf-no-pages.pdf": /^bad PDF: it has no pages$/,
  // Says of no glyph what it stands for.
  "qpdf-no-unicode.pdf": "�������\n����������������\n��� ����",
  "qpdf-object-streams.pdf": REPORT,
  "qpdf-rc4-128.pdf": REPORT,
  "reportlab.pdf": REPORT,
  "reportlab-east.pdf": "日本語の文章です\n中文文本",
  "reportlab-empty.pdf": "",
  "reportlab-form.pdf": "Name:\nBelow the form\nFilled in",
  "reportlab-outlined.pdf": "Filled and outlined",
  // A scan with its text beneath.
  "reportlab-recognized.pdf": "Scanned words",
  "reportlab-rotated.pdf": "Written upwards\nWritten level",
  "reportlab-vertical.pdf": "縦書きの文\n二行目",
  "typst.pdf": "A heading\nAn efficient office, 5 € and emphasis.",
  "weasyprint.pdf": "Invoice\nAn efficient office.\nTea 2.50",
  "weasyprint-2.0.pdf": "Tagged words",
  "weasyprint-arabic.pdf": "مرحبا بالعالم\nنص عربي 123",
  "weasyprint-attachment.pdf": "With a file attached",
  "weasyprint-hebrew.pdf": "שלום world עולם",
  "wkhtmltopdf.pdf": PAGE,
};
