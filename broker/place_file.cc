#include "broker/place_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "broker/store/disk.h"
#include "crypto/primitives/random.h"

namespace sotto::broker {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

bool place_file(const std::string& path, ByteView bytes) {
  const std::string next = path + ".new";
  {
    const Descriptor file = open_file(next, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.open() || !write_at(file.get(), bytes, 0)) {
      unlink(next.c_str());
      return false;
    }
    sync_or_panic(file.get());
  }
  if (std::rename(next.c_str(), path.c_str()) != 0) {
    unlink(next.c_str());
    return false;
  }
  sync_folder(folder_of(path));
  return true;
}

void wipe_file(const std::string& path) {
  const auto size = size_of(path);
  if (!size) return;
  if (const Descriptor file = open_file(path, O_WRONLY); file.open()) {
    constexpr std::uint64_t kStep = 1 << 20;
    for (std::uint64_t done = 0; done < *size; done += kStep) {
      write_at(file.get(), random_bytes(std::min(kStep, *size - done)), done);
    }
    sync_or_panic(file.get());
  }
  unlink(path.c_str());
}

void discard_folder(const std::string& path) {
  wipe_file(path + "/erasable");
  wipe_file(path + "/keys");
  std::error_code error;
  fs::remove_all(path, error);
}

}  // namespace sotto::broker
