#include "client/core/near_peer/application.h"

#include <gtest/gtest.h>

#include <functional>

namespace sotto::client {
namespace {

Application sample() {
  return {.name = "Invented Applicant",
          .email = "applicant@example.org",
          .supervisor = Supervisor::kEducational,
          .supervisor_name = "Dr Sample",
          .supervisor_email = "sample@example.org",
          .declaration = Declaration::kDiscussed,
          .matched_on = {"Less than full time", "First in my family at university"},
          .module = Module::kPlanned};
}

TEST(Application, HasTheFieldsOfTheGuideAndOneEncoding) {
  const Bytes wire = sample().encode();
  const auto back = Application::parse(wire);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->name, sample().name);
  EXPECT_EQ(back->email, sample().email);
  EXPECT_EQ(back->supervisor, Supervisor::kEducational);
  EXPECT_EQ(back->supervisor_name, "Dr Sample");
  EXPECT_EQ(back->supervisor_email, "sample@example.org");
  EXPECT_EQ(back->declaration, Declaration::kDiscussed);
  EXPECT_EQ(back->matched_on, sample().matched_on);
  EXPECT_EQ(back->module, Module::kPlanned);
  EXPECT_EQ(back->encode(), wire);
  for (std::size_t i = 0; i < wire.size(); ++i) {
    EXPECT_FALSE(Application::parse(ByteView(wire).first(i))) << i;
    for (const std::uint8_t bits : {0x01, 0x80, 0xff}) {
      Bytes other = wire;
      other[i] ^= bits;
      const auto parsed = Application::parse(other);
      EXPECT_TRUE(!parsed || parsed->encode() == other) << i;
    }
  }
  Bytes longer = wire;
  longer.push_back(0);
  EXPECT_FALSE(Application::parse(longer));
}

TEST(Application, FitsOneLetterAtItsLongest) {
  Application longest = sample();
  longest.name = longest.supervisor_name = std::string(kPersonNameMax, 'n');
  longest.email = longest.supervisor_email = "a@" + std::string(kEmailMax - 2, 'e');
  longest.matched_on.clear();
  for (std::size_t i = 0; i < kCharacteristicsMax; ++i) {
    longest.matched_on.push_back(std::to_string(i) + std::string(kCharacteristicMax - 1, 'c'));
  }
  ASSERT_EQ(longest.problem(), nullptr);
  EXPECT_LE(longest.encode().size(), 742u);
}

TEST(Application, CharacteristicsAreOptionalAndOwnWords) {
  Application none = sample();
  none.matched_on.clear();
  EXPECT_EQ(none.problem(), nullptr);
  EXPECT_TRUE(Application{}.matched_on.empty()) << "nothing is ticked beforehand";
  EXPECT_EQ(folded("  Less  THAN full time "), "less than full time");
  EXPECT_NE(folded("part time"), folded("less than full time")) << "nothing is inferred";
}

TEST(Application, WithoutAnEducationalSupervisorSomebodyElseIsToBeTold) {
  Application other = sample();
  other.supervisor = Supervisor::kAppraiser;
  EXPECT_NE(other.problem(), nullptr) << "the declaration is of an educational supervisor";
  other.declaration = Declaration::kToBeTold;
  EXPECT_EQ(other.problem(), nullptr);
  other.supervisor = Supervisor::kMedicalEducation;
  EXPECT_EQ(other.problem(), nullptr);
  other.supervisor = Supervisor::kEducational;
  EXPECT_NE(other.problem(), nullptr);
}

TEST(ApplicationRefusal, EachField) {
  const std::vector<std::function<void(Application&)>> breaks{
      [](Application& a) { a.name = ""; },
      [](Application& a) { a.name = " padded"; },
      [](Application& a) { a.name = std::string(kPersonNameMax + 1, 'n'); },
      [](Application& a) { a.name = "two\nlines"; },
      [](Application& a) { a.email = "no address"; },
      [](Application& a) { a.email = "@example.org"; },
      [](Application& a) { a.email = "a@"; },
      [](Application& a) { a.email = "a@b@c"; },
      [](Application& a) { a.email = "a@" + std::string(kEmailMax, 'e'); },
      [](Application& a) { a.supervisor_name = ""; },
      [](Application& a) { a.supervisor_email = ""; },
      [](Application& a) { a.matched_on = {""}; },
      [](Application& a) { a.matched_on = {"Twice", "twice "}; },
      [](Application& a) { a.matched_on = {std::string(kCharacteristicMax + 1, 'c')}; },
      [](Application& a) { a.matched_on = {"1", "2", "3", "4", "5", "6", "7", "8", "9"}; },
  };
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    Application broken = sample();
    breaks[i](broken);
    EXPECT_NE(broken.problem(), nullptr) << i;
  }
}

TEST(Application, AddressesAreTheSameWhateverTheirCase) {
  EXPECT_TRUE(same_email("A.Doctor@Example.ORG", "a.doctor@example.org"));
  EXPECT_FALSE(same_email("a.doctor@example.org", "b.doctor@example.org"));
  EXPECT_FALSE(same_email("a", "aa"));
}

}  // namespace
}  // namespace sotto::client
