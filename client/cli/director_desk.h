#pragma once
// The director's desk at the terminal: its file opened and written again, what is done to it, and
// what is printed from it (docs/cli.md, "The programme director").

#include <boost/json/object.hpp>
#include <expected>
#include <string>
#include <vector>

#include "client/cli/arguments.h"
#include "client/cli/host.h"
#include "client/core/near_peer/desk_file.h"

namespace sotto::client::cli {

struct OpenDesk {
  DirectorsDesk desk;
  LockerKeys keys;
  ByteArray<16> salt{};
  protocol::Policy scheme;
  protocol::Date today = 0;
};

// All of these say why there is nothing.
std::expected<OpenDesk, Exit> open_desk_file(Host& host, const Arguments& arguments);
// In the place of the file that was opened.
std::expected<void, Exit> save_desk(Host& host, const Arguments& arguments, const OpenDesk& open);

// "attest 3 F2": one thing done to the desk. What is wrong with it, as a sentence.
std::expected<void, std::string> apply_act(DirectorsDesk& desk, const std::string& line,
                                           protocol::Date today);

boost::json::object to_json(const OpenDesk& open);
std::vector<std::string> lines_of(const OpenDesk& open);

// Letters, parted by form feeds, to print or to send from one's own mail. nullopt for another kind.
std::optional<std::string> letters(const OpenDesk& open, std::string_view kind);

}  // namespace sotto::client::cli
