#pragma once
// Passes a locker holds (docs/spec/passes.md). Everything is made from seeds that are already in
// the stored locker, so that repeating a lost draw sends the same bytes.

#include <bitset>
#include <optional>
#include <string_view>
#include <vector>

#include "client/core/dice.h"
#include "client/core/messages.h"
#include "crypto/base/secret.h"
#include "crypto/protocol/requests.h"
#include "crypto/voprf/token.h"
#include "crypto/voprf/voprf.h"

namespace sotto::client {

inline constexpr std::size_t kMaxPacks = 16;

// What a seed gives: HKDF(seed || number) with the labels "sotto/v1/pack" (u8) and
// "sotto/v1/cover-nonce" (u16).
Secret<32> pack_secret(const Secret<32>& seed, std::uint8_t pack);
ByteArray<32> cover_nonce(const Secret<32>& seed, std::uint16_t index);

// A draw that can be made again from its seed: the blinded passes of one epoch. token_key: of the
// log, 32 bytes, an element of ristretto255.
class Draw {
 public:
  // A colleague's: packs * 3 passes, the nonces of each pack's secret. A supporter's: kCoverPasses.
  static Draw for_colleague(const Secret<32>& seed, std::size_t packs, ByteView token_key,
                            std::string_view origin);
  static Draw for_supporter(const Secret<32>& seed, ByteView token_key, std::string_view origin);

  const Bytes& token_request() const { return token_request_; }
  // The authenticators in order; nullopt when the answer is not what the logged key would have
  // given.
  std::optional<std::vector<Secret<64>>> finish(ByteView token_response) const;

 private:
  Draw(const Secret<32>& seed, const std::vector<ByteArray<32>>& nonces, ByteView token_key,
       std::string_view origin);

  ristretto::Element key_;
  std::vector<voprf::TokenInput> inputs_;
  std::vector<voprf::Blinded> blinded_;
  Bytes token_request_;
};

// A colleague's packs of the current epoch.
struct Pack {
  Secret<32> secret;
  std::array<Secret<64>, protocol::kMeetings> authenticators;
  bool used = false;  // given to an engagement
};

// The name of a pack that was taken.
struct TakenPack {
  protocol::Epoch epoch = 0;
  std::uint8_t generation = 0;
  std::uint8_t index = 0;
  bool operator==(const TakenPack&) const = default;
};

class Packs {
 public:
  static constexpr std::size_t kMaxSize =
      4 + 1 + 32 + 1 + kMaxPacks * (1 + 32 + protocol::kMeetings * 64);

  // Replaces all packs. token_key: the one that they were drawn under. seed and authenticators: of
  // a finished draw of at most kMaxPacks packs.
  void refill(protocol::Epoch epoch, std::uint8_t generation, ByteView token_key,
              const Secret<32>& seed, std::vector<Secret<64>> authenticators);
  // Takes an unused pack; nullopt when none is left.
  std::optional<TakenPack> take();
  // Whether a taken pack is one of these, and not one of an earlier draw.
  bool has(const TakenPack& pack) const;
  // Pass 1..3 of a taken pack that is one of these, as it is sent.
  SentPass pass(const TakenPack& pack, std::uint8_t index) const;
  std::size_t left() const;
  protocol::Epoch epoch() const { return epoch_; }
  std::uint8_t generation() const { return generation_; }

  void write(SecretWriter& out) const;
  static std::optional<Packs> read(Reader& in);

 private:
  protocol::Epoch epoch_ = 0;
  std::uint8_t generation_ = 0;
  voprf::TokenKeyId key_id_{};
  std::vector<Pack> packs_;
};

// A supporter's 200 cover passes of the current epoch. Every redemption uses one up.
class CoverPasses {
 public:
  // Of passes that colleagues gave the last ones are kept, each in the place of a cover pass.
  static constexpr std::size_t kGivenMax = 16, kGivenSize = 1 + 32;
  static constexpr std::size_t kMaxSize = 4 + 1 + 32 + 1 + 1 + protocol::kCoverPasses * 64 +
                                          protocol::kCoverPasses / 8 + 1 + kGivenMax * kGivenSize;
  static_assert(protocol::kCoverPasses <= 255 && protocol::kCoverPasses % 8 == 0);

  // Replaces all of them. seed and authenticators: of a finished draw.
  void refill(protocol::Epoch epoch, std::uint8_t generation, const Secret<32>& seed,
              std::vector<Secret<64>> authenticators);
  // The token that fills a place with nothing to say. Uses one up. Panics when none is left: the
  // plan has random bytes then.
  ByteArray<protocol::kTokenSize> take(ByteView token_key, std::string_view origin);
  // A token that the broker refuses: one of those that it had before, whoever gave it, or, when it
  // had none in this epoch, one that it never signed. Uses one up and panics like take().
  ByteArray<protocol::kTokenSize> take_refused(ByteView token_key, std::string_view origin,
                                               const Dice& dice);
  // The token of a pass that a colleague gave. It takes the place of one, and panics like take().
  ByteArray<protocol::kTokenSize> take_given(const SentPass& pass, ByteView token_key,
                                             std::string_view origin);
  std::size_t left() const { return authenticators_.size() - next_; }
  std::size_t given() const { return given_.size(); }
  protocol::Epoch epoch() const { return epoch_; }
  std::uint8_t generation() const { return generation_; }

  void write(SecretWriter& out) const;
  // knows_given: false for what was written before they were kept.
  static std::optional<CoverPasses> read(Reader& in, bool knows_given = true);

 private:
  struct Given {
    std::uint8_t index = 0;  // whose place it took
    ByteArray<32> nonce{};
  };
  std::size_t use_up();
  ByteArray<32> nonce(std::size_t index) const;
  ByteArray<protocol::kTokenSize> token(std::size_t index, ByteView token_key,
                                        std::string_view origin) const;

  protocol::Epoch epoch_ = 0;
  std::uint8_t generation_ = 0;
  Secret<32> seed_;
  std::size_t next_ = 0;  // those before it are used up
  std::vector<Secret<64>> authenticators_;
  std::bitset<protocol::kCoverPasses> spent_;  // used up by being redeemed
  std::vector<Given> given_;                   // oldest first
};

// Whether a redemption is one of the sixteenth that are refused on purpose. Asked before anything
// else is known of it: a refusal is as likely whether a real pass waits or not.
bool draws_refusal(const Dice& dice);

// What names a pass key of the log in a pass; token_key as in Draw.
voprf::TokenKeyId key_id_of(ByteView token_key);

// The token of a pass, ready for a commit.
ByteArray<protocol::kTokenSize> make_token(const ByteArray<32>& nonce,
                                           const Secret<64>& authenticator, ByteView token_key,
                                           std::string_view origin);

}  // namespace sotto::client
