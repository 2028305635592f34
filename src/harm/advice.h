/* Everything assay may ever advise. There is no member for starting, taking more, taking sooner or something stronger:
 * what cannot be said here cannot be said at all. DESIGN section 2 rule 1. */
#ifndef HARM_ADVICE_H
#define HARM_ADVICE_H

enum advice {
  ADVICE_NOTHING,
  ADVICE_LOG_MORE,
  ADVICE_HOLD,
  ADVICE_STEP_DOWN,
  ADVICE_PAUSE,
  ADVICE_STOP,
  ADVICE_RETEST,
  ADVICE_KEEP_NALOXONE,
  ADVICE_CALL_CLINICIAN,
  ADVICE_CALL_EMERGENCY,
};

#endif
