#include "client/core/near_peer/desk_view.h"

#include <algorithm>

#include "client/core/near_peer/csv.h"

namespace sotto::client {

std::string_view name(Eligibility eligibility) {
  switch (eligibility) {
    case Eligibility::kEligible:
      return "eligible";
    case Eligibility::kSupervisorNotTold:
      return "supervisor-not-told";
    case Eligibility::kWindowOpen:
      return "window-open";
    case Eligibility::kObjected:
      return "objected";
    case Eligibility::kSupportNotConfirmed:
      return "support-not-confirmed";
    case Eligibility::kNotAttested:
      return "not-attested";
    case Eligibility::kWithdrawn:
      return "withdrawn";
  }
  return "";
}

std::string_view name(Standing standing) {
  switch (standing) {
    case Standing::kIn:
      return "in";
    case Standing::kOptedOut:
      return "opted-out";
    case Standing::kWithdrawn:
      return "withdrawn";
  }
  return "";
}

std::string_view name(MatchOutcome outcome) {
  switch (outcome) {
    case MatchOutcome::kNotYet:
      return "not-yet";
    case MatchOutcome::kKept:
      return "kept";
    case MatchOutcome::kNew:
      return "new";
    case MatchOutcome::kNobodySenior:
      return "nobody-senior";
    case MatchOutcome::kNoPlace:
      return "no-place";
  }
  return "";
}

bool is_declined(Eligibility eligibility) {
  switch (eligibility) {
    case Eligibility::kObjected:
    case Eligibility::kSupportNotConfirmed:
    case Eligibility::kNotAttested:
      return true;
    case Eligibility::kEligible:
    case Eligibility::kSupervisorNotTold:
    case Eligibility::kWindowOpen:
    case Eligibility::kWithdrawn:
      return false;
  }
  return false;
}

std::string_view name(MailNews news) {
  switch (news) {
    case MailNews::kApplied:
      return "applied";
    case MailNews::kAppliedAgain:
      return "applied-again";
    case MailNews::kAppliedElsewhere:
      return "applied-elsewhere";
    case MailNews::kCame:
      return "came";
    case MailNews::kOptedOut:
      return "opted-out";
    case MailNews::kOptedIn:
      return "opted-in";
    case MailNews::kWithdrew:
      return "withdrew";
    case MailNews::kAnotherPairing:
      return "another-pairing";
    case MailNews::kAboutRelationship:
      return "about-relationship";
    case MailNews::kWished:
      return "wished";
  }
  return "";
}

Fared fared(const Desk& desk, const DoctorRow& doctor) {
  Fared out;
  const SupporterRow* supporter = desk.supporter(doctor.supporter);
  for (std::size_t i = 0; i < doctor.wishes.size(); ++i) {
    const std::string& wish = doctor.wishes[i];
    if (doctor.is_later(i)) {
      out.later.push_back(wish);
      continue;
    }
    const bool met =
        supporter != nullptr &&
        std::ranges::any_of(supporter->application.matched_on, [&](const std::string& declared) {
          return folded(declared) == folded(wish);
        });
    (met ? out.met : out.unmet).push_back(wish);
  }
  return out;
}

std::string pairs_csv(const Desk& desk) {
  std::string out = csv_row(std::vector<std::string>{"doctor", "doctor email", "supporter",
                                                     "supporter email", "since", "outcome"});
  for (const DoctorRow& row : desk.doctors()) {
    const SupporterRow* supporter = desk.supporter(row.supporter);
    out += csv_row(std::vector<std::string>{
        row.name, row.email, supporter == nullptr ? "" : supporter->application.name,
        supporter == nullptr ? "" : supporter->application.email,
        row.since == 0 ? "" : protocol::date_text(row.since), std::string(name(row.outcome))});
  }
  return out;
}

}  // namespace sotto::client
