#include "crypto/figures/proof.h"

#include "crypto/figures/generator.h"

namespace sotto::figures {

using ristretto::Element;
using ristretto::Scalar;

namespace {

std::optional<Element> read_element(Reader& in) {
  ByteArray<32> bytes;
  return in.fixed(bytes) ? Element::parse(bytes) : std::nullopt;
}

std::optional<Scalar> read_scalar(Reader& in) {
  ByteArray<32> bytes;
  return in.fixed(bytes) ? Scalar::parse(bytes) : std::nullopt;
}

std::optional<BitProof> read_bit(Reader& in) {
  const auto D = read_element(in);
  auto c0 = read_scalar(in), z0 = read_scalar(in), z1 = read_scalar(in);
  if (!D || !c0 || !z0 || !z1) return std::nullopt;
  return BitProof{*D, std::move(*c0), std::move(*z0), std::move(*z1)};
}

std::optional<CounterProof> read_counter(Reader& in) {
  const auto R = read_element(in), C = read_element(in);
  auto z_v = read_scalar(in), z_r = read_scalar(in), z_s = read_scalar(in);
  if (!R || !C || !z_v || !z_r || !z_s) return std::nullopt;
  CounterProof out{{*R, *C}, std::move(*z_v), std::move(*z_r), std::move(*z_s), {}};
  for (std::size_t i = 0; i < kBits; ++i) {
    auto bit = read_bit(in);
    if (!bit) return std::nullopt;
    out.bits.push_back(std::move(*bit));
  }
  return out;
}

}  // namespace

void Proof::write(Writer& out) const {
  out.bytes(c.expose());
  for (const CounterProof& counter : counters) {
    out.bytes(counter.ciphertext.R.bytes()).bytes(counter.ciphertext.C.bytes());
    out.bytes(counter.z_v.expose()).bytes(counter.z_r.expose()).bytes(counter.z_s.expose());
    for (const BitProof& bit : counter.bits) {
      out.bytes(bit.D.bytes());
      out.bytes(bit.c0.expose()).bytes(bit.z0.expose()).bytes(bit.z1.expose());
    }
  }
}

std::optional<Proof> Proof::read(Reader& in) {
  auto c = read_scalar(in);
  if (!c) return std::nullopt;
  Proof out{std::move(*c), {}};
  for (std::size_t j = 0; j < kCounters; ++j) {
    auto counter = read_counter(in);
    if (!counter) return std::nullopt;
    out.counters.push_back(std::move(*counter));
  }
  return out;
}

Bytes statement_bytes(const Statement& statement, ByteView ciphertexts) {
  Writer out;
  out.bytes(as_bytes("sotto/v1/figures-report")).u8(0);
  out.bytes(statement.setting.genesis).bytes(statement.setting.certificate);
  out.bytes(value_generator().bytes()).bytes(statement.setting.Y.bytes());
  out.u32(statement.quarter).bytes(statement.identity);
  out.u8(kBits).u8(kOffset).u8(kCounters);
  for (const std::string_view name : kCounterNames) out.text16(name);
  return out.bytes(ciphertexts).take();
}

Scalar challenge(const Statement& statement, ByteView ciphertexts, ByteView commitments) {
  return Scalar::reduce(sha512({statement_bytes(statement, ciphertexts), commitments}));
}

}  // namespace sotto::figures
