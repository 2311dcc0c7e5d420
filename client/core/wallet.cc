#include "client/core/wallet.h"

#include <algorithm>
#include <string>

#include "crypto/base/panic.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/primitives/random.h"

namespace sotto::client {
namespace {

constexpr std::uint32_t kRefuseOneIn = 16;

ByteArray<2> number(std::uint16_t value) {
  return {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

// The replay of the log lets no other key pass.
ristretto::Element element(ByteView token_key) {
  if (token_key.size() != 32) panic("wallet: a token key of another size");
  const auto parsed = ristretto::Element::parse(token_key.first<32>());
  if (!parsed) panic("wallet: a token key that is not an element");
  return *parsed;
}

Hash256 challenge_digest(std::string_view origin) {
  return voprf::Challenge{"pass." + std::string(origin)}.digest();
}

ristretto::Scalar blind_of(const Secret<32>& seed, std::uint16_t index) {
  return ristretto::Scalar::reduce(
      derive<64>("sotto/v1/blind", {seed.expose(), number(index)}).expose());
}

std::size_t packs_in(const std::vector<Secret<64>>& authenticators) {
  const std::size_t packs = authenticators.size() / protocol::kMeetings;
  if (packs * protocol::kMeetings != authenticators.size() || packs > kMaxPacks) {
    panic("wallet: not the passes of packs");
  }
  return packs;
}

bool read_bool(Reader& in, bool& out) {
  std::uint8_t value = 0;
  if (!in.u8(value) || value > 1) return false;
  out = value == 1;
  return true;
}

}  // namespace

Secret<32> pack_secret(const Secret<32>& seed, std::uint8_t pack) {
  return derive<32>("sotto/v1/pack", {seed.expose(), ByteArray<1>{pack}});
}

ByteArray<32> cover_nonce(const Secret<32>& seed, std::uint16_t index) {
  return to_array(derive<32>("sotto/v1/cover-nonce", {seed.expose(), number(index)}).expose());
}

Draw Draw::for_colleague(const Secret<32>& seed, std::size_t packs, ByteView token_key,
                         std::string_view origin) {
  if (packs == 0 || packs > kMaxPacks) panic("wallet: a number of packs out of range");
  std::vector<ByteArray<32>> nonces;
  for (std::size_t pack = 0; pack < packs; ++pack) {
    const Secret<32> secret = pack_secret(seed, static_cast<std::uint8_t>(pack));
    for (std::uint8_t i = 1; i <= protocol::kMeetings; ++i) nonces.push_back(pass_nonce(secret, i));
  }
  return {seed, nonces, token_key, origin};
}

Draw Draw::for_supporter(const Secret<32>& seed, ByteView token_key, std::string_view origin) {
  std::vector<ByteArray<32>> nonces;
  for (std::uint16_t i = 0; i < protocol::kCoverPasses; ++i) {
    nonces.push_back(cover_nonce(seed, i));
  }
  return {seed, nonces, token_key, origin};
}

Draw::Draw(const Secret<32>& seed, const std::vector<ByteArray<32>>& nonces, ByteView token_key,
           std::string_view origin)
    : key_(element(token_key)) {
  const voprf::TokenKeyId key_id = voprf::token_key_id(key_);
  const Hash256 digest = challenge_digest(origin);
  std::vector<ristretto::Element> elements;
  for (const ByteArray<32>& nonce : nonces) {
    inputs_.push_back(voprf::token_input(nonce, digest, key_id));
    const auto index = static_cast<std::uint16_t>(blinded_.size());
    blinded_.push_back(voprf::blind(inputs_.back(), blind_of(seed, index)));
    elements.push_back(blinded_.back().element);
  }
  token_request_ = voprf::encode_batch_request(key_id, elements);
}

std::optional<std::vector<Secret<64>>> Draw::finish(ByteView token_response) const {
  const auto evaluation = voprf::parse_batch_response(token_response, inputs_.size());
  if (!evaluation) return std::nullopt;
  const std::vector<ByteView> inputs(inputs_.begin(), inputs_.end());
  return voprf::finalize(key_, inputs, blinded_, *evaluation);
}

void Packs::refill(protocol::Epoch epoch, std::uint8_t generation, ByteView token_key,
                   const Secret<32>& seed, std::vector<Secret<64>> authenticators) {
  epoch_ = epoch;
  generation_ = generation;
  key_id_ = key_id_of(token_key);
  packs_.clear();
  packs_.resize(packs_in(authenticators));
  for (std::size_t i = 0; i < packs_.size(); ++i) {
    packs_[i].secret = pack_secret(seed, static_cast<std::uint8_t>(i));
    for (std::size_t j = 0; j < protocol::kMeetings; ++j) {
      packs_[i].authenticators[j] = std::move(authenticators[i * protocol::kMeetings + j]);
    }
  }
}

std::optional<TakenPack> Packs::take() {
  const auto free = std::ranges::find(packs_, false, &Pack::used);
  if (free == packs_.end()) return std::nullopt;
  free->used = true;
  return TakenPack{epoch_, generation_, static_cast<std::uint8_t>(free - packs_.begin())};
}

bool Packs::has(const TakenPack& pack) const {
  return pack.epoch == epoch_ && pack.generation == generation_ && pack.index < packs_.size() &&
         packs_[pack.index].used;
}

SentPass Packs::pass(const TakenPack& pack, std::uint8_t index) const {
  if (!has(pack)) panic("wallet: a pass of a pack that was not taken");
  if (index == 0 || index > protocol::kMeetings) panic("wallet: no such pass");
  const Pack& from = packs_[pack.index];
  return {epoch_, generation_, from.secret.clone(), index, from.authenticators[index - 1].clone(),
          key_id_};
}

std::size_t Packs::left() const {
  return static_cast<std::size_t>(std::ranges::count(packs_, false, &Pack::used));
}

void Packs::write(SecretWriter& out) const {
  out.u32(epoch_).u8(generation_).bytes(key_id_);
  out.u8(static_cast<std::uint8_t>(packs_.size()));
  for (const Pack& pack : packs_) {
    out.u8(pack.used ? 1 : 0).bytes(pack.secret.expose());
    for (const Secret<64>& authenticator : pack.authenticators) out.bytes(authenticator.expose());
  }
}

std::optional<Packs> Packs::read(Reader& in) {
  Packs out;
  std::uint8_t count = 0;
  if (!in.u32(out.epoch_) || !in.u8(out.generation_) || !in.fixed(out.key_id_) || !in.u8(count) ||
      count > kMaxPacks) {
    return std::nullopt;
  }
  out.packs_.resize(count);
  for (Pack& pack : out.packs_) {
    if (!read_bool(in, pack.used) || !in.secret(pack.secret) ||
        !std::ranges::all_of(pack.authenticators, [&in](auto& a) { return in.secret(a); })) {
      return std::nullopt;
    }
  }
  return out;
}

void CoverPasses::refill(protocol::Epoch epoch, std::uint8_t generation, const Secret<32>& seed,
                         std::vector<Secret<64>> authenticators) {
  if (authenticators.size() != protocol::kCoverPasses) panic("wallet: not 200 cover passes");
  epoch_ = epoch;
  generation_ = generation;
  seed_ = seed.clone();
  next_ = 0;
  authenticators_ = std::move(authenticators);
  spent_.reset();
  given_.clear();
}

ByteArray<protocol::kTokenSize> CoverPasses::take(ByteView token_key, std::string_view origin) {
  const std::size_t index = use_up();
  spent_.set(index);
  return token(index, token_key, origin);
}

ByteArray<protocol::kTokenSize> CoverPasses::take_given(const SentPass& pass, ByteView token_key,
                                                        std::string_view origin) {
  if (given_.size() == kGivenMax) {
    spent_.reset(given_.front().index);
    given_.erase(given_.begin());
  }
  const std::size_t index = use_up();
  spent_.set(index);
  authenticators_[index] = pass.authenticator.clone();
  given_.push_back({static_cast<std::uint8_t>(index), pass_nonce(pass.pack_secret, pass.index)});
  return token(index, token_key, origin);
}

// Given ones are repeated as cover is: otherwise a repeat would show what was cover, and the first
// refusal of an epoch whether anything was given before it.
ByteArray<protocol::kTokenSize> CoverPasses::take_refused(ByteView token_key,
                                                          std::string_view origin,
                                                          const Dice& dice) {
  const std::size_t unused = use_up();
  std::vector<std::uint8_t> before;
  for (std::size_t i = 0; i < unused; ++i) {
    if (spent_[i]) before.push_back(static_cast<std::uint8_t>(i));
  }
  const std::uint8_t* const again =
      dice.pick(before, "repeat", [](std::uint8_t index) { return ByteArray<1>{index}; });
  if (again != nullptr) return token(*again, token_key, origin);
  return make_token(nonce(unused), random_secret<64>(), token_key, origin);
}

std::size_t CoverPasses::use_up() {
  if (left() == 0) panic("wallet: no cover pass is left");
  return next_++;
}

ByteArray<32> CoverPasses::nonce(std::size_t index) const {
  const auto given = std::ranges::find(given_, index, &Given::index);
  return given != given_.end() ? given->nonce
                               : cover_nonce(seed_, static_cast<std::uint16_t>(index));
}

ByteArray<protocol::kTokenSize> CoverPasses::token(std::size_t index, ByteView token_key,
                                                   std::string_view origin) const {
  return make_token(nonce(index), authenticators_[index], token_key, origin);
}

void CoverPasses::write(SecretWriter& out) const {
  out.u32(epoch_).u8(generation_).bytes(seed_.expose()).u8(static_cast<std::uint8_t>(next_));
  out.u8(static_cast<std::uint8_t>(authenticators_.size()));
  for (const Secret<64>& authenticator : authenticators_) out.bytes(authenticator.expose());
  for (std::size_t i = 0; i < spent_.size(); i += 8) {
    unsigned byte = 0;
    for (std::size_t bit = 0; bit < 8; ++bit) byte |= (spent_[i + bit] ? 1u : 0u) << bit;
    out.u8(static_cast<std::uint8_t>(byte));
  }
  out.u8(static_cast<std::uint8_t>(given_.size()));
  for (const Given& each : given_) out.u8(each.index).bytes(each.nonce);
}

std::optional<CoverPasses> CoverPasses::read(Reader& in, bool knows_given) {
  CoverPasses out;
  std::uint8_t next = 0;
  std::uint8_t count = 0;
  if (!in.u32(out.epoch_) || !in.u8(out.generation_) || !in.secret(out.seed_) || !in.u8(next) ||
      !in.u8(count) || (count != 0 && count != protocol::kCoverPasses) || next > count) {
    return std::nullopt;
  }
  out.next_ = next;
  out.authenticators_.resize(count);
  for (Secret<64>& authenticator : out.authenticators_) {
    if (!in.secret(authenticator)) return std::nullopt;
  }
  for (std::size_t i = 0; i < out.spent_.size(); i += 8) {
    std::uint8_t byte = 0;
    if (!in.u8(byte)) return std::nullopt;
    for (std::size_t bit = 0; bit < 8; ++bit) out.spent_[i + bit] = ((byte >> bit) & 1) != 0;
  }
  for (std::size_t i = next; i < out.spent_.size(); ++i) {
    if (out.spent_[i]) return std::nullopt;  // only what was used up can be spent
  }
  std::uint8_t given = 0;
  if (knows_given && (!in.u8(given) || given > kGivenMax)) return std::nullopt;
  out.given_.resize(given);
  for (Given& each : out.given_) {
    if (!in.u8(each.index) || !in.fixed(each.nonce) || each.index >= next ||
        !out.spent_[each.index]) {
      return std::nullopt;
    }
  }
  return out;
}

// A real pass is refused now and then; cover that never was would show which are real.
bool draws_refusal(const Dice& dice) {
  return dice.one_in(kRefuseOneIn, "refusal");
}

voprf::TokenKeyId key_id_of(ByteView token_key) {
  return voprf::token_key_id(element(token_key));
}

ByteArray<protocol::kTokenSize> make_token(const ByteArray<32>& nonce,
                                           const Secret<64>& authenticator, ByteView token_key,
                                           std::string_view origin) {
  const voprf::Token token{nonce, challenge_digest(origin), key_id_of(token_key),
                           authenticator.clone()};
  return to_array(token.encode().expose());
}

}  // namespace sotto::client
