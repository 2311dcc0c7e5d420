#include "crypto/figures/release.h"

#include <gtest/gtest.h>

namespace sotto::figures {
namespace {

TEST(Disclosure, RoundsEverySmallTotal) {
  for (std::int64_t total = -300; total <= 2000; ++total) {
    const Figure figure = disclose(total);
    EXPECT_TRUE(is_figure(figure));
    if (total < 10) {
      EXPECT_EQ(figure, 0) << total;
    } else {
      EXPECT_EQ(figure % 5, 0) << total;
      EXPECT_LE(std::abs(std::int64_t{figure} - total), 2) << total;
    }
  }
  EXPECT_EQ(disclose(9), 0);
  EXPECT_EQ(disclose(10), 10);
  EXPECT_EQ(disclose(12), 10);
  EXPECT_EQ(disclose(13), 15);
  EXPECT_EQ(disclose(17), 15);
  EXPECT_EQ(disclose(18), 20);
  EXPECT_EQ(disclose(1'000'000), 65'535);
}

TEST(Disclosure, KnowsItsFigures) {
  std::size_t count = 0;
  for (std::uint32_t figure = 0; figure <= 0xffff; ++figure) {
    count += is_figure(static_cast<Figure>(figure)) ? 1 : 0;
  }
  EXPECT_EQ(count, 1u + 65'535 / 5 - 1);  // "fewer than 10", and 10, 15, … 65,535
  EXPECT_FALSE(is_figure(5));
  EXPECT_FALSE(is_figure(11));
}

TEST(Disclosure, WithholdsByEveryRule) {
  for (std::uint32_t roster = 0; roster <= 40; ++roster) {
    for (std::uint32_t reports = 0; reports <= roster; ++reports) {
      const auto why = withheld(7, 8, 6, reports, roster);
      if (reports < 8) {
        EXPECT_EQ(why, Withheld::kTooFewReports);
      } else if (reports * 5 < roster * 3) {
        EXPECT_EQ(why, Withheld::kTooFewOfTheRoster);
      } else {
        EXPECT_FALSE(why) << reports << " of " << roster;
      }
    }
  }
  EXPECT_EQ(withheld(7, 7, {}, 20, 20), Withheld::kNotClosed);
  EXPECT_EQ(withheld(7, 6, {}, 20, 20), Withheld::kNotClosed);
  EXPECT_EQ(withheld(7, 9, 7, 20, 20), Withheld::kReleasedBefore);
  EXPECT_EQ(withheld(7, 9, 8, 20, 20), Withheld::kReleasedBefore);
  EXPECT_FALSE(withheld(7, 9, 6, 20, 20));
  EXPECT_FALSE(withheld(0, 1, {}, 0xffffffff, 0xffffffff));
  EXPECT_EQ(withheld(0, 1, {}, 8, 0xffffffff), Withheld::kTooFewOfTheRoster);
}

TEST(Disclosure, OfAYearIsTheSumOfItsPublishedQuarters) {
  const Figure quarters[] = {25, 0, 10, 30};
  EXPECT_EQ(about(quarters), 70u);
  EXPECT_EQ(about({}), 0u);
}

TEST(Disclosure, AReleaseHasOneEncoding) {
  const Release release{8104, sha256({as_bytes("batch")}), {25, 0, 60}};
  const Bytes bytes = release.encode();
  EXPECT_EQ(bytes.size(), 42u);
  const auto again = Release::parse(bytes);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->encode(), bytes);
  EXPECT_EQ(again->figures, release.figures);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(Release::parse(ByteView(bytes).first(size)));
  }
  EXPECT_FALSE(Release::parse(concat({bytes, ByteArray<1>{}})));
  // A figure that nothing discloses: an exact one.
  Bytes exact = bytes;
  exact[37] = 26;
  EXPECT_FALSE(Release::parse(exact));
  exact[37] = 5;
  EXPECT_FALSE(Release::parse(exact));
}

}  // namespace
}  // namespace sotto::figures
