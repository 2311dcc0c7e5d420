#pragma once
// Names of tables. A plane declares its own in its header, each with a comment that says who could
// learn what from it; the store is created and opened with the closed list of them.

#include <cstdint>
#include <optional>
#include <vector>

namespace sotto::broker {

// A table or, with a number, one member of a family.
struct TableRef {
  const char* name;
  std::optional<std::uint64_t> number;
};

struct Table {
  const char* name;
  operator TableRef() const { return {name, std::nullopt}; }  // NOLINT(google-explicit-constructor)
};

// Tables that come and go whole, one a number (an epoch): created by a change, dropped by a change,
// never emptied row by row. At most `places` exist at a time, and number n lies in place n mod
// places. The places are opened once, because LMDB may not open or close a table while another
// thread reads.
struct TableFamily {
  const char* name;
  std::uint32_t places;
  TableRef of(std::uint64_t number) const { return {name, number}; }
};

// The closed list. The store adds two tables of its own, `meta` and `files`.
struct TableList {
  std::vector<Table> tables;
  std::vector<TableFamily> families;
};

}  // namespace sotto::broker
