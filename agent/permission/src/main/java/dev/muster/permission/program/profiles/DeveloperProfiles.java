package dev.muster.permission.program.profiles;

/**
 * Compilers, interpreters and what builds and manages software.
 *
 * <p>Many are often a front for a version that the folder chooses, fetches or extends (yarn, npm,
 * mvn, gradle, cargo, rustc and go among them), so that even a question for their version runs what
 * the folder says; where it has no file that says so, the question is harmless.
 */
final class DeveloperProfiles {
  private DeveloperProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      program python python3 python2 python3.9 python3.10 python3.11 python3.12 python3.13 python3.14 pypy3
        info --version -V -VV --help -h
        takes code -cm
        flags -bBdEhiIOPqsSuvx
        takes -WX
        with -c -m: operands word*
        operands script word* or code what its input says
        safe: python3 -V
        safe: python --version
        unsafe: python3 x
        unsafe: python3 -m json.tool f
        deeds: python3 -c 'print(1)' => code code for python
        deeds: python3 x.py a => reads x.py; code the script x.py

      program node nodejs
        info --version -v --help -h
        takes code -epr --eval --print --require --import
        flags -i --interactive --no-warnings
        with -c --check: operands file
        with -c --check: reads package.json
        operands script word* or code what its input says
        safe: node --version
        safe: node --check x.js
        unsafe: node -e 1
        unsafe: node x.js
        unsafe: node --check -r ./x.js y.js
        deeds: node x.js => reads x.js; code the script x.js

      program ruby perl php lua luajit R Rscript julia ghci irb pry deno bun ts-node tsx groovy scala
        info --version -v --help
        always code what its arguments name
        is any
        safe: perl -v
        unsafe: perl -ne 'print'
        unsafe: ruby -c x.rb

      program java javac javap jshell kotlin kotlinc
        info -version --version -help --help -h
        always code what its arguments name
        is any
        safe: java -version
        safe: javac --version
        unsafe: java -jar x.jar

      program gcc g++ cc c++ clang clang++ ld as gdb lldb nasm cmake ccache ctest
        info --version -v -dumpversion -dumpmachine --help -print-search-dirs
        always code a compiler or debugger with what its arguments load
        is any
        safe: gcc --version
        unsafe: gcc x.c
        unsafe: gdb x

      program sqlite3 psql mysql mongo mongosh redis-cli
        info --version -version -V --help
        always unknown it speaks with a database, and can run commands
        is any
        safe: sqlite3 --version
        unsafe: sqlite3 a.db .dump

      program nm gnm
        flags -aAoBCDfglnprSsuvx --debug-syms --print-file-name --demangle --dynamic
        flags --defined-only --extern-only --line-numbers --numeric-sort --no-sort --portability
        flags --print-size --size-sort --print-armap --undefined-only --no-demangle --help --version -Ve
        takes -t --radix --format
        operands file-not-at*
        safe: nm -C a.o
        safe: nm --size-sort a.o
        unsafe: nm --plugin x a.o

      program size gsize
        flags -ABGdoxt --format --radix --totals --common --help --version -V
        takes --target
        operands file-not-at*
        safe: size a.o

      program readelf greadelf
        flags -aehlSgstnrudVDAIWcCLTHv --all --file-header --program-headers --segments --sections
        flags --section-headers --section-groups --section-details --headers --syms --symbols
        flags --dyn-syms --notes --relocs --unwind --dynamic --version-info --arch-specific
        flags --archive-index --use-dynamic --histogram --wide --demangle --no-demangle --help
        flags --version --lint
        takes -xpRz --hex-dump --string-dump --relocated-dump
        operands file-not-at*
        safe: readelf -h a.o
        safe: readelf -Ws a.o
        unsafe: readelf @f
        unsafe: readelf -wK a.o

      program objdump gobjdump
        flags -afpPhxdDSsgeGtTrRWCwlFzvHi --archive-headers --file-headers --private-headers
        flags --section-headers --headers --all-headers --disassemble-all --full-contents
        flags --debugging --stabs --syms --dynamic-syms --reloc --dynamic-reloc --demangle --wide
        flags --line-numbers --no-show-raw-insn --show-raw-insn --no-addresses --disassemble-zeroes
        flags --info --help --version --show-all-symbols
        takes -jMmbE --section --disassembler-options --architecture --target --endian
        takes --start-address --stop-address --adjust-vma --insn-width
        maybe --disassemble
        with -S -l -F: unknown it reads the sources that the file names
        operands file-not-at*
        safe: objdump -d a.o
        unsafe: objdump -S a.o

