// Comparing the pages that a broker serves with the log and with a build of one's own (docs/cli.md,
// "The pages").

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/site.h"
#include "client/core/public_view.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;
using protocol::Manifest;

constexpr std::size_t kLogMax = std::size_t{64} << 20;

// One's own build: its manifest, after every file that it lists was found to be as listed.
struct OwnBuild {
  Manifest manifest;
  Hash256 hash{};
};
std::expected<OwnBuild, Exit> read_build(Host& host, const std::string& folder) {
  const auto list = read_in(host, folder + "/manifest", protocol::kManifestMax);
  if (!list) return std::unexpected(list.error());
  const ByteView bytes = list->expose();
  auto manifest =
      protocol::parse_manifest({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!manifest) {
    host.terminal.problem(folder + "/manifest: " + protocol::sentence(manifest.error()) + ".");
    return std::unexpected(Exit::kUsage);
  }
  for (const protocol::ListedFile& file : manifest->files) {
    const auto content = read_in(host, folder + "/" + file.path, protocol::kPageFileMax);
    if (!content) return std::unexpected(content.error());
    if (sha256({content->expose()}) != file.hash) {
      host.terminal.problem(folder + "/" + file.path +
                            " is not what its manifest says. Build the pages again.");
      return std::unexpected(Exit::kUsage);
    }
  }
  return OwnBuild{std::move(*manifest), sha256({bytes})};
}

// Whether the log is the one that earlier visits have kept, perhaps grown since.
std::expected<void, Exit> compare_log(Host& host, const Bytes& log) {
  if (host.public_folder.empty()) return {};
  const auto kept = read_in(host, host.public_folder + kPublicPaths[1], kLogMax);
  if (!kept) return std::unexpected(kept.error());
  const ByteView before = kept->expose();
  if (before.size() <= log.size() && std::equal(before.begin(), before.end(), log.begin())) {
    return {};
  }
  host.terminal.problem(
      "The broker shows another log than the one that your visits have kept. Please tell the "
      "leads.");
  return std::unexpected(Exit::kDistrust);
}

std::expected<std::optional<protocol::Build>, Exit> logged_build(Host& host,
                                                                 const Arguments& arguments) {
  const auto files = fetch_public(host);
  if (!files) return std::unexpected(files.error());
  if (const auto same = compare_log(host, files->log); !same) return std::unexpected(same.error());
  const auto view = check_public(host, *files, arguments.genesis);
  if (!view) return std::unexpected(view.error());
  return view->log().build();
}

Exit say(Host& host, const ComparedSite& compared, const std::optional<protocol::Build>& logged,
         const std::optional<OwnBuild>& build) {
  json::array differences;
  for (const SiteDifference& difference : compared.differences) {
    const std::string what(text(difference.problem));
    host.terminal.line("  " + for_screen(difference.path) + " " + what);
    differences.push_back(json::object{{"path", difference.path}, {"what", what}});
  }
  if (logged) {
    host.terminal.line("log      pages \"" + for_screen(logged->version) + "\", " +
                       to_hex(logged->manifest));
  }
  if (build) host.terminal.line("build    " + to_hex(build->hash));
  const bool same = compared.differences.empty();
  host.terminal.value(
      json::object{{"version", logged ? json::value(logged->version) : json::value(nullptr)},
                   {"manifest", logged ? json::value(to_hex(logged->manifest)) : nullptr},
                   {"build", build ? json::value(to_hex(build->hash)) : nullptr},
                   {"answers", compared.answers},
                   {"same", same},
                   {"differences", std::move(differences)}});
  if (!same) {
    host.terminal.problem(
        logged && build && build->hash != logged->manifest
            ? "Your build is not the one that the log names. Build the version that it names; if "
              "that is yours, please tell the leads."
            : "What is served is not what it should be. Please tell the leads.");
    return Exit::kDistrust;
  }
  if (!logged) {
    host.terminal.problem("The log names no pages yet: a lead signs them with sotto lead build.");
    return Exit::kRefused;
  }
  host.terminal.line(std::to_string(compared.answers) + " answers, each of them as " +
                     (build ? "the log and your build have it." : "the log has it."));
  return Exit::kOk;
}

}  // namespace

Exit verify_site(Host& host, const Arguments& arguments) {
  std::optional<OwnBuild> build;
  if (!arguments.build_folder.empty()) {
    auto read = read_build(host, arguments.build_folder);
    if (!read) return read.error();
    build = std::move(*read);
  }
  const auto logged = logged_build(host, arguments);
  if (!logged) return logged.error();
  const auto compared =
      compare_site(host.page, *logged ? std::optional((*logged)->manifest) : std::nullopt,
                   build ? std::optional(build->manifest) : std::nullopt);
  if (!compared) return explain(host.terminal, Failure::kNoAnswer);
  return say(host, *compared, *logged, build);
}

}  // namespace sotto::client::cli
