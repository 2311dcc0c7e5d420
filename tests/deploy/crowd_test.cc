// The real broker among thousands of connections that wait or dawdle: what 64 busy ones keep of
// their throughput.

#include <gtest/gtest.h>

#include "tests/story/process_world.h"
#include "tests/support/throughput.h"

namespace sotto::testing {
namespace {

TEST(CrowdLong, OfThousandsLeavesTheBusyOnesTheirThroughput) {
  Throughput::open_many();
  ProcessWorld world(SchemeChanges{{"day_seconds = 4", "day_seconds = 86400"}});
  world.run.start();
  const auto ratios = Throughput(static_cast<std::uint16_t>(world.run.port()))
                          .kept(5'000, 500, std::chrono::seconds(4), 9);
  EXPECT_GE(ratios[4], 0.8);
}

}  // namespace
}  // namespace sotto::testing
