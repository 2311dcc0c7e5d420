#pragma once
// Lists that somebody wrote in a spreadsheet, onto the director's desk: all of a file or nothing of
// it (docs/spec/near-peer.md, "Lists").

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "client/core/near_peer/desk.h"

namespace sotto::client {

// What is wrong and where; never what stands there.
struct BadRow {
  std::size_t line = 0;
  std::string why;
};
inline constexpr std::size_t kBadRowsMax = 100;  // that are named

// How many rows were taken. Otherwise the desk is as it was.
using Imported = std::expected<std::size_t, std::vector<BadRow>>;

// What a field with semicolons in it says.
std::vector<std::string> parted_words(std::string_view field);

// Columns: name, email, grade, wishes (in the scheme's words, with semicolons between them).
Imported import_doctors(Desk& desk, std::string_view file);
// Applications that came on paper. Columns: name, email, supervisor ("educational supervisor",
// "appraiser", "director of medical education"), supervisor name, supervisor email, declaration
// ("discussed", "to be told"), characteristics (with semicolons between them), module ("done",
// "planned", "not yet").
Imported import_applications(Desk& desk, std::string_view file);

}  // namespace sotto::client
