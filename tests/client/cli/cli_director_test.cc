// The programme director's commands: one story from the first visit to a statement that anybody can
// check, against the fake broker.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "client/allocate/desk.h"
#include "client/cli/director_desk.h"
#include "client/core/near_peer/desk_view.h"
#include "tests/client/cli/at_broker.h"
#include "tests/client/near_peer/sample_desk.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

protocol::Policy near_peer_policy() {
  protocol::Policy policy = testing::sample_policy();
  policy.near_peer = testing::sample_near_peer();
  policy.near_peer->cycles = {testing::kSampleDay - 30, testing::kSampleDay + 300};
  return policy;
}

class CliDirector : public AtBroker {
 protected:
  CliDirector() : AtBroker(near_peer_policy()) {}

  // A command about the desk, opened with the director's words.
  Exit director(std::vector<std::string> words) {
    words.insert(words.begin(), "director");
    words.insert(words.end(), {"--desk", desk_});
    return sotto(std::move(words), words_);
  }

  // Both leads sign what the director proposed.
  void admit() {
    ASSERT_EQ(broker_.proposals.size(), 1u);
    auto entry = protocol::Entry::parse(broker_.proposals.front().body);
    auto& recipient = std::get<protocol::Recipient>(entry->body);
    recipient.signatures = broker_.log.by_leads(
        protocol::kRecipientLeadLabel,
        protocol::recipient_message(broker_.log.replay.genesis_hash(), recipient));
    broker_.log.append(broker_.today(), recipient);
  }
  void begin() {
    words_ = enrol("recipient");
    EXPECT_EQ(director({"new"}), Exit::kRefused) << "the leads have not signed";
    ASSERT_EQ(sotto({"recipient", "propose", "1", "--title", "Programme director"}, words_),
              Exit::kOk)
        << err_.str();
    admit();
    ASSERT_EQ(director({"new"}), Exit::kOk) << err_.str();
  }

  std::string desk_ = path("desk"), words_;
};

constexpr std::string_view kDoctors =
    "name,email,grade,wishes\n"
    "Carl Invented,carl@example.org,F1,LTFT\n"
    "Dora Invented,dora@example.org,F1,\n"
    "=cmd|' /C calc'!A0,erik@example.org,F1,Age\n";
constexpr std::string_view kApplications =
    "name,email,supervisor,supervisor name,supervisor email,declaration,characteristics,module\n"
    "Abel Invented,abel@example.org,educational supervisor,Dr S,s@example.org,discussed,LTFT,done\n"
    "Berta Invented,berta@example.org,appraiser,Dr T,t@example.org,to be told,,not yet\n";

