// What concerns cost: sealing an envelope, which every supporter's commit does, against the
// multiplications that it cannot do without; a recipient's trial of a day's envelopes against
// X25519 alone; and what the broker does for one opening.

#include <sodium.h>

#include <stdexcept>

#include "crypto/primitives/random.h"
#include "crypto/protocol/envelope.h"
#include "tests/bench/measure.h"

namespace sotto::bench {
namespace {

using protocol::Envelope;

constexpr std::size_t kRounds = 10;
constexpr std::size_t kEnvelopes = 200;  // a round's; one of each supporter of a large scheme
constexpr std::size_t kConcerns = 20;    // a round's, with a text and three ticked recipients
// Cover: nine keys of its own for the nine seals, eight that nobody has; then nine agreements.
constexpr std::size_t kBaseMultiplications = 17;
constexpr std::size_t kMultiplications = 9;

struct Scheme {
  Hash256 genesis = random_array<32>();
  X25519KeyPair broker = X25519KeyPair::generate();
  X25519KeyPair recipient = X25519KeyPair::generate();
};

void multiply(const X25519KeyPair& key, const X25519PublicKey& by) {
  ByteArray<32> out{};
  if (crypto_scalarmult_curve25519(out.data(), key.secret.expose().data(), by.data()) != 0) {
    throw std::runtime_error("X25519");
  }
}

double floor_of_sealing(const Scheme& scheme) {
  ByteArray<32> out{};
  const double begin = thread_cpu();
  for (std::size_t i = 0; i < kEnvelopes; ++i) {
    for (std::size_t j = 0; j < kBaseMultiplications; ++j) {
      crypto_scalarmult_curve25519_base(out.data(), scheme.recipient.secret.expose().data());
    }
    for (std::size_t j = 0; j < kMultiplications; ++j) {
      multiply(scheme.recipient, scheme.broker.public_key);
    }
  }
  return thread_cpu() - begin;
}

double sealing(const Scheme& scheme, std::vector<Envelope>& out) {
  out.clear();
  const double begin = thread_cpu();
  for (std::size_t i = 0; i < kEnvelopes; ++i) {
    out.push_back(protocol::seal_cover_envelope(scheme.broker.public_key, scheme.genesis));
  }
  return thread_cpu() - begin;
}

// What a supporter does who has something to say.
double sealing_concerns(const Scheme& scheme) {
  const ByteArray<protocol::kConcernCodesSize> codes{};
  const Bytes text(1000, 'x');
  std::vector<protocol::ConcernRecipient> ticked;
  for (std::uint8_t place = 0; place < 3; ++place) {
    ticked.push_back({place, X25519KeyPair::generate().public_key});
  }
  const double begin = thread_cpu();
  for (std::size_t i = 0; i < kConcerns; ++i) {
    if (!protocol::seal_envelope(protocol::ConcernCodes::from(codes), text, ticked,
                                 scheme.broker.public_key, {scheme.genesis, 2})) {
      throw std::runtime_error("a concern was not sealed");
    }
  }
  return (thread_cpu() - begin) / kConcerns;
}

double floor_of_trying(const Scheme& scheme) {
  const double begin = thread_cpu();
  for (std::size_t i = 0; i < kEnvelopes; ++i) {
    multiply(scheme.recipient, scheme.broker.public_key);
  }
  return thread_cpu() - begin;
}

double trying(const Scheme& scheme, const std::vector<Envelope>& envelopes) {
  const protocol::EnvelopeTrial trial(0, scheme.recipient.clone(), scheme.genesis);
  const double begin = thread_cpu();
  for (const Envelope& envelope : envelopes) {
    if (trial.share(envelope)) throw std::runtime_error("cover was opened");
  }
  return thread_cpu() - begin;
}

double opening(const Scheme& scheme, const std::vector<Envelope>& envelopes) {
  const double begin = thread_cpu();
  for (const Envelope& envelope : envelopes) {
    if (!protocol::open_co_place(envelope, scheme.broker, scheme.genesis)) {
      throw std::runtime_error("the co place of cover is not real");
    }
  }
  return thread_cpu() - begin;
}

int run() {
  const Scheme scheme;
  std::vector<double> seal_ratios, seal_times, concern_times, try_ratios, open_times;
  std::vector<Envelope> envelopes;
  constexpr double kMilliseconds = 1000.0 / kEnvelopes;
  for (std::size_t round = 0; round < kRounds; ++round) {
    const double floor = floor_of_sealing(scheme);
    const double seal = sealing(scheme, envelopes);
    seal_ratios.push_back(seal / floor);
    seal_times.push_back(seal * kMilliseconds);
    concern_times.push_back(sealing_concerns(scheme) * 1000);
    const double alone = floor_of_trying(scheme);
    try_ratios.push_back(trying(scheme, envelopes) / alone);
    open_times.push_back(opening(scheme, envelopes) * kMilliseconds);
  }
  Goals goals;
  goals.at_most("sealing an envelope / its multiplications alone", seal_ratios, 1.5);
  goals.at_most("sealing an envelope, milliseconds", seal_times, 2);
  goals.at_most("sealing a concern, milliseconds", concern_times, 2);
  goals.at_most("trying the envelopes of 200 supporters / X25519 alone", try_ratios, 1.3);
  show("the broker's part of an opening, milliseconds", open_times);
  return goals.exit_code();
}

}  // namespace
}  // namespace sotto::bench

int main() {
  return sotto::bench::run();
}
