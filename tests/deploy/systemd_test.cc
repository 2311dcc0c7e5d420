// docs/deploy/sotto-broker.service, as far as it can be judged without a running systemd.

#include <gtest/gtest.h>

#include "tests/story/processes.h"

namespace sotto::testing {
namespace {

constexpr const char* kAnalyze = "/usr/bin/systemd-analyze";
const std::string kUnit = SOTTO_SOURCE_DIR "/docs/deploy/sotto-broker.service";

TEST(SystemdUnit, IsExposedLittle) {
  const Ran ran = run_program({kAnalyze, "security", "--offline=true", "--no-pager", kUnit});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const std::string says = "Overall exposure level for sotto-broker.service: ";
  const std::size_t at = ran.out.find(says);
  ASSERT_NE(at, std::string::npos) << ran.out;
  EXPECT_LE(std::stod(ran.out.substr(at + says.size())), 1.5) << ran.out;
}

// The program is not installed here, which is the one thing that it may find wrong.
TEST(SystemdUnit, HasNoLineThatSystemdDoesNotKnow) {
  const Ran ran = run_program({kAnalyze, "verify", "--man=no", kUnit});
  EXPECT_EQ(
      ran.err,
      "sotto-broker.service: Command /usr/bin/sotto-broker is not executable: No such file or "
      "directory\n");
}

}  // namespace
}  // namespace sotto::testing
