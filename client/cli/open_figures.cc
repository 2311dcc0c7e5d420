#include "client/cli/open_figures.h"

#include <boost/json/array.hpp>

namespace sotto::client::cli {
namespace {

namespace json = boost::json;
using State = QuarterDone::State;

constexpr std::string_view kNothingDecrypted =
    " Nothing was decrypted. Tell the leads and the "
    "other trustees.";

std::string_view sentence(figures::TallyRefusal why) {
  switch (why) {
    case figures::TallyRefusal::kFormat:
      return "is no report";
    case figures::TallyRefusal::kQuarter:
      return "is of another quarter";
    case figures::TallyRefusal::kNotOnRoster:
      return "is of nobody who was a supporter in that quarter";
    case figures::TallyRefusal::kTwice:
      return "is there twice";
    case figures::TallyRefusal::kSignature:
      return "is not signed by them";
    case figures::TallyRefusal::kProof:
      return "is not what a report may be";
  }
  return "";
}

// What a visit has done, in words.
class Telling {
 public:
  Telling(Terminal& terminal, const PublicView& everybody, const QuarterDone& done)
      : terminal_(terminal),
        everybody_(everybody),
        done_(done),
        under_(*everybody.log().certificate_for(done.quarter)) {}

  Exit tell() {
    say_reports();
    if (!done_.spoilt.empty()) {
      terminal_.problem(
          "What came from " + titles_of(done_.spoilt) +
          " does not hold, and was left out. It was sent wrong or changed on the way. Ask them to "
          "visit again, or another trustee to visit instead.");
    }
    return say_state();
  }

  json::object to_json() const {
    json::array ids;
    for (const protocol::SupporterId& id : done_.not_reported) ids.emplace_back(to_hex(id));
    return {{"quarter", done_.quarter},           {"did", name(done_.did)},
            {"state", name(done_.state)},         {"reports", done_.reports},
            {"not_reported", std::move(ids)},     {"spoilt", places_of(done_.spoilt)},
            {"missing", places_of(done_.missing)}};
  }

 private:
  std::string quarter() const { return quarter_name(everybody_.policy().calendar, done_.quarter); }

  // Only of what was checked. Who says that they have visited was dropped by the broker.
  void say_reports() {
    if (done_.did == QuarterDone::Did::kNothing) return;
    std::string names;
    for (const protocol::SupporterId& id : done_.not_reported) {
      names += (names.empty() ? "" : ", ") + name_of(id);
    }
    terminal_.line(std::to_string(done_.reports) + " reports of " + quarter() + ", each checked." +
                   (names.empty() ? std::string(" Everybody on the roster has reported.")
                                  : " Not among them: " + names +
                                        ". Should one of them say that they have visited in the "
                                        "first month after it, the broker has dropped theirs."));
  }

  Exit say_state() {
    switch (done_.state) {
      case State::kNoShare:
        return problem(Exit::kDistrust,
                       "Your words give no share of the key of " + quarter() +
                           ", so you cannot open its figures. The other trustees can, while they "
                           "are enough.");
      case State::kFalseReport:
        return problem(Exit::kDistrust,
                       "A report " +
                           (done_.false_of ? "of " + name_of(*done_.false_of) : "on its list") +
                           " " + std::string(sentence(done_.reason)) +
                           ". The broker would never have taken it: somebody has put it there." +
                           std::string(kNothingDecrypted));
      case State::kOtherReports:
        return problem(Exit::kDistrust,
                       "The broker shows other reports than those that the log says were closed: "
                       "some were dropped or added since. What two sums differ by could be one "
                       "person's." +
                           std::string(kNothingDecrypted));
      case State::kOver:
        return problem(Exit::kTryLater, "The figures of " + quarter() +
                                            " have been published, or forgotten, in this moment. "
                                            "\"sotto figures\" shows what there is.");
      case State::kFailed:
        return explain(terminal_, done_.failure.why, done_.failure.status);
      case State::kWait:
        return say_wait();
      case State::kHalfLost:
        return problem(Exit::kRefused,
                       "The broker has lost its half of the key, so nobody can open " + quarter() +
                           " any more. For the quarters to come the trustees make another key: one "
                           "of you runs \"sotto trustee begin-again\".");
      case State::kBrokerWrong:
        return problem(Exit::kDistrust,
                       "The broker's own part is not of this sum, so there are no figures. Its "
                       "operator has to look at it (sotto-broker check); then visit again.");
      case State::kNoSum:
        return problem(Exit::kDistrust,
                       "The parts hold, and what comes out is no sum of reports. That should not "
                       "be possible; keep what you see and tell the leads.");
      case State::kDisagree:
        return problem(Exit::kDistrust,
                       "Enough trustees have signed, and not the same figures. Compare what your "
                       "clients say, and tell the leads.");
      case State::kReleased:
        break;
    }
    terminal_.line("The figures of " + quarter() +
                   " are published, and the reports are deleted. \"sotto figures\" shows them.");
    return Exit::kOk;
  }

