#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>
#include <sstream>

#include "client/cli/arguments.h"
#include "client/cli/show.h"
#include "client/cli/show_peer.h"
#include "client/cli/texts.h"

namespace sotto::client::cli {
namespace {

using protocol::Status;

std::vector<Event> all_events() {
  return {event::EnquiryShown{},      event::EngagementChanged{},
          event::CellMissing{},       event::BoardChanged{},
          event::OtherLog{},          event::LockerPutBack{},
          event::OwnListingMissing{}, event::ConcernNotOpened{},
          event::ConcernAnswered{},   event::ConcernFound{},
          event::ConcernChanged{},    event::NoRoomForConcerns{},
          event::OpeningNotLogged{},  event::IntentLost{intent::Pause{}, IntentRefusal::kWrongRole},
          event::BrokerRestored{},    event::PeerChanged{}};
}

template <class Enum>
void add_all(std::vector<std::string>& out, Enum first, Enum last) {
  for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i) {
    out.emplace_back(text(static_cast<Enum>(i)));
  }
}

std::vector<std::string> all_sentences() {
  std::vector<std::string> out;
  for (const std::string_view each :
       {kParcels, kNoInput, kNoMemory, kNoBroker, kStillStale, kTelephoneFirst, kTelephoneNow,
        kSealed, kNotOpened, kConfidence, kLeftTheList, kTellsTheDirector, kNoRelay}) {
    out.emplace_back(each);
  }
  add_all(out, Failure::kNoAnswer, Failure::kGatewayKeyChanged);
  add_all(out, Status::kMalformed, static_cast<Status>(protocol::kLastStatus));
  add_all(out, IntentRefusal::kNoSuchEngagement, IntentRefusal::kNoPausing);
  add_all(out, HeldPhase::kSealed, HeldPhase::kShares);
  add_all(out, PeerNews::kPaired, PeerNews::kNotSenior);
  add_all(out, EndReason::kMine, EndReason::kTime);
  add_all(out, protocol::SlipRefusal::kNotALink, protocol::SlipRefusal::kStrayBits);
  add_all(out, ZoneProblem::kNotATime, ZoneProblem::kTwice);
  for (const Event& event : all_events()) out.emplace_back(text(event));
  using Reason = protocol::WordsRefusal::Reason;
  for (Reason reason : {Reason::kNotInList, Reason::kTooFew, Reason::kTooMany}) {
    out.push_back(text(protocol::WordsRefusal{reason, 3}));
  }
  return out;
}

// Whole words in lower case, so that "outpatient" would not be found in "patient" but "clients" is
// in "client".
std::set<std::string> words_of(std::string sentence) {
  // Of those whom doctors care for, who may come to harm.
  const std::string allowed = "patients or other people";
  const std::size_t found = sentence.find(allowed);
  if (found != std::string::npos) sentence.erase(found, allowed.size());
  std::set<std::string> out;
  std::string word;
  for (char c : sentence + " ") {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else {
      out.insert(word);
      word.clear();
    }
  }
  return out;
}

TEST(CliTexts, EverythingThatCanHappenHasASentence) {
  ASSERT_EQ(all_events().size(), std::variant_size_v<Event>);
  for (const std::string& sentence : all_sentences()) {
    ASSERT_GE(sentence.size(), 10u);
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(sentence.front())) != 0) << sentence;
    EXPECT_EQ(sentence.back(), '.') << sentence;
    EXPECT_EQ(sentence.find('\n'), std::string::npos) << sentence;
    EXPECT_EQ(sentence.find("  "), std::string::npos) << sentence;
  }
}

TEST(CliTexts, NoSentenceUsesAWordThatWeDoNotUseForPeople) {
  for (const std::string& sentence : all_sentences()) {
    const std::set<std::string> words = words_of(sentence);
    for (const char* forbidden :
         {"user", "users", "client", "clients", "patient", "patients", "case", "cases", "ticket",
          "tickets", "session", "sessions", "referral", "mentor", "error", "invalid", "failed",
          "should", "unfortunately"}) {
      EXPECT_FALSE(words.contains(forbidden)) << forbidden << ": " << sentence;
    }
  }
}

TEST(CliTexts, NoSentenceSaysWhetherSomethingHasGone) {
  for (const std::string& sentence : all_sentences()) {
    const std::set<std::string> words = words_of(sentence);
    for (const char* forbidden : {"sent", "delivered", "received", "transmitted", "queued",
                                  "pending", "cover", "outbox", "unread"}) {
      EXPECT_FALSE(words.contains(forbidden)) << forbidden << ": " << sentence;
    }
  }
}

TEST(CliTexts, DifferentRefusalsReadDifferently) {
  std::set<std::string> seen;
  for (int i = 0; i <= static_cast<int>(IntentRefusal::kNoPausing); ++i) {
    EXPECT_TRUE(seen.insert(std::string(text(static_cast<IntentRefusal>(i)))).second) << i;
  }
  for (int i = 0; i <= static_cast<int>(Failure::kGatewayKeyChanged); ++i) {
    EXPECT_TRUE(seen.insert(std::string(text(static_cast<Failure>(i)))).second) << i;
  }
}

TEST(CliTexts, CommandsThatASentenceNamesAreThere) {
  std::size_t named = 0;
  for (const std::string& sentence : all_sentences()) {
    for (std::size_t at = sentence.find("\"sotto "); at != std::string::npos;
         at = sentence.find("\"sotto ", at + 1)) {
      const std::string typed = sentence.substr(at + 1, sentence.find('"', at + 1) - at - 1);
      const std::string command = typed.substr(0, typed.find(" --"));
      std::istringstream in(command);
      std::vector<std::string> words{std::istream_iterator<std::string>(in), {}};
      words.emplace_back("--help");
      std::vector<const char*> argv;
      for (const std::string& word : words) argv.push_back(word.c_str());
      const auto parsed = parse_arguments(static_cast<int>(argv.size()), argv.data());
      const auto& help = std::get<ParseEnd>(parsed).text;
      EXPECT_NE(help.find(command + " ["), std::string::npos) << sentence << '\n' << help;
      ++named;
    }
  }
  EXPECT_GT(named, 5u);
}

