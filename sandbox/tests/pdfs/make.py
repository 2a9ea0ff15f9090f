"""Makes the PDFs beside it, by many programs: `python make.py`, in this folder. Only needed to make them anew.

Takes from PyPI: borb fpdf2 img2pdf matplotlib pikepdf pillow pymupdf pypdf reportlab typst weasyprint.
From npm, in a folder that NODE_PATH names: jspdf pdf-lib pdfkit.
From Debian: chromium ghostscript groff librsvg2-bin wkhtmltopdf, and the fonts fonts-dejavu fonts-droid-fallback
fonts-hosny-amiri fonts-noto-core, all of which may be embedded.

What each holds stands in documents.mjs.
"""

import io
import os
import subprocess
import tempfile

import borb.pdf
import fpdf
import img2pdf
import matplotlib
import matplotlib.pyplot
import pikepdf
import PIL.Image
import PIL.ImageDraw
import pymupdf
import pypdf
import typst
import weasyprint
from reportlab.lib.pagesizes import A6
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

scratch = tempfile.mkdtemp()


def run(*command):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env=environment)


def font(name):
    return subprocess.check_output(["fc-match", "--format=%{file}", name], text=True)


def source(name, text):
    path = os.path.join(scratch, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


# reportlab


def reportlab(name, *pages):
    made = canvas.Canvas(name, pagesize=A6)
    for draw in pages:
        draw(made)
        made.showPage()
    made.save()


def report(page):
    page.drawString(40, 360, "First line of the report.")
    page.drawString(40, 340, "Second line, with (brackets) and Grüße.")


def east(page):
    for height, name, text in [(360, "HeiseiMin-W3", "日本語の文章です"), (330, "STSong-Light", "中文文本")]:
        pdfmetrics.registerFont(UnicodeCIDFont(name))
        page.setFont(name, 14)
        page.drawString(40, height, text)


def downwards(page):
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5", isVertical=True))
    page.setFont("HeiseiKakuGo-W5", 14)
    page.drawString(200, 360, "縦書きの文")
    page.drawString(170, 360, "二行目")


def turned(page):
    page.saveState()
    page.translate(150, 150)
    page.rotate(90)
    page.drawString(0, 0, "Written upwards")
    page.restoreState()
    page.setPageRotation(90)
    page.drawString(40, 100, "Written level")


def form(page):
    page.drawString(40, 360, "Name:")
    page.acroForm.textfield(name="name", x=90, y=350, value="Filled in", width=150, height=20)
    page.drawString(40, 320, "Below the form")
    page.textAnnotation("A note", Rect=[10, 10, 50, 50])


def outlined(page):
    text = page.beginText(40, 360)
    text.setTextRenderMode(2)
    text.textOut("Filled and outlined")
    page.drawText(text)


def scan():
    image = PIL.Image.new("L", (120, 40), 255)
    PIL.ImageDraw.Draw(image).text((10, 12), "Scanned words", fill=0)
    return image


def recognized(page):
    page.drawImage(ImageReader(scan()), 40, 300)
    text = page.beginText(50, 315)
    text.setTextRenderMode(3)
    text.textOut("Scanned words")
    page.drawText(text)


reportlab("reportlab.pdf", report, lambda page: page.drawString(40, 360, "Second page."))
reportlab("reportlab-east.pdf", east)
reportlab("reportlab-vertical.pdf", downwards)
reportlab("reportlab-rotated.pdf", turned)
reportlab("reportlab-form.pdf", form)
reportlab("reportlab-outlined.pdf", outlined)
reportlab("reportlab-recognized.pdf", recognized)
reportlab("reportlab-empty.pdf", lambda page: None)

# Pictures only

scan().save("pillow-scan.pdf")
jpeg = io.BytesIO()
scan().save(jpeg, "jpeg")
with open("img2pdf-scan.pdf", "wb") as file:
    file.write(img2pdf.convert(jpeg.getvalue()))

# fpdf2, borb, typst, matplotlib, MuPDF

made = fpdf.FPDF(format=(105, 148))
made.add_page()
made.set_font("Helvetica", size=14)
made.multi_cell(0, text="Accents: café déjà vu\nand a new line")
made.output("fpdf2.pdf")

made = fpdf.FPDF(format=(105, 148))
made.add_page()
made.add_font("fallback", fname=font("Droid Sans Fallback"))
made.set_font("fallback", size=14)
made.cell(text="中文文本 日本語")
made.output("fpdf2-east.pdf")

made = borb.pdf.Document()
page = borb.pdf.Page()
made.append_page(page)
borb.pdf.SingleColumnLayout(page).append_layout_element(borb.pdf.Paragraph("Words by borb"))
borb.pdf.PDF.write(what=made, where_to="borb.pdf")

typst.compile(
    source("a.typ", '#set page("a6")\n= A heading\nAn efficient office, 5 € and _emphasis_.'), output="typst.pdf"
)

matplotlib.use("pdf")
figure = matplotlib.pyplot.figure(figsize=(3, 2))
matplotlib.pyplot.title("Chart title äöü")
matplotlib.pyplot.xticks([])
matplotlib.pyplot.yticks([])
figure.savefig("matplotlib-type3.pdf")

made = pymupdf.open()
page = made.new_page(width=300, height=200)
page.insert_text((30, 50), "Latin words")
page.insert_text((30, 80), "한국어 텍스트", fontname="korea")
made.save("pymupdf-korean.pdf")
for name, method, password in [
    ("pymupdf-rc4-40.pdf", pymupdf.PDF_ENCRYPT_RC4_40, ""),
    ("pymupdf-aes-256.pdf", pymupdf.PDF_ENCRYPT_AES_256, ""),
    ("pymupdf-locked.pdf", pymupdf.PDF_ENCRYPT_AES_128, "secret"),
]:
    made = pymupdf.open()
    made.new_page(width=300, height=200).insert_text((30, 50), "Locked words")
    made.save(name, encryption=method, owner_pw="owner", user_pw=password)

# WeasyPrint


def html(name, style, body, **options):
    page = f"<style>@page {{ size: A6 }} body {{ {style} }}</style>{body}"
    weasyprint.HTML(string=page).write_pdf(name, **options)


html(
    "weasyprint.pdf",
    "font-family: DejaVu Sans",
    "<h1>Invoice</h1><p>An efficient office.</p><table><tr><td>Tea<td>2.50</table>",
)
html("weasyprint-arabic.pdf", "font-family: Amiri; direction: rtl", "<p>مرحبا بالعالم</p><p>نص عربي 123</p>")
html("weasyprint-hebrew.pdf", "font-family: Noto Sans Hebrew, DejaVu Sans; direction: rtl", "<p>שלום world עולם</p>")
html(
    "weasyprint-attachment.pdf",
    "",
    "<p>With a file attached</p>",
    attachments=[weasyprint.Attachment(string="Not this", name="a.txt")],
)
html("weasyprint-2.0.pdf", "", "<p>Tagged words</p>", pdf_variant="pdf/ua-1", pdf_version="2.0")

# qpdf, by pikepdf, and pypdf


def rewritten(name, **options):
    with pikepdf.open("reportlab.pdf") as made:
        made.save(name, **options)


generate = pikepdf.ObjectStreamMode.generate
rewritten("qpdf-1.3.pdf", force_version="1.3", object_stream_mode=pikepdf.ObjectStreamMode.disable)
rewritten("qpdf-object-streams.pdf", object_stream_mode=generate, compress_streams=True)
rewritten("qpdf-linearized.pdf", linearize=True)
rewritten("qpdf-rc4-128.pdf", encryption=pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False))
rewritten("qpdf-aes-128.pdf", encryption=pikepdf.Encryption(owner="o", user="", R=4))
rewritten("qpdf-aes-256.pdf", encryption=pikepdf.Encryption(owner="o", user="", R=6), object_stream_mode=generate)
rewritten("qpdf-locked.pdf", encryption=pikepdf.Encryption(owner="o", user="secret", R=6))
pikepdf.new().save("qpdf-no-pages.pdf")
with pikepdf.open("weasyprint.pdf") as made:
    for thing in made.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            del thing["/ToUnicode"]
    made.save("qpdf-no-unicode.pdf")

