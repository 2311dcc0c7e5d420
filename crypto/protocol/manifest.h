#pragma once
// The list of the files that the pages are (docs/spec/web.md, "Folder"): what the broker serves,
// and what the log's entry of a build names by the hash of the whole list.

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/primitives/hash.h"

namespace sotto::protocol {

inline constexpr std::size_t kManifestMax = 64 * 1024;  // bytes
inline constexpr std::size_t kPageFilesMax = 256;
inline constexpr std::size_t kPagesMax = 32;
inline constexpr std::uint64_t kPageFileMax = 4 * 1024 * 1024;     // bytes
inline constexpr std::uint64_t kPageFolderMax = 16 * 1024 * 1024;  // bytes, all files together

struct ListedFile {
  std::string path;  // "assets/index-da280471.css": without a leading '/'
  std::uint64_t size = 0;
  Hash256 hash{};
};

struct Manifest {
  std::vector<std::string> pages;  // "/", "/open": they all answer with index.html
  std::string worker;              // path of the worker's script
  std::string style;               // path of the style sheet of pages without script
  std::vector<ListedFile> files;   // rising by path

  const ListedFile* find(std::string_view path) const;
};

// The first rule that is broken, in the order of the page.
enum class ManifestRule {
  kTooLong,     // more than kManifestMax
  kFirstLine,   // not "sotto web 1"
  kPages,       // not "pages / …", rising, at most kPagesMax
  kWorker,      // not "worker PATH.js"
  kStyle,       // not "style PATH.css"
  kLine,        // not hash, size, path, and a line feed
  kPath,        // characters, segments or length
  kType,        // an ending that is not served
  kAssetName,   // in assets/ without a hash in its name
  kReserved,    // the broker's own path, or a file's and a page's at once
  kOrder,       // files not rising by path
  kTooMany,     // more than kPageFilesMax
  kFileSize,    // empty, or more than kPageFileMax
  kFolderSize,  // more than kPageFolderMax together
  kCompressed,  // a compressed form of a file that is not listed
  kNotListed,   // index.html, the worker or the style
};
struct ManifestError {
  ManifestRule rule = ManifestRule::kLine;
  std::size_t line = 0;  // from 1; 0: of the whole
};
// What is wrong, for the operator: "line 7: a path that …".
std::string sentence(const ManifestError& error);

std::expected<Manifest, ManifestError> parse_manifest(std::string_view text);

// "index.html.br" → "index.html"; the path itself when it is no compressed form.
std::string_view without_compression(std::string_view path);

// The Content-Type of a path that is no compressed form; empty: an ending that is not served.
std::string_view content_type(std::string_view path);

}  // namespace sotto::protocol
