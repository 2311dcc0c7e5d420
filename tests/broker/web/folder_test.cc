#include "broker/web/folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/sample_site.h"

namespace sotto::broker::web {
namespace {

using sotto::testing::sample_content;

class FolderTest : public sotto::testing::WebFolder {
 protected:
  // The folder is refused with a sentence that names the file.
  void refused(FolderProblem problem, const std::string& file) const {
    const auto folder = read_folder(folder_);
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().problem, problem) << folder.error().sentence;
    EXPECT_EQ(folder.error().file, file);
    EXPECT_NE(folder.error().sentence.find(folder_), std::string::npos);
    EXPECT_NE(folder.error().sentence.find(file), std::string::npos);
  }
};

TEST_F(FolderTest, EveryFileIsRead) {
  write_all(sample_content());
  const auto folder = read_folder(folder_);
  ASSERT_TRUE(folder) << folder.error().sentence;
  EXPECT_EQ(folder->content.size(), sample_content().size());
  for (const auto& [path, text] : sample_content()) {
    EXPECT_TRUE(equal(*folder->content.at(path), as_bytes(text))) << path;
  }
}

TEST_F(FolderTest, ASlashAtTheEndDoesNotMatter) {
  write_all(sample_content());
  EXPECT_TRUE(read_folder(folder_ + "/"));
}

TEST_F(FolderTest, WithoutAFolderThereIsNothing) {
  folder_ += "/other";
  refused(FolderProblem::kNoFolder, "");
}

TEST_F(FolderTest, WithoutAManifestThereIsNothing) {
  write("index.html", "text");
  refused(FolderProblem::kManifest, "manifest");
}

TEST_F(FolderTest, AManifestThatBreaksARuleIsNamedWithItsLine) {
  write_all(sample_content());
  write("manifest", "sotto web 1\npages\n");
  refused(FolderProblem::kManifest, "manifest");
  EXPECT_NE(read_folder(folder_).error().sentence.find("line 2: "), std::string::npos);
}

TEST_F(FolderTest, AManifestThatIsTooLargeIsNotEvenRead) {
  write("manifest", std::string(protocol::kManifestMax + 1, 'x'));
  refused(FolderProblem::kManifest, "manifest");
}

TEST_F(FolderTest, AMissingFileIsNamed) {
  write_all(sample_content());
  std::filesystem::remove(folder_ + "/icon.svg");
  refused(FolderProblem::kMissing, "icon.svg");
}

TEST_F(FolderTest, AFileThatIsNotListedIsNamed) {
  write_all(sample_content());
  write("assets/extra-12345678.js", "text");
  refused(FolderProblem::kNotListed, "assets/extra-12345678.js");
}

TEST_F(FolderTest, AHiddenFileIsNoException) {
  write_all(sample_content());
  write(".index.html.swp", "text");
  refused(FolderProblem::kNotListed, ".index.html.swp");
}

TEST_F(FolderTest, AFileOfAnotherSizeIsNamed) {
  write_all(sample_content());
  write("icon.svg", "<svg/> ");
  refused(FolderProblem::kSize, "icon.svg");
}

TEST_F(FolderTest, OneFlippedBitInAnyFileIsNoticed) {
  for (const auto& [path, text] : sample_content()) {
    write_all(sample_content());
    std::string other = text;
    other.back() = static_cast<char>(other.back() ^ 1);
    write(path, other);
    refused(FolderProblem::kChanged, path);
  }
}

TEST_F(FolderTest, ALinkIsNoFile) {
  write_all(sample_content());
  std::filesystem::rename(folder_ + "/icon.svg", folder_ + "-icon.svg");
  std::filesystem::create_symlink(folder_ + "-icon.svg", folder_ + "/icon.svg");
  refused(FolderProblem::kNotPlain, "icon.svg");
  std::filesystem::remove(folder_ + "-icon.svg");
}

TEST_F(FolderTest, APipeIsNoFile) {
  write_all(sample_content());
  std::filesystem::remove(folder_ + "/icon.svg");
  ASSERT_EQ(mkfifo((folder_ + "/icon.svg").c_str(), 0600), 0);
  refused(FolderProblem::kNotPlain, "icon.svg");
}

}  // namespace
}  // namespace sotto::broker::web