      program ldd
        info --version --help
        always code the program whose libraries it lists
        is any
        unsafe: ldd ./a

      program npm
        info --version -v
        chosen package.json .npmrc
        always code what the project and its packages say, or uses the network
        is any
        unsafe: npm --version
        unsafe: npm test
        deeds: npm test => code what the project and its packages say, or uses the network

      program pnpm yarn npx pnpx bunx corepack nx turbo lerna
        always code what the project and its packages say, or uses the network
        is any
        unsafe: yarn --version

      program mvn
        info --version -v
        chosen .mvn/jvm.config .mvn/maven.config .mvn/extensions.xml
        always code what the project builds and tests with
        is any
        unsafe: mvn --version

      program gradle
        info --version -v
        chosen gradle.properties gradle/gradle-daemon-jvm.properties
        always code what the project builds and tests with
        is any
        unsafe: gradle --version

      program mvnw gradlew
        always code what the project builds and tests with
        is any
        unsafe: mvnw --version

      program cargo rustc rustfmt
        info --version -V
        chosen rust-toolchain rust-toolchain.toml
        always code what the project's choice of tools, build and dependencies say
        is any
        unsafe: cargo --version

      program go
        info version
        chosen go.mod go.work
        always code what the project's choice of tools, build and dependencies say
        is any
        unsafe: go version
        unsafe: go test ./...

      program dotnet
        info --version --info --list-sdks --list-runtimes
        chosen global.json
        always code what the project's choice of tools, build and dependencies say
        is any
        unsafe: dotnet --version

      program rustup clippy-driver gofmt swift xcodebuild mix elixir rebar3
        always code what the project's choice of tools, build and dependencies say
        is any
        unsafe: rustup show

      program cabal stack ghc opam dune zig nim crystal dart flutter
        always code what the project builds with
        is any
        unsafe: stack build

      program pip pip3
        info --version -V
        chosen pip.conf
        always code what the packages and the project say, or uses the network
        is any
        unsafe: pip install x
        unsafe: pip --version

      program uv uvx conda mamba pipx easy_install virtualenv
        always code what the packages and the project say, or uses the network
        is any
        unsafe: uv run x

      program gem bundle bundler composer cpan luarocks
        always code what the packages and the project say, or uses the network
        is any
        unsafe: gem install x

      program pytest jest vitest mocha ava karma cypress playwright phpunit rspec
        always code the tests of the project
        is any
        unsafe: pytest

      program eslint prettier tsc webpack vite rollup esbuild babel stylelint biome standard
        always code what the project configures
        is any
        unsafe: eslint .

      program mypy flake8 pylint black isort ruff pyright bandit pycodestyle autopep8
        always code what the project configures, which may change files
        is any
        unsafe: mypy .

      program rubocop golangci-lint staticcheck checkstyle spotbugs clang-format clang-tidy
        always code what the project configures, which may change files
        is any
        unsafe: rubocop

      program shellcheck
        flags -axCVh --check-sourced --external-sources --version --help --list-optional
        takes -efioPsSW --exclude --format --include --enable --source-path --shell --severity
        takes --wiki-link-count
        takes file --rcfile
        maybe --color
        with -a -x --check-sourced --external-sources: unknown it follows what scripts name
        is careful
        operands file*
        safe: shellcheck a.sh
        unsafe: shellcheck -x a.sh

      program scc tokei
        flags --help --version
        operands tree* or searches .
        safe: tokei
        safe: scc src
        unsafe: scc -o f .

      program code idea subl open xdg-open start
        always code a program for people
        is any
        unsafe: open f

      program pbcopy pbpaste xclip xsel wl-copy wl-paste clip
        always unknown it reads or changes the clipboard
        is any
        unsafe: pbpaste

      program osascript powershell pwsh cmd csh tcsh fish nu elvish
        info --version
        always code what its arguments say
        is any
        unsafe: fish -c ls

      program tmux screen zellij
        info -V --version
        always code a terminal of its own
        is any
        unsafe: tmux
      """;
}
