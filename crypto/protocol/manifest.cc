#include "crypto/protocol/manifest.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace sotto::protocol {
namespace {

constexpr std::size_t kMaxPath = 128;
constexpr int kMaxSegments = 4;
constexpr std::size_t kAssetHash = 8;  // characters

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kMediaTypes{
    {{".html", "text/html; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".wasm", "application/wasm"},
     {".svg", "image/svg+xml"},
     {".png", "image/png"},
     {".ico", "image/x-icon"},
     {".txt", "text/plain; charset=utf-8"}}};

// First segments of the broker's own paths.
constexpr std::array<std::string_view, 14> kReserved{
    "boards", "checkpoint", "checkpoint-next", "directory", "gateway", "health",      "leave",
    "left",   "log",        "manifest",        "people",    "policy",  "policy-next", "tile"};

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_path(std::string_view path) {
  int segments = 1;
  bool first = true;  // of a segment
  for (const char c : path) {
    if (c == '/') {
      if (first || ++segments > kMaxSegments) return false;
      first = true;
      continue;
    }
    if (!is_alphanumeric(c) && (first || (c != '.' && c != '_' && c != '-'))) return false;
    first = false;
  }
  return !first && path.size() <= kMaxPath;
}

bool is_reserved(std::string_view path) {
  return std::ranges::find(kReserved, path.substr(0, path.find('/'))) != kReserved.end();
}

// "index-da280471.css": what may be kept for a year is named by its content.
bool is_asset_name(std::string_view path) {
  std::string_view name = without_compression(path);
  name = name.substr(0, name.rfind('.'));
  const std::size_t hyphen = name.find('-', name.find_last_of("./") + 1);
  return hyphen != std::string_view::npos && name.size() - hyphen - 1 >= kAssetHash;
}

std::optional<ManifestRule> problem_of_path(std::string_view path) {
  if (!is_path(path)) return ManifestRule::kPath;
  if (content_type(without_compression(path)).empty()) return ManifestRule::kType;
  if (path.starts_with("assets/") && !is_asset_name(path)) return ManifestRule::kAssetName;
  if (is_reserved(path)) return ManifestRule::kReserved;
  return std::nullopt;
}

// Takes "NAME " off the front of a line.
bool take_name(std::string_view& line, std::string_view name) {
  if (!line.starts_with(name) || line.substr(name.size()).substr(0, 1) != " ") return false;
  line.remove_prefix(name.size() + 1);
  return true;
}

// The text up to the next space, which goes too.
std::string_view take_word(std::string_view& line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, space);
  line.remove_prefix(std::min(space + 1, line.size()));
  return word;
}

bool parse_size(std::string_view text, std::uint64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty() &&
         std::to_string(out) == text;
}

bool parse_hash(std::string_view text, Hash256& out) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != out.size() || to_hex(*bytes) != text) return false;
  std::ranges::copy(*bytes, out.begin());
  return true;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::expected<Manifest, ManifestError> parse() {
    if (text_.size() > kManifestMax) return std::unexpected(ManifestError{ManifestRule::kTooLong});
    using Part = std::optional<ManifestRule> (Parser::*)(std::string_view);
    for (const Part part : {&Parser::first, &Parser::pages, &Parser::worker, &Parser::style}) {
      if (const auto rule = with_line(part)) return error(*rule);
    }
    while (!text_.empty()) {
      if (const auto rule = with_line(&Parser::file)) return error(*rule);
    }
    number_ = 0;
    if (const auto rule = whole()) return error(*rule);
    return std::move(out_);
  }

 private:
  std::unexpected<ManifestError> error(ManifestRule rule) const {
    return std::unexpected(ManifestError{rule, number_});
  }

  std::optional<ManifestRule> with_line(
      std::optional<ManifestRule> (Parser::*part)(std::string_view)) {
    ++number_;
    const std::size_t end = text_.find('\n');
    if (end == std::string_view::npos) return ManifestRule::kLine;
    const std::string_view line = text_.substr(0, end);
    text_.remove_prefix(end + 1);
    return (this->*part)(line);
  }

  std::optional<ManifestRule> first(std::string_view line) {
    return line == "sotto web 1" ? std::nullopt : std::optional(ManifestRule::kFirstLine);
  }

  std::optional<ManifestRule> pages(std::string_view line) {
    if (!take_name(line, "pages") || line.ends_with(' ')) return ManifestRule::kPages;
    while (!line.empty()) {
      const std::string_view page = take_word(line);
      if (out_.pages.empty() ? page != "/" : !is_page(page)) return ManifestRule::kPages;
      if (!out_.pages.empty() && is_reserved(page.substr(1))) return ManifestRule::kReserved;
      out_.pages.emplace_back(page);
    }
    return out_.pages.empty() || out_.pages.size() > kPagesMax ? std::optional(ManifestRule::kPages)
                                                               : std::nullopt;
  }

  bool is_page(std::string_view page) const {
    return page.starts_with('/') && is_path(page.substr(1)) &&
           page.find('/', 1) == std::string_view::npos && page > out_.pages.back();
  }

  std::optional<ManifestRule> worker(std::string_view line) {
    if (!take_name(line, "worker") || !line.ends_with(".js")) return ManifestRule::kWorker;
    out_.worker = line;
    return std::nullopt;
  }

  std::optional<ManifestRule> style(std::string_view line) {
    if (!take_name(line, "style") || !line.ends_with(".css")) return ManifestRule::kStyle;
    out_.style = line;
    return std::nullopt;
  }

  std::optional<ManifestRule> file(std::string_view line) {
    ListedFile file;
    if (!parse_hash(take_word(line), file.hash) || !parse_size(take_word(line), file.size)) {
      return ManifestRule::kLine;
    }
    if (const auto rule = problem_of_path(line)) return rule;
    if (std::ranges::find(out_.pages, "/" + std::string(line)) != out_.pages.end()) {
      return ManifestRule::kReserved;
    }
    if (!out_.files.empty() && out_.files.back().path >= line) return ManifestRule::kOrder;
    if (out_.files.size() == kPageFilesMax) return ManifestRule::kTooMany;
    if (file.size == 0 || file.size > kPageFileMax) return ManifestRule::kFileSize;
    total_ += file.size;
    if (total_ > kPageFolderMax) return ManifestRule::kFolderSize;
    file.path = line;
    out_.files.push_back(std::move(file));
    return std::nullopt;
  }

  std::optional<ManifestRule> whole() const {
    for (const ListedFile& file : out_.files) {
      if (out_.find(without_compression(file.path)) == nullptr) return ManifestRule::kCompressed;
    }
    for (const std::string_view path :
         {std::string_view("index.html"), std::string_view(out_.worker),
          std::string_view(out_.style)}) {
      if (out_.find(path) == nullptr) return ManifestRule::kNotListed;
    }
    return std::nullopt;
  }

  std::string_view text_;
  std::size_t number_ = 0;
  std::uint64_t total_ = 0;
  Manifest out_;
};

