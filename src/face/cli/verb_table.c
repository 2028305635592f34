/* Every verb with its help. What is not built is not here. */
#include "face/cli/verbs.h"

static const struct option_rule none[] = {{NULL, OPTION_FLAG}};
static const struct option_rule yes[] = {{"yes", OPTION_FLAG}, {NULL, OPTION_FLAG}};
static const struct option_rule list_options[] = {
  {"since", OPTION_VALUE}, {"until", OPTION_VALUE}, {"kind", OPTION_VALUE}, {"grep", OPTION_VALUE}, {NULL, OPTION_FLAG},
};
static const struct option_rule review_options[] = {
  {"since", OPTION_VALUE}, {"until", OPTION_VALUE}, {"anew", OPTION_FLAG}, {NULL, OPTION_FLAG},
};
static const struct option_rule erase_options[] = {
  {"before", OPTION_VALUE}, {"all", OPTION_FLAG}, {"yes", OPTION_FLAG}, {NULL, OPTION_FLAG},
};
static const struct option_rule product_options[] = {
  {"form", OPTION_VALUE},  {"label", OPTION_VALUE}, {"content", OPTION_VALUE},
  {"class", OPTION_VALUE}, {"each", OPTION_VALUE},  {NULL, OPTION_FLAG},
};
static const struct option_rule medicine_options[] = {
  {"dose", OPTION_VALUE}, {"since", OPTION_VALUE}, {"until", OPTION_VALUE}, {NULL, OPTION_FLAG},
};
static const struct option_rule condition_options[] = {
  {"since", OPTION_VALUE}, {"ended", OPTION_VALUE}, {NULL, OPTION_FLAG},
};
static const struct option_rule lab_options[] = {
  {"at", OPTION_VALUE}, {"range", OPTION_VALUE}, {NULL, OPTION_FLAG},
};
static const struct option_rule import_options[] = {
  {"format", OPTION_VALUE}, {"map", OPTION_VALUE},   {"start", OPTION_VALUE}, {"dates", OPTION_VALUE},
  {"scale", OPTION_VALUE},  {"dry-run", OPTION_FLAG}, {"again", OPTION_FLAG},  {"update", OPTION_FLAG},
  {NULL, OPTION_FLAG},
};
static const struct option_rule export_options[] = {
  {"format", OPTION_VALUE}, {"for-spreadsheet", OPTION_FLAG}, {"o", OPTION_VALUE}, {"output", OPTION_VALUE},
  {NULL, OPTION_FLAG},
};

#define DIARY "Writing"
#define LOOK "Looking"
#define OWN "About you and what you take"
#define FILES "Files"

