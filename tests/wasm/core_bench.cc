// Trying cells with ten keys against as many multiplications of X25519, replaying a log of 20,000
// entries and proving a report, in WebAssembly; the host has the clock (core/bench.mjs,
// tests/bench/wasm_bench.mjs).

#include <sodium.h>

#include <vector>

#include "client/core/cell.h"
#include "crypto/base/panic.h"
#include "crypto/figures/noise.h"
#include "crypto/figures/report.h"
#include "crypto/protocol/limits.h"
#include "tests/bench/ten_years.h"

namespace sotto::client {
namespace {

constexpr std::size_t kKeys = 10;

struct Bench {
  std::vector<Opener> openers;
  std::vector<X25519KeyPair> keys;
  std::vector<Bytes> cells;
  std::optional<PublicFiles> files;
  protocol::UnixTime now = 0;
};

Bench& bench() {
  static Bench the_bench;
  return the_bench;
}

}  // namespace

void prepare(std::uint32_t cells) {
  Bench& out = bench();
  for (std::size_t i = 0; i < kKeys; ++i) {
    out.openers.push_back(Opener::for_enquiries(X25519KeyPair::generate(), as_bytes("bench")));
    out.keys.push_back(X25519KeyPair::generate());
  }
  for (std::uint32_t i = 0; i < cells; ++i) out.cells.push_back(cover_cell());
}

void scan() {
  for (const Bytes& bytes : bench().cells) {
    const protocol::Cell cell(bytes);
    for (const Opener& opener : bench().openers) {
      if (opener.open(cell)) panic("bench: a cover cell was opened");
    }
  }
}

void floor() {
  ByteArray<32> out{};
  for (const Bytes& cell : bench().cells) {
    for (const X25519KeyPair& key : bench().keys) {
      const auto* const secret = key.secret.expose().data();
      if (crypto_scalarmult_curve25519(out.data(), secret, cell.data()) != 0) {
        panic("bench: X25519");
      }
    }
  }
}

// A quarter's, with its noise, proofs and signature.
void report() {
  static const figures::Setting setting{
      {}, {}, *ristretto::Element::multiply_base(ristretto::Scalar::random())};
  static const SigningKey supporter = SigningKey::generate();
  const auto made =
      figures::make_report(setting, 8104, supporter, figures::noisy_values({3, 2, 5}));
  if (made.encode().size() != protocol::kReportSize) panic("bench: a report of another size");
}

void prepare_log() {
  const testing::SampleLog log = sotto::bench::ten_years();
  bench().files = sotto::bench::files_of(log);
  bench().now = log.policy.calendar.start(log.replay.last_day());
}

void replay() {
  const auto view = PublicView::check(*bench().files, {}, bench().now);
  if (!view || view->log().size() < sotto::bench::kEntries) panic("bench: the log is refused");
}

}  // namespace sotto::client

extern "C" {
__attribute__((export_name("bench_prepare"))) void bench_prepare(std::uint32_t cells) {
  sotto::client::prepare(cells);
}
__attribute__((export_name("bench_scan"))) void bench_scan() {
  sotto::client::scan();
}
__attribute__((export_name("bench_floor"))) void bench_floor() {
  sotto::client::floor();
}
__attribute__((export_name("bench_prepare_log"))) void bench_prepare_log() {
  sotto::client::prepare_log();
}
__attribute__((export_name("bench_report"))) void bench_report() {
  sotto::client::report();
}
__attribute__((export_name("bench_replay"))) void bench_replay() {
  sotto::client::replay();
}
}
