#include "harm/language.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* can't, couldn't, won't are no denials here: "can't sleep, chest pain" tells of pain. */
#define DENIALS \
  "no/not/never/without/dont/didnt/doesnt/isnt/wasnt/arent/werent/hasnt/havent/hadnt/aint/nothing/none/neither"

const struct word_list language_words[] = {
  {"never without denies deny denying denied dont didnt doesnt isnt wasnt arent werent hasnt havent hadnt "
   "aint nothing neither nor",
   WORD_NOT},
  {"no", WORD_NOT | WORD_NO},
  {"not", WORD_NOT},
  {"none", WORD_NOT | WORD_NONE},
  {"or nor", WORD_OR},
  {"and", WORD_AND},
  {"but however though although except yet", WORD_CONTRAST},
  {"negative neg absent denied nil ruled 0 zero", WORD_NONE},
  {"nope nah", WORD_NO},
  {"now today tonight still currently lately recently yesterday last", WORD_NOW},
  {"today tonight now yesterday yet anymore either whatsoever since so this at all here thankfully luckily "
   "thank out 10 longer more",
   WORD_AFTER},
  {"sure know knows idk dunno tell wonder wonders wondering unsure unclear see check what as even only say",
   WORD_DOUBT},
  {"i my im ive he she his her we they", WORD_SUBJECT},
  {"up out to off", WORD_AWAY},
  /* words of their own, one letter from a danger sign: never taken for a misspelling of it */
  {"healing heating saying thing shopping shipping shipped hunter sized sizes sizing breach breadth "
   "breakthrough setting settings shaping sharing showed shower showers loader month peeling seeking "
   "spotting splitting soaking streaming fried sitter bother tuned tuning trash threat filling failing "
   "diving drooping serving selling spelling remain remains remained remaining retain blanket blocked "
   "backed animal camera grain haven latter locking numbers rating stated states stats string synopsis "
   "temple thinning unread overdo overdoing overdone overdoes paranormal flints consuls sycophant "
   "completion construction feinted",
   0},
  {"before", WORD_BEFORE},
  {"because cause cuz coz bc", WORD_BECAUSE},
  {"is are was were been test tests result results came back", WORD_IS},
  {"cant couldnt wont wouldnt unable", WORD_CANT},
};
const size_t language_words_n = COUNT(language_words);

const struct word_alias language_alias[] = {
  {"cannot", "cant"}, {"canot", "cant"}, {"cnt", "cant"}, {"cudnt", "couldnt"}, {"coudnt", "couldnt"},
  {"couldent", "couldnt"}, {"couldn", "couldnt"}, {"dnt", "dont"}, {"dident", "didnt"}, {"didn", "didnt"},
  {"dosent", "doesnt"}, {"doesent", "doesnt"}, {"dosnt", "doesnt"}, {"doesn", "doesnt"}, {"wasn", "wasnt"},
  {"isn", "isnt"}, {"wouldn", "wouldnt"}, {"tho", "though"}, {"altho", "although"}, {"wo", "without"}, {"w", "with"},
  {"u", "you"}, {"b", "be"}, {"wana", "wanna"}, {"r", "are"}, {"chst", "chest"}, {"chset", "chest"},
  {"chets", "chest"}, {"trubble", "trouble"}, {"cheast", "chest"}, {"chesst", "chest"}, {"pian", "pain"},
  {"paine", "pain"}, {"hart", "heart"}, {"haert", "heart"}, {"hert", "heart"}, {"blod", "blood"}, {"blud", "blood"},
  {"bloood", "blood"}, {"urin", "urine"}, {"urien", "urine"}, {"urene", "urine"}, {"eys", "eyes"}, {"eyez", "eyes"},
  {"pasing", "passing"}, {"vommit", "vomit"}, {"feint", "faint"}, {"fiant", "faint"},
};
const size_t language_alias_n = COUNT(language_alias);

/* "do not" and "don t" (an apostrophe lost on the way) are "dont". */
#define NEGATED(verb, joined) {verb, "not", joined}, {verb, "nt", joined}
const struct word_pair language_pair[] = {
  NEGATED("do", "dont"), NEGATED("did", "didnt"), NEGATED("does", "doesnt"), NEGATED("is", "isnt"),
  NEGATED("was", "wasnt"), NEGATED("were", "werent"), NEGATED("are", "arent"), NEGATED("can", "cant"),
  NEGATED("could", "couldnt"), NEGATED("will", "wont"), NEGATED("would", "wouldnt"), NEGATED("has", "hasnt"),
  NEGATED("have", "havent"), NEGATED("had", "hadnt"), {"don", "t", "dont"}, {"didnt", "t", "didnt"},
  {"doesnt", "t", "doesnt"}, {"isnt", "t", "isnt"}, {"wasnt", "t", "wasnt"}, {"weren", "t", "werent"},
  {"aren", "t", "arent"}, {"can", "t", "cant"}, {"couldnt", "t", "couldnt"}, {"won", "t", "wont"},
  {"wouldnt", "t", "wouldnt"}, {"hasn", "t", "hasnt"}, {"haven", "t", "havent"}, {"hadn", "t", "hadnt"},
  {"i", "m", "im"}, {"i", "ve", "ive"}, {"x", "ray", "xray"}, {"with", "o", "without"}, {"with", "out", "without"},
  {"epi", "pen", "epipen"}, {"any", "more", "anymore"}, {"my", "self", "myself"}, {"no", "one", "noone"},
};
const size_t language_pair_n = COUNT(language_pair);

