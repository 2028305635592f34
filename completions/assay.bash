# Completion of assay for bash: verbs, options, and the names of your own scales, products, medicines and conditions.
# Installed as assay in share/bash-completion/completions; or: source completions/assay.bash

# Names that the journal holds, one a line: _assay_names product|medicine|condition|scale. Nothing without a journal.
_assay_names()
{
  local journal=() i
  for ((i = 1; i < ${#COMP_WORDS[@]} - 1; i++)); do
    # bash parts --journal=FILE at the equals sign
    if [[ ${COMP_WORDS[i]} == --journal && ${COMP_WORDS[i + 1]} == = ]]; then journal=(--journal "${COMP_WORDS[i + 2]}")
    elif [[ ${COMP_WORDS[i]} == --journal ]]; then journal=(--journal "${COMP_WORDS[i + 1]}"); fi
  done
  # As it was typed, a file name may hold quotes and begin with a tilde.
  journal=("${journal[@]//[\"\'\\]/}")
  journal=("${journal[@]/#\~\//$HOME/}")
  command assay "${journal[@]}" --no-input --json "$1" 2>/dev/null </dev/null |
    LC_ALL=C grep -o '"name":"\([^"\\]\|\\.\)*"' | sed -e 's/^"name":"//' -e 's/"$//' -e 's/\\\(["\\/]\)/\1/g'
}

# Adds to COMPREPLY what of these lines begins with the current word; blanks in them are escaped unless a quote is open.
_assay_lines()
{
  local line quote=${2-}
  while IFS= read -r line; do
    [[ -n $line && ${line,,} == "${cur,,}"* ]] || continue
    if [[ -n $quote ]]; then COMPREPLY+=("$line"); else COMPREPLY+=("$(printf '%q' "$line")"); fi
  done <<<"$1"
}

_assay_words()
{
  local word
  for word in $1; do [[ $word == "$cur"* ]] && COMPREPLY+=("$word"); done
}

_assay_files()
{
  compopt -o filenames 2>/dev/null
  local file
  while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$cur")
}

_assay_value()
{
  case "$verb $1" in
    *' --journal' | 'export -o' | 'export --output') _assay_files ;;
    'list --kind') _assay_words 'rating dose side_effect medicine lab not_tracked note' ;;
    'product --form') _assay_words 'leaf powder capsule tea teaspoon tablespoon extract liquid shot tablet' ;;
    'product --class') _assay_words 'kratom kratom_7oh medicine other' ;;
    'import --format') _assay_words 'csv map notes json' ;;
    'import --dates') _assay_words 'dmy mdy ymd' ;;
    'export --format') _assay_words 'csv json' ;;
    *' --since' | *' --until' | *' --before' | *' --ended' | *' --at') _assay_words 'today yesterday' ;;
  esac
}

_assay()
{
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb='' at=0 i quote=''
  local verbs='log undo redo edit delete erase review list show history crisis product medicine condition lab profile
    scale import export backup restore doctor init demo help'
  local takes=' --journal --zone --now ' everywhere='--journal --zone --now --json --no-input --help --version' options=''
  COMPREPLY=()
  case $cur in \"* | \'*) quote=${cur:0:1} cur=${cur:1} ;; esac
  # --form=tea comes as three words
  if [[ $cur == = ]]; then prev=${COMP_WORDS[COMP_CWORD - 1]} cur=''
  elif [[ $prev == = && $COMP_CWORD -ge 3 ]]; then prev=${COMP_WORDS[COMP_CWORD - 2]}; fi

  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ $takes == *" ${COMP_WORDS[i]} "* ]]; then ((i++)); [[ ${COMP_WORDS[i]} == = ]] && ((i++)); continue; fi
    if [[ ${COMP_WORDS[i]} != -* ]]; then verb=${COMP_WORDS[i]} at=$i; break; fi
  done

  case $verb in
    undo | redo | restore) options='--yes' ;;
    erase) options='--before --all --yes' ;;
    review) options='--since --until --anew' ;;
    list) options='--since --until --kind --grep' ;;
    product) options='--form --label --content --class --each' ;;
    medicine) options='--dose --since --until' ;;
    condition) options='--since --ended' ;;
    lab) options='--at --range' ;;
    import) options='--format --map --start --dates --scale --dry-run --again --update' ;;
    export) options='--format --for-spreadsheet --output -o' ;;
  esac

  case $prev in
    --json | --no-input | --help | --version | --yes | --all | --anew | --dry-run | --again | --update | --for-spreadsheet) ;;
    --* | -o) _assay_value "$prev"; return ;;
  esac
  if [[ $cur == -* && -z $quote ]]; then _assay_words "$options $everywhere"; return; fi
  if [[ -z $verb ]]; then _assay_words "$verbs"; return; fi

  case $verb in
    log) _assay_lines "$(_assay_names scale; _assay_names product)" "$quote" ;;
    product | medicine | condition) _assay_lines "$(_assay_names "$verb")" "$quote" ;;
    scale)
      if ((COMP_CWORD == at + 1)); then _assay_lines "$(_assay_names scale)" "$quote"
      elif ((COMP_CWORD == at + 4)); then _assay_words 'up down'; fi ;;
    edit) ((COMP_CWORD > at + 1)) && { compopt -o nospace 2>/dev/null; _assay_words 'at= what= value= unit= note='; } ;;
    profile) ((COMP_CWORD == at + 1)) && _assay_words 'birth_year sex weight_kg country limit_until day_starts' ;;
    import | backup | restore) _assay_files ;;
    help) _assay_words "$verbs" ;;
  esac
}

complete -F _assay assay
