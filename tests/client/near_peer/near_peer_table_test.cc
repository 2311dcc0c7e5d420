// Every point of the implementation guide has a row in table.txt, and every test that it names is
// there: nobody has to take the table's word.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

namespace sotto {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kPoints{
    "NP-1",  "NP-2a", "NP-2b", "NP-3",   "NP-4a",  "NP-4b",  "NP-5",   "NP-6a",  "NP-6b",  "NP-6c",
    "NP-7a", "NP-7b", "NP-8a", "NP-8b",  "NP-9",   "NP-10",  "NP-11",  "NP-12a", "NP-12b", "NP-13",
    "NP-14", "NP-15", "NP-16", "NP-17",  "NP-18",  "NP-19a", "NP-19b", "NP-20",  "NP-21",  "NP-22",
    "NP-23", "NP-24", "NP-25", "NP-26a", "NP-26b", "NP-27",  "NPA-1",  "NPA-2",  "NPA-3",  "NPA-4",
    "NPA-5", "NPA-6", "NPA-7", "NPA-8",  "NPA-9",  "NPA-10", "NPA-11", "NPA-12"};

std::string trimmed(std::string text) {
  text.erase(0, std::min(text.find_first_not_of(" \n"), text.size()));
  text.erase(text.find_last_not_of(" \n") + 1);
  return text;
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream in(text + at);
  for (std::string part; std::getline(in, part, at);) out.push_back(trimmed(part));
  return out;
}

struct Row {
  std::string point, what;
  std::vector<std::string> tests;
  std::string missing;
};

std::vector<Row> rows() {
  std::ifstream file(SOTTO_SOURCE_DIR "/tests/client/near_peer/table.txt");
  std::vector<Row> out;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    const auto fields = split(line, '|');
    if (fields.size() != 4) {
      ADD_FAILURE() << "not four fields: " << line;
      continue;
    }
    Row row{fields[0], fields[1], {}, fields[3]};
    if (!fields[2].empty()) row.tests = split(fields[2], ',');
    out.push_back(row);
  }
  return out;
}

// "Suite.Name" of every test of these folders.
std::set<std::string> written_tests() {
  std::set<std::string> out;
  for (const char* folder : {"client", "broker/ops", "crypto/protocol", "allocate"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(SOTTO_SOURCE_DIR "/tests") / folder)) {
      if (!entry.path().string().ends_with("_test.cc")) continue;
      std::ostringstream content;
      content << std::ifstream(entry.path()).rdbuf();
      const std::string text = content.str();
      for (std::size_t at = 0; (at = text.find("\nTEST", at)) != std::string::npos; ++at) {
        const std::size_t open = text.find('(', at), close = text.find(')', at);
        const auto names = split(text.substr(open + 1, close - open - 1), ',');
        if (names.size() == 2) out.insert(names[0] + "." + names[1]);
      }
    }
  }
  return out;
}

// "file.test.mjs: title" of a test of the pages.
bool is_written_for_pages(const std::string& test) {
  const std::size_t end = test.find(": ");
  if (end == std::string::npos) return false;
  std::ostringstream content;
  content << std::ifstream(SOTTO_SOURCE_DIR "/tests/web/" + test.substr(0, end)).rdbuf();
  const std::string title = test.substr(end + 2);
  return !title.empty() && content.str().find("it('" + title + "'") != std::string::npos;
}

TEST(NearPeerTable, HasARowForEveryPointOfTheGuide) {
  std::vector<std::string> points;
  for (const Row& row : rows()) points.push_back(row.point);
  EXPECT_EQ(points, kPoints);
}

TEST(NearPeerTable, EveryRowNamesTestsThatAreThereOrSaysWhatIsNotBuilt) {
  const auto written = written_tests();
  ASSERT_TRUE(written.contains("NearPeerTable.HasARowForEveryPointOfTheGuide"));
  for (const Row& row : rows()) {
    EXPECT_FALSE(row.what.empty()) << row.point;
    EXPECT_FALSE(row.tests.empty() && row.missing.empty()) << row.point;
    for (const std::string& test : row.tests) {
      EXPECT_TRUE(written.contains(test) || is_written_for_pages(test))
          << row.point << " names " << test;
    }
  }
}

}  // namespace
}  // namespace sotto