const struct language_phrase language_phrase[] = {
  {USE_NO_DENIAL, DENIALS " of/only/just/sure/doubt/idea/clue/wonder/matter/joking/kidding/lying/exaggerating"},
  {USE_NO_DENIAL, DENIALS " good/great/well/ok/okay/right/fine/better/myself/normal/usual/long/until/till/able/one"},
  {USE_NO_DENIAL, DENIALS " feel/feeling/felt/been/doing/really/so/too/very/getting/much "
                           "good/great/well/ok/okay/right/fine/better/myself/different"},
  {USE_NO_DENIAL, DENIALS " sleep/sleeping/slept/eat/eating/eaten/ate/food/appetite/energy/relief/help*/work*/"
                           "rest/change/improvement/effect/kratom/dose/doses/meds/money/insurance"},
  {USE_NO_DENIAL, DENIALS " know/care/understand/remember/tell/told/telling/go/going/take/taken/taking/took"},
  {USE_NO_DENIAL, DENIALS " the/my/a? first/only/usual/same"},
  {USE_NO_DENIAL, DENIALS " apparent/obvious/real? reason/warning/cause"},
  {USE_NO_DENIAL, "not to mention"},
  {USE_NO_DENIAL, "no less/fewer than"},
  {USE_NO_DENIAL, "never ending/stops/stopped/so"},

  {USE_NO_DENIAL, DENIALS " joke/lie/cap/mind/gonna"},
  {USE_NO_DENIAL, DENIALS " going to lie"},
  {USE_NO_WITHOUT, "cant/couldnt/unable/hard/hardly/never .. without"},

  {USE_UNTIL, "like this/that"},
  {USE_UNTIL, "this/that bad/badly/strong"},
  {USE_UNTIL, "until/till"},

  {USE_DENIAL, "negative for"},
  {USE_DENIAL, "free of/from"},
  {USE_DENIAL, "absence of"},
  {USE_DENIAL, "rule/rules/ruled/ruling out"},

  {USE_ASKED, "ask* if/about/whether"},
  {USE_ASKED, "ask* me/him/her/us/them/you if/about/whether"},
  {USE_ASKED, "ask* the/my doctor/dr/doc/gp/pharmacist/nurse if/about/whether"},
  {USE_ASKED, "leaflet*/pamphlet"},
  {USE_ASKED, "label/box/package says/said/warns/lists/mentions"},
  {USE_ASKED, "watch*/look*/lookout out? for"},
  {USE_ASKED, "warn* me/us? about/of/that"},
  {USE_SUPPOSED, "can/could/may/might cause"},
  {USE_SUPPOSED, "risk of"},
  {USE_SUPPOSED, "in case of/i/it/he/she"},
  {USE_ASKED, "article/film/movie/documentary/book/podcast/story on/about"},

  {USE_SUPPOSED, "if i/you/we/he/she/they/someone/somebody/anyone/there/it "
                  "ever/should/also? get/gets/have/has/had/feel/feels/notice/see/start/starts/develop/were/is/are"},
  {USE_SUPPOSED, "if someone/somebody/anyone"},
  {USE_SUPPOSED, "if i/you/we/he/she/they ever"},
  {USE_IF_MY, "if my/your/his/her/the"},

  {USE_PAST, "years/yrs/decades ago"},
  {USE_PAST, "as a child/kid/teen/teenager/baby/toddler/boy/girl/student/youngster"},
  {USE_PAST, "when i was a? child/kid/teen/teenager/baby/boy/girl/little/young/younger/small"},
  {USE_PAST, "in my childhood/teens/twenties/youth"},
  {USE_PAST, "in 197*/198*/199*/200*/201*"},
  {USE_PAST, "history of"},

  {USE_USED_TO, "used to"},

  {USE_BACK_THEN, "back then"},
  {USE_THEN, "then"},
};
const size_t language_phrase_n = COUNT(language_phrase);
