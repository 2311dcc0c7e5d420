#include "client/cli/host.h"

#include <chrono>
#include <thread>

#include "client/cli/concern_walk.h"
#include "crypto/tlog/tree.h"

namespace sotto::client::cli {
namespace {

constexpr std::string_view kVisiting =
    "One moment: a visit takes about a minute, whatever you do in it …";
constexpr std::string_view kOpening = "Opening …";

constexpr std::string_view kNotKept =
    "The locker's file cannot be written, so the visit stopped. What it held before still counts.";

// The public files of a visit on their way into a folder: the same for everybody, whatever they
// want.
class PublicKeeper {
 public:
  explicit PublicKeeper(std::string folder) : folder_(std::move(folder)) {}

  void see(const std::string& path, const Response& response) {
    Bytes* const places[] = {&files_.checkpoint, &files_.log, &files_.policy, &files_.directory};
    for (std::size_t i = 0; i < kPublicPaths.size(); ++i) {
      if (path == kPublicPaths[i] && response.status == 200) *places[i] = response.body;
    }
  }
  // Once the visit is open: then they were checked.
  bool keep() const { return folder_.empty() || keep_public(folder_, files_); }

 private:
  const std::string folder_;
  PublicFiles files_;
};

// Carries the sitting to its end; the file holds what a request may bring about before it is sent.
std::expected<Visited, Exit> drive(Host& host, Sitting sitting, const Act& act) {
  bool opening = false, acted = false, answered = true;
  PublicKeeper keeper(host.public_folder);
  for (;;) {
    if (sitting.is_open() && !acted) {
      acted = true;
      if (!keeper.keep()) host.terminal.problem("The public files cannot be kept there.");
      act(sitting);
    }
    const Step step = sitting.next(host.clock.now());
    const Visit& visit = sitting.visit();
    if (host.locker_file && !host.locker_file->write(*visit.kept())) {
      host.terminal.problem(kNotKept);
      return std::unexpected(Exit::kUsage);
    }
    if (std::holds_alternative<Finished>(step)) break;
    if (const Wait* wait = std::get_if<Wait>(&step)) {
      // The drawn commit has its place whether it was waited for or was due at once; then we leave.
      if (visit.known().commits > 0 || wait->until == Visit::kForever) {
        sitting.leave();
        continue;
      }
      host.terminal.progress(kVisiting);
      host.clock.sleep_until(wait->until);
      continue;
    }
    if (sitting.is_open()) {
      opening = false;
    } else if (!opening) {
      host.terminal.progress(kOpening);
      opening = answered = true;  // what a conflict undid is done again
    }
    const Request& request = std::get<Send>(step).request;
    const auto response = host.carry(request);
    if (response) {
      if (!sitting.is_open()) keeper.see(request.path, *response);
      sitting.answer(*response, host.clock.now());
    } else {
      answered = answered && !sitting.is_open();
      sitting.no_answer(host.clock.now());
    }
  }
  const auto failure = sitting.visit().failure();
  if (!failure) {
    // Also when a relay had no broker, or the broker said *try later*.
    answered = answered && !sitting.visit().unanswered();
    return Visited{std::move(sitting), answered};
  }
  if (*failure != Failure::kStaleVersion) {
    return std::unexpected(explain(host.terminal, *failure, sitting.visit().refusal()));
  }
  host.terminal.problem(kStillStale);
  return std::unexpected(Exit::kTryLater);
}

std::optional<Hash256> first_leaf(ByteView log) {
  const auto entries = protocol::split_log(log);
  if (!entries || entries->empty()) return std::nullopt;
  return tlog::leaf_hash(entries->front());
}

std::expected<Bytes, Exit> get(Host& host, const std::string& path) {
  host.terminal.progress(kOpening);
  auto response = host.carry({.path = path, .body = {}});
  // A relay or a proxy whose broker is gone answers in its place.
  if (!response || response->status >= 500) {
    return std::unexpected(explain(host.terminal, Failure::kNoAnswer));
  }
  if (response->status != 200) {
    return std::unexpected(explain(host.terminal, Failure::kNotSotto));
  }
  return std::move(response->body);
}

}  // namespace

Clock real_clock() {
  using std::chrono::system_clock;
  return {
      .now =
          [] {
            const auto since = system_clock::now().time_since_epoch();
            return static_cast<protocol::UnixTime>(
                std::chrono::duration_cast<std::chrono::seconds>(since).count());
          },
      .sleep_until =
          [](protocol::UnixTime until) {
            const std::chrono::seconds since(static_cast<std::int64_t>(until));
            std::this_thread::sleep_until(system_clock::time_point(since));
          },
  };
}

Exit explain(Terminal& terminal, Failure failure, std::optional<protocol::Status> refusal) {
  const bool refused = failure == Failure::kRefused && refusal;
  terminal.problem(refused ? text(*refusal) : text(failure));
  return exit_of(failure, refused ? *refusal : protocol::Status::kOk);
}

std::expected<Visited, Exit> make_visit(Host& host, LockerKeys keys, const Pin& pin, const Act& act,
                                        std::optional<DeskPost> post) {
  std::optional<Kept> kept;
  if (host.locker_file) kept = host.locker_file->kept();
  Sitting sitting = Sitting::open(std::move(keys), {pin.genesis_prefix, host.address},
                                  host.clock.now(), std::move(kept));
  if (post) sitting.carry_post(std::move(*post));
  return drive(host, std::move(sitting), act);
}

std::expected<Visited, Exit> make_first_visit(Host& host, LockerKeys keys, const Pin& pin,
                                              Secret<10> code, protocol::Role role,
                                              std::optional<DeskPost> post) {
  Sitting sitting =
      Sitting::enrol(std::move(keys), {pin.genesis_prefix, host.address}, std::move(code), role,
                     host.clock.now(), host.locker_file.has_value());
  if (post) sitting.carry_post(std::move(*post));
  return drive(host, std::move(sitting), [](Sitting&) {});
}

std::expected<Hash256, Exit> find_genesis(Host& host, const std::optional<Hash256>& known) {
  if (known) return *known;
  const auto log = get(host, kPublicPaths[1]);
  if (!log) return std::unexpected(log.error());
  const auto leaf = first_leaf(*log);
  if (!leaf) return std::unexpected(explain(host.terminal, Failure::kNotSotto));
  return *leaf;
}

std::expected<PublicFiles, Exit> fetch_public(Host& host) {
  std::array<Bytes, kPublicPaths.size()> files;
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto file = get(host, kPublicPaths[i]);
    if (!file) return std::unexpected(file.error());
    files[i] = std::move(*file);
  }
  return PublicFiles{std::move(files[0]), std::move(files[1]), std::move(files[2]),
                     std::move(files[3])};
}

std::expected<PublicView, Exit> view_public(Host& host, const std::optional<Hash256>& genesis) {
  const auto files = fetch_public(host);
  if (!files) return std::unexpected(files.error());
  return check_public(host, *files, genesis);
}

std::expected<PublicView, Exit> check_public(Host& host, const PublicFiles& files,
                                             const std::optional<Hash256>& genesis) {
  const std::optional<Hash256> pinned = genesis ? genesis : first_leaf(files.log);
  if (!pinned) return std::unexpected(explain(host.terminal, Failure::kNotSotto));
  auto view = PublicView::check(files, {to_bytes(*pinned), host.address}, host.clock.now());
  if (!view) return std::unexpected(explain(host.terminal, view.error()));
  return std::move(*view);
}

}  // namespace sotto::client::cli
