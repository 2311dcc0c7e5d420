#include <array>
#include <utility>

#include "client/cli/texts.h"
#include "crypto/base/panic.h"

namespace sotto::client::cli {
namespace {

using protocol::Means;
using protocol::Status;

constexpr std::array<std::pair<std::string_view, Means>, 6> kMeans = {{
    {"in-service", Means::kInService},
    {"phone", Means::kPhone},
    {"personal-email", Means::kPersonalEmail},
    {"work-email", Means::kWorkEmail},
    {"pager", Means::kPager},
    {"teams", Means::kTeams},
}};

// In the order of Event.
constexpr std::array<std::string_view, std::variant_size_v<Event>> kEvents = {
    "enquiry-shown",   "engagement-changed",  "cell-missing", "other-log",
    "locker-put-back", "own-listing-missing", "intent-lost"};

}  // namespace

std::string_view name(Means means) {
  for (const auto& [known, value] : kMeans) {
    if (value == means) return known;
  }
  panic("names: not a means of contact");
}

std::optional<Means> means_of(std::string_view name) {
  for (const auto& [known, value] : kMeans) {
    if (known == name) return value;
  }
  return std::nullopt;
}

std::string_view in_words(Means means) {
  switch (means) {
    case Means::kInService:
      return "through Sotto";
    case Means::kPhone:
      return "by phone";
    case Means::kPersonalEmail:
      return "by personal e-mail";
    case Means::kWorkEmail:
      return "by work e-mail";
    case Means::kPager:
      return "by pager";
    case Means::kTeams:
      return "by Teams";
  }
  panic("names: not a means of contact");
}

std::string_view name(Phase phase) {
  switch (phase) {
    case Phase::kEnquired:
      return "enquired";
    case Phase::kWaitsForPass:
      return "waits-for-pass";
    case Phase::kAccepted:
      return "accepted";
    case Phase::kEnded:
      return "ended";
  }
  panic("names: not a phase");
}

std::string_view name(EndReason reason) {
  switch (reason) {
    case EndReason::kNone:
      return "none";
    case EndReason::kMine:
      return "mine";
    case EndReason::kTheirs:
      return "theirs";
    case EndReason::kCannot:
      return "cannot";
    case EndReason::kThreeHeld:
      return "three-held";
    case EndReason::kTime:
      return "time";
  }
  panic("names: not an end");
}

std::string_view name(const Event& event) {
  return kEvents[event.index()];
}

std::string_view name(protocol::Role role) {
  return role == protocol::Role::kColleague ? "colleague" : "supporter";
}

Exit exit_of(Failure failure, Status status) {
  switch (failure) {
    case Failure::kNoAnswer:
      return Exit::kUnreachable;
    case Failure::kStaleVersion:
      return Exit::kTryLater;
    case Failure::kRefused:
      break;
    default:
      return Exit::kDistrust;
  }
  switch (status) {
    case Status::kUnknownLocker:
    case Status::kUnknownCode:
      return Exit::kWrongWords;
    case Status::kStaleVersion:
    case Status::kTooManyVisits:
    case Status::kTooManyCommits:
    case Status::kWrongEpoch:
    case Status::kTryLater:
    case Status::kNoRoom:
    case Status::kTooManyProposals:
      return Exit::kTryLater;
    case Status::kMalformed:
    case Status::kBadSignature:
    case Status::kBadPassRequest:
    case Status::kBadContactKey:
      return Exit::kDistrust;
    default:
      return Exit::kRefused;
  }
}

}  // namespace sotto::client::cli