merged = pypdf.PdfWriter()
merged.append("reportlab.pdf")
merged.append("fpdf2.pdf")
merged.add_attachment("note.txt", b"Not this")
merged.write("pypdf-merged.pdf")

# Programs of Debian

page = source(
    "page.html",
    """<meta charset="utf-8"><title>A page</title><style>body { font: 16px DejaVu Sans }</style>
<h1>Printed by a browser</h1><p>An efficient office, 5 € and “quotes”.""",
)
scripts = """<p dir="rtl" style="font-family: Amiri">مرحبا بالعالم<p dir="rtl" style="font-family: Noto Sans Hebrew">שלום עולם
<p style="font-family: Droid Sans Fallback">中文文本"""
with open(page, encoding="utf-8") as file:
    wide = source("scripts.html", file.read() + scripts)
chromium = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
run(*chromium, "--print-to-pdf=chromium.pdf", f"file://{wide}")
run("wkhtmltopdf", "--quiet", page, "wkhtmltopdf.pdf")

troff = source("a.ms", ".TL\nA title\n.PP\nAn efficient office, set by groff in lines that are filled to the margin.\n")
for name, device in [("groff.pdf", "pdf"), (os.path.join(scratch, "a.ps"), "ps")]:
    with open(name, "wb") as file:
        subprocess.run(["groff", f"-T{device}", "-ms", troff], check=True, stdout=file)
run("ps2pdf", os.path.join(scratch, "a.ps"), "ghostscript.pdf")
words = source("b.ps", "%!PS\n/Times-Roman findfont 20 scalefont setfont 72 500 moveto (Kerned AVAV) show showpage\n")
run("ps2pdf", "-dCompatibilityLevel=1.3", words, "ghostscript-1.3.pdf")

drawing = source(
    "a.svg",
    """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="150">
<text x="20" y="40" font-family="DejaVu Sans" font-size="16">Words in a drawing</text>
<text x="120" y="70" font-family="Noto Sans Hebrew" font-size="16">שלום</text>
<text x="150" y="110" transform="rotate(30 150 110)" font-family="DejaVu Sans" font-size="12">slanted</text></svg>""",
)
run("rsvg-convert", "-f", "pdf", "-o", "cairo.pdf", drawing)

# JavaScript

run("node", "-e", 'new (require("jspdf").jsPDF)().text(["Words by jsPDF", "and more"], 20, 20).save("jspdf.pdf")')
run(
    "node",
    "-e",
    """require("pdf-lib").PDFDocument.create().then(async (made) => {
  made.addPage([300, 200]).drawText("Words by pdf-lib", { x: 30, y: 100, size: 14 });
  require("fs").writeFileSync("pdf-lib.pdf", await made.save());
});""",
)
run(
    "node",
    "-e",
    """const made = new (require("pdfkit"))({ size: "A6", userPassword: "", ownerPassword: "owner", pdfVersion: "1.7" });
made.pipe(require("fs").createWriteStream("pdfkit.pdf"));
made.text("Words by PDFKit").end();""",
)
