package dev.muster.verify;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The source tree: its modules and what each pom says.
 *
 * <p>The root is the nearest folder above that has {@code .mvn}; {@code -Dverify.root=FOLDER} names
 * another one.
 */
final class Repository {

  /** A dependency as a pom has it; the scope is {@code compile} where none is written. */
  record Dependency(String group, String artifact, String scope) {

    boolean ours() {
      return group.equals("dev.muster");
    }

    String module() {
      return artifact.substring("muster-".length());
    }
  }

  /** A module, by its folder such as {@code agent/permission}. */
  record Module(String folder, String artifact, List<Dependency> dependencies) {

    String name() {
      return folder.substring(folder.lastIndexOf('/') + 1);
    }

    String wing() {
      return folder.substring(0, folder.indexOf('/'));
    }

    /** The package that the module's classes live in or below. */
    String packageName() {
      return "dev.muster." + name().replace("-", "");
    }
  }

  static final Path ROOT = Checkout.ROOT;
  static final List<Module> MODULES = readModules();

  private static final Set<String> NOT_SOURCES =
      Set.of(".git", "target", "node_modules", ".idea", ".vscode");

  private Repository() {}

  private static List<Module> readModules() {
    List<Module> modules = new ArrayList<>();
    for (Element module : children(only(pom(ROOT.resolve("pom.xml")), "modules"), "module")) {
      String folder = module.getTextContent().strip();
      Element project = pom(ROOT.resolve(folder).resolve("pom.xml"));
      List<Dependency> dependencies = new ArrayList<>();
      for (Element list : children(project, "dependencies")) {
        for (Element dependency : children(list, "dependency")) {
          dependencies.add(
              new Dependency(
                  text(dependency, "groupId", ""),
                  text(dependency, "artifactId", ""),
                  text(dependency, "scope", "compile")));
        }
      }
      modules.add(new Module(folder, text(project, "artifactId", ""), List.copyOf(dependencies)));
    }
    return List.copyOf(modules);
  }

  /** The root element of a pom. */
  static Element pom(Path file) {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(read(file))))
          .getDocumentElement();
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }

  static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static Element only(Element parent, String name) {
    return children(parent, name).getFirst();
  }

  static String text(Element parent, String name, String otherwise) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? otherwise : found.getFirst().getTextContent().strip();
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Every file below a folder that is not built, in order; none when there is no such folder. */
  static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
              boolean skip = NOT_SOURCES.contains(String.valueOf(dir.getFileName()));
              return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              // In a linked work tree, .git is a file.
              if (attributes.isRegularFile() && !file.endsWith(".git")) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
    files.sort(null);
    return files;
  }

  /** Jars in a folder; empty when there is no such folder. */
  static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(p -> p.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** A file's path below the root, with slashes. */
  static String relative(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }
}
