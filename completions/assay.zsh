#compdef assay
# Completion of assay for zsh: verbs, options, and the names of your own scales, products, medicines and conditions.
# Installed as _assay in share/zsh/site-functions

# Names that the journal holds: _assay_names product|medicine|condition|scale. Nothing without a journal.
_assay_names() {
  local -a names
  names=("${(@f)$(command assay $journal --no-input --json $1 2>/dev/null </dev/null |
    LC_ALL=C grep -o '"name":"\([^"\\]\|\\.\)*"' | sed -e 's/^"name":"//' -e 's/"$//' -e 's/\\\(["\\/]\)/\1/g')}")
  names=(${names:#})
  (( $#names )) && compadd -M 'm:{a-zA-Z}={A-Za-z}' -X "$1" -a names
}

_assay() {
  local context state state_descr line
  typeset -A opt_args
  local -a everywhere verbs
  everywhere=(
    '--journal=[the journal to use]:file:_files'
    '--zone=[time zone, as in Europe/Berlin]:zone:'
    '--now=[take this instant as now]:time:'
    '--json[answer as JSON]'
    '--no-input[never ask]'
    '(- *)'{-h,--help}'[help]'
    '(- *)--version[version]'
  )
  verbs=(
    'log:write down what happened' 'undo:take back the last action' 'redo:return what was undone'
    'edit:change an entry' 'delete:take entries out of the record' 'erase:remove for good'
    'review:what the diary says' 'list:the entries' 'show:one entry' 'history:what an entry was before'
    'crisis:numbers to call' 'product:what a product is' 'medicine:medicines' 'condition:conditions'
    'lab:blood values' 'profile:about you; all optional' 'scale:scales' 'import:bring a diary in'
    'export:take everything with you' 'backup:a copy, read back' 'restore:put a backup back'
    'doctor:is the file whole?' 'init:make a journal' 'demo:an invented year' 'help:help for one verb'
  )

  _arguments -C $everywhere '1: :->verb' '*:: :->rest' && return
  case $state in
    verb) _describe verb verbs; return ;;
    rest) ;;
    *) return 1 ;;
  esac

  local -a journal
  [[ -n ${opt_args[--journal]-} ]] && journal=(--journal ${(Q)~opt_args[--journal]})
  local verb=$line[1] since='--since=[from this date on]:date:(today yesterday)'
  local until='--until=[up to this date]:date:(today yesterday)' yes='--yes[do not ask]'
  case $verb in
    log) _arguments $everywhere '*: :{_assay_names scale; _assay_names product}' ;;
    undo | redo) _arguments $everywhere $yes ;;
    edit) _arguments $everywhere '1:id:' '*:change:(at= what= value= unit= note=)' ;;
    erase) _arguments $everywhere $yes '--before=[everything before this date]:date:' '--all[everything]' '1:id:' ;;
    review) _arguments $everywhere $since $until '--anew[compute it again]' ;;
    list)
      _arguments $everywhere $since $until '--grep=[words in name or note]:words:' \
        '--kind=[kind of entry]:kind:(rating dose side_effect medicine lab not_tracked note)' ;;
    product)
      _arguments $everywhere '--label=[what is printed on it]:text:' '--content=[what a certificate says]:text:' \
        '--form=[form]:form:(leaf powder capsule tea teaspoon tablespoon extract liquid shot tablet)' \
        '--class=[kind of product]:class:(kratom kratom_7oh medicine other)' '--each=[mass of one capsule]:mass:' \
        '*: : _assay_names product' ;;
    medicine) _arguments $everywhere $since $until '--dose=[dose, as text]:text:' '*: : _assay_names medicine' ;;
    condition)
      _arguments $everywhere $since '--ended=[when it ended]:date:(today yesterday)' '*: : _assay_names condition' ;;
    lab)
      _arguments $everywhere '--at=[when it was taken]:time:(today yesterday)' \
        "--range=[the laboratory's range]:range:" '1:analyte:' '2:value:' '3:unit:' ;;
    profile) _arguments $everywhere '1:key:(birth_year sex weight_kg country limit_until day_starts)' '*:value:' ;;
    scale) _arguments $everywhere '1: : _assay_names scale' '2:lowest:' '3:highest:' '4:better:(up down)' ;;
    import)
      _arguments $everywhere '--format=[format of the file]:format:(csv map notes json)' \
        '*--map=[which column is what]:map:' '--start=[the day that day 0 stands for]:date:' \
        '--dates=[order in dates]:order:(dmy mdy ymd)' '*--scale=[another name for a scale]:old=new:' \
        '--dry-run[store nothing]' '--again[restore what was edited or deleted]' '--update[take changed values]' \
        '1:file:_files' ;;
    export)
      _arguments $everywhere '--format=[format]:format:(csv json)' '--for-spreadsheet[no cell acts as a formula]' \
        '(-o --output)'{-o+,--output=}'[file to write]:file:_files' ;;
    backup) _arguments $everywhere '1:file:_files' ;;
    restore) _arguments $everywhere $yes '1:file:_files' ;;
    help) _describe verb verbs ;;
    *) _arguments $everywhere ;;
  esac
}

_assay "$@"
