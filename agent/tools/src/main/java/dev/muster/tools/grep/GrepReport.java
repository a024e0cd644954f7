package dev.muster.tools.grep;

import dev.muster.json.Json;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.ToolOutcome;
import dev.muster.workspace.search.GrepOutcome;
import dev.muster.workspace.search.GrepOutcome.FileMatches;
import dev.muster.workspace.search.GrepOutcome.Line;
import dev.muster.workspace.search.GrepQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Words what a search by content found; for use by one thread, once. */
final class GrepReport {

  /** How many characters of entries are told at most, whatever the limit. */
  private static final int MAX_CHARACTERS = 40_000;

  private final GrepRequest request;
  private final PathIdentity root;
  private final Path folder;
  private final StringBuilder text = new StringBuilder();
  private int seen;
  private int told;
  private boolean full;

  GrepReport(GrepRequest request, PathIdentity root, Path folder) {
    this.request = request;
    this.root = root;
    this.folder = folder;
  }

  /** How many entries a report needs at most: the skipped ones and those that it can tell. */
  static int most(GrepRequest request) {
    // an entry has at least one character
    int told = request.limit() == 0 ? MAX_CHARACTERS : Math.min(request.limit(), MAX_CHARACTERS);
    return (int) Math.min(Integer.MAX_VALUE, (long) request.offset() + told);
  }

  ToolOutcome of(GrepOutcome.Found found) {
    List<String> names = new ArrayList<>();
    for (FileMatches file : found.files()) {
      int before = told;
      String name = name(file);
      switch (request.query().mode()) {
        case FILES -> entry(name);
        case COUNT -> entry(name + ":" + file.count());
        case CONTENT -> lines(name, file.lines());
      }
      if (told > before) {
        names.add(name);
      }
    }
    int entries = found.totals().entries();
    boolean cut = request.offset() + told < entries;
    StringBuilder whole = new StringBuilder(text);
    if (told == 0) {
      whole.append(entries == 0 ? "No match." : "No match after the first " + entries + ".");
    }
    if (request.query().mode() == GrepQuery.Mode.COUNT && told > 0) {
      whole.append("\n[").append(found.totals().matches()).append(" matches in ");
      whole.append(found.totals().files()).append(" files.]");
    }
    if (cut && told > 0) {
      whole.append("\n[Entries ").append(request.offset() + 1).append(" to ");
      whole.append(request.offset() + told).append(" of ").append(entries);
      whole.append(". Go on with offset ").append(request.offset() + told);
      whole.append(", or narrow the search.]");
    }
    if (!found.complete()) {
      whole.append("\n[Parts of the tree could not be searched, or there is too much to tell.]");
    }
    return ToolOutcome.text(whole.toString(), detail(names, found.totals().matches(), cut));
  }

  private String name(FileMatches file) {
    Path path =
        root.kind() == PathIdentity.Kind.FOLDER
            ? request.root().resolve(file.path())
            : request.root();
    return (path.startsWith(folder) ? folder.relativize(path) : path).toString();
  }

  private void lines(String name, List<Line> lines) {
    boolean context = request.query().before() > 0 || request.query().after() > 0;
    int last = -1;
    for (Line line : lines) {
      String sign = line.match() ? ":" : "-";
      String gap = context && seen > 0 && line.number() != last + 1 ? "--\n" : "";
      String number = request.numbered() ? line.number() + sign : "";
      entry((told > 0 ? gap : "") + name + sign + number + line.text());
      last = line.number();
    }
  }

  private void entry(String entry) {
    seen++;
    if (seen <= request.offset() || full) {
      return;
    }
    if ((request.limit() > 0 && told >= request.limit())
        || (told > 0 && text.length() + entry.length() > MAX_CHARACTERS)) {
      full = true;
      return;
    }
    text.append(told > 0 ? "\n" : "").append(entry);
    told++;
  }

  private Json.Obj detail(List<String> names, int matches, boolean cut) {
    Json.Builder detail =
        Json.Obj.builder()
            .put(
                "mode",
                switch (request.query().mode()) {
                  case CONTENT -> "content";
                  case FILES -> "files_with_matches";
                  case COUNT -> "count";
                })
            .put("filenames", Json.strings(names))
            .put("numFiles", names.size());
    switch (request.query().mode()) {
      case CONTENT -> detail.put("content", text.toString()).put("numLines", told);
      case COUNT -> detail.put("content", text.toString()).put("numMatches", matches);
      case FILES -> {}
    }
    if (cut || request.limitGiven()) {
      detail.put("appliedLimit", request.limit());
    }
    if (request.offset() > 0) {
      detail.put("appliedOffset", request.offset());
    }
    return detail.build();
  }
}
