// What a client does with a board: 100,000 cells, each tried with ten live keys, against ten
// multiplications of X25519 for every cell, which no trial can do without. SOTTO_BENCH_QUICK: a
// tenth of the cells.

#include <sodium.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

#include "client/core/board_view.h"
#include "client/core/engagement.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"
#include "tests/bench/measure.h"
#include "tests/support/sample_log.h"

namespace sotto::bench {
namespace {

using protocol::Board;
using protocol::Cell;

constexpr std::size_t kAllCells = 100'000;
constexpr std::size_t kRounds = 20;
constexpr std::size_t kContactKeys = 4;  // three weeks of them live, and next week's is made
constexpr std::size_t kEngagements = protocol::kMaxEngagements;
constexpr std::size_t kKeys = kContactKeys + kEngagements;

// The keys of a supporter with as many engagements as a locker holds.
struct Keyring {
  explicit Keyring(const testing::SampleLog& log) {
    const protocol::SupporterId self = protocol::supporter_id(log.supporter.public_key);
    const Bytes info = client::cell_info(log.policy.origin, Board::kEnquiries, self);
    for (std::size_t i = 0; i < kContactKeys; ++i) {
      contacts.push_back(client::Opener::for_enquiries(X25519KeyPair::generate(), info));
    }
    for (std::uint32_t id = 1; id <= kEngagements; ++id) {
      client::Enquiry enquiry;
      enquiry.reply_key = X25519KeyPair::generate().public_key;
      enquiry.secret = random_secret<32>();
      enquiry.pass = {testing::kSampleEpoch, 0, random_secret<32>(), 1, random_secret<64>()};
      enquiry.means = protocol::Means::kInService;
      auto engagement = client::Engagement::from_enquiry(id, self, contacts[0].key(),
                                                         std::move(enquiry), testing::kSampleDay);
      engagement->pass_redeemed(true);
      for (client::Trial& trial : engagement->trials(log.policy.origin)) {
        trials.push_back(std::move(trial));
      }
    }
    if (contacts.size() + trials.size() != kKeys)
      throw std::runtime_error("another number of keys");
  }

  // As a visit tries a cell (client/core/visit_scan.cc).
  bool opens(Cell cell) const {
    for (const client::Trial& trial : trials) {
      if (trial.opener.open(cell)) return true;
    }
    for (const client::Opener& contact : contacts) {
      if (contact.open(cell)) return true;
    }
    return false;
  }

  std::vector<client::Opener> contacts;
  std::vector<client::Trial> trials;
};

// A board of today with one batch of cover cells, as the files of a visit.
client::BoardView board_of_cells(const testing::SampleLog& log, std::size_t count) {
  std::vector<std::pair<Hash256, Bytes>> cells;
  for (std::size_t i = 0; i < count; ++i) {
    Bytes cell = client::cover_cell();
    cells.emplace_back(protocol::cell_hash(ByteView(cell).first<protocol::kCellSize>()),
                       std::move(cell));
  }
  std::ranges::sort(cells);
  std::vector<Bytes> files(
      client::BoardView::paths(protocol::Role::kSupporter, testing::kSampleDay).size());
  files[protocol::kBoardDays - 1] = protocol::encode_batch(1, cells);
  auto board = client::BoardView::check(std::move(files), protocol::Role::kSupporter,
                                        testing::kSampleDay, log.replay);
  if (!board) throw std::runtime_error("the board was refused");
  return std::move(*board);
}

double floor_of(std::span<const Cell> cells) {
  std::array<X25519KeyPair, kKeys> keys;
  for (X25519KeyPair& key : keys) key = X25519KeyPair::generate();
  ByteArray<32> out{};
  const double begin = thread_cpu();
  for (Cell cell : cells) {
    for (const X25519KeyPair& key : keys) {
      if (crypto_scalarmult_curve25519(out.data(), key.secret.expose().data(), cell.data()) != 0) {
        throw std::runtime_error("X25519");
      }
    }
  }
  return thread_cpu() - begin;
}

double scan_of(const Keyring& keyring, std::span<const Cell> cells) {
  const double begin = thread_cpu();
  for (Cell cell : cells) {
    if (keyring.opens(cell)) throw std::runtime_error("a cover cell was opened");
  }
  return thread_cpu() - begin;
}

int run() {
  const testing::SampleLog log;
  const Keyring keyring(log);
  const char* const quick = std::getenv("SOTTO_BENCH_QUICK");
  const std::size_t count = quick != nullptr && *quick != '\0' ? kAllCells / 10 : kAllCells;
  const client::BoardView board = board_of_cells(log, count);
  const std::vector<Cell> cells = board.cells_after({});
  if (cells.size() != count) throw std::runtime_error("cells are missing");

  std::vector<double> ratios;
  double total = 0;
  for (std::size_t round = 0; round < kRounds; ++round) {
    const auto part = std::span(cells).subspan(round * count / kRounds, count / kRounds);
    double floor = round % 2 == 0 ? floor_of(part) : 0;
    const double scan = scan_of(keyring, part);
    if (round % 2 != 0) floor = floor_of(part);
    ratios.push_back(scan / floor);
    total += scan;
  }
  Goals goals;
  goals.at_most("scan of " + std::to_string(count) + " cells with 10 keys / X25519 alone", ratios,
                1.3);
  show("    a cell with 10 keys, microseconds of CPU", {1e6 * total / double(count)});
  const double tried_again = static_cast<double>(board.cells_after(board.marks()).size());
  goals.at_most("cells of the same board that the next visit tries", {tried_again}, 0);
  return goals.exit_code();
}

}  // namespace
}  // namespace sotto::bench

int main() {
  return sotto::bench::run();
}
