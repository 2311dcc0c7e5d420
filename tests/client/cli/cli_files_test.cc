#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "client/cli/files.h"
#include "tests/support/test_folder.h"

namespace sotto::client::cli {
namespace {

class CliFiles : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  const testing::TestFolder folder_;
};

TEST_F(CliFiles, AreTheirOwnersAloneWhateverTheUmask) {
  for (const mode_t mask : {mode_t{0}, mode_t{0777}}) {
    const std::string file = path(std::to_string(mask));
    const mode_t before = ::umask(mask);
    const auto written = write_private(file, as_bytes("seven words"));
    ::umask(before);
    ASSERT_TRUE(written);
    struct stat status{};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600u);
  }
}

TEST_F(CliFiles, HoldWhatWasWrittenAndLeaveNoDraftBehind) {
  ASSERT_TRUE(write_private(path("a"), as_bytes("content")));
  const auto back = read_file(path("a"), 7);
  ASSERT_TRUE(back);
  EXPECT_TRUE(equal(back->expose(), as_bytes("content")));
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator(folder_.path()))
    ++files;
  EXPECT_EQ(files, 1u);
}

TEST_F(CliFiles, AreNeverReplaced) {
  ASSERT_TRUE(write_private(path("a"), as_bytes("first")));
  const auto again = write_private(path("a"), as_bytes("second"));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error(), FileProblem::kExists);
  EXPECT_TRUE(equal(read_file(path("a"), 100)->expose(), as_bytes("first")));
}

TEST_F(CliFiles, ThatCannotBeWrittenOrReadSaySo) {
  EXPECT_EQ(write_private(path("no/folder"), as_bytes("x")).error(), FileProblem::kCannotWrite);
  EXPECT_EQ(read_file(path("missing"), 10).error(), FileProblem::kCannotOpen);
  EXPECT_EQ(read_file(folder_.path().string(), 10).error(), FileProblem::kCannotOpen);
}

TEST_F(CliFiles, AboveTheirLimitAreRefusedAndAtItTheyAreNot) {
  ASSERT_TRUE(write_private(path("a"), as_bytes("12345")));
  EXPECT_TRUE(read_file(path("a"), 5));
  EXPECT_EQ(read_file(path("a"), 4).error(), FileProblem::kTooLarge);
}

}  // namespace
}  // namespace sotto::client::cli
