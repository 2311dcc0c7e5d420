#pragma once
// A folder that goes away with whoever made it, whatever happens.

#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace sotto::testing {

class TestFolder {
 public:
  // In memory where there is memory, unless told.
  explicit TestFolder(const std::filesystem::path& under = {}) {
    namespace fs = std::filesystem;
    const fs::path base = !under.empty()           ? under
                          : fs::exists("/dev/shm") ? fs::path("/dev/shm")
                                                   : fs::temp_directory_path();
    std::string name = (base / "sotto-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder in " + base.string());
    path_ = name;
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace sotto::testing
