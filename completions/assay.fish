# Completion of assay for fish: verbs, options, and the names of your own scales, products, medicines and conditions.
# Installed as assay.fish in share/fish/vendor_completions.d

# Names that the journal holds, one a line. Nothing without a journal.
function __assay_names
    set -l words (commandline -xpc 2>/dev/null; or commandline -opc)
    set -l journal
    for i in (seq (count $words))
        switch $words[$i]
            case '--journal=*'
                set journal $words[$i]
            case --journal
                test $i -lt (count $words); and set journal --journal $words[(math $i + 1)]
        end
    end
    command assay $journal --no-input --json $argv[1] 2>/dev/null </dev/null |
        env LC_ALL=C grep -o '"name":"\([^"\\\\]\|\\\\.\)*"' |
        sed -e 's/^"name":"//' -e 's/"$//' -e 's/\\\\\(["\\\\\/]\)/\1/g'
end

# The verb, if one was typed.
function __assay_verb
    set -l words (commandline -opc)
    set -l skip 1
    for word in $words
        if test $skip = 1
            set skip 0
            continue
        end
        switch $word
            case --journal --zone --now
                set skip 1
            case '-*'
            case '*'
                echo $word
                return 0
        end
    end
    return 1
end

function __assay_is
    set -l verb (__assay_verb); and contains -- $verb $argv
end

complete -c assay -f

complete -c assay -l journal -r -F -d 'the journal to use'
complete -c assay -l zone -x -d 'time zone, as in Europe/Berlin'
complete -c assay -l now -x -d 'take this instant as now'
complete -c assay -l json -d 'answer as JSON'
complete -c assay -l no-input -d 'never ask'
complete -c assay -s h -l help -d 'help'
complete -c assay -l version -d 'version'

set -l none 'not __assay_verb >/dev/null'
complete -c assay -n "$none" -a log -d 'write down what happened'
complete -c assay -n "$none" -a undo -d 'take back the last action'
complete -c assay -n "$none" -a redo -d 'return what was undone'
complete -c assay -n "$none" -a edit -d 'change an entry'
complete -c assay -n "$none" -a delete -d 'take entries out of the record'
complete -c assay -n "$none" -a erase -d 'remove for good'
complete -c assay -n "$none" -a review -d 'what the diary says'
complete -c assay -n "$none" -a list -d 'the entries'
complete -c assay -n "$none" -a show -d 'one entry'
complete -c assay -n "$none" -a history -d 'what an entry was before'
complete -c assay -n "$none" -a crisis -d 'numbers to call'
complete -c assay -n "$none" -a product -d 'what a product is'
complete -c assay -n "$none" -a medicine -d 'medicines'
complete -c assay -n "$none" -a condition -d 'conditions'
complete -c assay -n "$none" -a lab -d 'blood values'
complete -c assay -n "$none" -a profile -d 'about you; all optional'
complete -c assay -n "$none" -a scale -d 'scales'
complete -c assay -n "$none" -a import -d 'bring a diary in'
complete -c assay -n "$none" -a export -d 'take everything with you'
complete -c assay -n "$none" -a backup -d 'a copy, read back'
complete -c assay -n "$none" -a restore -d 'put a backup back'
complete -c assay -n "$none" -a doctor -d 'is the file whole?'
complete -c assay -n "$none" -a init -d 'make a journal'
complete -c assay -n "$none" -a demo -d 'an invented year'
complete -c assay -n "$none" -a help -d 'help for one verb'

complete -c assay -n '__assay_is undo redo erase restore' -l yes -d 'do not ask'
complete -c assay -n '__assay_is erase' -l before -x -d 'everything before this date'
complete -c assay -n '__assay_is erase' -l all -d everything
complete -c assay -n '__assay_is review list medicine condition' -l since -x -a 'today yesterday' -d 'from this date on'
complete -c assay -n '__assay_is review list medicine' -l until -x -a 'today yesterday' -d 'up to this date'
complete -c assay -n '__assay_is review' -l anew -d 'compute it again'
complete -c assay -n '__assay_is list' -l kind -x -a 'rating dose side_effect medicine lab not_tracked note' -d 'kind of entry'
complete -c assay -n '__assay_is list' -l grep -x -d 'words in name or note'
complete -c assay -n '__assay_is product' -l form -x -d form \
    -a 'leaf powder capsule tea teaspoon tablespoon extract liquid shot tablet'
complete -c assay -n '__assay_is product' -l label -x -d 'what is printed on it'
complete -c assay -n '__assay_is product' -l content -x -d 'what a certificate says'
complete -c assay -n '__assay_is product' -l class -x -a 'kratom kratom_7oh medicine other' -d 'kind of product'
complete -c assay -n '__assay_is product' -l each -x -d 'mass of one capsule'
complete -c assay -n '__assay_is medicine' -l dose -x -d 'dose, as text'
complete -c assay -n '__assay_is condition' -l ended -x -a 'today yesterday' -d 'when it ended'
complete -c assay -n '__assay_is lab' -l at -x -a 'today yesterday' -d 'when it was taken'
complete -c assay -n '__assay_is lab' -l range -x -d "the laboratory's range"
complete -c assay -n '__assay_is import' -l format -x -a 'csv map notes json' -d 'format of the file'
complete -c assay -n '__assay_is import' -l map -x -d 'which column is what'
complete -c assay -n '__assay_is import' -l start -x -d 'the day that day 0 stands for'
complete -c assay -n '__assay_is import' -l dates -x -a 'dmy mdy ymd' -d 'order in dates'
complete -c assay -n '__assay_is import' -l scale -x -d 'another name for a scale'
complete -c assay -n '__assay_is import' -l dry-run -d 'store nothing'
complete -c assay -n '__assay_is import' -l again -d 'restore what was edited or deleted'
complete -c assay -n '__assay_is import' -l update -d 'take changed values'
complete -c assay -n '__assay_is export' -l format -x -a 'csv json' -d format
complete -c assay -n '__assay_is export' -l for-spreadsheet -d 'no cell acts as a formula'
complete -c assay -n '__assay_is export' -s o -l output -r -F -d 'file to write'

complete -c assay -n '__assay_is import backup restore' -F
complete -c assay -n '__assay_is log' -a '(__assay_names scale)' -d scale
complete -c assay -n '__assay_is log' -a '(__assay_names product)' -d product
complete -c assay -n '__assay_is product' -a '(__assay_names product)' -d product
complete -c assay -n '__assay_is medicine' -a '(__assay_names medicine)' -d medicine
complete -c assay -n '__assay_is condition' -a '(__assay_names condition)' -d condition
complete -c assay -n '__assay_is scale' -a '(__assay_names scale)' -d scale
complete -c assay -n '__assay_is edit' -a 'at= what= value= unit= note='
complete -c assay -n '__assay_is profile' -a 'birth_year sex weight_kg country limit_until day_starts'
complete -c assay -n '__assay_is help' \
    -a 'log undo redo edit delete erase review list show history crisis product medicine condition lab profile scale import export backup restore doctor init demo'
