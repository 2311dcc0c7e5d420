// Commands of every role, against the fake broker.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "client/cli/credentials.h"
#include "client/cli/files.h"
#include "client/core/lead_key.h"
#include "client/core/roster.h"
#include "tests/client/cli/at_broker.h"
#include "tests/support/sample_steps.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

class CliCommands : public AtBroker {};

TEST_F(CliCommands, ASlipOpensALockerAndItsWordsOpenItAgain) {
  const std::string words = enrol("colleague");
  EXPECT_EQ(said()["role"], "colleague");
  EXPECT_EQ(broker_.lockers.size(), 1u);
  EXPECT_EQ(sotto({"show", "--directory"}, words), Exit::kOk) << err_.str();
  EXPECT_EQ(said()["visits"].to_number<int>(), 2);
  EXPECT_EQ(said()["packs_left"].to_number<int>(), 4);
  EXPECT_TRUE(said()["engagements"].as_array().empty());
  EXPECT_TRUE(said()["last_opened"].is_string());
}

TEST_F(CliCommands, EveryVisitHasTheSameShapeWhateverIsDone) {
  const std::string words = enrol("colleague");
  const auto shape_of = [&](std::vector<std::string> command, Exit expected) {
    broker_.trace.clear();
    EXPECT_EQ(sotto(std::move(command), words), expected) << err_.str();
    return broker_.trace;
  };
  const auto shown = shape_of({"show"}, Exit::kOk);
  const auto commits = std::ranges::count(broker_.inner_paths, "/commit");
  EXPECT_EQ(commits, 4) << "two a visit";
  EXPECT_EQ(shape_of({"visit", "--unattended"}, Exit::kOk), shown);
  EXPECT_EQ(out_.str(), "{\"visited\":true}\n");
  EXPECT_EQ(shape_of({"end", "1"}, Exit::kRefused), shown);
  EXPECT_EQ(shape_of({"enquire", "Nobody"}, Exit::kRefused), shown);
  broker_.trace.clear();
  EXPECT_EQ(sotto({"enquire"}, words + "Nobody\n"), Exit::kRefused) << err_.str();
  EXPECT_EQ(broker_.trace, shown) << "the name was read, and not an argument";
  const std::size_t before = broker_.inner_paths.size();
  EXPECT_EQ(sotto({"enquire"}, words), Exit::kUsage);
  EXPECT_EQ(broker_.inner_paths.size(), before) << "nobody typed: there is no visit";
}

TEST_F(CliCommands, WhereConfidentialityEndsIsReadBeforeAnEnquiry) {
  const std::string words = enrol("colleague");
  json_ = false;
  EXPECT_EQ(sotto({"enquire", "Nobody"}, words), Exit::kRefused) << err_.str();
  EXPECT_EQ(out_.str().find(kConfidence), 0u) << out_.str();
  const std::size_t before = broker_.inner_paths.size();
  EXPECT_EQ(sotto({"enquire"}, words), Exit::kUsage);
  EXPECT_EQ(out_.str().find(kConfidence), 0u) << "before the name is asked for";
  EXPECT_EQ(broker_.inner_paths.size(), before);
  EXPECT_EQ(sotto({"show"}, words), Exit::kOk);
  EXPECT_EQ(out_.str().find(kConfidence), std::string::npos);
}

TEST_F(CliCommands, InASchemeWithoutStepsAConcernIsRefused) {
  const std::string words = enrol("supporter");
  ASSERT_EQ(sotto({"show", "--public", path("kept")}, words), Exit::kOk) << err_.str();
  broker_.trace.clear();
  EXPECT_EQ(sotto({"concern", "seal", "--public", path("kept")}, words), Exit::kRefused);
  EXPECT_NE(err_.str().find("concerns are not offered"), std::string::npos) << err_.str();
  EXPECT_TRUE(broker_.trace.empty());
}

