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
    COMPREPLY=($(compgen -W "-p --print --output-format --input-format --verbose --include-partial-messages --replay-user-messages --json-schema --model --fallback-model --max-turns --max-budget-usd --system-prompt --system-prompt-file --append-system-prompt --append-system-prompt-file --allowedTools --allowed-tools --disallowedTools --disallowed-tools --tools --permission-mode --dangerously-skip-permissions --allow-dangerously-skip-permissions --permission-prompt-tool --settings --setting-sources --add-dir -c --continue -r --resume --session-id --fork-session --no-session-persistence -d --debug --debug-file -v --version -h --help" -- "$cur"))
  elif [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "demo trust policy sandbox completion help" -- "$cur"))
  fi
}
complete -o default -F _muster muster
