#include "crypto/cocktail/messages.h"

#include "crypto/base/wire.h"
#include "crypto/cocktail/suite.h"

namespace sotto::cocktail {

using ristretto::Element;

namespace {

void write(Writer& out, const Contribution& contribution) {
  for (const Element& commitment : contribution.C) out.bytes(commitment.bytes());
  out.bytes(contribution.PoP).bytes(contribution.E.bytes());
}

void write(Writer& out, const Bytes& ciphertext) {
  out.u64(ciphertext.size()).bytes(ciphertext);
}

std::expected<Element, Reason> read_element(Reader& in) {
  ByteArray<32> bytes;
  if (!in.fixed(bytes)) return std::unexpected(Reason::kMessage);
  const std::optional<Element> element = Element::parse(bytes);
  if (!element) return std::unexpected(Reason::kElement);
  return *element;
}

std::expected<Contribution, Reason> read_contribution(Reader& in, std::uint32_t t) {
  std::vector<Element> C;
  for (std::uint32_t k = 0; k < t; ++k) {
    const auto commitment = read_element(in);
    if (!commitment) return std::unexpected(commitment.error());
    C.push_back(*commitment);
  }
  SchnorrSignature PoP;
  if (!in.fixed(PoP)) return std::unexpected(Reason::kMessage);
  const auto E = read_element(in);
  if (!E) return std::unexpected(E.error());
  return Contribution{std::move(C), PoP, *E};
}

bool read_ciphertext(Reader& in, std::vector<Bytes>& out) {
  std::uint64_t size = 0;
  ByteView bytes;
  if (!in.u64(size) || size < kMinCiphertext || size > kMaxCiphertext ||
      !in.view(static_cast<std::size_t>(size), bytes)) {
    return false;
  }
  out.push_back(to_bytes(bytes));
  return true;
}

}  // namespace

Bytes Message1::encode() const {
  Writer out;
  write(out, contribution);
  for (const Bytes& ciphertext : c) write(out, ciphertext);
  return out.take();
}

std::expected<Message1, Reason> Message1::parse(ByteView bytes, std::uint32_t t, std::uint32_t n) {
  Reader in(bytes);
  auto contribution = read_contribution(in, t);
  if (!contribution) return std::unexpected(contribution.error());
  std::vector<Bytes> c;
  for (std::uint32_t j = 0; j < n; ++j) {
    if (!read_ciphertext(in, c)) return std::unexpected(Reason::kMessage);
  }
  if (!in.done()) return std::unexpected(Reason::kMessage);
  return Message1{std::move(*contribution), std::move(c)};
}

Bytes Message2::encode() const {
  Writer out;
  for (std::size_t j = 0; j < contributions.size(); ++j) {
    write(out, contributions[j]);
    write(out, c[j]);
  }
  return out.take();
}

std::expected<Message2, Refusal> Message2::parse(ByteView bytes, std::uint32_t t, std::uint32_t n) {
  Reader in(bytes);
  Message2 out;
  for (std::uint32_t j = 1; j <= n; ++j) {
    auto contribution = read_contribution(in, t);
    if (!contribution) return std::unexpected(Refusal{contribution.error(), j});
    out.contributions.push_back(std::move(*contribution));
    if (!read_ciphertext(in, out.c)) return std::unexpected(Refusal{Reason::kMessage, j});
  }
  if (!in.done()) return std::unexpected(Refusal{Reason::kMessage});
  return out;
}

Message2 relay(std::span<const Message1> messages, std::uint32_t i) {
  Message2 out;
  for (const Message1& message : messages) {
    if (i == 0 || i > message.c.size()) panic("cocktail: no such participant");
    out.contributions.push_back(message.contribution);
    out.c.push_back(message.c[i - 1]);
  }
  return out;
}

}  // namespace sotto::cocktail
