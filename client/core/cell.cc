#include "client/core/cell.h"

#include "crypto/base/wire.h"
#include "crypto/primitives/hkdf.h"

namespace sotto::client {
namespace {

constexpr std::string_view kInfoLabel = "sotto/v1/cell";
constexpr std::string_view kCommitmentLabel = "sotto/v1/cell-commitment";
constexpr std::string_view kPskId = "sotto/v1/engagement";

using Commitment = Secret<protocol::kCellCommitmentSize>;

Commitment commitment_of(const hpke::Context& context) {
  return context.export_secret<protocol::kCellCommitmentSize>(as_bytes(kCommitmentLabel));
}

hpke::Schedule snapshot_schedule(ByteView info, const Secret<32>& psk) {
  return hpke::Schedule::psk(info, {.psk = psk.expose(), .id = as_bytes(kPskId)});
}

Bytes finish(hpke::Sender& sender, const SecretBytes& plaintext) {
  return concat({sender.enc(), sender.seal({}, plaintext.expose())});
}

std::optional<Bytes> seal(const X25519PublicKey& key, const hpke::Schedule& schedule,
                          ByteView message) {
  if (message.size() > protocol::kMessageMax) panic("cell: a message that does not fit");
  std::optional<hpke::Sender> sender = hpke::Sender::setup(key, schedule);
  if (!sender) return std::nullopt;
  const SecretBytes plaintext = SecretWriter(protocol::kCellPlaintextSize)
                                    .bytes(commitment_of(*sender).expose())
                                    .vec16(message)
                                    .pad_to(protocol::kCellPlaintextSize)
                                    .take();
  return finish(*sender, plaintext);
}

}  // namespace

Bytes cell_info(std::string_view origin, protocol::Board board,
                const protocol::SupporterId& supporter) {
  return Writer()
      .bytes(as_bytes(kInfoLabel))
      .u8(0)
      .text16(origin)
      .u8(static_cast<std::uint8_t>(board))
      .bytes(supporter)
      .take();
}

Secret<32> engagement_psk(const Secret<32>& engagement_secret, ByteView info,
                          const X25519PublicKey& contact_key) {
  return derive<32>("sotto/v1/engagement-psk", {engagement_secret.expose(), info, contact_key});
}

std::optional<Bytes> seal_enquiry(const X25519PublicKey& contact_key, ByteView info,
                                  ByteView message) {
  return seal(contact_key, hpke::Schedule::base(info), message);
}

std::optional<Bytes> seal_snapshot(const X25519PublicKey& key, ByteView info, const Secret<32>& psk,
                                   ByteView message) {
  return seal(key, snapshot_schedule(info, psk), message);
}

Bytes cover_cell() {
  const X25519KeyPair nobody = X25519KeyPair::generate();
  std::optional<hpke::Sender> sender = hpke::Sender::setup_base(nobody.public_key, {});
  if (!sender) panic("cell: a fresh key was of small order");
  return finish(*sender, SecretBytes(protocol::kCellPlaintextSize));
}

Opener Opener::for_enquiries(X25519KeyPair contact_key, ByteView info) {
  return Opener(std::move(contact_key), hpke::Schedule::base(info));
}

Opener Opener::for_snapshots(X25519KeyPair key, ByteView info, const Secret<32>& psk) {
  return Opener(std::move(key), snapshot_schedule(info, psk));
}

std::optional<SecretBytes> Opener::open(protocol::Cell cell) const {
  std::optional<hpke::Receiver> receiver =
      hpke::Receiver::setup(to_array(cell.first<hpke::kEncSize>()), key_, schedule_);
  if (!receiver) return std::nullopt;
  const std::optional<SecretBytes> plaintext = receiver->open({}, cell.subspan<hpke::kEncSize>());
  if (!plaintext) return std::nullopt;

  // ChaCha20-Poly1305 alone would let one cell be made that two people read differently.
  Reader in(plaintext->expose());
  Commitment commitment;
  std::uint16_t size = 0;
  ByteView message;
  if (!in.secret(commitment) || !(commitment == commitment_of(*receiver)) || !in.u16(size) ||
      size > protocol::kMessageMax || !in.view(size, message) || !in.zeros()) {
    return std::nullopt;
  }
  return SecretBytes::from(message);
}

std::optional<SecretBytes> open_enquiry(const X25519KeyPair& contact_key, ByteView info,
                                        protocol::Cell cell) {
  return Opener::for_enquiries(contact_key.clone(), info).open(cell);
}

std::optional<SecretBytes> open_snapshot(const X25519KeyPair& key, ByteView info,
                                         const Secret<32>& psk, protocol::Cell cell) {
  return Opener::for_snapshots(key.clone(), info, psk).open(cell);
}

}  // namespace sotto::client