// The guided steps at the terminal, by what an earlier visit has kept.
class CliConcerns : public AtBroker {
 protected:
  CliConcerns() : AtBroker(with_steps()) {
    for (const std::uint8_t place : {0, 1}) {
      broker_.log.append(broker_.today(),
                         broker_.log.recipient(
                             place, 1, testing::sample_key(static_cast<std::uint8_t>(60 + place)),
                             X25519KeyPair::generate().public_key));
    }
    words_ = enrol("supporter");
  }
  static protocol::Policy with_steps() {
    protocol::Policy policy = testing::sample_policy();
    policy.concern_steps = testing::sample_steps();
    return policy;
  }
  // What is typed after "concern seal"; the words come last.
  Exit seal(const std::string& typed) {
    broker_.trace.clear();
    return sotto({"concern", "seal", "--public", path("kept")}, typed + words_);
  }
  std::size_t sealed() { return said()["concerns"].as_array().size(); }

  std::string words_;
};
constexpr const char* kWholeWalk =
    "2\n"               // no immediate danger
    "1\n"               // patients
    "1\n"               // serious
    "2\n"               // without a name
    "yes\nyes\n"        // considered
    "2\n"               // the second recipient
    "A planted risk\n"  // the only text that is asked for
    "seal\n";

TEST_F(CliConcerns, AreAskedForBeforeAVisitLikeAnyOther) {
  EXPECT_EQ(seal(kWholeWalk), Exit::kUsage) << "nothing was kept yet";
  EXPECT_TRUE(broker_.trace.empty());
  ASSERT_EQ(sotto({"show", "--public", path("kept")}, words_), Exit::kOk) << err_.str();
  broker_.trace.clear();
  ASSERT_EQ(sotto({"show"}, words_), Exit::kOk);
  const auto shown = broker_.trace;
  ASSERT_EQ(seal(kWholeWalk), Exit::kOk) << err_.str();
  EXPECT_EQ(sealed(), 1u) << out_.str();
  EXPECT_EQ(broker_.trace, shown);
  EXPECT_EQ(sotto({"show", "--public", path("kept")}, words_), Exit::kOk) << "again, over the old";
}

TEST_F(CliConcerns, StopByDefaultAndThenNobodyIsAsked) {
  ASSERT_EQ(sotto({"show", "--public", path("kept")}, words_), Exit::kOk) << err_.str();
  const std::string danger = "1\n";
  const std::string themself = "2\n2\n\n";
  const std::string below = "2\n1\n2\n";
  const std::string not_considered = "2\n1\n1\n2\nyes\n\n";
  const std::string nobody_ticked = "2\n1\n1\n2\nyes\nyes\n\n";
  std::string not_sealed = kWholeWalk;
  not_sealed.replace(not_sealed.rfind("seal"), 4, "no");
  for (const std::string& typed :
       {std::string(), danger, themself, below, not_considered, nobody_ticked, not_sealed}) {
    EXPECT_EQ(seal(typed), Exit::kOk) << typed;
    EXPECT_TRUE(broker_.trace.empty()) << typed;
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1)
      << "the kept files";
}

TEST_F(CliConcerns, GoOnFromAStopOnlyByChoiceAndAskWhatIsWrongAgain) {
  ASSERT_EQ(sotto({"show", "--public", path("kept")}, words_), Exit::kOk) << err_.str();
  // Themself, then others too: the question is asked anew. Wrong numbers are asked again.
  ASSERT_EQ(seal("7\n2\n2\n9\n1\n1\n1\n"
                 "yes\nyes\n"
                 "3\n1 1\n1 2\n"
                 "Invented Person\n" +
                 std::string(361, 'x') + "\nA planted risk\nseal\n"),
            Exit::kOk)
      << err_.str();
  EXPECT_EQ(sealed(), 1u);
}

