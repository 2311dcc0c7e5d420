#include "crypto/voprf/token.h"

#include "crypto/base/panic.h"
#include "crypto/base/varint.h"

namespace sotto::voprf {

using ristretto::Element;

namespace {

enum class Form { kSingle, kBatch };

void write_elements(Writer& out, Form form, std::span<const Element> elements) {
  if (elements.empty() || elements.size() > kMaxBatch) panic("token: batch out of range");
  if (form == Form::kBatch) write_varint(out, 32 * elements.size());
  for (const Element& element : elements) out.bytes(element.bytes());
}

std::expected<std::vector<Element>, Refusal> read_elements(Reader& in, Form form,
                                                           std::size_t count) {
  if (count == 0 || count > kMaxBatch) panic("token: batch out of range");
  if (form == Form::kBatch) {
    std::uint64_t size = 0;
    if (!read_varint(in, size)) return std::unexpected(Refusal::kSize);
    if (size != 32 * count) return std::unexpected(Refusal::kCount);
  }
  ByteView bytes;
  if (!in.view(32 * count, bytes)) return std::unexpected(Refusal::kSize);
  std::vector<Element> out;
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::optional<Element> element = Element::parse(bytes.subspan(32 * i).first<32>());
    if (!element) return std::unexpected(Refusal::kElement);
    out.push_back(*element);
  }
  return out;
}

Bytes write_request(Form form, const TokenKeyId& key_id, std::span<const Element> elements) {
  Writer out;
  out.u16(kTokenType).u8(truncated(key_id));
  write_elements(out, form, elements);
  return out.take();
}

std::expected<Request, Refusal> read_request(ByteView bytes, Form form, std::size_t count) {
  Reader in(bytes);
  std::uint16_t type = 0;
  std::uint8_t key_id = 0;
  if (!in.u16(type) || !in.u8(key_id)) return std::unexpected(Refusal::kSize);
  if (type != kTokenType) return std::unexpected(Refusal::kTokenType);
  std::expected<std::vector<Element>, Refusal> elements = read_elements(in, form, count);
  if (!elements) return std::unexpected(elements.error());
  if (!in.done()) return std::unexpected(Refusal::kSize);
  return Request{key_id, std::move(*elements)};
}

Bytes write_response(Form form, const Evaluation& evaluation) {
  Writer out;
  write_elements(out, form, evaluation.elements);
  return out.bytes(evaluation.proof.encode()).take();
}

std::expected<Evaluation, Refusal> read_response(ByteView bytes, Form form, std::size_t count) {
  Reader in(bytes);
  std::expected<std::vector<Element>, Refusal> elements = read_elements(in, form, count);
  if (!elements) return std::unexpected(elements.error());
  ByteArray<64> scalars;
  if (!in.fixed(scalars) || !in.done()) return std::unexpected(Refusal::kSize);
  std::optional<Proof> proof = Proof::parse(scalars);
  if (!proof) return std::unexpected(Refusal::kProof);
  return Evaluation{std::move(*elements), std::move(*proof)};
}

}  // namespace

TokenKeyId token_key_id(const Element& public_key) {
  return sha256({public_key.bytes()});
}

std::uint8_t truncated(const TokenKeyId& id) {
  return id.back();
}

Bytes Challenge::encode() const {
  return Writer().u16(kTokenType).text16(issuer_name).u8(0).u16(0).take();
}

Hash256 Challenge::digest() const {
  return sha256({encode()});
}

TokenInput token_input(FixedView<32> nonce, const Hash256& challenge_digest,
                       const TokenKeyId& key_id) {
  const Bytes bytes = Writer(kTokenInputSize)
                          .u16(kTokenType)
                          .bytes(nonce)
                          .bytes(challenge_digest)
                          .bytes(key_id)
                          .take();
  return to_array(FixedView<kTokenInputSize>(bytes));
}

TokenInput Token::input() const {
  return token_input(nonce, challenge_digest, key_id);
}

Secret<kTokenSize> Token::encode() const {
  Secret<kTokenSize> out;
  const TokenInput head = input();
  std::memcpy(out.fill().data(), head.data(), kTokenInputSize);
  std::memcpy(out.fill().data() + kTokenInputSize, authenticator.expose().data(), 64);
  return out;
}

std::expected<Token, Refusal> Token::parse(ByteView bytes) {
  Reader in(bytes);
  std::uint16_t type = 0;
  Token out{};
  if (!in.u16(type) || !in.fixed(out.nonce) || !in.fixed(out.challenge_digest) ||
      !in.fixed(out.key_id) || !in.secret(out.authenticator) || !in.done()) {
    return std::unexpected(Refusal::kSize);
  }
  if (type != kTokenType) return std::unexpected(Refusal::kTokenType);
  return out;
}

bool verify_token(const KeyPair& key, const Token& token, const Hash256& challenge_digest) {
  return token.challenge_digest == challenge_digest &&
         token.key_id == token_key_id(key.public_key) &&
         evaluate_input(key, token.input()) == token.authenticator;
}

Bytes encode_request(const TokenKeyId& key_id, const Element& element) {
  return write_request(Form::kSingle, key_id, {&element, 1});
}

std::expected<Request, Refusal> parse_request(ByteView bytes) {
  return read_request(bytes, Form::kSingle, 1);
}

Bytes encode_response(const Evaluation& evaluation) {
  if (evaluation.elements.size() != 1) panic("token: a single response has one element");
  return write_response(Form::kSingle, evaluation);
}

std::expected<Evaluation, Refusal> parse_response(ByteView bytes) {
  return read_response(bytes, Form::kSingle, 1);
}

Bytes encode_batch_request(const TokenKeyId& key_id, std::span<const Element> elements) {
  return write_request(Form::kBatch, key_id, elements);
}

std::expected<Request, Refusal> parse_batch_request(ByteView bytes, std::size_t expected_count) {
  return read_request(bytes, Form::kBatch, expected_count);
}

Bytes encode_batch_response(const Evaluation& evaluation) {
  return write_response(Form::kBatch, evaluation);
}

std::expected<Evaluation, Refusal> parse_batch_response(ByteView bytes,
                                                        std::size_t expected_count) {
  return read_response(bytes, Form::kBatch, expected_count);
}

}  // namespace sotto::voprf
