package dev.muster.permission.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads from the disk, up to 16 MiB a file. */
final class DiskText implements FileText {
  @Override
  public Content read(Path file) {
    try {
      if (Files.isDirectory(file) || !Files.exists(file)) {
        return Content.MISSING;
      }
      if (!Files.isRegularFile(file) || Files.size(file) > 16 << 20) {
        return Content.UNREADABLE;
      }
      return Content.of(Files.readString(file, ISO_8859_1));
    } catch (IOException e) {
      return Content.UNREADABLE;
    }
  }

  @Override
  public Path realFolder(Path folder) {
    try {
      Path real = folder.toRealPath();
      return Files.isDirectory(real) ? real : null;
    } catch (IOException e) {
      return null;
    }
  }
}
