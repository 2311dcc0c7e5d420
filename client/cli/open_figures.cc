#include "client/cli/open_figures.h"

#include <algorithm>
#include <boost/json/array.hpp>

namespace sotto::client::cli {
namespace {

namespace json = boost::json;
using protocol::ReleaseAnswer;
using protocol::ReportsAnswer;

constexpr std::string_view kNothingDecrypted =
    " Nothing was decrypted. Tell the leads and the "
    "other trustees.";

class Opening {
 public:
  Opening(Host& host, const PublicView& everybody, const TrusteeKeys& keys, const QuarterSeat& seat)
      : host_(host), everybody_(everybody), keys_(keys), seat_(seat) {}

  FiguresDone run() {
    out_.value["quarter"] = seat_.quarter;
    out_.value["did"] = "nothing";
    out_.exit = open();
    return std::move(out_);
  }

 private:
  Exit open() {
    const auto share = share_of(*seat_.under, everybody_.genesis(), keys_);
    if (!share) {
      return problem("no-share", Exit::kDistrust,
                     "Your words give no share of the key of " + quarter() +
                         ", so you cannot open its figures. The other trustees can, while they are "
                         "enough.");
    }
    const auto reports = fetch();
    if (!reports) return reports.error();
    const auto sum = sum_of(everybody_, seat_, *reports);
    if (!sum) return say(sum.error(), *reports);
    say_missing(*reports);

    auto answer = carry<ReleaseAnswer>(seat_.send(everybody_, keys_, protocol::TrusteeKind::kSend,
                                                  sealed_parts(everybody_, seat_, *sum, *share)));
    if (!answer) return answer.error();
    did("sent");
    answer = carry<ReleaseAnswer>(seat_.read_parts(everybody_, keys_));
    if (!answer) return answer.error();
    const Opened opened = open_parts(everybody_, keys_, seat_, *sum, *share, *answer);
    say_spoilt(opened);
    if (opened.turn != Opened::Turn::kRelease) return say(opened);

    answer = carry<ReleaseAnswer>(
        seat_.send(everybody_, keys_, protocol::TrusteeKind::kRelease, opened.signed_release));
    if (!answer) return answer.error();
    did(answer->released ? "released" : "signed");
    return say_signed(*answer);
  }

  std::string quarter() const { return quarter_name(everybody_.policy().calendar, seat_.quarter); }
  void did(const char* what) { out_.value["did"] = what; }

  Exit problem(const char* state, Exit exit, const std::string& sentence) {
    out_.value["state"] = state;
    host_.terminal.problem(sentence);
    return exit;
  }

  template <class Answer>
  std::expected<Answer, Exit> carry(const std::optional<TrusteeCall>& call) {
    if (!call) return std::unexpected(explain(host_.terminal, Failure::kLogInvalid));
    const auto response = host_.carry(call->request());
    if (!response) return std::unexpected(explain(host_.terminal, Failure::kNoAnswer));
    auto done = call->open_as<Answer>(*response);
    if (done) return std::move(*done);
    if (done.error().status == protocol::Status::kStaleProposal) {
      return std::unexpected(problem("over", Exit::kTryLater,
                                     "The figures of " + quarter() +
                                         " have been published, or forgotten, in this moment. "
                                         "\"sotto figures\" shows what there is."));
    }
    return std::unexpected(explain(host_.terminal, done.error().why, done.error().status));
  }

  // All of them, a page at a time; as many as the log says were closed.
  std::expected<std::vector<Bytes>, Exit> fetch() {
    const std::uint32_t closed = everybody_.log().closing_of(seat_.quarter)->reports;
    std::vector<Bytes> out;
    while (out.size() < closed) {
      host_.terminal.progress("Fetching reports: " + std::to_string(out.size()) + " of " +
                              std::to_string(closed));
      auto page = carry<ReportsAnswer>(
          seat_.read_reports(everybody_, keys_, static_cast<std::uint32_t>(out.size())));
      if (!page) return std::unexpected(page.error());
      if (page->count != closed || page->reports.empty()) break;
      std::ranges::move(page->reports, std::back_inserter(out));
    }
    out_.value["reports"] = out.size();
    return out;
  }

  Exit say(const SumRefusal& why, std::span<const Bytes> reports) {
    if (why.why == SumRefusal::Why::kReport) {
      const auto report = figures::Report::parse(reports[why.report]);
      const std::string of =
          report ? "of " + name_of(protocol::supporter_id(report->identity)) : "on its list";
      return problem("false-report", Exit::kDistrust,
                     "A report " + of + " " + reason(why.refusal) +
                         ". The broker would never have taken it: somebody has put it there." +
                         std::string(kNothingDecrypted));
    }
    return problem("other-reports", Exit::kDistrust,
                   "The broker shows other reports than those that the log says were closed: some "
                   "were dropped or added since. What two sums differ by could be one person's." +
                       std::string(kNothingDecrypted));
  }

