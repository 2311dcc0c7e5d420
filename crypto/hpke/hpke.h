#pragma once
// HPKE (RFC 9180) with one suite: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305; modes
// base and psk. enc is 32 bytes; a ciphertext is its plaintext and 16 bytes. A key of small order,
// whoever sent it, makes a setup fail with nullopt.

#include <optional>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/primitives/aead.h"
#include "crypto/primitives/x25519.h"

namespace sotto::hpke {

inline constexpr std::size_t kEncSize = 32;
inline constexpr std::size_t kTagSize = kAeadTagSize;
using Enc = ByteArray<kEncSize>;

// A pre-shared key of at least 32 bytes with full entropy, and its identifier, not empty.
struct Psk {
  ByteView psk;
  ByteView id;
};

// What the key schedule (section 5.1) needs besides the shared secret. Made once for many trial
// openings with the same mode, info and psk, it saves two hashes at each.
class Schedule {
 public:
  static Schedule base(ByteView info);
  static Schedule psk(ByteView info, const Psk& psk);

 private:
  friend class Context;
  // mode || psk_id_hash || info_hash
  using KeyScheduleContext = ByteArray<1 + 32 + 32>;
  Schedule(std::uint8_t mode, ByteView info, ByteView psk, ByteView psk_id);

  KeyScheduleContext key_schedule_context_;
  SecretBytes psk_;
};

// What both sides hold after a setup.
class Context {
 public:
  // Context.Export (section 5.3), N bytes; both sides get the same.
  template <std::size_t N>
  Secret<N> export_secret(ByteView exporter_context) const {
    Secret<N> out;
    export_into(exporter_context, out.fill());
    return out;
  }

 protected:
  Context(const Secret<32>& shared_secret, const Schedule& schedule);

  ByteArray<12> compute_nonce() const;
  void increment_seq();

  Secret<32> key_;

 private:
  void export_into(ByteView exporter_context, MutableBytes out) const;

  Secret<12> base_nonce_;
  // exporter_secret is derived from these when asked for: a trial opening that fails never needs
  // it.
  Secret<32> secret_;
  Schedule::KeyScheduleContext key_schedule_context_;
  std::uint64_t seq_ = 0;
};

class Sender : public Context {
 public:
  static std::optional<Sender> setup(const X25519PublicKey& pkR, const Schedule& schedule);
  static std::optional<Sender> setup_base(const X25519PublicKey& pkR, ByteView info) {
    return setup(pkR, Schedule::base(info));
  }
  static std::optional<Sender> setup_psk(const X25519PublicKey& pkR, ByteView info,
                                         const Psk& psk) {
    return setup(pkR, Schedule::psk(info, psk));
  }

  const Enc& enc() const { return enc_; }
  Bytes seal(ByteView aad, ByteView pt);

 private:
  Sender(const Enc& enc, const Secret<32>& shared_secret, const Schedule& schedule)
      : Context(shared_secret, schedule), enc_(enc) {}
  Enc enc_;
};

class Receiver : public Context {
 public:
  static std::optional<Receiver> setup(const Enc& enc, const X25519KeyPair& skR,
                                       const Schedule& schedule);
  static std::optional<Receiver> setup_base(const Enc& enc, const X25519KeyPair& skR,
                                            ByteView info) {
    return setup(enc, skR, Schedule::base(info));
  }
  static std::optional<Receiver> setup_psk(const Enc& enc, const X25519KeyPair& skR, ByteView info,
                                           const Psk& psk) {
    return setup(enc, skR, Schedule::psk(info, psk));
  }

  // nullopt for anything but the sender's next ciphertext with the same aad. A refusal leaves the
  // sequence where it was: one forged message must not cut off the genuine ones.
  std::optional<SecretBytes> open(ByteView aad, ByteView ct);

 private:
  Receiver(const Secret<32>& shared_secret, const Schedule& schedule)
      : Context(shared_secret, schedule) {}
};

}  // namespace sotto::hpke