TEST_F(CliConcerns, HaveTheNumbersOfTheStepsAboveEveryQuestion) {
  ASSERT_EQ(sotto({"show", "--public", path("kept")}, words_), Exit::kOk) << err_.str();
  const std::string number = "Lead: 01632 960000";
  const std::string walked =
      read({"concern", "seal", "--public", path("kept")}, kWholeWalk + words_);
  std::size_t at = 0;
  for (const char* question : {"Danger?", "Who?", "Serious?", "Named?", "Considered?",
                               "Who needs to know?", "What?", "Send?", "It is sealed"}) {
    const std::size_t found = walked.find(question, at);
    ASSERT_NE(found, std::string::npos) << walked;
    EXPECT_NE(walked.substr(at, found - at).find(number), std::string::npos) << question;
    at = found;
  }
  const std::string key = spelt(client::six_words(testing::sample_key(61).public_key));
  EXPECT_NE(walked.find("(key: " + key + ")"), std::string::npos) << walked;
  broker_.now += 5 * 3600;  // and nobody has opened it
  const std::string shown = read({"show"}, words_);
  EXPECT_NE(shown.find("Nobody has opened this in time. Telephone now.\n  " + number),
            std::string::npos)
      << shown;
  EXPECT_NE(read({"concern", "show"}, words_).find(number), std::string::npos);
}

// A moment that is over before anybody waits for it takes no other commit's place.
class CliCommandsAtOnce : public AtBroker {
 protected:
  CliCommandsAtOnce() : AtBroker(at_once()) {}
  static protocol::Policy at_once() {
    protocol::Policy policy = testing::sample_policy();
    policy.first_commit_min = policy.first_commit_max = 0;
    return policy;
  }
};

TEST_F(CliCommandsAtOnce, AVisitHasTwoCommitsAllTheSame) {
  const std::string words = enrol("colleague");
  EXPECT_EQ(std::ranges::count(broker_.inner_paths, "/commit"), 2);
  const protocol::UnixTime before = broker_.now;
  EXPECT_EQ(sotto({"show"}, words), Exit::kOk) << err_.str();
  EXPECT_EQ(std::ranges::count(broker_.inner_paths, "/commit"), 4);
  EXPECT_EQ(broker_.now, before) << "and waits for none";
}

TEST_F(CliCommands, AVersionThatIsCalledStaleAndIsNotEndsTheVisit) {
  const std::string words = enrol("colleague");
  broker_.refusals["/commit"] = protocol::Status::kStaleVersion;
  const auto before = std::ranges::count(broker_.inner_paths, "/open");
  EXPECT_EQ(sotto({"show"}, words), Exit::kDistrust);
  EXPECT_EQ(std::ranges::count(broker_.inner_paths, "/open") - before, 2);
}

TEST_F(CliCommands, WrongWordsOrCodesSaySoAndChangeNothing) {
  EXPECT_EQ(sotto({"show"}, "abacus abdomen\n"), Exit::kWrongWords);
  EXPECT_EQ(sotto({"show"}, "abacus abacus abacus abacus abacus abacus abacus\n"),
            Exit::kWrongWords);
  EXPECT_NE(err_.str().find("open no locker here"), std::string::npos);
  EXPECT_EQ(sotto({"enrol"}, "not a slip\n"), Exit::kWrongWords);
  const protocol::Code unknown = protocol::Code::generate();
  EXPECT_EQ(sotto({"enrol"}, protocol::typed_form(unknown, broker_.genesis()) + "\n"),
            Exit::kWrongWords);
  EXPECT_EQ(sotto({"enrol"}, protocol::typed_form(unknown, Hash256{}) + "\n"), Exit::kDistrust);
  EXPECT_TRUE(broker_.lockers.empty());
  EXPECT_EQ(sotto({"show"}, ""), Exit::kUsage);
}

TEST_F(CliCommands, ABrokerThatIsAwayOrWrongIsToldApart) {
  lost_ = [](int) { return true; };
  EXPECT_EQ(sotto({"log", "verify"}), Exit::kUnreachable);
  lost_ = nullptr;
  EXPECT_EQ(sotto({"log", "verify", "--genesis", std::string(64, '0')}), Exit::kDistrust);
  EXPECT_EQ(out_.str(), "");
}