  static std::string reason(figures::TallyRefusal why) {
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

  // Who says that they have visited was dropped by the broker.
  void say_missing(std::span<const Bytes> reports) {
    json::array ids;
    std::string names;
    for (const protocol::SupporterId& id : not_reported(everybody_, seat_, reports)) {
      ids.push_back(json::string(to_hex(id)));
      names += (names.empty() ? "" : ", ") + name_of(id);
    }
    out_.value["not_reported"] = ids;
    host_.terminal.line(std::to_string(reports.size()) + " reports of " + quarter() +
                        ", each checked." +
                        (names.empty() ? std::string(" Everybody on the roster has reported.")
                                       : " Not among them: " + names +
                                             ". Should one of them say that they have visited in "
                                             "the first month after it, the broker has dropped "
                                             "theirs."));
  }

  std::string title_of(std::uint8_t holder) const {
    const protocol::TrusteeKey& who = seat_.under->trustees[holder - 1u];
    return "place " + std::to_string(who.place + 1) + " (" + for_screen(who.title) + ")";
  }
  std::string titles_of(const std::vector<std::uint8_t>& holders) const {
    std::string out;
    for (const std::uint8_t holder : holders) out += (out.empty() ? "" : ", ") + title_of(holder);
    return out;
  }
  json::array places_of(const std::vector<std::uint8_t>& holders) const {
    json::array out;
    for (const std::uint8_t holder : holders) {
      out.push_back(seat_.under->trustees[holder - 1u].place + 1);
    }
    return out;
  }

  void say_spoilt(const Opened& opened) {
    out_.value["spoilt"] = places_of(opened.spoilt);
    if (opened.spoilt.empty()) return;
    host_.terminal.problem(
        "What came from " + titles_of(opened.spoilt) +
        " does not hold, and was left out. It was sent wrong or changed on the way. Ask them to "
        "visit again, or another trustee to visit instead.");
  }

  Exit say(const Opened& opened) {
    switch (opened.turn) {
      case Opened::Turn::kWait:
        out_.value["state"] = "wait";
        out_.value["missing"] = places_of(opened.missing);
        host_.terminal.line("You have sent your part. It takes " + std::to_string(opened.lacking) +
                            " more, of: " + titles_of(opened.missing) +
                            ". Visit once more after them. Whoever cannot be reached is not needed "
                            "while enough others visit before the quarter is over.");
        return Exit::kOk;
      case Opened::Turn::kHalfLost:
        return problem("half-lost", Exit::kRefused,
                       "The broker has lost its half of the key, so nobody can open " + quarter() +
                           " any more. For the quarters to come the trustees make another key: one "
                           "of you runs \"sotto trustee begin-again\".");
      case Opened::Turn::kBrokerWrong:
        return problem("broker-wrong", Exit::kDistrust,
                       "The broker's own part is not of this sum, so there are no figures. Its "
                       "operator has to look at it (sotto-broker check); then visit again.");
      case Opened::Turn::kNoSum:
      case Opened::Turn::kRelease:
        break;
    }
    return problem("no-sum", Exit::kDistrust,
                   "The parts hold, and what comes out is no sum of reports. That should not be "
                   "possible; keep what you see and tell the leads.");
  }

  Exit say_signed(const ReleaseAnswer& answer) {
    out_.value["state"] = answer.released ? "released" : "wait";
    if (answer.released) {
      host_.terminal.line("The figures of " + quarter() +
                          " are published, and the reports are deleted. \"sotto figures\" shows "
                          "them.");
      return Exit::kOk;
    }
    std::vector<std::uint8_t> missing;
    std::uint32_t with = 0;
    const auto n =
        static_cast<std::uint8_t>(std::min(answer.parts.size(), seat_.under->trustees.size()));
    for (std::uint8_t holder = 1; holder <= n; ++holder) {
      if (answer.parts[holder - 1u].step == protocol::ReleaseStep::kSigned) {
        ++with;
      } else {
        missing.push_back(holder);
      }
    }
    if (with >= seat_.under->key.t) {
      return problem("disagree", Exit::kDistrust,
                     "Enough trustees have signed, and not the same figures. Compare what your "
                     "clients say, and tell the leads.");
    }
    out_.value["missing"] = places_of(missing);
    host_.terminal.line("You have opened the sum of " + quarter() + " and signed its figures. " +
                        std::to_string(seat_.under->key.t - with) +
                        " more have to, of: " + titles_of(missing) + ".");
    return Exit::kOk;
  }

  Host& host_;
  const PublicView& everybody_;
  const TrusteeKeys& keys_;
  const QuarterSeat& seat_;
  FiguresDone out_;
};

}  // namespace

FiguresDone open_figures(Host& host, const PublicView& everybody, const TrusteeKeys& keys,
                         const QuarterSeat& seat) {
  return Opening(host, everybody, keys, seat).run();
}

std::string quarter_name(const protocol::Calendar& calendar, protocol::Epoch quarter) {
  static constexpr const char* kNames[] = {"first", "second", "third", "fourth"};
  if (calendar.epoch_days != 0) return "quarter " + std::to_string(quarter);
  return std::string("the ") + kNames[quarter % 4] + " quarter of " + std::to_string(quarter / 4);
}

}  // namespace sotto::client::cli
