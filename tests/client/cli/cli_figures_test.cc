// "sotto figures" for people, spreadsheets and programs, and before a log that counts twice.

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <sstream>

#include "client/cli/commands.h"
#include "crypto/tlog/checkpoint.h"
#include "tests/support/sample_trustees.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;
using testing::SampleFigures;

constexpr protocol::Epoch kFirst = 2024 * 4;

// Two quarters of 2024 were published, none of 2025, and one waits.
class CliFigures : public ::testing::Test {
 protected:
  CliFigures() : scheme_(testing::sample_policy(), kCalendar.first_day_of_epoch(kFirst)) {
    scheme_.release(kFirst, {25, 20, 40});
    scheme_.release(kFirst + 1, {10, 0, 0});
  }

  Exit figures(const std::vector<const char*>& options) {
    out_.str("");
    err_.str("");
    std::vector<const char*> argv{"sotto"};
    for (const char* const each : options) argv.push_back(each);
    const auto parsed = parse_arguments(static_cast<int>(argv.size()), argv.data());
    const auto& arguments = std::get<Arguments>(parsed);
    Terminal terminal({.in = -1, .out = out_, .err = err_}, arguments.json);
    Host host{.terminal = terminal,
              .carry = [&](const Request& request) -> std::expected<Response, Unreachable> {
                return Response{200, public_file(request.path)};
              },
              .clock = {.now = [&] { return kCalendar.start(today_) + 3600; },
                        .sleep_until = [](protocol::UnixTime) {}}};
    return run(host, arguments);
  }
  Bytes public_file(std::string_view path) const {
    if (path == "/log") return scheme_.log.file();
    if (path == "/policy") return scheme_.log.policy.encode();
    if (path == "/directory") {
      protocol::Directory nobody;
      nobody.week = protocol::Calendar::week(today_);
      return nobody.encode();
    }
    tlog::Frontier tree;
    for (const Bytes& entry : scheme_.log.entries) tree.append(tlog::leaf_hash(entry));
    const auto note =
        tlog::sign_checkpoint({scheme_.log.policy.origin, tree.head()}, scheme_.log.log_key);
    return to_bytes(as_bytes(note));
  }

  static inline const protocol::Calendar kCalendar = testing::sample_policy().calendar;
  SampleFigures scheme_;
  protocol::Day today_ = kCalendar.first_day_of_epoch(2026 * 4 + 1);
  std::ostringstream out_, err_;
};

TEST_F(CliFigures, AsATableForSpreadsheets) {
  EXPECT_EQ(figures({"figures", "--csv"}), Exit::kOk) << err_.str();
  EXPECT_EQ(out_.str(),
            "quarter,state,enquiries,contacts,meetings\n"
            "8096,released,25,20,40\n"
            "8097,released,10,fewer than 10,fewer than 10\n"
            "8098,never,,,\n"
            "8099,never,,,\n"
            "8100,never,,,\n"
            "8101,never,,,\n"
            "8102,never,,,\n"
            "8103,never,,,\n"
            "8104,waits,,,\n");
}

TEST_F(CliFigures, AsDataWhereAYearWithNothingPublishedHasNoNumber) {
  EXPECT_EQ(figures({"--json", "figures"}), Exit::kOk) << err_.str();
  const auto said = json::parse(out_.str());
  const auto& quarters = said.at("quarters").as_array();
  ASSERT_EQ(quarters.size(), 9u);
  EXPECT_EQ(quarters[0], (json::value{{"quarter", 8096},
                                      {"first_day", "2024-01-01"},
                                      {"last_day", "2024-03-31"},
                                      {"state", "released"},
                                      {"enquiries", 25},
                                      {"contacts", 20},
                                      {"meetings", 40}}));
  EXPECT_EQ(quarters[1].at("meetings"), "fewer than 10");
  EXPECT_FALSE(quarters[2].as_object().contains("meetings"));
  EXPECT_EQ(said.at("years"), (json::value{{{"year", 2024},
                                            {"quarters", 2},
                                            {"about_enquiries", 35},
                                            {"about_contacts", 25},
                                            {"about_meetings", 45}},
                                           {{"year", 2025},
                                            {"quarters", 0},
                                            {"about_enquiries", nullptr},
                                            {"about_contacts", nullptr},
                                            {"about_meetings", nullptr}},
                                           {{"year", 2026},
                                            {"quarters", 0},
                                            {"about_enquiries", nullptr},
                                            {"about_contacts", nullptr},
                                            {"about_meetings", nullptr}}}));
  EXPECT_TRUE(said.as_object().contains("note"));
}

TEST_F(CliFigures, ForPeopleAYearWithNothingPublishedHasNoLine) {
  EXPECT_EQ(figures({"figures"}), Exit::kOk) << err_.str();
  EXPECT_NE(out_.str().find("2024, 2 of 4, about"), std::string::npos) << out_.str();
  EXPECT_EQ(out_.str().find("2025, "), std::string::npos) << out_.str();
  EXPECT_NE(out_.str().find("approximate on purpose"), std::string::npos);
}

TEST_F(CliFigures, AreOneOfTheTwo) {
  EXPECT_EQ(figures({"--json", "figures", "--csv"}), Exit::kUsage);
}

TEST_F(CliFigures, OfALogThatPublishedAQuarterTwiceAreNotShown) {
  scheme_.log.entries.push_back(scheme_.log.entries.back());
  EXPECT_EQ(figures({"figures"}), Exit::kDistrust);
  EXPECT_EQ(out_.str(), "");
  EXPECT_NE(err_.str().find(text(Failure::kLogInvalid)), std::string::npos) << err_.str();
}

}  // namespace
}  // namespace sotto::client::cli