TEST_F(CliCommands, ABrokerThatFallsSilentAtTheEndIsSaidSo) {
  const std::string words = enrol("colleague");
  requests_ = 0;
  ASSERT_EQ(sotto({"show"}, words), Exit::kOk);
  const int last = std::exchange(requests_, 0);
  lost_ = [last](int request) { return request == last; };
  EXPECT_EQ(sotto({"show"}, words), Exit::kUnreachable);
  EXPECT_NE(err_.str().find("Your locker is safe"), std::string::npos);
}

TEST_F(CliCommands, NewWordsOpenTheLockerAndTheOldOnesNothing) {
  const std::string words = enrol("colleague");
  ASSERT_EQ(sotto({"new-words", "--words-out", path("words")}, words), Exit::kOk) << err_.str();
  EXPECT_FALSE(said().contains("words"));
  EXPECT_EQ(sotto({"show"}, words), Exit::kWrongWords);
  EXPECT_EQ(sotto({"show", "--words-file", path("words")}), Exit::kOk) << err_.str();
  struct stat status{};
  ASSERT_EQ(::stat(path("words").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600u);
}

TEST_F(CliCommands, ALockerInAFileIsOpenedByItsWordsAndTheFile) {
  const std::string file = path("locker");
  ASSERT_EQ(sotto({"enrol", "--locker-file", file}, slip()), Exit::kOk) << err_.str();
  const std::string words = json::value_to<std::string>(said()["words"]) + "\n";
  struct stat status{};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600u);
  EXPECT_EQ(static_cast<std::size_t>(status.st_size), LockerFile::kSize);
  ASSERT_EQ(sotto({"show", "--locker-file", file}, words), Exit::kOk) << err_.str();
  EXPECT_EQ(said()["visits"].to_number<int>(), 2);
  EXPECT_EQ(sotto({"show"}, words), Exit::kWrongWords) << "without the file they open nothing";
  const std::string others = enrol("colleague");
  EXPECT_EQ(sotto({"show", "--locker-file", file}, others), Exit::kWrongWords);
  EXPECT_EQ(sotto({"show", "--locker-file", file}, words), Exit::kOk) << "and nothing was changed";
  EXPECT_EQ(sotto({"enrol", "--locker-file", file}, slip()), Exit::kUsage) << "it is there already";
}

TEST_F(CliCommands, ALockerInAFileLooksLikeAnyOtherToTheBroker) {
  const auto shape_of = [&](std::vector<std::string> command, const std::string& input) {
    broker_.trace.clear();
    broker_.inner_paths.clear();
    EXPECT_EQ(sotto(std::move(command), input), Exit::kOk) << err_.str();
    return std::pair(broker_.trace, broker_.inner_paths);
  };
  const auto enrolled = shape_of({"enrol"}, slip());
  const std::string words = json::value_to<std::string>(said()["words"]) + "\n";
  const auto shown = shape_of({"show", "--genesis", to_hex(broker_.genesis())}, words);
  const std::string file = path("locker");
  EXPECT_EQ(shape_of({"enrol", "--locker-file", file}, slip()), enrolled);
  const std::string other = json::value_to<std::string>(said()["words"]) + "\n";
  EXPECT_EQ(shape_of({"show", "--locker-file", file}, other), shown);
}

TEST_F(CliCommands, AnOldCopyOfALockersFileIsRefused) {
  const std::string file = path("locker");
  ASSERT_EQ(sotto({"enrol", "--locker-file", file}, slip()), Exit::kOk) << err_.str();
  const std::string words = json::value_to<std::string>(said()["words"]) + "\n";
  std::filesystem::copy_file(file, path("copy"));
  ASSERT_EQ(sotto({"show", "--locker-file", file}, words), Exit::kOk);
  EXPECT_EQ(sotto({"show", "--locker-file", path("copy")}, words), Exit::kDistrust);
  EXPECT_NE(err_.str().find("copy of the file that was used last"), std::string::npos);
  EXPECT_EQ(sotto({"show", "--locker-file", file}, words), Exit::kOk);
}

