#compdef muster
# Completion of muster for zsh: put it into a folder of $fpath as _muster
_muster() {
  case ${words[2]} in
    trust) _arguments '--revoke[Trust the folder no longer]' '*:folder:_files -/' ;;
    completion) _values shell bash zsh fish ;;
    help) _values command demo trust policy sandbox completion help ;;
    policy)
      if (( CURRENT == 3 )); then _values command explain check test replay decide; return; fi
      case ${words[3]} in
        explain) _arguments -s -S \
          '--tool[A call of that tool, not of Bash]:name:' \
          '--input[The input of the tool]:json:' \
          '--cwd[As in a session in that folder]:folder:_files -/' \
          '--mode[In that mode, not the one that the settings begin with]:value:(default acceptEdits plan dontAsk bypassPermissions)' \
          '--permission-mode[In that mode, not the one that the settings begin with]:value:(default acceptEdits plan dontAsk bypassPermissions)' \
          '--settings[More settings, as for a session\: a file, or JSON text]:file:_files' \
          '--json[Write JSON, not text]' \
          '-h[Print this help]' \
          '--help[Print this help]' \
          '3:command:' ;;
        check) _arguments -s -S \
          '--cwd[As in a session in that folder]:folder:_files -/' \
          '--settings[More settings, as for a session\: a file, or JSON text]:file:_files' \
          '--strict[Warnings are failures too]' \
          '--as[The layer that the file is meant for]:value:(managed user project local)' \
          '--json[Write JSON, not text]' \
          '-h[Print this help]' \
          '--help[Print this help]' \
          '*:file:_files' ;;
        test) _arguments -s -S \
          '--cwd[As in a session in that folder]:folder:_files -/' \
          '--filter[Only the cases whose name has that text]:text:' \
          '--junit[Write the results there as JUnit XML]:file:_files' \
          '-h[Print this help]' \
          '--help[Print this help]' \
          '*:file:_files' ;;
        replay) _arguments -s -S \
          '--cwd[As in a session in that folder]:folder:_files -/' \
          '--as[The layer that the file is meant for]:value:(managed user project local)' \
          '--since[Only calls of that time, as 30d or 12h]:time:' \
          '--all-projects[The sessions of all folders, not this one]' \
          '--json[Write JSON, not text]' \
          '-h[Print this help]' \
          '--help[Print this help]' \
          '*:file:_files' ;;
        decide) _arguments -s -S \
          '--jsonl[Read one JSON object a line, answer each with one line]' \
          '-h[Print this help]' \
          '--help[Print this help]' ;;
      esac ;;
    demo) ;;
    *)
      (( CURRENT == 2 )) && [[ ${words[2]} != -* ]] && _values command demo trust policy sandbox completion help
      _arguments -s -S \
    '-p[Answer the prompt and exit]' \
    '--print[Answer the prompt and exit]' \
    '--output-format[What goes to standard output\: the answer, one result object, or every message as a line of JSON (needs --verbose)]:value:(text json stream-json)' \
    '--input-format[What comes on standard input\: more of the prompt, or a host'\''s messages]:value:(text stream-json)' \
    '--verbose[With JSON formats, write all messages]' \
    '--include-partial-messages[With stream-json, write the model'\''s stream events as well]' \
    '--replay-user-messages[With stream-json both ways, write each message of the host again]' \
    '--json-schema[The answer must be JSON that matches this JSON Schema]:schema:' \
    '--model[The model, by alias or full id]:model:' \
    '--fallback-model[Who takes over when the model is overloaded; several by comma]:models:' \
    '--effort[How much work goes into an answer]:value:(low medium high xhigh max)' \
    '--thinking[Whether the model reasons before it answers]:value:(adaptive enabled disabled)' \
    '--max-thinking-tokens[The same, with at most so many tokens; 0 for no reasoning]:n:' \
    '*--betas[Beta features of the API to ask for]:names:' \
    '--max-turns[Stop after this many model calls]:n:' \
    '--max-budget-usd[Never spend more than this; checked before each request is sent]:amount:' \
    '--system-prompt[Instead of the built-in system prompt]:text:' \
    '--system-prompt-file[The same, from a file]:file:_files' \
    '--append-system-prompt[At the end of the system prompt]:text:' \
    '--append-system-prompt-file[The same, from a file]:file:_files' \
    '*--allowedTools[Allow what these rules match, as "Bash(git log\:*)" Read]:rules:' \
    '*--allowed-tools[Allow what these rules match, as "Bash(git log\:*)" Read]:rules:' \
    '*--disallowedTools[Deny what these rules match; a bare name removes the tool]:rules:' \
    '*--disallowed-tools[Deny what these rules match; a bare name removes the tool]:rules:' \
    '*--tools[The tools that there are\: names, "default" for the usual ones, "" for none]:names:' \
    '--permission-mode[What happens to calls that no rule decides]:value:(default acceptEdits plan dontAsk bypassPermissions)' \
    '--dangerously-skip-permissions[Permit everything; only for a machine that may be lost]' \
    '--allow-dangerously-skip-permissions[Let a host switch to that mode later]' \
    '--permission-prompt-tool[Put questions about calls to the host on standard output]:value:(stdio)' \
    '--settings[More settings\: a file, or JSON text]:file:_files' \
    '--setting-sources[Which settings files count\: user,project,local; "" for none of them]:list:' \
    '*--add-dir[More folders to work in]:folder:_files -/' \
    '-c[Go on with this folder'\''s last session]' \
    '--continue[Go on with this folder'\''s last session]' \
    '-r[Go on with that session]::id:' \
    '--resume[Go on with that session]::id:' \
    '--session-id[The id of the new session]:uuid:' \
    '--fork-session[Go on in a new session and leave the old one as it is]' \
    '--no-session-persistence[Keep nothing of the session]' \
    '-d[Tell on standard error what happens inside; a filter narrows it, as api or api,tools]::filter:' \
    '--debug[Tell on standard error what happens inside; a filter narrows it, as api or api,tools]::filter:' \
    '--debug-file[Tell it in a file instead]:file:_files' \
    '-v[Print the version]' \
    '--version[Print the version]' \
    '-h[Print this help]' \
    '--help[Print this help]' \
    '1:prompt:' ;;
  esac
}
if [[ ${funcstack[1]} == _muster ]]; then _muster "$@"; else compdef _muster muster; fi