const char* text_of(ManifestRule rule) {
  switch (rule) {
    case ManifestRule::kTooLong:
      return "it is larger than 64 KiB";
    case ManifestRule::kFirstLine:
      return "it does not begin with \"sotto web 1\"";
    case ManifestRule::kPages:
      return "this is not \"pages /\" and at most 15 more paths, rising";
    case ManifestRule::kWorker:
      return "this is not \"worker\" and the path of a script";
    case ManifestRule::kStyle:
      return "this is not \"style\" and the path of a style sheet";
    case ManifestRule::kLine:
      return "this is not a hash, a size and a path";
    case ManifestRule::kPath:
      return "this is not a path of one to four plain segments";
    case ManifestRule::kType:
      return "files with this ending are not served";
    case ManifestRule::kAssetName:
      return "a file in assets/ has no hash of its content in its name";
    case ManifestRule::kReserved:
      return "this path is taken";
    case ManifestRule::kOrder:
      return "files are not in the order of their paths, each once";
    case ManifestRule::kTooMany:
      return "there are more than 256 files";
    case ManifestRule::kFileSize:
      return "a file is empty or larger than 4 MiB";
    case ManifestRule::kFolderSize:
      return "the files are larger than 16 MiB together";
    case ManifestRule::kCompressed:
      return "a compressed form is listed, and its file is not";
    case ManifestRule::kNotListed:
      return "index.html, the worker or the style sheet is not listed";
  }
  return "";
}

}  // namespace

const ListedFile* Manifest::find(std::string_view path) const {
  const auto found = std::ranges::lower_bound(files, path, {}, &ListedFile::path);
  return found != files.end() && found->path == path ? &*found : nullptr;
}

std::string sentence(const ManifestError& error) {
  const std::string where = error.line == 0 ? "" : "line " + std::to_string(error.line) + ": ";
  return where + text_of(error.rule);
}

std::expected<Manifest, ManifestError> parse_manifest(std::string_view text) {
  return Parser(text).parse();
}

std::string_view without_compression(std::string_view path) {
  if (path.ends_with(".br") || path.ends_with(".gz")) path.remove_suffix(3);
  return path;
}

std::string_view content_type(std::string_view path) {
  for (const auto& [ending, type] : kMediaTypes) {
    if (path.ends_with(ending)) return type;
  }
  return {};
}

}  // namespace sotto::protocol
