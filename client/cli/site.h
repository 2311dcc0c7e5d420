#pragma once
// What a broker serves as its pages, compared file by file with what they are to be
// (docs/spec/web.md, "Comparing").

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/cli/http.h"
#include "crypto/protocol/manifest.h"

namespace sotto::client::cli {

enum class SiteProblem {
  kNotLogged,  // the manifest: none, or not the one that the log names
  kMissing,    // it is not served
  kTooMany,    // what is served lists it, and the build does not have it
  kChanged,    // other bytes, or another coding than asked for
  kHeaders,    // another type, or a field that leads a browser elsewhere or marks it
};
std::string_view text(SiteProblem problem);

struct SiteDifference {
  std::string path;  // where it is served: "/open"
  SiteProblem problem{};
  bool operator==(const SiteDifference&) const = default;
};

struct ComparedSite {
  std::vector<SiteDifference> differences;
  std::size_t answers = 0;  // that are as they should be; each path is asked in every form
};

// logged: the hash that the log has of the manifest, if it has one. build: one's own; without it
// the manifest that is served says what there should be.
std::expected<ComparedSite, Unreachable> compare_site(
    const FetchPage& fetch, const std::optional<Hash256>& logged,
    const std::optional<protocol::Manifest>& build);

}  // namespace sotto::client::cli
