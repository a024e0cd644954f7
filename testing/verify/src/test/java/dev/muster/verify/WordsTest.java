package dev.muster.verify;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Words that belong to somebody's machine and not to the repository. */
class WordsTest {

  private static final int LARGEST = 2_000_000;

  /** Each pattern with why; written in pieces so that this file does not hold them. */
  private static final Map<Pattern, String> BANNED = banned();

  private static Map<Pattern, String> banned() {
    Map<Pattern, String> banned = new LinkedHashMap<>();
    String machine = "a path of one machine; make it relative or a parameter";
    banned.put(Pattern.compile("(?<![\\w.-])/wo" + "rk/(main|wt|shared)\\b"), machine);
    banned.put(Pattern.compile("(?<![\\w.-])/ro" + "ot/(\\.m2|\\.npm|\\.pyenv)"), machine);
    banned.put(
        Pattern.compile("(?i)https?://[^\\s\"'<]*(artifact" + "ory|nex" + "us|codeartif" + "act)"),
        "a private registry; registries belong in each user's own configuration");
    banned.put(
        Pattern.compile("<(pluginR" + "epository|mirr" + "or)>"),
        "a registry in a build file; it belongs in each user's own configuration");
    return banned;
  }

  @Test
  void nothingNamesAMachineOrItsRegistry() {
    List<String> problems = new ArrayList<>();
    for (Path file : Repository.files(Repository.ROOT)) {
      String text = textOf(file);
      BANNED.forEach((pattern, why) -> {
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
          long line = text.substring(0, matcher.start()).lines().count();
          problems.add(
              Repository.relative(file)
                  + ":"
                  + Math.max(1, line)
                  + " \""
                  + matcher.group()
                  + "\" is "
                  + why);
        }
      });
    }
    Problems.none(
        "nothing in the repository names a machine or its registry",
        "it would work nowhere else, and tells strangers about where it was made",
        problems);
  }

  /** A file's text, empty when it is large or no text. */
  private static String textOf(Path file) {
    try {
      return Files.size(file) > LARGEST ? "" : Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException binary) {
      return "";
    } catch (IOException vanished) {
      return "";
    }
  }
}
