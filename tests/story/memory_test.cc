// What the broker must never have seen is nowhere in its memory, its data folder or its log: what
// people wrote to each other, their words, and codes after their use.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <bitset>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <thread>

#include "broker/store/disk.h"
#include "crypto/protocol/code.h"
#include "tests/story/process_world.h"

namespace sotto::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPhone = "01632 960123";
constexpr const char* kMail = "quince.visitor@example.org";
constexpr const char* kPlace = "Quincefield Annexe 9";
constexpr const char* kPublicName = "Dr Rowan Example";

// Texts and bytes, looked for as they are, in hexadecimal and in base64 at each of its three
// alignments.
class Search {
 public:
  void plant(const std::string& name, const Bytes& bytes) {
    add(name, bytes);
    std::string hex = to_hex(bytes);
    add(name + " in hexadecimal", to_bytes(as_bytes(hex)));
    for (char& c : hex) c = static_cast<char>(std::toupper(c));
    add(name + " in upper hexadecimal", to_bytes(as_bytes(hex)));
    for (std::size_t shift = 0; shift < 3; ++shift) {
      Bytes shifted(shift, 0);
      shifted.insert(shifted.end(), bytes.begin(), bytes.end());
      const std::string text = to_base64(shifted);
      // Without the characters that what stands before or behind has a part in.
      const std::size_t first = shift == 0 ? 0 : shift + 1;
      const std::size_t end = shifted.size() * 8 / 6;
      add(name + " in base64", to_bytes(as_bytes(text.substr(first, end - first))));
    }
  }
  void plant(const std::string& name, const std::string& text) {
    plant(name, to_bytes(as_bytes(text)));
  }

  // Adds the names of what the bytes contain.
  void look(ByteView bytes, const std::string& where, std::vector<std::string>& found) const {
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
      if (!begins_.test(static_cast<std::size_t>(bytes[i]) << 8 | bytes[i + 1])) continue;
      for (const auto& [name, pattern] : patterns_) {
        if (pattern.size() <= bytes.size() - i && equal(pattern, bytes.subspan(i, pattern.size())))
          found.push_back(name + " in " + where);
      }
    }
  }

  std::size_t longest() const { return longest_; }

 private:
  void add(const std::string& name, Bytes pattern) {
    begins_.set(static_cast<std::size_t>(pattern[0]) << 8 | pattern[1]);
    longest_ = std::max(longest_, pattern.size());
    patterns_.emplace_back(name, std::move(pattern));
  }

  std::vector<std::pair<std::string, Bytes>> patterns_;
  std::bitset<65536> begins_;
  std::size_t longest_ = 0;
};

// All that can be read between two addresses; a mapped file may end before its mapping.
void look_at_region(int memory, std::uint64_t begin, std::uint64_t end, const std::string& name,
                    const Search& search, std::vector<std::string>& found) {
  Bytes buffer(std::size_t{1} << 20);
  const std::uint64_t overlap = search.longest();
  for (std::uint64_t at = begin; at < end;) {
    const std::size_t size = std::min<std::uint64_t>(buffer.size(), end - at);
    const ssize_t got = pread(memory, buffer.data(), size, static_cast<off_t>(at));
    if (got <= 0) return;
    const auto length = static_cast<std::size_t>(got);
    const ByteView bytes(buffer.data(), length);
    const bool empty = std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
    if (!empty) search.look(bytes, name, found);
    at += length > overlap ? length - overlap : length;
    if (length <= overlap) return;
  }
}

std::vector<std::string> found_in_memory(pid_t pid, const Search& search) {
  const std::string process = "/proc/" + std::to_string(pid);
  const int memory = open((process + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
  if (memory < 0) {
    throw std::runtime_error("the broker's memory cannot be read (it is for root alone): " +
                             std::string(std::strerror(errno)));
  }
  std::vector<std::string> found;
  std::ifstream maps(process + "/maps");
  for (std::string line; std::getline(maps, line);) {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    char rights[5] = {};
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, rights) != 3) continue;
    if (rights[0] != 'r' || line.ends_with("[vvar]") || line.ends_with("[vsyscall]")) continue;
    look_at_region(memory, begin, end, "memory " + line, search, found);
  }
  close(memory);
  return found;
}

