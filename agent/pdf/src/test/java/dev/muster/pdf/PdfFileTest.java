package dev.muster.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PdfFileTest {

  private static final int MUCH = 1 << 24;

  private static PDDocument document(int pages) throws IOException {
    PDDocument document = new PDDocument();
    for (int i = 1; i <= pages; i++) {
      PDPage page = new PDPage(PDRectangle.A5);
      page.setRotation(90);
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(FontName.HELVETICA), 12);
        content.newLineAtOffset(50, 300);
        content.showText("p" + i);
        content.endText();
      }
    }
    return document;
  }

  private static byte[] saved(PDDocument document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out);
    document.close();
    return out.toByteArray();
  }

  private static PdfFile open(byte[] bytes) {
    return ((PdfFile.Opened.Ready) PdfFile.open(bytes)).file();
  }

  private static byte[] cut(byte[] bytes, int first, int last) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ((PdfFile.Cut.Made) open(bytes).cut(first, last, MUCH)).writeTo(out);
    return out.toByteArray();
  }

  private static String text(byte[] bytes) throws IOException {
    try (PDDocument document = Loader.loadPDF(bytes)) {
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void cutsPagesWithTheirTextAndShape() throws IOException {
    byte[] whole = saved(document(30));
    assertThat(open(whole).pages()).isEqualTo(30);
    byte[] cut = cut(whole, 7, 9);
    assertThat(text(cut).lines()).containsExactly("p7", "p8", "p9");
    try (PDDocument document = Loader.loadPDF(cut)) {
      assertThat(document.getNumberOfPages()).isEqualTo(3);
      assertThat(document.getPage(0).getRotation()).isEqualTo(90);
      assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(PDRectangle.A5.getWidth());
    }
    assertThat(text(cut(whole, 1, 30)).lines()).hasSize(30);
    assertThat(text(cut(cut, 2, 2)).strip()).isEqualTo("p8");
  }

  @Test
  void cutsTwiceFromOneFile() throws IOException {
    PdfFile file = open(saved(document(5)));
    for (int i = 1; i <= 5; i++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ((PdfFile.Cut.Made) file.cut(i, i, MUCH)).writeTo(out);
      assertThat(text(out.toByteArray()).strip()).isEqualTo("p" + i);
    }
  }

  @Test
  void takesWhatAPageInherits() throws IOException {
    PDDocument document = document(3);
    COSDictionary tree = document.getPages().getCOSObject();
    COSDictionary first = document.getPage(0).getCOSObject();
    tree.setItem(COSName.RESOURCES, first.getItem(COSName.RESOURCES));
    tree.setItem(COSName.MEDIA_BOX, first.getItem(COSName.MEDIA_BOX));
    for (PDPage page : document.getPages()) {
      page.getCOSObject().removeItem(COSName.RESOURCES);
      page.getCOSObject().removeItem(COSName.MEDIA_BOX);
    }
    byte[] cut = cut(saved(document), 2, 2);
    assertThat(text(cut).strip()).isEqualTo("p2");
    try (PDDocument again = Loader.loadPDF(cut)) {
      assertThat(again.getPage(0).getMediaBox().getWidth()).isEqualTo(PDRectangle.A5.getWidth());
    }
  }

  @Test
  void keepsFiguresAndLeavesOtherPagesBehind() throws IOException {
    PDDocument document = document(20);
    Random random = new Random(1);
    for (PDPage page : document.getPages()) {
      BufferedImage picture = new BufferedImage(120, 120, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < 120 * 120; i++) {
        picture.setRGB(i % 120, i / 120, new Color(random.nextInt(1 << 24)).getRGB());
      }
      try (PDPageContentStream content =
          new PDPageContentStream(
              document, page, PDPageContentStream.AppendMode.APPEND, true, true)) {
        content.drawImage(LosslessFactory.createFromImage(document, picture), 10, 10);
      }
      PDAnnotationLink link = new PDAnnotationLink();
      link.setRectangle(new PDRectangle(0, 0, 10, 10));
      PDPageFitDestination destination = new PDPageFitDestination();
      destination.setPage(document.getPage(19));
      link.setDestination(destination);
      List<PDAnnotation> links = new ArrayList<>(page.getAnnotations());
      links.add(link);
      page.setAnnotations(links);
    }
    byte[] whole = saved(document);
    byte[] cut = cut(whole, 3, 3);
    assertThat(cut.length).isBetween(120 * 120 * 3, whole.length / 15);
    try (PDDocument again = Loader.loadPDF(cut)) {
      assertThat(again.getPage(0).getResources().getXObjectNames()).hasSize(1);
      assertThat(again.getPage(0).getAnnotations()).hasSize(1);
    }
    assertThat(open(whole).cut(3, 3, 40_000)).isInstanceOf(PdfFile.Cut.TooLarge.class);
  }

  @Test
  void refusesWhatIsEncrypted() throws IOException {
    for (String userPassword : List.of("secret", "")) {
      PDDocument document = document(1);
      document.protect(new StandardProtectionPolicy("owner", userPassword, new AccessPermission()));
      assertThat(PdfFile.open(saved(document))).isInstanceOf(PdfFile.Opened.Encrypted.class);
    }
  }

  @Test
  void refusesWhatIsNoPdf() throws IOException {
    byte[] whole = saved(document(3));
    for (byte[] bytes :
        List.of(
            "%PDF-1.7\n...".getBytes(StandardCharsets.US_ASCII),
            "%PDF-".getBytes(StandardCharsets.US_ASCII),
            Arrays.copyOf(whole, 200),
            saved(document(0)))) {
      assertThat(PdfFile.open(bytes)).isInstanceOf(PdfFile.Opened.Broken.class);
    }
  }

  @Test
  void readsAPdfWhoseTablesAreGone() throws IOException {
    byte[] whole;
    try (PDDocument document = document(4)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out, CompressParameters.NO_COMPRESSION);
      whole = out.toByteArray();
    }
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    String damaged = text.substring(0, text.lastIndexOf("startxref")) + "startxref\n7\n%%EOF";
    byte[] cut = cut(damaged.getBytes(StandardCharsets.ISO_8859_1), 2, 3);
    assertThat(text(cut).lines()).containsExactly("p2", "p3");
  }

  @Test
  void isNotCaughtInLoopsOfThePageTree() throws IOException {
    PDDocument document = document(2);
    COSDictionary tree = document.getPages().getCOSObject();
    COSArray kids = tree.getCOSArray(COSName.KIDS);
    kids.add(tree);
    tree.setInt(COSName.COUNT, 1_000_000);
    PdfFile file = open(saved(document));
    assertThat(file.pages()).isLessThan(10);
    assertThat(file.cut(1, 2, MUCH)).isInstanceOf(PdfFile.Cut.Made.class);
  }

  @Test
  void isNotOverwhelmedByADeepPageTree() {
    StringBuilder pdf = new StringBuilder("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
    int deep = 200_000;
    for (int i = 2; i < deep; i++) {
      pdf.append(i).append(" 0 obj<</Type/Pages/Count 1/Kids[").append(i + 1);
      pdf.append(" 0 R]>>endobj\n");
    }
    pdf.append(deep).append(" 0 obj<</Type/Page/MediaBox[0 0 9 9]>>endobj\n");
    pdf.append("trailer<</Root 1 0 R>>\n%%EOF");
    byte[] bytes = pdf.toString().getBytes(StandardCharsets.US_ASCII);
    assertThat(PdfFile.open(bytes)).isInstanceOf(PdfFile.Opened.Broken.class);
  }

  @Test
  void isNotOverwhelmedByRings() throws IOException {
    PDDocument document = document(2);
    COSDictionary resources = document.getPage(0).getResources().getCOSObject();
    COSDictionary one = new COSDictionary();
    COSDictionary other = new COSDictionary();
    one.setItem(COSName.getPDFName("Other"), other);
    other.setItem(COSName.getPDFName("One"), one);
    other.setItem(COSName.getPDFName("Page"), document.getPage(1).getCOSObject());
    resources.setItem(COSName.PROPERTIES, one);
    byte[] cut = cut(saved(document), 1, 1);
    assertThat(text(cut).strip()).isEqualTo("p1");
  }
}
