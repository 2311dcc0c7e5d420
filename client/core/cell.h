#pragma once
// Sealing and opening cells (docs/spec/engagements.md, "Cells").

#include <optional>

#include "crypto/base/secret.h"
#include "crypto/hpke/hpke.h"
#include "crypto/protocol/day_file.h"
#include "crypto/protocol/entries.h"

namespace sotto::client {

// Who a cell is between: the log, the board it is posted on, and the supporter.
Bytes cell_info(std::string_view origin, protocol::Board board,
                const protocol::SupporterId& supporter);
Secret<32> engagement_psk(const Secret<32>& engagement_secret, ByteView info,
                          const X25519PublicKey& contact_key);

// message: at most kMessageMax. nullopt when the peer's key is of small order.
std::optional<Bytes> seal_enquiry(const X25519PublicKey& contact_key, ByteView info,
                                  ByteView message);
std::optional<Bytes> seal_snapshot(const X25519PublicKey& key, ByteView info, const Secret<32>& psk,
                                   ByteView message);
Bytes cover_cell();

// One key with which cells of a board are tried. Made once for a scan: what does not depend on the
// cell is computed here.
class Opener {
 public:
  static Opener for_enquiries(X25519KeyPair contact_key, ByteView info);
  static Opener for_snapshots(X25519KeyPair key, ByteView info, const Secret<32>& psk);

  // The message. nullopt for nearly every cell: sealed to another key or for another engagement,
  // cover, or not padded and committed to as it should be.
  std::optional<SecretBytes> open(protocol::Cell cell) const;
  const X25519PublicKey& key() const { return key_.public_key; }

 private:
  Opener(X25519KeyPair key, hpke::Schedule schedule)
      : key_(std::move(key)), schedule_(std::move(schedule)) {}
  X25519KeyPair key_;
  hpke::Schedule schedule_;
};

std::optional<SecretBytes> open_enquiry(const X25519KeyPair& contact_key, ByteView info,
                                        protocol::Cell cell);
std::optional<SecretBytes> open_snapshot(const X25519KeyPair& key, ByteView info,
                                         const Secret<32>& psk, protocol::Cell cell);

}  // namespace sotto::client