TEST_F(CliCommands, ALockersFileSurvivesEveryLostRequestAndAnswer) {
  const std::string file = path("locker");
  ASSERT_EQ(sotto({"enrol", "--locker-file", file}, slip()), Exit::kOk) << err_.str();
  const std::string words = json::value_to<std::string>(said()["words"]) + "\n";
  const int before = requests_;
  ASSERT_EQ(sotto({"show", "--locker-file", file}, words), Exit::kOk);
  const int all = requests_ - before;
  for (const bool arrives : {false, true}) {
    for (const int from : {all - 1, all}) {  // the two commits
      const int begin = requests_;
      lost_ = [&](int request) { return request - begin >= from; };
      answers_lost_ = arrives;
      EXPECT_EQ(sotto({"show", "--locker-file", file}, words), Exit::kUnreachable);
      lost_ = nullptr;
      EXPECT_EQ(sotto({"show", "--locker-file", file}, words), Exit::kOk) << from << arrives;
    }
  }
}

TEST_F(CliCommands, AVisitWhoseCommitsWereNotTakenIsNoGoodEnd) {
  const std::string words = enrol("colleague");
  broker_.refusals["/commit"] = protocol::Status::kTryLater;
  EXPECT_EQ(sotto({"show"}, words), Exit::kUnreachable);
  EXPECT_NE(err_.str().find("may not have been taken in"), std::string::npos);
  broker_.refusals.clear();
  EXPECT_EQ(sotto({"show"}, words), Exit::kOk);
}

TEST_F(CliCommands, ALockersFileThatIsNoneOrInUseSaysSo) {
  const std::string file = path("locker");
  ASSERT_EQ(sotto({"enrol", "--locker-file", file}, slip()), Exit::kOk) << err_.str();
  const std::string words = json::value_to<std::string>(said()["words"]) + "\n";
  {
    const auto held = LockerFile::open(file);
    ASSERT_TRUE(held);
    EXPECT_EQ(sotto({"show", "--locker-file", file}, words), Exit::kUsage);
    EXPECT_NE(err_.str().find("Another command"), std::string::npos);
  }
  EXPECT_EQ(sotto({"show", "--locker-file", path("none")}, words), Exit::kUsage);
  std::filesystem::resize_file(file, LockerFile::kSize - 1);
  EXPECT_EQ(sotto({"show", "--locker-file", file}, words), Exit::kUsage);
  EXPECT_NE(err_.str().find("not the file of a locker"), std::string::npos);
}

TEST_F(CliCommands, AnotherSlipExtendsALockerAndAUsedOneDoesNot) {
  const std::string words = enrol("colleague");
  const std::string more = slip();
  EXPECT_EQ(sotto({"extend"}, words + more), Exit::kOk) << err_.str();
  EXPECT_EQ(sotto({"extend"}, words + more), Exit::kWrongWords);
}

TEST_F(CliCommands, ASupporterProposesAListingAndALeadSignsItAfterSixWords) {
  const std::string words = enrol("supporter");
  ASSERT_EQ(sotto({"listing", "--name", "Another Person"}, words), Exit::kOk) << err_.str();
  const auto six = json::value_to<std::string>(said()["six_words"]);
  ASSERT_EQ(broker_.proposals.size(), 1u);
  ASSERT_EQ(sotto({"six-words"}, words), Exit::kOk);
  EXPECT_EQ(said()["six_words"], json::value(six));

  const protocol::Words key_words = protocol::Words::generate();
  const SecretBytes canonical = key_words.text();
  const std::string typed =
      std::string(canonical.expose().begin(), canonical.expose().end()) + "\n";
  const auto keys = derive_keys(key_words, testing::filled<16>(9));
  ASSERT_TRUE(write_private(path("key"),
                            seal_lead_key(broker_.log.leads[1], *keys, testing::filled<16>(9))));
  ASSERT_EQ(sotto({"lead", "proposals", "--key", path("key")}, typed), Exit::kOk) << err_.str();
  const json::object proposal = said()["proposals"].as_array().at(0).as_object();
  EXPECT_EQ(proposal.at("fields").as_array().at(0), "name: Another Person");
  const auto id = json::value_to<std::string>(proposal.at("id"));

  EXPECT_EQ(
      sotto({"lead", "sign", id, "--key", path("key")}, typed + "these are six other words\n"),
      Exit::kWrongWords);
  EXPECT_EQ(sotto({"lead", "sign", "00000000", "--key", path("key")}, typed), Exit::kRefused);
  ASSERT_EQ(sotto({"lead", "sign", id, "--key", path("key")}, typed + six + "\n"), Exit::kOk)
      << err_.str();
  const auto entry = protocol::Entry::parse(broker_.proposals.at(0).body);
  EXPECT_EQ(std::get<protocol::Listing>(entry->body).signatures.at(0).lead, 1);

  ASSERT_EQ(sotto({"lead", "drop", "00000000", "--key", path("key")}, typed), Exit::kRefused);
  const auto waiting = broker_.proposals;
  ASSERT_EQ(sotto({"lead", "drop", id, "--key", path("key")}, typed), Exit::kOk) << err_.str();
  EXPECT_TRUE(broker_.proposals.empty());
  broker_.proposals = waiting;

  // A broker that puts another text under a supporter's signature is found out before anybody
  // signs.
  broker_.proposals.at(0).text = testing::sample_text("Somebody Else").encode();
  EXPECT_EQ(sotto({"lead", "sign", id, "--key", path("key")}, typed + six + "\n"), Exit::kDistrust);
}

