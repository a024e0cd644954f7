package dev.muster.permission.shell;

import java.util.List;
import java.util.Random;

/** Writes scripts at random over the grammar of bash. */
final class Scripts {
  /** What the functions are called that scripts define. */
  static final List<String> FUNCTIONS = List.of("f", "g");

  private static final String[] NAMES = {"x", "y", "z", "n", "list", "E1", "E2", "E4", "E6", "i"};
  private static final String[] COMMANDS = {"a", "b", "c", "say", "e", "fail", "d", "a", "b"};
  private static final String[] PLAIN =
      words("x -n two m.txt d in .. 1 007 a=b --opt=v HEAD~1 k,l é / x.tar.gz : - % @ + ^");
  private static final String[] VALUES =
      words(
          """
          $# $? "$@" $* $1 "$2" ${1:-x} ${#x} ${list[@]}
          "${list[@]}" ${list[0]} ${#list[@]} "${list[*]}" ${list[1]} "${@:2}" "${!x}" "p$@q"
          """);

  private static final String[] PATTERNS = {
    "*.txt", "?", "[mn].txt", "d/*", "*", "no*such", "[", "a]"
  };

  private final Random random;
  private int depth;
  private int budget;

  Scripts(Random random) {
    this.random = random;
  }

  String next() {
    depth = 0;
    budget = 4 + random.nextInt(14);
    StringBuilder out = new StringBuilder();
    list(out, 1 + random.nextInt(4));
    return out.toString();
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private void list(StringBuilder out, int size) {
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        out.append(one("; ", "\n", "\n", " && ", " || ", "; "));
      }
      if (chance(12)) {
        out.append("! ");
      }
      pipeline(out);
    }
  }

  private void pipeline(StringBuilder out) {
    command(out);
    while (chance(7)) {
      out.append(one(" | ", "|", " |& "));
      command(out);
    }
  }

  private void command(StringBuilder out) {
    budget--;
    if (depth > 3 || budget < 0) {
      simple(out);
      return;
    }
    depth++;
    switch (random.nextInt(32)) {
      case 0 -> group(out, "{ ", "; }");
      case 1 -> group(out, "(", ")");
      case 2 -> ifs(out);
      case 3, 4 -> loop(out);
      case 5 -> whiles(out);
      case 6 -> cases(out);
      case 7 -> function(out);
      case 8 -> out.append(one("f ", "g ", "f a 'b c' ", "g \"$x\" ")).append(word());
      case 9 -> condition(out);
      case 10 -> out.append("((").append(arithmetic()).append("))");
      case 11, 12, 13, 14 -> assignment(out);
      case 15 -> builtin(out);
      case 16 ->
          out.append(
              one(
                  "cd d",
                  "cd ..",
                  "cd d/e",
                  "cd",
                  "cd -",
                  "cd no",
                  "cd \"$x\"",
                  "pushd d",
                  "popd",
                  "cd 'f f'",
                  "cd ./d",
                  "cd $y",
                  "cd /"));
      case 17 -> eval(out);
      case 18 -> document(out);
      case 19, 20 -> out.append(unusual());
      default -> simple(out);
    }
    depth--;
  }

  private void group(StringBuilder out, String open, String close) {
    out.append(open);
    list(out, 1 + random.nextInt(2));
    out.append(close);
    if (chance(3)) {
      out.append(redirection());
    }
  }

  private void ifs(StringBuilder out) {
    out.append("if ");
    list(out, 1);
    out.append("; then ");
    list(out, 1 + random.nextInt(2));
    if (chance(3)) {
      out.append("; elif ");
      list(out, 1);
      out.append("; then ");
      list(out, 1);
    }
    if (chance(2)) {
      out.append("\nelse ");
      list(out, 1);
    }
    out.append("; fi");
  }

  private void loop(StringBuilder out) {
    if (chance(5)) {
      out.append("for ((i=0; i<").append(1 + random.nextInt(3)).append("; i++)); do ");
    } else {
      out.append("for ").append(one("x", "y", "v")).append(" in");
      int words = random.nextInt(4);
      for (int i = 0; i < words; i++) {
        out.append(' ').append(word());
      }
      out.append(one("; do ", "\ndo\n"));
    }
    list(out, 1 + random.nextInt(2));
    if (chance(5)) {
      out.append(one(" && break", "; continue", " || break", "; break 2"));
    }
    out.append("; done");
  }

  private void whiles(StringBuilder out) {
    out.append("n=0; ").append(one("while ", "until ! ")).append("((n<2)); do ");
    if (chance(2)) {
      out.append("n=$((n+1)); ");
      list(out, 1);
    } else {
      list(out, 1);
      out.append("; ((n++)); n=$((n+1))");
    }
    // Whatever else changes the counter, the loop ends.
    out.append("; ((++stop>4)) && break; done");
  }

  private void cases(StringBuilder out) {
    out.append("case ").append(word()).append(" in ");
    int arms = 1 + random.nextInt(3);
    for (int i = 0; i < arms; i++) {
      out.append(one("x", "*", "a|b", "[mn]*", "\"$x\"", "(y", "'*'", "?")).append(") ");
      list(out, 1);
      out.append(one(" ;; ", ";;\n", " ;& ", " ;;& "));
    }
    out.append("esac");
  }

  private void function(StringBuilder out) {
    out.append(one("f() { ", "g() { ", "function f { "));
    if (chance(3)) {
      out.append(one("local x=1; ", "local y; ", "local x=\"$1\" z; ", "shift; ", "x=$1; "));
    }
    list(out, 1 + random.nextInt(2));
    if (chance(5)) {
      out.append(one("; return", "; return 1", " || return"));
    }
    out.append("; }");
  }

  private void condition(StringBuilder out) {
    out.append(one("[[ -n ", "[[ -z ", "[[ ! -f ")).append(word()).append(" ]]");
    if (chance(2)) {
      out.append(one(" && ", " || "));
      simple(out);
    }
  }

  private String arithmetic() {
    return one(
        "n+1",
        "n++",
        "x=3",
        "1",
        "n>2",
        "i*2",
        "n += 2, i=1",
        "E6+1",
        "x",
        "$n + 1",
        "y-1",
        "n ? 1 : 2",
        "0");
  }

  private void assignment(StringBuilder out) {
    String name = one(NAMES);
    if (chance(6)) {
      out.append(
          one(
              "list=(a 'b c' d)",
              "list+=(e)",
              "list=(*.txt)",
              "list=()",
              "list[1]=q",
              "list=($x \"$y\")"));
      return;
    }
    if (chance(8)) {
      out.append(
          one(
              "IFS=:",
              "IFS=",
              "unset IFS",
              "IFS=$' \\t\\n'",
              "unset x",
              "set -f",
              "set +f",
              "set -- p 'q r' s",
              "set -e",
              "set +e",
              "shopt -s nullglob"));
      return;
    }
    out.append(chance(8) ? one("export ", "declare ", "readonly ") : "").append(name);
    out.append(chance(8) ? "+=" : "=").append(chance(10) ? "" : word());
  }

  private void builtin(StringBuilder out) {
    out.append(
        one(
            "read x <<< 'l m'",
            "printf -v y '%s' q",
            "export x",
            "unset y",
            "shift",
            "let n=1+2",
            "test -n x && a",
            "[ -f m.txt ] && b",
            "true",
            "false",
            ":",
            "command a x",
            "builtin echo q",
            "exec 3>&1",
            "trap 'a trapped' EXIT",
            "getopts ab x",
            "unset -f f",
            "mapfile -t list <<< $'1\\n2'",
            "wait",
            "[ \"$x\" = \"$y\" ] && c",
            "a &"));
  }

  private void eval(StringBuilder out) {
    out.append(
        one(
            "eval 'x=q; a \"$x\"'",
            "eval a '$x'",
            "eval \"b $x\"",
            "eval 'f() { c; }'; f",
            "eval 'cd d' && a"));
  }

  private void document(StringBuilder out) {
    String delimiter = one("E", "'E'", "\"E\"", "\\E", "E''");
    String document = one(" <<", " <<-") + delimiter + "\nl $x m\n\t$(b doc)\n`c k`\\\nq\nE\n";
    switch (random.nextInt(5)) {
      case 0 -> out.append("a \"$(cat").append(document).append(")\"; c");
      case 1 -> out.append("a <<E && b <<'F'\n$y\nE\n$(no)\nF\nc");
      case 2 -> out.append("{ read x; b \"$x\"; }").append(document).append("c");
      case 3 -> out.append("f() { a").append(document).append("}; f");
      default -> out.append(one("a", "say", "b \"$x\"")).append(document).append("c");
    }
  }

  /** What changes the shell in ways that are seldom tried by themselves. */
  private String unusual() {
    return one(
        "x=1 read x <<< q",
        "x=1 export x",
        "IFS=: read x y <<< a:b",
        "y=2 eval 'a $y'",
        "declare -A m=([k]=v); m[q]=w; a \"${m[k]}\" \"${!m[@]}\"",
        "declare -i n=3; n=n+1; a $n",
        "unset x; a ${x-b} \"$x\"",
        "list=(\"${list[@]}\" z); a \"${list[@]:1}\" ${list[-1]}",
        "shopt -s dotglob; a *",
        "set -o noglob; a *; set +o noglob",
        "while read -r x y; do a \"$x\" \"$y\"; done <<< $'1 2\\n3 4'",
        "say 1 2 | while read x; do b $x; done",
        "source ./lib.sh",
        ". ./lib.sh; a $x",
        "pushd d; a; popd; b",
        "{ a; fail; } 2>&1 | b",
        "x=$((1/0))",
        ": $((1/0)) ${z:=q}",
        "(exit 1) || a",
        "a && f() { b \"$@\"; }; f z",
        "f() { cd d; x=in; }; f; a $x",
        "f() { local x=in; g; }; g() { a $x; }; f",
        "case \"$x\" in \"$y\") a;; *) b;; esac",
        "for x in a b; do for y in c d; do a $x$y; [ $x = b ] && break 2; done; done",
        "for x in a b; do (cd d && c); done",
        "set -- \"$@\" more; a \"$#\" \"${@: -1}\"",
        "a $_ \"$_\"",
        "x=a; x=$x$x; x=$x$x; b $x",
        "trap 'b $x' EXIT; x=last",
        "a `say \"\\`say q\\`\"` \"`say \\\"a b\\\"`\"",
        "local x=1",
        "set -e; fail || a; b",
        "if cd d; then a; else b; fi; c",
        "x=; ${x:-a} ${x:+b} c",
        "[[ $x == \"$y\"* ]] && a \"${BASH_REMATCH[0]}\"",
        "a {1..3}{x,y} p{$x,${y}}q {a..c}$z",
        "x='a b'; for y in $x \"$x\"; do c \"$y\"; done",
        "until b; do a; break; done",
        "eval \"x='p q'\"; a $x",
        "exec 5>&1; a >&5",
        "unset -v x; unset list; a \"${list[@]}\" $x");
  }

  private void simple(StringBuilder out) {
    if (chance(9)) {
      out.append(one("V=1 ", "x=9 ", "x=$y ", "E1=z "));
    }
    String command =
        chance(14)
            ? one("\"$x\"", "$y", "$z", "\\a", "'b'", "a$(fail)", "$(say a)", "${x:-a}")
            : one(COMMANDS);
    out.append(command);
    int words = random.nextInt(4);
    for (int i = 0; i < words; i++) {
      out.append(' ').append(word());
      if (chance(7)) {
        out.append(redirection());
      }
    }
  }

  private String redirection() {
    return one(
        " >out",
        " 2>&1",
        " </dev/null",
        " >>out",
        " 2>/dev/null",
        " &>out",
        " <in",
        " >\"$x.log\"",
        " 3<in",
        " <&-",
        " >/dev/null",
        " <no/such",
        " >no/such",
        " <<< \"$x\"");
  }

  String word() {
    StringBuilder word = new StringBuilder(piece());
    while (chance(4)) {
      word.append(piece());
    }
    return word.toString();
  }

  private String piece() {
    String name = one(NAMES);
    return switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4 -> one(PLAIN);
      case 5 -> "'" + one("", "a b", "*", "$x", "~") + "'";
      case 6 ->
          "\"" + one("", "a  b", "*", "$x", "$x y", "~", "\\$x", "${list[@]}", "$@", "$*") + "\"";
      case 7, 8 -> "$" + name;
      case 9, 10 -> "\"$" + name + "\"";
      case 11 ->
          "${"
              + name
              + one(
                  ":-d e}",
                  "-\"d e\"}",
                  ":+$y}",
                  "#x}",
                  "%.txt}",
                  "##*/}",
                  "%%.*}",
                  "/x/y}",
                  "//a/}",
                  "^^}",
                  ",}",
                  ":1}",
                  ":0:1}",
                  "%\"$y\"}",
                  ":=q}");
      case 12 ->
          "\"${"
              + name
              + one(":-d e}", "-d}", ":+p q}", "%.*}", "#*.}", "/./_}", ":1:2}", "@Q}")
              + "\"";
      case 13 ->
          "$("
              + one(
                  "say r s",
                  "a in",
                  "say '*'",
                  "b; say t",
                  "echo u v",
                  "pwd",
                  "printf '%s\\n' w",
                  "basename p/q.txt .txt",
                  "dirname p/q",
                  "cat <<E\nh\nE\n",
                  "cd d && pwd",
                  "echo -n k",
                  "false")
              + ")";
      case 14 ->
          "\"$("
              + one(
                  "say r s",
                  "echo u  v",
                  "pwd",
                  "say \"$x\"",
                  "echo \"$x\"",
                  "printf '%s' \"$y\"",
                  "echo")
              + ")\"";
      case 15 -> "`" + one("say k", "a b", "echo '$x'") + "`";
      case 16 -> "$((" + arithmetic() + "))";
      case 17 ->
          one(
              "{p,q}",
              "{1..3}",
              "pre{a,b}post",
              "{a,{b,c}}d",
              "{}",
              "{a}",
              "{x,$y}",
              "{03..1}",
              "a{b",
              "{c..a}",
              "{1..5..2}",
              "{a,b}{c,d}",
              "{,z}",
              "{\"a,b\",c}",
              "}{",
              "{a,b}}");
      case 18 -> one(PATTERNS);
      case 19 -> one("~", "~/x", "x=~", "x=a:~/b", "a:~", "~+/q", "'~'/x");
      case 20 -> one(VALUES);
      case 21 -> "$'" + one("a\\nb", "\\x41", "it\\'s", "\\t", "") + "'";
      case 22 -> "\\" + one("a", "*", "$", "\\", "{", "~", " ");
      default -> one("<(a p)", ">(b)", "x<(c q)", one(PLAIN));
    };
  }

  private static String[] words(String text) {
    return text.strip().split("\\s+");
  }
}
