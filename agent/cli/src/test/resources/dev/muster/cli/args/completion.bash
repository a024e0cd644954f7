# Completion of muster for bash: source <(muster completion bash)
_muster() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $prev == '=' && $COMP_CWORD -ge 2 ]]; then
    prev=${COMP_WORDS[COMP_CWORD-2]}
  fi
  case ${COMP_WORDS[1]} in
    trust)
      if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W "--revoke -h --help" -- "$cur"))
      else
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -d -- "$cur")
      fi
      return ;;
    completion)
      COMPREPLY=($(compgen -W "bash zsh fish" -- "$cur"))
      return ;;
    policy)
      if [[ $COMP_CWORD -eq 2 ]]; then
        COMPREPLY=($(compgen -W "explain check test replay decide" -- "$cur"))
        return
      fi
      case $prev in
        --tool)
          :
          return ;;
        --input)
          :
          return ;;
        --cwd)
          compopt -o filenames 2>/dev/null
          mapfile -t COMPREPLY < <(compgen -d -- "$cur")
          return ;;
        --mode|--permission-mode)
          COMPREPLY=($(compgen -W "default acceptEdits plan dontAsk bypassPermissions" -- "$cur"))
          return ;;
        --settings)
          compopt -o filenames 2>/dev/null
          mapfile -t COMPREPLY < <(compgen -f -- "$cur")
          return ;;
        --as)
          COMPREPLY=($(compgen -W "managed user project local" -- "$cur"))
          return ;;
        --filter)
          :
          return ;;
        --junit)
          compopt -o filenames 2>/dev/null
          mapfile -t COMPREPLY < <(compgen -f -- "$cur")
          return ;;
        --since)
          :
          return ;;
      esac
      if [[ $cur == -* ]]; then
        case ${COMP_WORDS[2]} in
          explain) COMPREPLY=($(compgen -W "--tool --input --cwd --mode --permission-mode --settings --json -h --help" -- "$cur")) ;;
          check) COMPREPLY=($(compgen -W "--cwd --settings --strict --as --json -h --help" -- "$cur")) ;;
          test) COMPREPLY=($(compgen -W "--cwd --filter --junit -h --help" -- "$cur")) ;;
          replay) COMPREPLY=($(compgen -W "--cwd --as --since --all-projects --json -h --help" -- "$cur")) ;;
          decide) COMPREPLY=($(compgen -W "--jsonl -h --help" -- "$cur")) ;;
        esac
      fi
      return ;;
    demo|help)
      [[ ${COMP_WORDS[1]} == help ]] &&
        COMPREPLY=($(compgen -W "demo trust policy sandbox completion help" -- "$cur"))
      return ;;
  esac
  case $prev in
    --output-format)
      COMPREPLY=($(compgen -W "text json stream-json" -- "$cur"))
      return ;;
    --input-format)
      COMPREPLY=($(compgen -W "text stream-json" -- "$cur"))
      return ;;
    --json-schema)
      :
      return ;;
    --model)
      :
      return ;;
    --fallback-model)
      :
      return ;;
    --effort)
      COMPREPLY=($(compgen -W "low medium high xhigh max" -- "$cur"))
      return ;;
    --thinking)
      COMPREPLY=($(compgen -W "adaptive enabled disabled" -- "$cur"))
      return ;;
    --max-thinking-tokens)
      :
      return ;;
    --betas)
      :
      return ;;
    --max-turns)
      :
      return ;;
    --max-budget-usd)
      :
      return ;;
    --system-prompt)
      :
      return ;;
    --system-prompt-file)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      return ;;
    --append-system-prompt)
      :
      return ;;
    --append-system-prompt-file)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      return ;;
    --allowedTools|--allowed-tools)
      :
      return ;;
    --disallowedTools|--disallowed-tools)
      :
      return ;;
    --tools)
      :
      return ;;
    --permission-mode)
      COMPREPLY=($(compgen -W "default acceptEdits plan dontAsk bypassPermissions" -- "$cur"))
      return ;;
    --permission-prompt-tool)
      COMPREPLY=($(compgen -W "stdio" -- "$cur"))
      return ;;
    --settings)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      return ;;
    --setting-sources)
      :
      return ;;
    --add-dir)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$cur")
      return ;;
    --session-id)
      :
      return ;;
    --debug-file)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      return ;;
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "-p --print --output-format --input-format --verbose --include-partial-messages --replay-user-messages --json-schema --model --fallback-model --effort --thinking --max-thinking-tokens --betas --max-turns --max-budget-usd --system-prompt --system-prompt-file --append-system-prompt --append-system-prompt-file --allowedTools --allowed-tools --disallowedTools --disallowed-tools --tools --permission-mode --dangerously-skip-permissions --allow-dangerously-skip-permissions --permission-prompt-tool --settings --setting-sources --add-dir -c --continue -r --resume --session-id --fork-session --no-session-persistence -d --debug --debug-file -v --version -h --help" -- "$cur"))
  elif [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "demo trust policy sandbox completion help" -- "$cur"))
  fi
}
complete -o default -F _muster muster
