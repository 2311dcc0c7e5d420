// docs/deploy/sotto-broker.service, as far as it can be judged without a running systemd.

#include <gtest/gtest.h>

#include "tests/story/processes.h"

namespace sotto::testing {
namespace {

constexpr const char* kAnalyze = "/usr/bin/systemd-analyze";

std::string unit(const std::string& name) {
  return SOTTO_SOURCE_DIR "/docs/deploy/" + name;
}

TEST(SystemdUnit, IsExposedLittle) {
  for (const std::string name : {"sotto-broker.service", "sotto-backup.service"}) {
    const Ran ran = run_program({kAnalyze, "security", "--offline=true", "--no-pager", unit(name)});
    ASSERT_EQ(ran.exit, 0) << ran.err;
    const std::string says = "Overall exposure level for " + name + ": ";
    const std::size_t at = ran.out.find(says);
    ASSERT_NE(at, std::string::npos) << ran.out;
    EXPECT_LE(std::stod(ran.out.substr(at + says.size())), 1.5) << ran.out;
  }
}

// The programs are not installed here, which is the one thing that it may find wrong.
TEST(SystemdUnit, HasNoLineThatSystemdDoesNotKnow) {
  const auto finds = [](const std::string& name) {
    return run_program({kAnalyze, "verify", "--man=no", unit(name)}).err;
  };
  const std::string missing = " is not executable: No such file or directory\n";
  EXPECT_EQ(finds("sotto-broker.service"),
            "sotto-broker.service: Command /usr/bin/sotto-broker" + missing);
  EXPECT_EQ(finds("sotto-backup.service"),
            "sotto-backup.service: Command /usr/lib/sotto/backup" + missing);
  EXPECT_EQ(finds("sotto-backup.timer"), "");
}

}  // namespace
}  // namespace sotto::testing
