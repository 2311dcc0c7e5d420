#include "client/core/near_peer/import.h"

#include <gtest/gtest.h>

#include "client/core/near_peer/csv.h"
#include "tests/client/near_peer/sample_desk.h"

namespace sotto::client {
namespace {

using testing::sample_near_peer;

constexpr std::string_view kHead = "name,email,grade,wishes\n";

struct Refused {
  const char* row;
  const char* why;
};

std::string why(Imported imported) {
  if (imported) return "";
  std::string out;
  for (const BadRow& row : imported.error()) {
    out += std::to_string(row.line) + ": " + row.why + "\n";
  }
  return out;
}

TEST(Import, TakesACohort) {
  Desk desk(sample_near_peer());
  const auto imported = import_doctors(
      desk,
      "Name , EMAIL,grade,wishes\r\n"
      "Invented One,one@example.org,F1,\r\n"
      "\"Two, Invented\",two@example.org, F2 ,less than full time; Widening participation\r\n");
  ASSERT_TRUE(imported) << why(imported);
  EXPECT_EQ(*imported, 2u);
  ASSERT_EQ(desk.doctors().size(), 2u);
  EXPECT_EQ(desk.doctors()[0].name, "Invented One");
  EXPECT_EQ(desk.doctors()[0].grade, 0);
  EXPECT_TRUE(desk.doctors()[0].wishes.empty()) << "blank is no preference";
  EXPECT_EQ(desk.doctors()[1].name, "Two, Invented");
  EXPECT_EQ(desk.doctors()[1].grade, 1);
  EXPECT_EQ(desk.doctors()[1].wishes,
            (std::vector<std::string>{"less than full time", "Widening participation"}));
}

TEST(Import, NamesEveryBadRowAndTakesNone) {
  Desk desk(sample_near_peer());
  ASSERT_TRUE(import_doctors(desk, std::string(kHead) + "Known,known@example.org,F1,\n"));
  const auto imported = import_doctors(desk, std::string(kHead) +
                                                 "Good,good@example.org,F1,\n"
                                                 ",noname@example.org,F1,\n"
                                                 "No Address,nowhere,F1,\n"
                                                 "No Grade,grade@example.org,F9,\n"
                                                 "Wishes,wishes@example.org,F1,a;A\n"
                                                 "Known,KNOWN@example.org,F1,\n"
                                                 "Twice,good@example.org,F1,\n"
                                                 "Short,short@example.org,F1\n"
                                                 "Long,long@example.org,F1,,\n");
  EXPECT_EQ(why(imported),
            "3: the name is 1 to 80 bytes\n"
            "4: the e-mail address is none\n"
            "5: the grade is not one of the scheme's\n"
            "6: wishes are at most 8, each 1 to 40 bytes and none twice\n"
            "7: Somebody with this e-mail address is on this list already.\n"
            "8: Somebody with this e-mail address is on this list already.\n"
            "9: the row has not as many fields as the first\n"
            "10: the row has not as many fields as the first\n");
  EXPECT_EQ(desk.doctors().size(), 1u) << "nothing half imported";
}

TEST(Import, OfABrokenOrHostileFileTakesNothing) {
  Desk desk(sample_near_peer());
  EXPECT_EQ(why(import_doctors(desk, "")), "1: there is nothing in the file\n");
  EXPECT_EQ(why(import_doctors(desk, "email,name,grade,wishes\nA,a@b,F1,\n")),
            "1: the first row has to be name,email,grade,wishes\n");
  EXPECT_EQ(why(import_doctors(desk, std::string(kHead) + "\"A,a@b,F1,\n")),
            "2: a quotation mark is not closed\n");
  EXPECT_EQ(why(import_doctors(desk, std::string(kHead) + "\x1b[2J,a@b,F1,\n")),
            "2: a field is not UTF-8 text, or has a line break or control character in it\n");
  EXPECT_EQ(why(import_doctors(desk, std::string(kCsvMax + 1, 'x'))),
            "1: the file has more than 4 MiB or 5,000 rows\n");
  EXPECT_TRUE(desk.doctors().empty());
}

TEST(Import, NamesAHundredBadRowsAtMost) {
  Desk desk(sample_near_peer());
  std::string file(kHead);
  for (int i = 0; i < 300; ++i) file += "x\n";
  EXPECT_EQ(import_doctors(desk, file).error().size(), kBadRowsMax);
}

TEST(Import, OfNothingBelowTheFirstRowIsNothing) {
  Desk desk(sample_near_peer());
  EXPECT_EQ(import_doctors(desk, kHead), 0u);
}

constexpr std::string_view kApplications =
    "name,email,supervisor,supervisor name,supervisor email,declaration,characteristics,module\n";

TEST(Import, TakesApplicationsThatCameOnPaper) {
  Desk desk(sample_near_peer());
  const auto imported = import_applications(
      desk,
      std::string(kApplications) +
          "One,one@example.org,Educational supervisor,Dr A,a@example.org,discussed,LTFT,done\n"
          "Two,two@example.org,appraiser,Dr B,b@example.org,to be told,,not yet\n");
  ASSERT_TRUE(imported) << why(imported);
  ASSERT_EQ(desk.supporters().size(), 2u);
  const Application& one = desk.supporters()[0].application;
  EXPECT_EQ(one.supervisor, Supervisor::kEducational);
  EXPECT_EQ(one.matched_on, std::vector<std::string>{"LTFT"});
  EXPECT_EQ(one.module, Module::kDone);
  const Application& two = desk.supporters()[1].application;
  EXPECT_EQ(two.supervisor, Supervisor::kAppraiser);
  EXPECT_EQ(two.declaration, Declaration::kToBeTold);
  EXPECT_TRUE(two.matched_on.empty());
}

TEST(ImportRefusal, OfApplicationsNamesTheField) {
  const std::vector<Refused> cases{
      {"One,one@example.org,friend,Dr A,a@example.org,discussed,,done",
       "the supervisor is an educational supervisor, appraiser or director of medical education"},
      {"One,one@example.org,appraiser,Dr A,a@example.org,perhaps,,done",
       "the declaration is \"discussed\" or \"to be told\""},
      {"One,one@example.org,appraiser,Dr A,a@example.org,to be told,,yes",
       "the module is \"done\", \"planned\" or \"not yet\""},
      {"One,one@example.org,appraiser,Dr A,a@example.org,discussed,,done",
       "who has an educational supervisor has discussed it with them; for everybody else the "
       "appraiser or the director of medical education is to be told"},
      {"One,one@example.org,appraiser,,a@example.org,to be told,,done",
       "the supervisor's name is 1 to 80 bytes"},
  };
  for (const Refused& each : cases) {
    Desk desk(sample_near_peer());
    EXPECT_EQ(why(import_applications(desk, std::string(kApplications) + each.row + "\n")),
              "2: " + std::string(each.why) + "\n");
    EXPECT_TRUE(desk.supporters().empty());
  }
}

}  // namespace
}  // namespace sotto::client