TEST_F(CliCommands, AColleagueDoesNotDoWhatASupporterDoes) {
  const std::string words = enrol("colleague");
  EXPECT_EQ(sotto({"six-words"}, words), Exit::kRefused);
  EXPECT_EQ(sotto({"pause"}, words), Exit::kRefused);
  EXPECT_EQ(sotto({"listing", "--name", "X"}, words), Exit::kRefused);
}

TEST_F(CliCommands, ALeadsKeySignsTheBeginningOfALog) {
  ASSERT_EQ(sotto({"lead", "key", "--out", path("key"), "--words-out", path("words")}), Exit::kOk);
  const auto public_key = from_hex(json::value_to<std::string>(said()["public_key"]));
  ASSERT_TRUE(public_key && public_key->size() == 32);

  protocol::Genesis genesis = broker_.log.genesis(testing::kSampleDay);
  genesis.leads[1] = to_array<32>(FixedView<32>(*public_key));
  genesis.signatures = {};
  const Bytes draft = protocol::Entry{testing::kSampleDay, genesis}.encode();
  ASSERT_TRUE(write_private(path("draft"), draft));
  ASSERT_EQ(sotto({"lead", "sign-genesis", path("draft"), "--key", path("key"), "--words-file",
                   path("words")}),
            Exit::kOk)
      << err_.str();
  const auto signature = from_hex(json::value_to<std::string>(said()["signature"]));
  ASSERT_TRUE(signature && signature->size() == 64);
  EXPECT_TRUE(verify(genesis.leads[1], protocol::kGenesisLabel,
                     protocol::genesis_message(testing::kSampleDay, genesis),
                     to_array<64>(FixedView<64>(*signature))));
  ASSERT_TRUE(write_private(path("hex"), as_bytes(to_hex(draft) + "\n")));
  ASSERT_EQ(sotto({"lead", "sign-genesis", path("hex"), "--key", path("key"), "--words-file",
                   path("words")}),
            Exit::kOk);
  EXPECT_EQ(said()["signature"], json::value(to_hex(*signature)));
  EXPECT_EQ(sotto({"lead", "sign-genesis", path("words"), "--key", path("key")}), Exit::kUsage);
  EXPECT_EQ(sotto({"lead", "proposals", "--key", path("key"), "--words-file", path("words")}),
            Exit::kRefused)
      << "no lead of this log";
}

