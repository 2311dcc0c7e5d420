#include "client/cli/show_peer.h"

#include <array>
#include <boost/json/array.hpp>
#include <utility>

#include "client/cli/terminal.h"
#include "client/cli/texts.h"
#include "client/core/names.h"
#include "client/core/near_peer/desk_view.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

json::object pair_json(const Visit& visit, const PairView& view) {
  const PeerPair& pair = view.pair;
  json::array met;
  for (const std::string& each : pair.with.met) met.emplace_back(each);
  json::object out{{"number", pair.number},
                   {"name", pair.with.name},
                   {"email", pair.with.email},
                   {"grade", pair.with.grade},
                   {"met", std::move(met)},
                   {"here", pair.with.has_come()},
                   {"opted_out", pair.with.opted_out},
                   {"came_back", pair.came_back},
                   {"introduce", view.introduction_late},
                   {"feedback_due", view.feedback_due},
                   {"may_remind", view.may_remind},
                   {"agreement_over", view.agreement_over}};
  out["engagement"] = view.engagement ? json::value(view.engagement->id) : json::value(nullptr);
  out["agreement"] = nullptr;
  if (pair.agreement) {
    out["agreement"] = {{"number", pair.agreement->agreement.number},
                        {"whole", view.agreement_whole},
                        {"text", pair.agreement->agreement.canonical_text(visit.policy().origin)}};
  }
  out["feedback"] = nullptr;
  if (pair.feedback) {
    out["feedback"] = {
        {"answers",
         {pair.feedback->answers[0], pair.feedback->answers[1], pair.feedback->answers[2]}},
        {"text", pair.feedback->text}};
  }
  return out;
}

void add_pair_lines(const Visit& visit, const PairView& view, std::vector<std::string>& out) {
  const PeerPair& pair = view.pair;
  const bool doctor = visit.role() == protocol::Role::kColleague;
  std::string head = "Pair " + std::to_string(pair.number) + ": " + for_screen(pair.with.name) +
                     ", " + for_screen(pair.with.grade);
  if (!pair.with.email.empty()) head += " <" + for_screen(pair.with.email) + ">";
  out.push_back(std::move(head));
  std::string met;
  for (const std::string& each : pair.with.met) met += (met.empty() ? "" : ", ") + for_screen(each);
  if (!met.empty()) out.push_back("  Matched on: " + met);
  if (doctor) {
    out.emplace_back("  They get in touch with you; you need not do anything.");
  } else if (view.introduction_late) {
    out.emplace_back(
        "  Your introduction is still to be made: \"accept\" the engagement, or write "
        "a mail.");
  }
  if (pair.with.opted_out) out.emplace_back("  They have opted out. You stay their contact.");
  if (pair.came_back) out.emplace_back("  They are in again.");
  if (pair.agreement) {
    out.push_back(std::string("  Agreement ") + std::to_string(pair.agreement->agreement.number) +
                  (view.agreement_whole ? ", signed by both." : ", not signed by both yet."));
  }
  if (view.agreement_over) {
    out.emplace_back("  Its estimated end has passed: agree anew, or let it end.");
  }
  if (view.feedback_due) {
    out.emplace_back("  Your supporter would be glad of feedback: \"sotto peer feedback\".");
  }
  if (pair.feedback && !doctor) {
    for (std::string& line : feedback_lines(*pair.feedback)) out.push_back(std::move(line));
  }
}

}  // namespace

json::object peer_json(const Visit& visit) {
  const PeerState& peer = *visit.peer();
  json::array pairs, events;
  for (const PairView& each : visit.pairs()) pairs.push_back(pair_json(visit, each));
  for (const Event& event : visit.events()) {
    json::object each{{"kind", name(event)}, {"text", text(event)}};
    events.push_back(std::move(each));
  }
  return {{"role", name(visit.role())},  {"name", peer.name()},
          {"grade", peer.grade()},       {"standing", name(peer.standing())},
          {"joined", peer.has_joined()}, {"known", peer.is_known()},
          {"pairs", std::move(pairs)},   {"statement", !peer.statement().empty()},
          {"events", std::move(events)}};
}

std::vector<std::string> feedback_lines(const PairFeedback& feedback) {
  static constexpr std::array<std::string_view, 3> kAsked = {"there when agreed", "listened",
                                                             "of use"};
  static constexpr std::array<std::string_view, 4> kScale = {"not at all", "a little", "mostly",
                                                             "very much so"};
  std::string line = "  Feedback:";
  for (std::size_t i = 0; i < kAsked.size(); ++i) {
    line += std::string(i == 0 ? " " : "; ") + std::string(kAsked[i]) + ": " +
            std::string(kScale[feedback.answers[i] - 1u]);
  }
  std::vector<std::string> out{line + "."};
  if (!feedback.text.empty()) out.push_back("  In their words: " + for_screen(feedback.text));
  return out;
}

std::vector<std::string> peer_lines(const Visit& visit) {
  const PeerState& peer = *visit.peer();
  std::vector<std::string> out;
  for (const Event& event : visit.events()) out.emplace_back(text(event));
  if (!peer.has_joined()) {
    out.emplace_back(
        "The director does not know this locker yet: \"sotto peer join\" with the "
        "invitation on your letter.");
  } else if (!peer.is_known()) {
    out.emplace_back("The director has not answered yet.");
  }
  if (peer.standing() == Standing::kOptedOut) {
    out.emplace_back("You have opted out. \"sotto peer opt-in\" at any time.");
  } else if (peer.standing() == Standing::kWithdrawn) {
    out.emplace_back("You have left the scheme.");
  }
  for (const PairView& each : visit.pairs()) add_pair_lines(visit, each, out);
  return out;
}

}  // namespace sotto::client::cli