TEST_F(CliDirector, FromAVisitToAStatementThatAnybodyCanCheck) {
  begin();
  const std::string key = json::value_to<std::string>(said()["key"]);
  struct stat status{};
  ASSERT_EQ(::stat(desk_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);

  // A cohort: a bad list changes nothing.
  const int before = requests_;
  const std::string bad = file("bad.csv", std::string(kDoctors) + "Nobody,nowhere,F1,\n");
  EXPECT_EQ(director({"import", "doctors", bad}), Exit::kRefused);
  EXPECT_EQ(said()["bad"].at(0).at("line"), 5);
  ASSERT_EQ(director({"import", "doctors", file("doctors.csv", kDoctors)}), Exit::kOk);
  EXPECT_EQ(said()["imported"], 3);
  ASSERT_EQ(director({"import", "applications", file("applications.csv", kApplications)}),
            Exit::kOk)
      << err_.str();

  // Doctors are 1 to 3, applicants 4 and 5.
  ASSERT_EQ(director({"set", "--do", "told 4", "--do", "told 5", "--do", "supported 5"}), Exit::kOk)
      << err_.str();
  EXPECT_EQ(said()["supporters"].at(0).at("state"), "window-open");
  broker_.now += 14 * 86400;
  ASSERT_EQ(director({"set", "--do", "attest 4 F2", "--do", "attest 5 Specialty doctor", "--do",
                      "places 5 1"}),
            Exit::kOk);
  EXPECT_EQ(said()["supporters"].at(1).at("state"), "eligible");
  EXPECT_EQ(director({"set", "--do", "opts-out 2", "--do", "attest 4 F1"}), Exit::kRefused);

  // Everybody is paired, and each pair says why.
  ASSERT_EQ(director({"allocate"}), Exit::kOk);
  EXPECT_TRUE(said()["without"].as_array().empty());
  const json::array doctors = said()["doctors"].as_array();
  EXPECT_EQ(doctors.at(0).at("supporter"), 4);
  EXPECT_EQ(doctors.at(0).at("met").at(0), "LTFT");
  EXPECT_EQ(doctors.at(2).at("unmet").at(0), "Age");
  EXPECT_EQ(doctors.at(1).at("standing"), "in") << "a list of acts is done whole or not at all";

  // Who is in a pair stays on the desk; who has left goes off it, and out of the file.
  EXPECT_EQ(director({"set", "--do", "remove 3"}), Exit::kRefused);
  EXPECT_NE(err_.str().find("They are in a pair."), std::string::npos) << err_.str();
  ASSERT_EQ(
      director({"import", "doctors",
                file("more.csv", "name,email,grade,wishes\nFay Invented,fay@example.org,F1,\n")}),
      Exit::kOk);
  EXPECT_EQ(director({"set", "--do", "remove 6"}), Exit::kRefused) << "takes part";
  ASSERT_EQ(director({"set", "--do", "withdraws 6", "--do", "remove 6"}), Exit::kOk) << err_.str();
  EXPECT_EQ(said()["doctors"].as_array().size(), 3u);

  ASSERT_EQ(director({"letters", "introductions", "--out", path("introductions")}), Exit::kOk);
  EXPECT_EQ(said()["letters"], 5);

  // A statement, checked with the log, with a copy of it, and with the key alone.
  ASSERT_EQ(director({"statement", "4", "--from", protocol::date_text(testing::kSampleDay - 28),
                      "--until", protocol::date_text(testing::kSampleDay), "--hours", "10", "--out",
                      path("statement")}),
            Exit::kOk)
      << err_.str();
  EXPECT_EQ(requests_, before) << "only the first command was a visit";
  EXPECT_EQ(sotto({"verify-statement", path("statement")}), Exit::kOk) << err_.str();
  EXPECT_EQ(said()["name"], "Abel Invented");
  EXPECT_EQ(said()["hours"], "6 to 10");
  EXPECT_EQ(content("statement").find("Carl"), std::string::npos);
  const Bytes log = broker_.log.file(), policy = broker_.log.policy.encode();
  file("log", std::string(log.begin(), log.end()));
  file("policy", std::string(policy.begin(), policy.end()));
  const int online = requests_;
  EXPECT_EQ(sotto({"verify-statement", path("statement"), "--from", folder_.path().string()}),
            Exit::kOk);
  EXPECT_EQ(sotto({"verify-statement", path("statement"), "--key", key}), Exit::kOk);
  EXPECT_EQ(requests_, online) << "offline";
  const std::string other(64, 'a');
  EXPECT_EQ(sotto({"verify-statement", path("statement"), "--key", other}), Exit::kDistrust);
  std::string forged = content("statement");
  forged.replace(forged.find("6 to 10"), 7, "11 to 20");
  EXPECT_EQ(sotto({"verify-statement", file("forged", forged), "--from", folder_.path().string()}),
            Exit::kDistrust);
  EXPECT_EQ(sotto({"verify-statement", file("none", "Sotto statement 1\n"), "--from",
                   folder_.path().string()}),
            Exit::kUsage);
}

// --- without a file ---

OpenDesk sample() {
  protocol::Policy scheme = near_peer_policy();
  scheme.near_peer = testing::sample_near_peer();
  client::Desk desk(*scheme.near_peer);
  return {{Hash256{},
           scheme.encode(),
           SigningKey::generate(),
           std::move(desk),
           X25519KeyPair::generate(),
           {}},
          {{}, SigningKey::generate(), {}},
          {},
          scheme,
          testing::kSampleToday};
}

TEST(DirectorLetters, DeclineInTheSameWordsAndNobodyWhoStillWaits) {
  OpenDesk open = sample();
  client::Desk& desk = open.desk.desk;
  for (const char* name : {"Same", "Same", "Same", "Waits", "Waits"}) {
    Application application = testing::sample_application(name);
    application.email = std::to_string(desk.supporters().size()) + "@example.org";
    ASSERT_TRUE(desk.apply(application));
  }
  ASSERT_TRUE(desk.told(1, open.today - 20));
  ASSERT_TRUE(desk.objected(1));
  ASSERT_TRUE(desk.told(2, open.today - 20));  // nobody attested it
  ASSERT_TRUE(desk.told(3, open.today - 20));
  ASSERT_TRUE(desk.told(4, open.today));  // 5: not yet
  std::string text = *letters(open, "declined");
  EXPECT_EQ(text.find("Waits"), std::string::npos);
  std::vector<std::string> bodies;
  for (std::size_t end; (end = text.find('\f')) != std::string::npos; text.erase(0, end + 2)) {
    bodies.push_back(text.substr(text.find('\n'), end - text.find('\n')));
  }
  bodies.push_back(text.substr(text.find('\n')));
  ASSERT_EQ(bodies.size(), 3u);
  EXPECT_EQ(bodies[0], bodies[1]);
  EXPECT_EQ(bodies[0], bodies[2]);
  for (const char* word : {"object", "ARCP", "outcome", "concern"}) {
    EXPECT_EQ(bodies[0].find(word), std::string::npos) << word;
  }
}

TEST(DirectorLetters, ASupervisorIsToldOnceAndAskedForNoReasons) {
  OpenDesk open = sample();
  ASSERT_TRUE(open.desk.desk.apply(testing::sample_application("Abel")));
  const std::string text = *letters(open, "supervisors");
  EXPECT_NE(text.find("To Dr Sample <sample@example.org>, educational supervisor"),
            std::string::npos);
  EXPECT_NE(text.find("Abel has applied"), std::string::npos);
  EXPECT_NE(text.find("do not tell us your reasons"), std::string::npos);
  ASSERT_TRUE(open.desk.desk.told(1, open.today));
  EXPECT_EQ(*letters(open, "supervisors"), "");
}

TEST(DirectorLetters, AnInvitationIsOfOnePersonAndNotWrittenTwice) {
  OpenDesk open = sample();
  ASSERT_TRUE(open.desk.desk.add(testing::sample_doctor("Carl")));
  const std::string text = *letters(open, "invitations");
  const std::size_t at = text.find("\n    ") + 5;
  const auto slip = protocol::parse_slip(text.substr(at, text.find('\n', at) - at));
  ASSERT_TRUE(slip);
  EXPECT_TRUE(slip->matches(open.desk.genesis));
  EXPECT_EQ(to_array(slip->code.bytes.expose()), open.desk.mail.invitation(1, open.desk.keys()));
  open.desk.mail.renew_invitation(1);
  EXPECT_NE(*letters(open, "invitations"), text);
}

TEST(DirectorAllocation, IsTheSameForTheSameInputAndMovesNobodyTheSecondTime) {
  OpenDesk one = sample(), other = sample();
  for (OpenDesk* open : {&one, &other}) {
    testing::add_eligible(open->desk.desk, "Abel");
    testing::add_eligible(open->desk.desk, "Berta");
    for (const char* name : {"Carl", "=cmd|' /C calc'!A0", "Erik"}) {
      client::DoctorRow row = testing::sample_doctor("Erik");
      row.name = name;
      row.email = std::to_string(open->desk.desk.doctors().size()) + "@example.org";
      ASSERT_TRUE(open->desk.desk.add(std::move(row)));
    }
    allocate::allocate_desk(open->desk.desk, 3, open->today);
  }
  const std::string pairs = pairs_csv(one.desk.desk);
  EXPECT_EQ(pairs, pairs_csv(other.desk.desk));
  EXPECT_NE(pairs.find("\"'=cmd|' /C calc'!A0\""), std::string::npos)
      << "no formula leaves the desk";
  allocate::allocate_desk(one.desk.desk, 7, one.today);
  for (const client::DoctorRow& row : one.desk.desk.doctors()) {
    EXPECT_EQ(row.outcome, MatchOutcome::kKept);
  }
}

TEST(DirectorLetters, TheNoticeHasTheDatesAndNoNames) {
  const std::string text = *letters(sample(), "notice");
  EXPECT_NE(text.find("2028-08-02"), std::string::npos);
  EXPECT_EQ(text.find("2027-08-04"), std::string::npos) << "which is over";
  EXPECT_NE(text.find("14 days"), std::string::npos);
  EXPECT_FALSE(letters(sample(), "nonsense"));
}

TEST(DirectorLetters, AnIntroductionSaysWhatCouldNotBeMatched) {
  OpenDesk open = sample();
  client::Desk& desk = open.desk.desk;
  testing::add_eligible(desk, "Abel", {"LTFT"});
  ASSERT_TRUE(desk.add(testing::sample_doctor("Carl", {"ltft", "Age"})));
  ASSERT_TRUE(desk.add(testing::sample_doctor("Dora")));
  ASSERT_TRUE(desk.add(testing::sample_doctor("Erik")));
  allocate::allocate_desk(desk, 1, open.today);
  const std::uint32_t paired = desk.doctor(3)->supporter != 0 ? 3 : 4;
  ASSERT_TRUE(desk.opt_out(paired));
  const std::string text = *letters(open, "introductions");
  EXPECT_NE(text.find("Matched on: ltft"), std::string::npos);
  EXPECT_NE(text.find("We could not match: Age"), std::string::npos);
  EXPECT_NE(text.find("need not"), std::string::npos) << "encouraged, not mandated";
  EXPECT_NE(text.find("We have no supporter for you yet"), std::string::npos);
  EXPECT_EQ(text.find("To " + desk.doctor(paired)->name), std::string::npos)
      << "who opted out is not written to";
}

TEST(DirectorActs, AreNamedOrRefusedInASentence) {
  DirectorsDesk whole = std::move(sample().desk);
  client::Desk& desk = whole.desk;
  testing::add_eligible(desk, "Abel");
  ASSERT_TRUE(desk.add(testing::sample_doctor("Carl")));
  for (const char* good :
       {"renew 1", "told 1", "supported 1", "attest 1 Specialty doctor", "places 1 1", "grade 2 F2",
        "wishes 2 Age; LTFT", "wishes 2", "opts-out 2", "opts-in 2", "objected 1", "leaves 1",
        "withdraws 2", "settled 2", "remove 2", "remove 1"}) {
    const auto done = apply_act(whole, good, testing::kSampleToday);
    EXPECT_TRUE(done) << good << ": " << done.error();
  }
  for (const char* bad : {"", "renew 9", "remove 9", "settled 9", "remove 1 now", "told", "told x",
                          "told 1 now", "fly 1", "places 1", "places 1 x", "places 1 300", "told 9",
                          "attest 1 F9", "wishes 1 Age", "wishes 2 Age; age", "change 2"}) {
    const auto done = apply_act(whole, bad, testing::kSampleToday);
    ASSERT_FALSE(done) << bad;
    EXPECT_TRUE(done.error().ends_with(".")) << bad;
  }
}

}  // namespace
}  // namespace sotto::client::cli