TEST_F(CliCommands, CodesAreWrittenForPaperAndForTheBroker) {
  ASSERT_EQ(sotto({"codes", "--count", "3", "--site", "https://sotto.example", "--out",
                   path("a.html"), "--hashes", path("b"), "--text", path("c")}),
            Exit::kOk)
      << err_.str();
  EXPECT_EQ(said()["genesis"], json::value(to_hex(broker_.genesis())));
  const auto hashes = read_file(path("b"), 1000);
  ASSERT_TRUE(hashes);
  EXPECT_EQ(hashes->size(), 3u * 65);
  std::ifstream text(path("c"));
  std::string line;
  std::getline(text, line);
  const auto slip = protocol::parse_slip(line);
  ASSERT_TRUE(slip);
  broker_.codes.insert(slip->code.hash());
  EXPECT_EQ(sotto({"enrol"}, line + "\n"), Exit::kOk) << err_.str();
}

TEST_F(CliCommands, TheLogIsReplayedAndListed) {
  ASSERT_EQ(sotto({"log", "verify"}), Exit::kOk) << err_.str();
  EXPECT_EQ(said()["size"].to_number<std::uint64_t>(), broker_.log.replay.size());
  EXPECT_EQ(said()["root"], json::value(to_hex(broker_.log.replay.root())));
  EXPECT_EQ(said()["entries"].as_array().at(0).at("type"), "genesis");
}

TEST_F(CliCommands, TheCalendarSaysNothingOfSotto) {
  ASSERT_EQ(sotto({"calendar", "--out", path("days.ics")}), Exit::kOk) << err_.str();
  const auto file = read_file(path("days.ics"), 2000);
  ASSERT_TRUE(file);
  const std::string text(file->expose().begin(), file->expose().end());
  EXPECT_NE(text.find("RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR\r\n"), std::string::npos);
  EXPECT_NE(text.find("DTSTART;VALUE=DATE:20260105\r\n"), std::string::npos);
  for (const char* word : {"sotto", "Sotto", "support", "listen", "scheme", "visit"}) {
    EXPECT_EQ(text.find(word), std::string::npos) << word;
  }
}

// Who comes is shown what a broker likes, as everybody is, and remembers more than they do.
TEST_F(CliCommands, WhoComesToCosignSignsNoLogThatWentBackAndNoOther) {
  stand_in_ = [&](const Request& request) -> std::optional<Response> {
    if (request.path == "/gateway") return Response{503, {}};
    if (request.path != "/checkpoint-next") return std::nullopt;
    return broker_.serve({"/checkpoint", {}});
  };
  const auto serve_log = [&](const std::vector<Bytes>& entries) {
    broker_.log.entries = entries;
    broker_.log.replay = {};
    for (std::size_t i = 0; i < entries.size(); ++i) {
      ASSERT_TRUE(broker_.log.replay.append(entries[i]));
      ASSERT_TRUE(i > 0 || broker_.log.replay.set_policy(broker_.log.policy));
    }
  };
  const auto cosign = [&] {
    return sotto({"witness", "cosign", "--key", path("key"), "--state", path("state")});
  };
  ASSERT_EQ(sotto({"witness", "key", "--name", "comes.example/w", "--out", path("key")}), Exit::kOk)
      << err_.str();
  broker_.pass_days(2);
  const std::vector<Bytes> all = broker_.log.entries;
  EXPECT_EQ(cosign(), Exit::kUnreachable) << "it is signed, and not brought";
  const std::string signed_for_all = content("state");
  EXPECT_FALSE(signed_for_all.empty());

  serve_log({all.begin(), all.end() - 1});
  EXPECT_EQ(cosign(), Exit::kDistrust);
  EXPECT_NE(err_.str().find("is shorter than"), std::string::npos) << err_.str();
  std::vector<Bytes> other = all;
  auto entry = protocol::Entry::parse(other.back());
  std::get<protocol::DayRoot>(entry->body).root[0] ^= 1;
  other.back() = entry->encode();
  serve_log(other);
  EXPECT_EQ(cosign(), Exit::kDistrust);
  EXPECT_NE(err_.str().find("another history"), std::string::npos) << err_.str();
  EXPECT_EQ(content("state"), signed_for_all);
  serve_log(all);
  EXPECT_EQ(cosign(), Exit::kUnreachable);
}

}  // namespace
}  // namespace sotto::client::cli
