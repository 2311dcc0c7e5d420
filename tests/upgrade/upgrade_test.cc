// Data folders of releases: every build opens each, checks it, serves it, and its people go on
// (docs/spec/versions.md).

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/value_to.hpp>
#include <cctype>
#include <filesystem>

#include "tests/story/rig.h"
#include "tests/upgrade/stored.h"

namespace sotto::testing {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> stored_folders() {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(SOTTO_STORED)) {
    const std::string name = entry.path().filename();
    if (name.ends_with(".tar.xz")) out.push_back(name.substr(0, name.size() - 7));
  }
  std::ranges::sort(out);
  return out;
}

class StoredFolder : public ::testing::TestWithParam<std::string> {
 protected:
  StoredFolder() : scheme(SOTTO_BUILD_DIR, folder.path() / "stored", "") {
    const Ran ran = run_program({"/usr/bin/tar", "-xJf", SOTTO_STORED "/" + GetParam() + ".tar.xz",
                                 "-C", scheme.home().string(), "--no-same-owner"});
    EXPECT_EQ(ran.exit, 0) << ran.err;
  }
  Ran on_data(const std::string& command) { return on_data_with(command, {}); }
  Ran on_data_with(const std::string& command, const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {command, "--data", scheme.data().string()};
    // The keys name the place where their secret lay when the folder was made.
    if (command != "inspect") {
      arguments.insert(arguments.end(),
                       {"--seal-with", "file:" + (scheme.home() / "seal").string()});
    }
    arguments.insert(arguments.end(), more.begin(), more.end());
    return scheme.broker(arguments);
  }
  // The colleague chooses a time, the supporter sees it and redeems the pass that it brought.
  void agree() {
    const std::string id = wait_for(scheme, "quill", [](const boost::json::object& engagement) {
      return !engagement.at("slots").as_array().empty();
    });
    scheme.must("quill", {"choose", id, "1"});
    wait_for(scheme, "rowan", [](const boost::json::object& engagement) {
      return engagement.at("agreed").to_number<int>() == 1;
    });
  }

  TestFolder folder;
  Processes scheme;
};

TEST_P(StoredFolder, OpensAndIsWhole) {
  const ShiftedClock clock(shift_to(kStoredNoon + 3600));
  const Ran checked = on_data("check");
  EXPECT_EQ(checked.exit, 0) << checked.out << checked.err;
  EXPECT_EQ(on_data("inspect").exit, 0);
  EXPECT_EQ(on_data("status").exit, 0);
}

TEST_P(StoredFolder, IsServedAndItsPeopleGoOn) {
  const ShiftedClock clock(shift_to(kStoredNoon + 3600));
  scheme.start({"--mirror", (scheme.home() / "mirror").string()});
  agree();
  EXPECT_EQ(scheme.stop(), 0);
  const Ran checked = on_data("check");
  EXPECT_EQ(checked.exit, 0) << checked.out << checked.err;
}

// What it was made with was backed up by nobody; this build seals it, loses it and brings it back.
TEST_P(StoredFolder, IsBackedUpLostAndRestored) {
  const ShiftedClock clock(shift_to(kStoredNoon + 3600));
  const auto home = [&](const char* name) { return (scheme.home() / name).string(); };
  const Ran key = scheme.broker({"backup", "keygen", "--to", home("backup.key")});
  ASSERT_EQ(key.exit, 0) << key.err;
  const Ran sealed =
      on_data_with("backup", {"--to", home("sealed"), "--key", key.out.substr(0, 64)});
  ASSERT_EQ(sealed.exit, 0) << sealed.err;
  fs::remove_all(scheme.data());
  const Ran restored =
      on_data_with("restore", {"--from", home("sealed"), "--key", home("backup.key"), "--mirror",
                               home("mirror"), "--new-epoch"});
  ASSERT_EQ(restored.exit, 0) << restored.err;
  scheme.start({"--mirror", home("mirror")});
  for (const std::string lead : kHandLeads) {
    const std::string file = home((lead + ".key").c_str());
    const auto waiting = scheme.must(lead, {"lead", "proposals", "--key", file});
    for (const auto& each : waiting.at("proposals").as_array()) {
      scheme.must(
          lead, {"lead", "sign", boost::json::value_to<std::string>(each.at("id")), "--key", file});
    }
  }
  agree();
  EXPECT_EQ(scheme.stop(), 0);
}

TEST_P(StoredFolder, ServesAWholeTwoMonthsLater) {
  const ShiftedClock clock(shift_to(kStoredNoon + 60 * 86'400));
  scheme.start({"--mirror", (scheme.home() / "mirror").string()});
  EXPECT_EQ(scheme.must("ash", {"show"}).at("role").as_string(), "supporter");
  EXPECT_EQ(scheme.stop(), 0);
}

INSTANTIATE_TEST_SUITE_P(Each, StoredFolder, ::testing::ValuesIn(stored_folders()),
                         [](const auto& each) {
                           std::string name = each.param;
                           std::ranges::replace_if(
                               name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
                           return name;
                         });

}  // namespace
}  // namespace sotto::testing
