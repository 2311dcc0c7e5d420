#include "client/core/names.h"

#include <array>
#include <utility>

#include "crypto/base/panic.h"

namespace sotto::client {
namespace {

using protocol::Means;

constexpr std::array<std::pair<std::string_view, Means>, 6> kMeans = {{
    {"in-service", Means::kInService},
    {"phone", Means::kPhone},
    {"personal-email", Means::kPersonalEmail},
    {"work-email", Means::kWorkEmail},
    {"pager", Means::kPager},
    {"teams", Means::kTeams},
}};

// Each in the order of its type.
constexpr std::array<std::string_view, std::variant_size_v<Event>> kEvents = {
    "enquiry_shown",      "engagement_changed", "cell_missing",        "board_changed",
    "other_log",          "locker_put_back",    "own_listing_missing", "concern_not_opened",
    "concern_answered",   "concern_found",      "concern_changed",     "no_room_for_concerns",
    "opening_not_logged", "intent_lost",        "broker_restored",     "peer_changed"};

constexpr std::array<std::string_view, protocol::kLastStatus + 1> kStatuses = {
    "ok",
    "malformed",
    "unknown_request",
    "wrong_day",
    "unknown_locker",
    "bad_signature",
    "stale_version",
    "too_many_visits",
    "too_many_commits",
    "unknown_code",
    "locker_exists",
    "wrong_role",
    "not_eligible",
    "wrong_epoch",
    "already_drawn",
    "not_listed",
    "bad_pass_request",
    "try_later",
    "unknown_lead",
    "unknown_proposal",
    "no_room",
    "bad_contact_key",
    "stale_proposal",
    "too_many_proposals",
};

constexpr std::array<std::string_view, 37> kIntentRefusals = {
    "no_such_engagement",   "no_such_supporter", "not_offered",       "no_pack_left",
    "too_many_engagements", "means_not_allowed", "value_invalid",     "place_invalid",
    "too_many_slots",       "not_accepted",      "already_answered",  "no_offer",
    "no_such_slot",         "nothing_agreed",    "fourth_meeting",    "already_ended",
    "meeting_pending",      "wrong_role",        "wrong_state",       "listing_invalid",
    "already_engaged",      "concern_invalid",   "no_such_recipient", "too_few_recipients",
    "concern_waits",        "too_many_concerns", "no_such_concern",   "concern_sealed",
    "already_said",         "recipient_invalid", "no_pairs",          "no_such_pair",
    "peer_invalid",         "peer_not_there",    "peer_left",         "no_room",
    "no_pausing",
};
static_assert(kIntentRefusals.size() == static_cast<std::size_t>(IntentRefusal::kNoPausing) + 1);

template <std::size_t N, class Enum>
std::string_view in_order(const std::array<std::string_view, N>& names, Enum value) {
  const auto at = static_cast<std::size_t>(value);
  if (at >= N) panic("names: not a value");
  return names[at];
}

// From 1.
constexpr std::array<std::string_view, 5> kReasons = {"", "addressed", "asked-by-phone",
                                                      "other-absent", "drill"};
static_assert(kReasons.size() == kLastOpeningReason + 1u);
constexpr std::array<std::string_view, 6> kActs = {"",       "acknowledged", "no-action",
                                                   "advice", "local-action", "referred-on"};
static_assert(kActs.size() == protocol::kLastOpeningAct + 1u);

template <class Enum, std::size_t N>
std::optional<Enum> of_name(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 1; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

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

std::string_view name(protocol::Role role) {
  switch (role) {
    case protocol::Role::kColleague:
      return "colleague";
    case protocol::Role::kSupporter:
      return "supporter";
    case protocol::Role::kRecipient:
      return "recipient";
  }
  panic("names: not a role");
}

std::string_view name(protocol::Status status) {
  return in_order(kStatuses, status);
}

std::string_view name(Phase phase) {
  switch (phase) {
    case Phase::kEnquired:
      return "enquired";
    case Phase::kWaitsForPass:
      return "waits_for_pass";
    case Phase::kAccepted:
      return "accepted";
    case Phase::kEnded:
      return "ended";
  }
  panic("names: not a phase");
}

std::string_view name(EndReason reason) {
  static constexpr std::array<std::string_view, 6> kNames = {"none",   "mine",       "theirs",
                                                             "cannot", "three_held", "time"};
  return in_order(kNames, reason);
}

std::string_view name(const Event& event) {
  return kEvents[event.index()];
}

std::string_view name(PeerNews news) {
  static constexpr std::array<std::string_view, 8> kNames = {"paired",    "unpaired",  "agreement",
                                                             "feedback",  "reminder",  "in_again",
                                                             "statement", "not_senior"};
  return in_order(kNames, news);
}

std::string_view name(IntentRefusal refusal) {
  return in_order(kIntentRefusals, refusal);
}

std::string_view name(protocol::SlipRefusal reason) {
  static constexpr std::array<std::string_view, 4> kNames = {"not_a_link", "character", "length",
                                                             "stray_bits"};
  return in_order(kNames, reason);
}

std::string_view name(protocol::WordsRefusal::Reason reason) {
  static constexpr std::array<std::string_view, 3> kNames = {"not_in_list", "too_few", "too_many"};
  return in_order(kNames, reason);
}

std::string_view name(HeldPhase phase) {
  static constexpr std::array<std::string_view, 4> kNames = {"sealed", "asked", "shares", "open"};
  return in_order(kNames, phase);
}

std::string_view name(OpeningReason reason) {
  return in_order(kReasons, reason);
}

std::optional<OpeningReason> reason_of(std::string_view name) {
  return of_name<OpeningReason>(kReasons, name);
}

std::string_view name(protocol::OpeningAct act) {
  return in_order(kActs, act);
}

std::optional<protocol::OpeningAct> act_of(std::string_view name) {
  return of_name<protocol::OpeningAct>(kActs, name);
}

std::string_view name(Asked asked) {
  static constexpr std::array<std::string_view, 4> kNames = {"nothing", "pending", "done",
                                                             "refused"};
  return in_order(kNames, asked);
}

}  // namespace sotto::client
