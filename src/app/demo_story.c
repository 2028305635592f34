#include "app/demo_story.h"

#include "journal/entry.h"

const struct story_note story_note[] = {
  {0, EVENING, "First day of this diary. I want to see what really helps."},
  {20, EVENING, "Blood taken this morning, a first look at liver values."},
  {36, EVENING, "First physiotherapy. Exercises for the hips, ten minutes a day."},
  {58, WAKING, "Stopped amitriptyline as agreed with my doctor; the mornings were too foggy."},
  {DULOXETINE_FROM, MIDDAY, "Duloxetine from today. I told the doctor about the kratom."},
  {80, WAKING, "Duloxetine goes up to 60 mg today."},
  {118, WAKING, "Dark brown urine this morning. Called the doctor and was seen the same day, blood taken."},
  {121, EVENING, "Results are back, all within their ranges. I am to come at once if it returns."},
  {HOLIDAY_FROM - 1, BEDTIME, "Off on holiday tomorrow. The diary stays at home."},
  {HOLIDAY_FROM + HOLIDAY_DAYS, EVENING, "Home again. Nothing written for nine days."},
  {TEA_FROM, EVENING, "Made tea from the leaf for the first time. Kinder to the stomach, tastes of hay."},
  {TRIP_FROM, EVENING, "Travel day. The clock here is five hours off."},
  {TRIP_TO, BEDTIME, "Home from the trip, everything a little shifted."},
  {CUT_FROM, WAKING, "Trying to cut down: half the usual from today."},
  {NONE_FROM, EVENING, "Nothing at all today. Yawning and cross with everybody."},
  {NONE_TO + 1, WAKING,
   "Two nights with hardly any sleep, legs that kept moving. Back to a small dose; next time slowly, with help."},
  {262, EVENING, "Physiotherapy again, every week."},
  {BLANK_TO + 1, EVENING, "Three days left out, too much going on."},
  {330, MIDDAY, "Blood taken again. Will ask about the liver values."},
  {345, EVENING, "I reach for the powder earlier in the day than I used to."},
  {362, EVENING, "Will show this diary to my doctor next week."},
};

const size_t story_note_n = sizeof story_note / sizeof story_note[0];

const char *const story_day_note[DAY_NOTES] = {
  "Slept through for once.", "Hands stiff until ten.", "Rain all day, shoulders ache.",
  "Slow walk around the lake, no price to pay today.", "Good day. Cooked for friends.",
  "The meeting ran long, neck hard as wood.", "Bus was late, stood too long.", "Quiet day with a book.",
  "Forgot lunch, headache by four.", "Warm bath helped the legs.", "An hour in the garden, felt it in the evening.",
  "Too tired to read.", "Two visitors, laughed a lot.", "New pillow. Too early to say.",
  "Not sure whether the powder did anything or the morning just got better by itself.", "Ten minutes of stretching.",
  "Worked from home, a break every hour.", "Long drive, hips sore.", "Weather turned, the joints knew it first.",
  "Read the last month again: more good days than I thought.", "Cinema. The seat was kind to me.",
  "Carried the shopping in two trips.", "Woke at four, fell asleep again at six.", "Hot water bottle all evening.",
  "Choir practice, sang sitting down.", "Bad night, slow morning.", "Swam ten lengths.",
  "An hour on the phone with the insurance.", "Half the night awake because of the rain.",
  "Ironed sitting down. Works.",
  "No appetite at noon, ate well in the evening.", "Helped with the move, only the light boxes.",
  "Foggy until noon.", "Took the long way home.", "Nothing special.",
  "Baked bread, kneading was too much for the wrists.",
};

const struct story_blood story_blood[] = {
  {20, "ALT", "U/L", 24, 10, 40}, {20, "AST", "U/L", 22, 10, 40}, {20, "ALP", "U/L", 71, 40, 120},
  {20, "bilirubin", "mg/dL", 0.5, 0.1, 1.2},
  {119, "ALT", "U/L", 29, 10, 40}, {119, "AST", "U/L", 24, 10, 40}, {119, "ALP", "U/L", 74, 40, 120},
  {119, "bilirubin", "mg/dL", 0.6, 0.1, 1.2},
  {245, "ALT", "U/L", 36, 10, 40}, {245, "AST", "U/L", 28, 10, 40}, {245, "ALP", "U/L", 70, 40, 120},
  {245, "bilirubin", "mg/dL", 0.5, 0.1, 1.2},
  {330, "ALT", "U/L", 43, 10, 40}, {330, "AST", "U/L", 31, 10, 40}, {330, "ALP", "U/L", 76, 40, 120},
  {330, "bilirubin", "mg/dL", 0.6, 0.1, 1.2},
};
const size_t story_blood_n = sizeof story_blood / sizeof story_blood[0];

const struct story_medicine story_medicine[] = {
  {0, "amitriptyline", MEDICINE_START, "10 mg at night"},
  {58, "amitriptyline", MEDICINE_STOP, ""},
  {DULOXETINE_FROM, "duloxetine", MEDICINE_START, "30 mg in the morning"},
  {80, "duloxetine", MEDICINE_START, "60 mg in the morning"},
};
const size_t story_medicine_n = sizeof story_medicine / sizeof story_medicine[0];
