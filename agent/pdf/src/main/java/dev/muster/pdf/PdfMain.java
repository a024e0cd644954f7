package dev.muster.pdf;

import dev.muster.protocol.PathIdentity;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.FileOpen;
import dev.muster.workspace.WorkspaceFiles;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Tells of one PDF how many pages it has, or cuts some out.
 *
 * <p>Arguments: the file's canonical path, its file key as text, and for a cut the first and the
 * last page, from 1. The file is opened only if it is still the one with that key. The answer is
 * one line on standard output; after {@code pages} the new PDF follows in base64:
 *
 * <pre>
 *   whole TOTAL
 *   pages FIRST LAST TOTAL SIZE     SIZE is that of the whole file; LAST may be less than asked for
 *   past-end TOTAL | encrypted | broken | not-a-pdf | too-large | cut-too-large | unreadable
 * </pre>
 *
 * <p>Whoever starts it limits its memory and its time.
 */
public final class PdfMain {

  /** The largest PDF that is looked into. */
  static final int MAX_BYTES = 100 << 20;

  /** The largest PDF that is made: what fits into a request beside a conversation. */
  static final int MAX_CUT = (30 << 20) / 4 * 3;

  private PdfMain() {}

  /** Answers on standard output. */
  public static void main(String[] arguments) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)) {
      byte[] bytes = read(Path.of(arguments[0]), arguments[1], out);
      if (bytes == null) {
        return;
      }
      switch (PdfFile.open(bytes)) {
        case PdfFile.Opened.Encrypted encrypted -> line(out, "encrypted");
        case PdfFile.Opened.Broken broken -> line(out, "broken");
        case PdfFile.Opened.Ready(PdfFile file) -> {
          if (arguments.length == 2) {
            line(out, "whole " + file.pages());
          } else {
            int first = Integer.parseInt(arguments[2]);
            int last = Math.min(Integer.parseInt(arguments[3]), file.pages());
            cut(file, first, last, bytes.length, out);
          }
        }
      }
    }
  }

  /** Reads the file; {@code null} after an answer that says why not. */
  private static byte @Nullable [] read(Path path, String key, OutputStream out)
      throws IOException {
    PathIdentity file = new DiskPathFacts().identify(path);
    if (!file.canonical().equals(path) || !String.valueOf(file.fileKey()).equals(key)) {
      return refuse(out, "unreadable");
    }
    if (!(new WorkspaceFiles().open(file) instanceof FileOpen.Open open)) {
      return refuse(out, "unreadable");
    }
    try (open) {
      if (open.size() > MAX_BYTES) {
        return refuse(out, "too-large");
      }
      byte[] bytes = open.stream().readNBytes((int) open.size());
      boolean pdf =
          new String(bytes, 0, Math.min(5, bytes.length), StandardCharsets.ISO_8859_1)
              .equals("%PDF-");
      return pdf ? bytes : refuse(out, "not-a-pdf");
    }
  }

  private static byte @Nullable [] refuse(OutputStream out, String why) throws IOException {
    line(out, why);
    return null;
  }

  private static void cut(PdfFile file, int first, int last, int size, OutputStream out)
      throws IOException {
    if (first > last) {
      line(out, "past-end " + file.pages());
      return;
    }
    switch (file.cut(first, last, MAX_CUT)) {
      case PdfFile.Cut.Broken broken -> line(out, "broken");
      case PdfFile.Cut.TooLarge tooLarge -> line(out, "cut-too-large");
      case PdfFile.Cut.Made made -> {
        line(out, "pages " + first + ' ' + last + ' ' + file.pages() + ' ' + size);
        try (OutputStream base64 = Base64.getEncoder().wrap(out)) {
          made.writeTo(base64);
        }
      }
    }
  }

  private static void line(OutputStream out, String line) throws IOException {
    out.write((line + '\n').getBytes(StandardCharsets.US_ASCII));
  }
}
