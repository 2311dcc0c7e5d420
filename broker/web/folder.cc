#include "broker/web/folder.h"

#include <filesystem>
#include <optional>

#include "broker/store/disk.h"

namespace sotto::broker::web {
namespace {

namespace fs = std::filesystem;

constexpr const char* kManifest = "manifest";

std::unexpected<FolderError> refuse(FolderProblem problem, const std::string& file,
                                    const std::string& what) {
  return std::unexpected(FolderError{problem, file, what});
}

// The manifest, and the folder without its files.
std::expected<Folder, FolderError> read_manifest(const std::string& folder) {
  const std::string path = folder + "/" + kManifest;
  const auto size = size_of(path);
  const bool fits = size && *size <= protocol::kManifestMax;
  auto bytes = fits ? read_file(path) : std::nullopt;
  if (size && !fits) return refuse(FolderProblem::kManifest, kManifest, path + " is too large");
  if (!bytes) return refuse(FolderProblem::kManifest, kManifest, path + " cannot be read");
  auto manifest =
      protocol::parse_manifest({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  if (!manifest) {
    return refuse(FolderProblem::kManifest, kManifest, path + ": " + sentence(manifest.error()));
  }
  return Folder{std::move(*manifest), std::make_shared<const Bytes>(std::move(*bytes)), {}};
}

// What lies in the folder is plain and listed.
std::optional<FolderError> refuse_others(const std::string& folder, const Manifest& manifest) {
  std::error_code error;
  fs::recursive_directory_iterator each(folder, error);
  for (; !error && each != fs::recursive_directory_iterator(); each.increment(error)) {
    const fs::file_status status = each->symlink_status(error);
    if (error) break;
    if (fs::is_directory(status)) continue;
    const std::string path = each->path().lexically_relative(folder).string();
    const std::string whole = folder + "/" + path;
    if (!fs::is_regular_file(status)) {
      return FolderError{FolderProblem::kNotPlain, path, whole + " is not a plain file"};
    }
    if (path != kManifest && manifest.find(path) == nullptr) {
      return FolderError{FolderProblem::kNotListed, path, whole + " is not in the manifest"};
    }
  }
  if (error) return FolderError{FolderProblem::kNoFolder, "", folder + " cannot be read"};
  return std::nullopt;
}

std::expected<std::shared_ptr<const Bytes>, FolderError> read_listed(const std::string& folder,
                                                                     const ListedFile& file) {
  const std::string path = folder + "/" + file.path;
  const auto size = size_of(path);
  if (!size) return refuse(FolderProblem::kMissing, file.path, path + " is missing");
  if (*size != file.size) {
    return refuse(FolderProblem::kSize, file.path,
                  path + " has another size than the manifest says");
  }
  auto bytes = read_file(path);
  if (!bytes) return refuse(FolderProblem::kMissing, file.path, path + " cannot be read");
  if (sha256({*bytes}) != file.hash) {
    return refuse(FolderProblem::kChanged, file.path,
                  path + " is not what the manifest says: it was changed");
  }
  return std::make_shared<const Bytes>(std::move(*bytes));
}

}  // namespace

std::expected<Folder, FolderError> read_folder(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return refuse(FolderProblem::kNoFolder, "", folder + " is not a folder");
  }
  auto out = read_manifest(folder);
  if (!out) return std::unexpected(std::move(out.error()));
  if (auto other = refuse_others(folder, out->manifest)) return std::unexpected(std::move(*other));
  for (const ListedFile& file : out->manifest.files) {
    auto bytes = read_listed(folder, file);
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    out->content.emplace(file.path, std::move(*bytes));
  }
  return out;
}

}  // namespace sotto::broker::web
