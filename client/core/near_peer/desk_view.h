#pragma once
// What clients show of a director's desk, and the list of pairs that they write.

#include <string>
#include <string_view>
#include <vector>

#include "client/core/near_peer/desk.h"
#include "client/core/near_peer/mail.h"

namespace sotto::client {

// One word each, for machines: "window-open", "opted-out", "no-place".
std::string_view name(Eligibility eligibility);
std::string_view name(Standing standing);
std::string_view name(MatchOutcome outcome);
std::string_view name(MailNews news);

// Whether they are told that there is no place for them in this cycle: nobody who still waits for
// their supervisor, or has left.
bool is_declined(Eligibility eligibility);

// A doctor's wishes that their supporter has declared, and those that they have not. Of somebody
// without a supporter all are unmet. What was wished for after the pair was made is neither: else
// doctors could ask, wish by wish, what their supporter has declared.
struct Fared {
  std::vector<std::string> met, unmet, later;
};
Fared fared(const Desk& desk, const DoctorRow& doctor);

// All pairs as CSV, doctors without a supporter too.
std::string pairs_csv(const Desk& desk);

}  // namespace sotto::client
