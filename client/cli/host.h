#pragma once
// The loop that carries a visit (client/core/sitting.h): requests by HTTP, time by the clock. Every
// visit of the command line has one shape, whatever there is to say: open, the first commit at its
// drawn moment, the commit on leaving right after it (docs/spec/visits.md).

#include <expected>
#include <functional>
#include <optional>

#include "client/cli/http.h"
#include "client/cli/locker_file.h"
#include "client/cli/terminal.h"
#include "client/cli/texts.h"
#include "client/core/public_view.h"
#include "client/core/sitting.h"

namespace sotto::client::cli {

struct Clock {
  std::function<protocol::UnixTime()> now;
  std::function<void(protocol::UnixTime)> sleep_until;
};
Clock real_clock();

struct Host {
  Terminal& terminal;
  Carry carry;
  Clock clock;
  std::optional<LockerFile> locker_file = {};  // when the locker is not with the broker
  std::string address = {};                    // where `carry` asks (http.h, address_of)
  std::string public_folder = {};              // keeps a visit's public files; empty: nothing does
  FetchPage page = {};                         // of the pages, for verify-site alone
};

// A visit that was opened and is over.
struct Visited {
  Sitting sitting;
  bool answered = true;  // every request after the last opening was

  const Visit& visit() const { return sitting.visit(); }
};

// What the person does once the locker is open.
using Act = std::function<void(Sitting&)>;

// Says why when it fails.
std::expected<Visited, Exit> make_visit(Host& host, LockerKeys keys, const Pin& pin, const Act& act,
                                        std::optional<DeskPost> post = {});
// The first visit of a locker that a slip opens.
std::expected<Visited, Exit> make_first_visit(Host& host, LockerKeys keys, const Pin& pin,
                                              Secret<10> code, protocol::Role role,
                                              std::optional<DeskPost> post = {});

// What everybody may fetch, checked against its own log; pinned to `genesis` when that is known.
std::expected<PublicFiles, Exit> fetch_public(Host& host);
std::expected<PublicView, Exit> check_public(Host& host, const PublicFiles& files,
                                             const std::optional<Hash256>& genesis);
std::expected<PublicView, Exit> view_public(Host& host, const std::optional<Hash256>& genesis);
// The genesis hash of the broker's log: `known` when given, without asking.
std::expected<Hash256, Exit> find_genesis(Host& host, const std::optional<Hash256>& known);

// Says why, and what to exit with.
Exit explain(Terminal& terminal, Failure failure,
             std::optional<protocol::Status> refusal = std::nullopt);

}  // namespace sotto::client::cli
