package dev.muster.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** A PDF whose pages are known; for use by one thread. */
final class PdfFile {

  /** What came of opening a PDF. */
  sealed interface Opened {
    record Ready(PdfFile file) implements Opened {}

    /** It is encrypted, with or without a password for reading. */
    record Encrypted() implements Opened {}

    /** It cannot be understood, or has no page. */
    record Broken() implements Opened {}
  }

  /** What came of cutting pages out. */
  sealed interface Cut {

    /** The pages as a PDF. */
    record Made(ByteArrayOutputStream pdf) implements Cut {
      void writeTo(OutputStream out) throws IOException {
        pdf.writeTo(out);
      }
    }

    record TooLarge() implements Cut {}

    record Broken() implements Cut {}
  }

  /** What of a page makes how it looks; what leads elsewhere is left behind. */
  private static final List<String> OF_PAGE = List.of("Contents", "Group", "UserUnit");

  private static final List<String> OF_ANNOTATION =
      List.of(
          "Type",
          "Subtype",
          "Rect",
          "F",
          "AP",
          "AS",
          "Contents",
          "C",
          "IC",
          "CA",
          "Border",
          "BS",
          "BE",
          "DA",
          "Q",
          "L",
          "LE",
          "Vertices",
          "InkList",
          "QuadPoints",
          "OC");

  private final PDDocument document;
  private final List<PDPage> pages = new ArrayList<>();

  private PdfFile(PDDocument document) {
    this.document = document;
    document.getPages().forEach(pages::add);
  }

  /** Opens a PDF and counts its pages, whatever it says of their number itself. */
  static Opened open(byte[] bytes) {
    try {
      PDDocument document = Loader.loadPDF(bytes);
      if (document.isEncrypted()) {
        return new Opened.Encrypted();
      }
      PdfFile file = new PdfFile(document);
      return file.pages.isEmpty() ? new Opened.Broken() : new Opened.Ready(file);
    } catch (InvalidPasswordException e) {
      return new Opened.Encrypted();
    } catch (IOException | RuntimeException | StackOverflowError notUnderstood) {
      return new Opened.Broken();
    }
  }

  int pages() {
    return pages.size();
  }

  /**
   * Makes a PDF of some pages.
   *
   * @param first from 1
   * @param last not less than {@code first}, nor more than there are pages
   */
  Cut cut(int first, int last, int maxBytes) {
    try (PDDocument made = new PDDocument()) {
      COSBase layers = document.getDocumentCatalog().getCOSObject().getItem(COSName.OCPROPERTIES);
      if (layers != null) {
        made.getDocumentCatalog().getCOSObject().setItem(COSName.OCPROPERTIES, layers);
      }
      for (PDPage page : pages.subList(first - 1, last)) {
        made.addPage(new PDPage(copy(page)));
      }
      made.getDocumentCatalog().getCOSObject().resetImportedObjectKeys();
      made.setVersion(document.getVersion());
      Bounded out = new Bounded(maxBytes);
      made.save(out, CompressParameters.NO_COMPRESSION);
      return new Cut.Made(out);
    } catch (Bounded.FullException e) {
      return new Cut.TooLarge();
    } catch (IOException | RuntimeException | StackOverflowError notUnderstood) {
      return new Cut.Broken();
    }
  }

  private static COSDictionary copy(PDPage page) {
    COSDictionary copy = new COSDictionary();
    copy.setItem(COSName.TYPE, COSName.PAGE);
    copy.setItem(COSName.MEDIA_BOX, page.getMediaBox().getCOSArray());
    copy.setItem(COSName.CROP_BOX, page.getCropBox().getCOSArray());
    copy.setItem(COSName.ROTATE, COSInteger.get(page.getRotation()));
    PDResources resources = page.getResources();
    if (resources != null) {
      copy.setItem(COSName.RESOURCES, resources.getCOSObject());
    }
    copyItems(page.getCOSObject(), copy, OF_PAGE);
    COSArray annotations = page.getCOSObject().getCOSArray(COSName.ANNOTS);
    if (annotations != null) {
      copy.setItem(COSName.ANNOTS, copy(annotations));
    }
    return copy;
  }

  /** Annotations are shown, but where they lead to would bring half the document along. */
  private static COSArray copy(COSArray annotations) {
    COSArray copies = new COSArray();
    for (int i = 0; i < annotations.size(); i++) {
      if (annotations.getObject(i) instanceof COSDictionary annotation) {
        COSDictionary copy = new COSDictionary();
        copyItems(annotation, copy, OF_ANNOTATION);
        copies.add(copy);
      }
    }
    return copies;
  }

  private static void copyItems(COSDictionary from, COSDictionary to, List<String> names) {
    for (String name : names) {
      COSBase item = from.getItem(COSName.getPDFName(name));
      if (item != null) {
        to.setItem(COSName.getPDFName(name), item);
      }
    }
  }

  /** Keeps bytes up to a limit. */
  private static final class Bounded extends ByteArrayOutputStream {
    private final int most;

    /** Thrown at the limit. */
    static final class FullException extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    Bounded(int most) {
      this.most = most;
    }

    @Override
    public synchronized void write(int b) {
      require(1);
      super.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      require(length);
      super.write(bytes, offset, length);
    }

    private void require(int more) {
      if (more > most - count) {
        throw new FullException();
      }
    }
  }
}
