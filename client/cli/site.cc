#include "client/cli/site.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sotto::client::cli {
namespace {

using protocol::ListedFile;
using protocol::Manifest;

constexpr const char* kManifest = "/manifest";
constexpr const char* kIndex = "index.html";

// The better one first, as the broker takes them.
constexpr std::array<std::pair<const char*, const char*>, 2> kForms{
    {{"br", ".br"}, {"gzip", ".gz"}}};
// What is asked for of each file: every form alone, and what browsers say.
constexpr std::array<const char*, 4> kAccepted{"", "gzip", "br", "gzip, deflate, br, zstd"};

class Comparison {
 public:
  Comparison(const FetchPage& fetch, const std::optional<Hash256>& logged)
      : fetch_(fetch), logged_(logged) {}

  std::expected<ComparedSite, Unreachable> run(const std::optional<Manifest>& build) {
    const auto list = fetch_(kManifest, "");
    if (!list) return std::unexpected(Unreachable{});
    const auto served = read_list(*list);
    if (build) {
      if (served) find_too_many(*served, *build);
      if (!fetch_all(*build)) return std::unexpected(Unreachable{});
    } else if (served && !fetch_all(*served)) {
      return std::unexpected(Unreachable{});
    }
    return std::move(out_);
  }

 private:
  void differs(const std::string& path, SiteProblem problem) {
    out_.differences.push_back({path, problem});
  }

  // The manifest that is served, also when it is another than the log's.
  std::optional<Manifest> read_list(const PageAnswer& list) {
    auto manifest = list.status == 200
                        ? protocol::parse_manifest(
                              {reinterpret_cast<const char*>(list.body.data()), list.body.size()})
                        : std::unexpected(protocol::ManifestError{});
    const bool other = logged_ && sha256({list.body}) != *logged_;
    if (!manifest || other) differs(kManifest, SiteProblem::kNotLogged);
    return manifest ? std::optional(std::move(*manifest)) : std::nullopt;
  }

  void find_too_many(const Manifest& served, const Manifest& build) {
    for (const std::string& page : served.pages) {
      if (std::ranges::find(build.pages, page) == build.pages.end()) {
        differs(page, SiteProblem::kTooMany);
      }
    }
    for (const ListedFile& file : served.files) {
      if (build.find(file.path) == nullptr) differs("/" + file.path, SiteProblem::kTooMany);
    }
  }

  // False: somewhere there was no answer.
  bool fetch_all(const Manifest& manifest) {
    for (const ListedFile& file : manifest.files) {
      if (protocol::without_compression(file.path) != file.path) continue;
      if (file.path != kIndex) {
        if (!fetch_forms(manifest, "/" + file.path, file)) return false;
        continue;
      }
      for (const std::string& page : manifest.pages) {
        if (!fetch_forms(manifest, page, file)) return false;
      }
    }
    return true;
  }

  bool fetch_forms(const Manifest& manifest, const std::string& target, const ListedFile& file) {
    for (const char* accept : kAccepted) {
      const auto answer = fetch_(target, accept);
      if (!answer) return false;
      const auto problem = problem_of(*answer, *form_for(manifest, file, accept));
      if (!problem) {
        ++out_.answers;
      } else if (const SiteDifference found{target, *problem};
                 std::ranges::find(out_.differences, found) == out_.differences.end()) {
        out_.differences.push_back(found);
      }
    }
    return true;
  }

  // As the broker chooses (docs/spec/web.md, "Compression").
  static const ListedFile* form_for(const Manifest& manifest, const ListedFile& file,
                                    std::string_view accept) {
    for (const auto& [coding, ending] : kForms) {
      const ListedFile* form = manifest.find(file.path + ending);
      if (form != nullptr && accept.find(coding) != std::string_view::npos) return form;
    }
    return &file;
  }

  static std::optional<SiteProblem> problem_of(const PageAnswer& answer, const ListedFile& form) {
    if (answer.status != 200) return SiteProblem::kMissing;
    std::string_view coding;
    for (const auto& [name, ending] : kForms) {
      if (form.path.ends_with(ending)) coding = name;
    }
    if (answer.coding != coding || sha256({answer.body}) != form.hash) return SiteProblem::kChanged;
    if (answer.steers ||
        answer.type != protocol::content_type(protocol::without_compression(form.path))) {
      return SiteProblem::kHeaders;
    }
    return std::nullopt;
  }

  const FetchPage& fetch_;
  const std::optional<Hash256>& logged_;
  ComparedSite out_;
};

}  // namespace

std::string_view text(SiteProblem problem) {
  switch (problem) {
    case SiteProblem::kNotLogged:
      return "is not the list that the log names";
    case SiteProblem::kMissing:
      return "is not served";
    case SiteProblem::kTooMany:
      return "is one too many";
    case SiteProblem::kChanged:
      return "has other bytes";
    case SiteProblem::kHeaders:
      return "is served with other headers";
  }
  return "";
}

std::expected<ComparedSite, Unreachable> compare_site(const FetchPage& fetch,
                                                      const std::optional<Hash256>& logged,
                                                      const std::optional<Manifest>& build) {
  return Comparison(fetch, logged).run(build);
}

}  // namespace sotto::client::cli