TEST(CliTexts, FeedbackIsReadInWords) {
  EXPECT_EQ(feedback_lines({{4, 1, 2}, "Thank you"}),
            (std::vector<std::string>{
                "  Feedback: there when agreed: very much so; listened: not at all; of use: a "
                "little.",
                "  In their words: Thank you"}));
  EXPECT_EQ(feedback_lines({{3, 3, 3}, ""}).size(), 1u);
}

TEST(CliTexts, ConfidentialityAndItsLimitStandBesideAnEnquiryThatCame) {
  EngagementView enquiry;
  enquiry.phase = Phase::kEnquired;
  enquiry.means = protocol::Means::kInService;
  const auto has_it = [&](protocol::Role role) {
    const auto lines = lines_of(enquiry, role, {}, "UTC");
    return std::ranges::any_of(
        lines, [](const std::string& line) { return line.find(kConfidence) != std::string::npos; });
  };
  EXPECT_TRUE(has_it(protocol::Role::kSupporter));
  EXPECT_FALSE(has_it(protocol::Role::kColleague)) << "they have read it before they asked";
  enquiry.pair.emplace();
  EXPECT_FALSE(has_it(protocol::Role::kSupporter)) << "a pair has an agreement of its own";
}

TEST(CliTexts, AColleagueReadsThatASupporterHasLeftTheList) {
  EngagementView waiting;
  waiting.phase = Phase::kEnquired;
  waiting.means = protocol::Means::kInService;
  SupporterView supporter{.id = waiting.supporter, .text = {{{"name", "Robin"}}}, .offered = true};
  const auto says_so = [&](protocol::Role role, const std::vector<SupporterView>& directory) {
    const auto lines = lines_of(waiting, role, directory, "UTC");
    return std::ranges::any_of(lines, [](const std::string& line) {
      return line.find(kLeftTheList) != std::string::npos;
    });
  };
  EXPECT_TRUE(says_so(protocol::Role::kColleague, {}));
  EXPECT_FALSE(says_so(protocol::Role::kColleague, {supporter}));
  EXPECT_FALSE(says_so(protocol::Role::kSupporter, {}));
  waiting.phase = Phase::kEnded;
  EXPECT_FALSE(says_so(protocol::Role::kColleague, {}));
}

TEST(CliTexts, ASentenceAboutWordsNamesThePlaceAndNothingTyped) {
  using Reason = protocol::WordsRefusal::Reason;
  EXPECT_NE(text(protocol::WordsRefusal{Reason::kNotInList, 4}).find("Word 4 "), std::string::npos);
  EXPECT_NE(text(protocol::WordsRefusal{Reason::kTooFew, 6}).find("only 6 "), std::string::npos);
}

TEST(CliTexts, MeansHaveOneNameEach) {
  for (int i = 1; i <= 6; ++i) {
    const auto means = static_cast<protocol::Means>(i);
    EXPECT_EQ(means_of(name(means)), means);
    EXPECT_FALSE(in_words(means).empty());
  }
  EXPECT_FALSE(means_of("fax"));
}

TEST(CliTexts, EventsHaveTheirOwnNames) {
  EXPECT_EQ(name(Event(event::OtherLog{})), "other_log");
  EXPECT_EQ(name(Event(event::IntentLost{})), "intent_lost");
  EXPECT_EQ(name(Event(event::EnquiryShown{})), "enquiry_shown");
}

TEST(CliTexts, ExitsTellWhoHasToDoSomething) {
  EXPECT_EQ(exit_of(Failure::kNoAnswer, Status::kOk), Exit::kUnreachable);
  for (Failure failure :
       {Failure::kNotSotto, Failure::kWrongLog, Failure::kLogInvalid, Failure::kLogRolledBack,
        Failure::kLogForked, Failure::kNotCosigned, Failure::kPolicyMismatch, Failure::kNoPassKey,
        Failure::kDrawInvalid, Failure::kDirectoryInvalid, Failure::kBoardInvalid,
        Failure::kLockerUnreadable}) {
    EXPECT_EQ(exit_of(failure, Status::kOk), Exit::kDistrust) << describe(failure);
  }
  EXPECT_EQ(exit_of(Failure::kNotTheRelay, Status::kOk), Exit::kUsage);
  EXPECT_EQ(exit_of(Failure::kStaleVersion, Status::kOk), Exit::kTryLater);
  EXPECT_EQ(exit_of(Failure::kGatewayKeyChanged, Status::kOk), Exit::kTryLater);
  EXPECT_EQ(exit_of(Failure::kCosignedLongAgo, Status::kOk), Exit::kTryLater);
  EXPECT_EQ(exit_of(Failure::kRefused, Status::kUnknownLocker), Exit::kWrongWords);
  EXPECT_EQ(exit_of(Failure::kRefused, Status::kUnknownCode), Exit::kWrongWords);
  EXPECT_EQ(exit_of(Failure::kRefused, Status::kTooManyVisits), Exit::kTryLater);
  EXPECT_EQ(exit_of(Failure::kRefused, Status::kTryLater), Exit::kTryLater);
  EXPECT_EQ(exit_of(Failure::kRefused, Status::kNotEligible), Exit::kRefused);
  EXPECT_EQ(exit_of(Failure::kRefused, Status::kMalformed), Exit::kDistrust);
}

}  // namespace
}  // namespace sotto::client::cli
