#pragma once
// A web folder, read and checked whole: afterwards nothing of it is on the disk for us.

#include <expected>
#include <map>
#include <memory>
#include <string>

#include "crypto/protocol/manifest.h"

namespace sotto::broker::web {

using protocol::ListedFile;
using protocol::Manifest;

enum class FolderProblem {
  kNoFolder,   // not a folder, or it cannot be read
  kManifest,   // missing, or it breaks a rule
  kMissing,    // a listed file is not there, or cannot be read
  kNotListed,  // a file is there that the manifest does not list
  kNotPlain,   // a symbolic link, a socket, …
  kSize,       // other than listed
  kChanged,    // another hash than listed
};
struct FolderError {
  FolderProblem problem = FolderProblem::kNoFolder;
  std::string file;      // inside the folder; empty: the folder
  std::string sentence;  // for the operator; names the file
};

struct Folder {
  Manifest manifest;
  std::shared_ptr<const Bytes> list;  // the file `manifest` itself
  std::map<std::string, std::shared_ptr<const Bytes>, std::less<>> content;  // by path
};

std::expected<Folder, FolderError> read_folder(const std::string& folder);

}  // namespace sotto::broker::web