std::vector<std::string> found_in_files(const fs::path& folder, const Search& search) {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    search.look(as_bytes(entry.path().string()), "the name " + entry.path().string(), found);
    if (!entry.is_regular_file()) continue;
    const auto bytes = broker::read_file(entry.path().string());
    search.look(*bytes, entry.path().string(), found);
  }
  return found;
}

std::string told(const std::vector<std::string>& found) {
  std::string out;
  for (const std::string& one : found) out += one + "\n";
  return out;
}

class Memory : public ::testing::Test {
 protected:
  void enrol(const std::string& person, const std::string& role) {
    const std::string slip = slips_.back();
    slips_.pop_back();
    world.run.enrol(person, role, slip);
    secrets.plant("the words of " + person, world.run.words_of(person));
    secrets.plant("the slip of " + person, slip);
    const auto parsed = protocol::parse_slip(slip);
    const auto code = parsed->code.bytes.expose();
    secrets.plant("the code of " + person, Bytes(code.begin(), code.end()));
  }

  // The supporter visits until the command succeeds: keys and batches take their time.
  void insist(const std::string& person, const std::vector<std::string>& arguments,
              const std::string& input = {}) {
    Ran ran;
    for (int i = 0; i < 40; ++i) {
      ran = world.run.sotto(person, arguments, input);
      if (ran.exit == 0) return;
      world.run.must("supporter", {"visit", "--unattended"});
    }
    FAIL() << person << ": " << ran.err;
  }

  void people_talk() {
    world.run.start();
    slips_ = world.run.make_slips(4);
    enrol("supporter", "supporter");
    enrol("colleague", "colleague");
    enrol("stranger", "colleague");
    world.run.list("supporter", kPublicName);
    insist("colleague", {"enquire", kPublicName, "--means", "phone"}, std::string(kPhone) + "\n");
    insist("stranger", {"enquire", kPublicName, "--means", "personal-email"},
           std::string(kMail) + "\n");
    const std::string slot = "offer 1 \"2030-01-07T17:00 " + std::string(kPlace) + "\"";
    insist("supporter", {"visit", "--do", "accept 1", "--do", slot});
    std::this_thread::sleep_for(std::chrono::seconds(2));
    insist("colleague", {"choose", "1", "1"});
    secrets.plant("a telephone number", std::string(kPhone));
    secrets.plant("an address", std::string(kMail));
    secrets.plant("a place", std::string(kPlace));
  }

  ProcessWorld world;
  Search secrets;

 private:
  std::vector<std::string> slips_;
};

TEST_F(Memory, AndDiskOfTheBrokerHoldNothingOfWhatPeopleSaid) {
  people_talk();
  Search control;
  control.plant("the public name", std::string(kPublicName));
  Search origin;
  origin.plant("the scheme", std::string("sotto.example/demo"));
  // The search finds what is there.
  EXPECT_FALSE(found_in_files(world.run.data(), control).empty());
  EXPECT_FALSE(found_in_memory(world.run.pid(), origin).empty());

  EXPECT_EQ(told(found_in_memory(world.run.pid(), secrets)), "");
  EXPECT_EQ(told(found_in_files(world.run.data(), secrets)), "");
  std::vector<std::string> said;
  secrets.look(*broker::read_file((world.run.home() / "service.log").string()), "the log", said);
  EXPECT_EQ(told(said), "");
  EXPECT_EQ(world.run.stop(), 0);
}

TEST(MemorySearch, FindsEachFormAtEveryAlignment) {
  Search search;
  search.plant("it", std::string("Quincefield"));
  const std::string hex = to_hex(as_bytes("Quincefield"));
  for (const std::string& text : {std::string("xxQuincefieldyy"), "a" + hex + "b"}) {
    std::vector<std::string> found;
    search.look(as_bytes(text), "a text", found);
    EXPECT_EQ(found.size(), 1u) << text;
  }
  for (const std::string before : {"", "a", "ab", "abc"}) {
    std::vector<std::string> found;
    search.look(as_bytes(to_base64(as_bytes(before + "Quincefield and more"))), "base64", found);
    EXPECT_EQ(found.size(), 1u) << before;
  }
  std::vector<std::string> found;
  search.look(as_bytes("Quincefiel"), "less", found);
  EXPECT_TRUE(found.empty());
}

}  // namespace
}  // namespace sotto::testing
