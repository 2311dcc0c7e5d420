// Makes the folder that tests/upgrade/ stores: a scheme in the middle of an engagement, by real
// processes, on days that never change. arguments: the folder of the programs, the scheme's file, a
// new folder.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <exception>
#include <filesystem>
#include <iostream>

#include "broker/store/lmdb_store.h"
#include "broker/tables.h"
#include "tests/upgrade/stored.h"

namespace sotto::testing {
namespace {

// What the store's free pages held takes room and is nobody's: they go, in a file as long as it
// was.
void compact(const std::filesystem::path& store) {
  const std::filesystem::path copy = store / "compact";
  const std::filesystem::path file = store / "data.mdb";
  std::filesystem::create_directory(copy);
  const auto size = std::filesystem::file_size(file);
  {
    const auto env = broker::Env::open(store.string(), broker::all_tables(), {.read_only = true});
    if (!env) throw std::runtime_error(env.error());
    if (const auto copied = (*env)->copy_to(copy.string()); !copied) {
      throw std::runtime_error(copied.error());
    }
  }
  std::filesystem::rename(copy / "data.mdb", file);
  std::filesystem::resize_file(file, size);
  using Perms = std::filesystem::perms;
  std::filesystem::permissions(file, Perms::owner_read | Perms::owner_write);
  std::filesystem::remove(copy);
}

void make(const char* programs, const char* scheme_file, const char* home) {
  Processes scheme(programs, home, scheme_file);
  std::filesystem::create_directories(scheme.home() / "mirror");
  const std::int64_t present = shift_to(kStoredNoon);
  found_by_hand(scheme, {"--mirror", (scheme.home() / "mirror").string()}, present);
  const ShiftedClock clock(present);
  scheme.must("quill", {"enquire", "Dr Rowan Example", "--means", "phone"}, "01632 960123\n");
  const std::string id = wait_for(scheme, "rowan", [](const boost::json::object& engagement) {
    return engagement.at("phase") == "enquired";
  });
  scheme.must("rowan", {"visit", "--do", "accept " + id, "--do",
                        "offer " + id + " '2030-01-07T17:00 Room 4'"});
  wait_for(scheme, "quill", [](const boost::json::object& engagement) {
    return !engagement.at("slots").as_array().empty();
  });
  if (scheme.stop() != 0) throw std::runtime_error("the broker did not end as it should");
  compact(scheme.data() / "store");
}

}  // namespace
}  // namespace sotto::testing

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "make_stored: which programs, which scheme, which new folder?\n";
    return 2;
  }
  try {
    sotto::testing::make(argv[1], argv[2], argv[3]);
  } catch (const std::exception& problem) {
    std::cerr << "make_stored: " << problem.what() << "\n";
    return 1;
  }
}
