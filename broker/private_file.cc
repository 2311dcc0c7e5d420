#include "broker/private_file.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace sotto::broker {
namespace {

bool is_credential(const std::string& path) {
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  return folder != nullptr && *folder == '/' && path.starts_with(std::string(folder) + "/");
}

}  // namespace

std::expected<void, std::string> check_private(const std::string& path) {
  struct stat status{};
  if (stat(path.c_str(), &status) != 0) {
    return std::unexpected(path + " cannot be read: " + std::strerror(errno));
  }
  if (!S_ISREG(status.st_mode)) return std::unexpected(path + " is not a file");
  mode_t others = status.st_mode & (S_IRWXG | S_IRWXO);
  if (is_credential(path)) others &= ~static_cast<mode_t>(S_IRGRP);
  if (others == 0) return {};
  return std::unexpected(path + " holds keys, and others than its owner may open it: chmod 600 it");
}

}  // namespace sotto::broker