  Exit say_wait() {
    const std::string more = std::to_string(done_.lacking) + " more";
    if (done_.did == QuarterDone::Did::kSigned) {
      terminal_.line("You have opened the sum of " + quarter() + " and signed its figures. " +
                     more + " have to, of: " + titles_of(done_.missing) + ".");
    } else {
      terminal_.line("You have sent your part. It takes " + more +
                     ", of: " + titles_of(done_.missing) +
                     ". Visit once more after them. Whoever cannot be reached is not needed while "
                     "enough others visit before the quarter is over.");
    }
    return Exit::kOk;
  }

  Exit problem(Exit exit, const std::string& sentence) {
    terminal_.problem(sentence);
    return exit;
  }

  std::string name_of(const protocol::SupporterId& id) const {
    for (const protocol::DirectoryEntry& entry : everybody_.directory().entries) {
      if (entry.id != id) continue;
      const auto text = protocol::ListingText::parse(entry.text);
      for (const auto& [field, value] : text ? text->fields : decltype(text->fields){}) {
        if (field == "name") return for_screen(value);
      }
    }
    return "supporter " + to_hex(id).substr(0, 8);
  }

  std::string titles_of(const std::vector<std::uint8_t>& holders) const {
    std::string out;
    for (const std::uint8_t holder : holders) {
      const protocol::TrusteeKey& who = under_.trustees[holder - 1u];
      out += (out.empty() ? "place " : ", place ") + std::to_string(who.place + 1) + " (" +
             for_screen(who.title) + ")";
    }
    return out;
  }
  json::array places_of(const std::vector<std::uint8_t>& holders) const {
    json::array out;
    for (const std::uint8_t holder : holders) {
      out.push_back(under_.trustees[holder - 1u].place + 1);
    }
    return out;
  }

  Terminal& terminal_;
  const PublicView& everybody_;
  const QuarterDone& done_;
  const protocol::LoggedCertificate& under_;
};

}  // namespace

FiguresDone open_figures(Host& host, const PublicView& everybody, const TrusteeKeys& keys,
                         QuarterVisit visit) {
  while (const Request* const request = visit.request()) {
    if (visit.done().did == QuarterDone::Did::kNothing) {
      host.terminal.progress("Fetching reports: " + std::to_string(visit.done().reports) + " of " +
                             std::to_string(visit.closed()));
    }
    auto response = host.carry(*request);
    visit.answer(everybody, keys, response ? std::optional(std::move(*response)) : std::nullopt);
  }
  Telling telling(host.terminal, everybody, visit.done());
  const Exit exit = telling.tell();
  return {telling.to_json(), exit};
}

std::string quarter_name(const protocol::Calendar& calendar, protocol::Epoch quarter) {
  static constexpr const char* kNames[] = {"first", "second", "third", "fourth"};
  if (calendar.epoch_days != 0) return "quarter " + std::to_string(quarter);
  return std::string("the ") + kNames[quarter % 4] + " quarter of " + std::to_string(quarter / 4);
}

}  // namespace sotto::client::cli