const struct verb verb_table[] = {
  {"", LOOK, "Today, and the one next thing worth doing", "", "", none, 0, false, JOURNAL_MAY, verb_today},
  {"log", DIARY, "Write down what happened, in your own words", "[WORDS]",
   "Entries are separated by a comma and a space, by `;` or by a new line. All of them are stored, or none.\n"
   "  pain 6          a number on a scale: pain, mood, energy, thinking, function, anxiety, stress, your own scales\n"
   "  slept 5h        hours of sleep\n"
   "  2.5g red bali   a dose: amount, unit, name; `took red bali` when the amount is not known\n"
   "  nausea mild     a side effect: mild, moderate, severe or nothing; `side WORDS` for any other\n"
   "  started duloxetine 30 mg, stopped ibuprofen, taking sertraline since 2026-03-01\n"
   "  worse soon, not worse soon     do you expect it to get worse in the next two hours?\n"
   "  not tracked 2026-05-04 to 2026-05-10     days that are neither zero nor a gap\n"
   "  note WORDS      anything, up to `;` or the end of the line\n"
   "Time stands anywhere in its entry: 30m ago, at 9, 22:00 yesterday, this morning, 2026-05-04 08:15. None: now.\n"
   "Without words on the command line they are read from standard input, a line each. Words given as arguments stay\n"
   "in the history of your shell; words typed into standard input do not.\n\n"
   "Examples:\n"
   "  assay log \"pain 6\"\n"
   "  assay log \"2.5g red bali 30m ago, pain 6, slept 5h, nausea mild\"\n"
   "  assay log \"pain 7 at 9, note could not finish the stairs\"\n",
   none, WORDS_MAX, false, JOURNAL_NONE, verb_log},
  {"undo", DIARY, "Take back the last action; again takes back the one before", "[--yes]",
   "An action is one command, one sentence or one import. More than 100 entries are taken back only with --yes.\n\n"
   "Examples:\n  assay undo\n  assay undo --yes\n",
   yes, 0, false, JOURNAL_MUST, verb_undo},
  {"redo", DIARY, "Return what was undone last", "[--yes]",
   "A new action ends it.\n\nExamples:\n  assay redo\n", yes, 0, false, JOURNAL_MUST, verb_redo},
  {"edit", DIARY, "Change an entry; what it was stays in its history", "ID at=... what=... value=... unit=... note=...",
   "ID is the number `assay list` shows, or the long id. Name only the fields that change.\n\n"
   "Examples:\n  assay edit 12 value=5\n  assay edit 12 at=\"yesterday 22:00\" note='after lunch'\n",
   none, 9, true, JOURNAL_MUST, verb_edit},
  {"delete", DIARY, "Take entries out of the record; undo brings them back", "ID ...",
   "A deleted entry stays in the history, and a second import does not bring it back.\n\n"
   "Examples:\n  assay delete 12\n  assay delete 12 13\n",
   none, WORDS_MAX, false, JOURNAL_MUST, verb_delete},
  {"erase", DIARY, "Remove for good: entries, history, keys", "ID | --before DATE | --all",
   "Cannot be undone. Asks first; --yes says yes. Names the backups that still hold what was erased.\n\n"
   "Examples:\n  assay erase 12\n  assay erase --before 2025-01-01\n  assay erase --all --yes\n",
   erase_options, 1, false, JOURNAL_MUST, verb_erase},

  {"review", LOOK, "The four answers, as far as the diary can give them", "[--since DATE] [--until DATE] [--anew]",
   "Pain and the other scales over time, what was taken, when, and what is still missing for an answer.\n"
   "  --since, --until   only these days (both included)\n"
   "  --anew             compute it even when the stored answer still holds\n\n"
   "Examples:\n  assay review\n  assay review --since 2026-01-01\n",
   review_options, 0, false, JOURNAL_MUST, verb_review},
  {"list", LOOK, "The entries", "[--since DATE] [--until DATE] [--kind KIND] [--grep WORDS]",
   "Both dates are included. Kinds: rating, dose, side_effect, medicine, lab, not_tracked, note.\n\n"
   "Examples:\n  assay list --since yesterday\n  assay list --kind dose --grep bali\n",
   list_options, 0, false, JOURNAL_MUST, verb_list},
  {"show", LOOK, "One entry with everything known of it", "ID", "Examples:\n  assay show 12\n", none, 1, false,
   JOURNAL_MUST, verb_show},
  {"history", LOOK, "What an entry was before", "ID", "Examples:\n  assay history 12\n", none, 1, false, JOURNAL_MUST,
   verb_history},
  {"crisis", LOOK, "Numbers to call, of your country", "",
   "Needs no journal. `assay profile country DE` sets the country.\n\nExamples:\n  assay crisis\n", none, 0, false,
   JOURNAL_TRY, verb_crisis},

  {"product", OWN, "What a product is: form, label, certificate",
   "[NAME] [--form FORM] [--label TEXT] [--content TEXT] [--class CLASS] [--each MASS]",
   "Alone it lists the products.\n"
   "  --form     leaf, powder, capsule, tea, extract ...\n"
   "  --label    what is printed on it: '150 mg/ml', '45 %', '15 mg 7-oh per tablet'\n"
   "  --content  what a certificate of the lot says, written the same way\n"
   "  --class    kratom, kratom_7oh, medicine or other, when the name does not tell\n"
   "  --each     mass of one capsule: 0.6g\n\n"
   "Examples:\n  assay product\n  assay product \"red bali\" --form tea\n"
   "  assay product shot --label '150 mg/ml' --class kratom\n",
   product_options, WORDS_MAX, true, JOURNAL_MUST, verb_product},
  {"medicine", OWN, "Medicines with start and stop", "[NAME] [--dose TEXT] [--since DATE] [--until DATE]",
   "Alone it lists them. --since writes a start, --until a stop; neither: started now.\n\n"
   "Examples:\n  assay medicine\n  assay medicine duloxetine --dose \"30 mg\" --since 2026-03-01\n"
   "  assay medicine ibuprofen --until yesterday\n",
   medicine_options, WORDS_MAX, true, JOURNAL_MUST, verb_medicine},
  {"condition", OWN, "Conditions you live with", "[NAME] [--since DATE] [--ended DATE]",
   "Alone it lists them.\n\nExamples:\n  assay condition\n  assay condition fibromyalgia --since 2019-03-01\n",
   condition_options, WORDS_MAX, true, JOURNAL_MUST, verb_condition},
  {"lab", OWN, "Blood values", "[ANALYTE VALUE UNIT] [--at TIME] [--range LO-HI]",
   "Alone it lists them. Write the unit as the laboratory prints it; it is never guessed.\n\n"
   "Examples:\n  assay lab\n  assay lab ALT 34 U/L --at 2026-05-04 --range 10-40\n",
   lab_options, 3, false, JOURNAL_MUST, verb_lab},
  {"profile", OWN, "What the rules may need to know of you; all of it optional", "[KEY VALUE]",
   "Alone it shows it. Keys: birth_year, sex, weight_kg, country, limit_until, day_starts. `none` takes one out.\n\n"
   "Examples:\n  assay profile\n  assay profile country DE\n  assay profile day_starts 12:00\n",
   none, WORDS_MAX, false, JOURNAL_MUST, verb_profile},
  {"scale", OWN, "Scales, and one of your own", "[NAME LO HI up|down]",
   "Alone it lists them. up: more is better; down: less is better.\n\n"
   "Examples:\n  assay scale\n  assay scale stiffness 0 10 down\n",
   none, 4, true, JOURNAL_MUST, verb_scale},

  {"import", FILES, "Bring a diary in; a second time adds nothing twice",
   "FILE [--format F] [--map ...] [--dry-run] [--again] [--update]",
   "Read by content: assay CSV, assay JSON, any CSV with --map, a file of dated notes. `-` is standard input.\n"
   "  --dry-run         shows what would happen, stores nothing\n"
   "  --map             which column is what: 'at=date,pain=score', 'at=day+hhmm,what=symptom,value=intensity'\n"
   "  --start DATE      the day that day number 0 stands for; hours count from it with at=hours:COLUMN\n"
   "  --dates dmy|mdy|ymd   the order in dates such as 03/04/2026 (with --map, and in notes)\n"
   "  --scale OLD=NEW   another name for a scale\n"
   "  --again           restores what was edited or deleted here since\n"
   "  --update          takes the new values of what has changed in the file\n\n"
   "Examples:\n  assay import diary.csv --dry-run\n  assay import pain.csv --map 'at=date,pain=score' --dates dmy\n"
   "  assay import notes.txt\n",
   import_options, 1, false, JOURNAL_NONE, verb_import},
  {"export", FILES, "Take everything with you", "[--format csv|json] [--for-spreadsheet] [-o FILE]",
   "  --format csv        entries, exact both ways (default)\n"
   "  --format json       everything, history included\n"
   "  --for-spreadsheet   CSV in which no cell can act as a formula; not meant to be read back\n"
   "  -o FILE             whole or not at all, readable by you only\n\n"
   "Examples:\n  assay export -o diary.csv\n  assay export --format json -o everything.json\n",
   export_options, 0, false, JOURNAL_MUST, verb_export},
  {"backup", FILES, "A copy, read back to be sure", "[FILE]",
   "Without FILE it lies beside the journal with its date; the seven newest are kept.\n\n"
   "Examples:\n  assay backup\n  assay backup /media/stick/diary.assay\n",
   none, 1, false, JOURNAL_MUST, verb_backup},
  {"restore", FILES, "Put a backup back", "FILE [--yes]",
   "Over an existing journal it asks first, and keeps a backup of what was there.\n\n"
   "Examples:\n  assay restore journal.assay.backup-20260504-083015-00\n",
   yes, 1, false, JOURNAL_NONE, verb_restore},
  {"doctor", FILES, "Is the journal file whole? What lies in it?", "",
   "Ends with 1 when something was found.\n\nExamples:\n  assay doctor\n", none, 0, false, JOURNAL_MUST, verb_doctor},
  {"init", FILES, "Make a journal", "", "Examples:\n  assay init\n  assay --journal ~/pain.assay init\n", none, 0,
   false, JOURNAL_NONE, verb_init},
  {"demo", FILES, "Make a journal of an invented year, to look around", "",
   "Beside your own journal, as demo.assay; never over a file.\n\n"
   "Examples:\n  assay demo\n  assay --journal /tmp/demo.assay demo\n",
   none, 0, false, JOURNAL_NONE, verb_demo},
  {"help", FILES, "Help for one command", "[VERB]", "Examples:\n  assay help log\n", none, 1, false, JOURNAL_NONE,
   verb_help},
};
const size_t verb_table_n = sizeof verb_table / sizeof verb_table[0];
