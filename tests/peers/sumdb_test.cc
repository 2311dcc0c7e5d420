// The log against Go's checksum database packages, both directions: what the broker and crypto/tlog
// write, sumdb/main.go reads and checks; what it writes, our witness cosigns.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "crypto/base/wire.h"
#include "crypto/primitives/random_testing.h"
#include "crypto/protocol/entries.h"
#include "crypto/tlog/checkpoint.h"
#include "crypto/tlog/proof.h"
#include "crypto/tlog/tiles.h"
#include "crypto/tlog/witness.h"
#include "tests/story/processes.h"
#include "tests/story/rig.h"
#include "tests/story/witness_process.h"
#include "tests/support/raw_http.h"

namespace sotto::testing {
namespace {

namespace fs = std::filesystem;

const std::string kSotto = SOTTO_BUILD_DIR "/client/sotto";

// What Go said; the program is built by ./run test --only interop.
Ran sumdb(std::vector<std::string> arguments) {
  const char* const program = std::getenv("SOTTO_SUMDB");
  if (program == nullptr) throw std::runtime_error("SOTTO_SUMDB names no program");
  arguments.insert(arguments.begin(), program);
  return run_program(arguments);
}

std::string read(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}
void write(const fs::path& path, ByteView bytes) {
  write(path, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

// A log of ours as files, with a cosignature and three proofs.
class OurLog {
 public:
  explicit OurLog(std::uint64_t size) {
    std::vector<Bytes> entries;
    for (std::uint64_t i = 0; i < size; ++i) {
      entries.push_back(Bytes(i % 300, static_cast<std::uint8_t>(i)));
      leaves_.push_back(tlog::leaf_hash(entries.back()));
    }
    std::uint64_t each = 1;
    for (std::uint8_t level = 0; size / each > 0; ++level, each *= tlog::kTileWidth) {
      write_level(level, size / each);
    }
    for (std::uint64_t first = 0; first < size; first += tlog::kTileWidth) {
      write_bundle(entries, first, std::min<std::uint64_t>(size - first, tlog::kTileWidth));
    }
    const tlog::Checkpoint checkpoint{log_.name, {{size}, tlog::root(leaves_)}};
    signed_ = sign_checkpoint(checkpoint, key_) +
              tlog::cosignature_line(checkpoint.text(), witness_.name, witness_key_, 1'760'000'000);
    write(folder() / "checkpoint", signed_);
    for (const std::uint64_t index : {std::uint64_t{0}, size / 2, size - 1}) {
      const tlog::LogProof proof{{index}, tlog::prove_inclusion(leaves_, {index}), signed_, {}};
      write(folder() / "proofs" / std::to_string(index), proof.text());
    }
  }

  fs::path folder() const { return folder_.path(); }
  Ran read_by_go() const {
    return sumdb({"read", folder().string(), log_.vkey(), witness_.vkey()});
  }

 private:
  void write_level(std::uint8_t level, std::uint64_t hashes) {
    for (std::uint64_t first = 0; first < hashes; first += tlog::kTileWidth) {
      const tlog::Tile tile{
          level, first / tlog::kTileWidth,
          static_cast<std::uint32_t>(std::min<std::uint64_t>(hashes - first, tlog::kTileWidth))};
      write(folder() / tile.path(), *tile_hashes(leaves_, tile));
    }
  }
  void write_bundle(const std::vector<Bytes>& entries, std::uint64_t first, std::uint64_t width) {
    Writer bundle;
    for (std::uint64_t i = first; i < first + width; ++i) bundle.vec16(entries[i]);
    const tlog::Tile tile{std::nullopt, first / tlog::kTileWidth,
                          static_cast<std::uint32_t>(width)};
    write(folder() / tile.path(), bundle.take());
  }

  const SeededRandom random_{7};
  TestFolder folder_;
  const SigningKey key_ = SigningKey::generate();
  const SigningKey witness_key_ = SigningKey::generate();
  const tlog::NoteKey log_{"log.example/listen", key_.public_key};
  const tlog::NoteKey witness_{"witness.example/w", witness_key_.public_key,
                               tlog::KeyType::kCosignature};
  std::vector<Hash256> leaves_;
  std::string signed_;
};

TEST(Sumdb, ReadsOurLogsOfEverySizeAroundTheTiles) {
  for (const std::uint64_t size : {1u, 2u, 255u, 256u, 257u, 700u, 70'000u}) {
    const OurLog log(size);
    const Ran ran = log.read_by_go();
    ASSERT_EQ(ran.exit, 0) << size << ": " << ran.err;
    EXPECT_TRUE(ran.out.starts_with(std::to_string(size) + " entries, ")) << ran.out;
    EXPECT_NE(ran.out.find("2 signatures"), std::string::npos) << ran.out;
  }
}

TEST(Sumdb, RefusesWhatIsChangedByOneBit) {
  const OurLog log(700);
  std::vector<fs::path> files;
  for (const auto& item : fs::recursive_directory_iterator(log.folder())) {
    if (item.is_regular_file()) files.push_back(item.path());
  }
  ASSERT_GT(files.size(), 9u);
  for (const fs::path& file : files) {
    const std::string good = read(file);
    std::string bad = good;
    bad[bad.size() / 2] ^= 1;
    write(file, bad);
    EXPECT_NE(log.read_by_go().exit, 0) << file;
    write(file, good);
  }
  EXPECT_EQ(log.read_by_go().exit, 0);
}

TEST(Sumdb, ReadsTheLogOfARunningBrokerWithItsWitness) {
  TestFolder folder;
  WitnessProcess witness(kSotto, folder.path());
  Processes run(
      SOTTO_BUILD_DIR, folder.path() / "home",
      witnessed_scheme(SOTTO_DEMO_SCHEME, folder.path(), witness.line() + "quorum asked\n"));
  run.found();
  run.start();
  const auto get = [&](const std::string& target) {
    RawConnection connection(static_cast<std::uint16_t>(run.port()));
    connection.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
    return connection.answer().value_or(RawAnswer{});
  };
  const RawAnswer file = get("/log");
  const auto entries = protocol::split_log(as_bytes(file.body));
  ASSERT_TRUE(entries);
  const auto genesis = protocol::Entry::parse(entries->front());
  ASSERT_TRUE(genesis);
  const auto& body = std::get<protocol::Genesis>(genesis->body);
  const std::string log = tlog::NoteKey{body.origin, body.log_key}.vkey();
  witness.start(log);
  for (int i = 0; i < 600 && get("/checkpoint").body.find("asked.example") == std::string::npos;
       ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  const std::vector<std::string> slips = run.make_slips(1);
  run.enrol("ada", "supporter", slips[0]);
  run.list("ada", "Dr Ada Example");

  const Ran ran = sumdb({"read", run.address(), log, witness.vkey()});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("2 signatures"), std::string::npos) << ran.out;
  EXPECT_EQ(get("/tile/0/001").status, 404);
  EXPECT_EQ(get("/tile/0/1").status, 404);
  EXPECT_EQ(get("/tile/entries/000.p/255").status, 404);
  EXPECT_TRUE(get("/checkpoint").has("\r\nContent-Type: text/plain; charset=utf-8\r\n"));
}

TEST(Sumdb, ItsLogIsCosignedAndItsProofsHold) {
  TestFolder folder;
  ASSERT_EQ(sumdb({"make", folder.path().string(), "700", "300"}).exit, 0);
  const auto log = tlog::NoteKey::parse_vkey(read(folder.path() / "vkey"));
  ASSERT_TRUE(log);
  const auto first = tlog::AddCheckpoint::parse(read(folder.path() / "first"));
  const auto second = tlog::AddCheckpoint::parse(read(folder.path() / "second"));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->origin(), log->name);
  const auto small = check_checkpoint(*first, *log, {});
  ASSERT_TRUE(small);
  EXPECT_EQ(small->size.value, 300u);
  const auto large = check_checkpoint(*second, *log, *small);
  ASSERT_TRUE(large);
  EXPECT_EQ(large->size.value, 700u);
  EXPECT_EQ(check_checkpoint(*second, *log, {}).error(), tlog::WitnessRefusal::kStale);

  for (const std::uint64_t index : {0u, 300u, 699u}) {
    const auto proof =
        tlog::LogProof::parse(read(folder.path() / "proofs" / std::to_string(index)));
    ASSERT_TRUE(proof);
    const auto checkpoint = open_checkpoint(proof->checkpoint, *log);
    ASSERT_TRUE(checkpoint);
    const std::string entry = "entry " + std::to_string(index);
    EXPECT_TRUE(check_inclusion(proof->path, proof->index, tlog::leaf_hash(as_bytes(entry)),
                                checkpoint->head));
  }
}

TEST(Sumdb, ShowsItsLogToOurWitnessAndChecksTheCosignatures) {
  TestFolder folder;
  ASSERT_EQ(sumdb({"make", folder.path().string(), "700", "300"}).exit, 0);
  WitnessProcess witness(kSotto, folder.path());
  witness.start(read(folder.path() / "vkey"));
  const Ran ran = sumdb({"ask", witness.url(), folder.path().string(), witness.vkey()});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out, "cosigned; the witness has seen 700\n");
}

}  // namespace
}  // namespace sotto::testing
