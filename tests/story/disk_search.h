#pragma once
// What a seized disk is searched for, and how.

#include <cctype>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "broker/log/contact_keys.h"
#include "broker/log/listings.h"
#include "broker/store/erasable.h"
#include "broker/visits/lockers.h"
#include "client/core/locker.h"
#include "tests/story/rig.h"

namespace sotto::testing {

inline std::string raw(ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}

inline std::string utf16(const std::string& text, bool big) {
  std::string out;
  for (const char c : text) {
    if (big) out += '\0';
    out += c;
    if (!big) out += '\0';
  }
  return out;
}

// As it is, and as programs write bytes: hexadecimal, base64 at each of its three places, UTF-16.
inline std::set<std::string> spellings(const std::string& text) {
  std::string upper = to_hex(as_bytes(text));
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  std::set<std::string> out = {text, to_hex(as_bytes(text)), upper, utf16(text, false),
                               utf16(text, true)};
  for (std::size_t skip = 0; skip < 3; ++skip) {
    // Only whole groups of three bytes, whatever stands around them.
    const std::size_t whole = (text.size() - skip) / 3 * 3;
    const std::string coded = to_base64(as_bytes(std::string_view(text).substr(skip, whole)));
    if (coded.size() >= 8) out.insert(coded);
  }
  return out;
}

class Disk {
 public:
  explicit Disk(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      std::string bytes(entry.file_size(), '\0');
      std::ifstream file(entry.path(), std::ios::binary);
      file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      files_[std::filesystem::relative(entry.path(), folder).string()] = std::move(bytes);
    }
  }
  // The first file that holds one of them, all of at least 8 bytes, and which; empty: none does.
  // One pass for any number of them.
  std::string find(const std::set<std::string>& needles) const {
    std::unordered_multimap<std::uint64_t, const std::string*> by_head;
    std::vector<bool> first_two(1 << 16);
    for (const std::string& needle : needles) {
      if (needle.size() < 8) throw std::runtime_error("too short to be looked for");
      by_head.emplace(head<std::uint64_t>(needle.data()), &needle);
      first_two[head<std::uint16_t>(needle.data())] = true;
    }
    for (const auto& [name, content] : files_) {
      for (std::size_t at = 0; at + 8 <= content.size(); ++at) {
        if (!first_two[head<std::uint16_t>(content.data() + at)]) continue;
        const auto [from, to] = by_head.equal_range(head<std::uint64_t>(content.data() + at));
        for (auto each = from; each != to; ++each) {
          if (content.compare(at, each->second->size(), *each->second) == 0) {
            return name + " holds " + to_hex(as_bytes(*each->second));
          }
        }
      }
    }
    return "";
  }
  std::string find(const std::string& bytes) const { return find(std::set{bytes}); }

 private:
  template <class Int>
  static Int head(const char* bytes) {
    Int out;
    std::memcpy(&out, bytes, sizeof out);
    return out;
  }

  std::map<std::string, std::string> files_;
};

// The plaintext of a locker now: seeds, engagement secrets, passes, concerns.
inline Bytes locker_inside(Rig& rig, const Person& person) {
  const auto snapshot = rig.store().snapshot();  // the row's blob lies in it
  const auto row = broker::find_locker(snapshot, person.keys.id);
  const auto slot = broker::LockerSlot::parse(*rig.store().erasable().read(row->slot));
  const auto plain =
      client::open_locker(person.keys, to_array<32>(slot->salt.expose()), row->version, row->blob);
  return to_bytes(plain->expose());
}

// What everybody may see, and what the broker keeps of what it was openly told.
inline std::string openly_told(Rig& rig) {
  std::string out;
  for (const char* name : {"log", "checkpoint", "policy", "directory"}) {
    out += raw(rig.exchange({std::string("/") + name, {}}).body);
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(rig.folder() / "boards")) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    out.append(std::istreambuf_iterator<char>(file), {});
  }
  const auto snapshot = rig.store().snapshot();
  const auto calendar = Rig::test_policy().calendar;
  const auto epoch = calendar.epoch(calendar.day(rig.now()));
  // Redeemed nonces and next week's contact keys; a listing's salt and text.
  for (const broker::TableRef& table :
       {broker::TableRef(broker::kContactKeys), broker::TableRef(broker::kListings),
        broker::kSpent.of(broker::table_number(epoch, 0))}) {
    snapshot.scan_prefix(table, {}, [&](ByteView key, ByteView value) {
      out += raw(key) + raw(value) + '\0';  // LMDB fills odd rows up with a zero
      return true;
    });
  }
  return out;
}

// No 16 bytes of what a locker holds lie anywhere but where everybody may see them, or where the
// broker keeps what it was openly told: what was found of it.
inline std::string inside_on_disk(Rig& rig, const Person& person) {
  const std::string told = openly_told(rig);
  const std::string inside = raw(locker_inside(rig, person));
  std::set<std::string> windows;
  for (std::size_t at = 0; at + 16 <= inside.size(); at += 16) {
    const std::string window = inside.substr(at, 16);
    if (std::set<char>(window.begin(), window.end()).size() < 10) continue;  // padding, counters
    if (told.find(window) == std::string::npos) windows.insert(window);
  }
  if (windows.size() < 5) throw std::runtime_error("a locker with nothing inside");
  return Disk(rig.folder()).find(windows);
}

}  // namespace sotto::testing
