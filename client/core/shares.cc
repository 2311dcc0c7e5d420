#include "client/core/shares.h"

#include "crypto/base/wire.h"

namespace sotto::client {
namespace {

constexpr std::string_view kInfoLabel = "sotto/v1/share-cell";
constexpr std::string_view kSignatureLabel = "sotto/v1/share";
constexpr std::size_t kMessageSize = 32 + 1 + 32;

Bytes info_of(const Hash256& genesis) {
  return Writer().bytes(as_bytes(kInfoLabel)).u8(0).bytes(genesis).take();
}

SecretBytes encode(const ShareMessage& message) {
  SecretWriter out(kMessageSize);
  out.bytes(message.envelope).u8(message.share.holder).bytes(message.share.value.expose());
  return out.take();
}

// To whom it was sent is part of what is signed.
SecretBytes signed_part(const Hash256& genesis, const X25519PublicKey& receiver,
                        const SecretBytes& message) {
  SecretWriter out(32 + 32 + kMessageSize);
  out.bytes(genesis).bytes(receiver).bytes(message.expose());
  return out.take();
}

}  // namespace

std::optional<Bytes> seal_share(const ShareMessage& message, const X25519PublicKey& receiver,
                                const SigningKey& sender, const Hash256& genesis) {
  const SecretBytes encoded = encode(message);
  SecretWriter out(kMessageSize + sizeof(Signature));
  out.bytes(encoded.expose());
  out.bytes(sign(sender, kSignatureLabel, signed_part(genesis, receiver, encoded).expose()));
  return seal_enquiry(receiver, info_of(genesis), out.take().expose());
}

ShareOpener::ShareOpener(X25519KeyPair key, const Hash256& genesis)
    : genesis_(genesis), opener_(Opener::for_enquiries(std::move(key), info_of(genesis))) {}

std::optional<ShareOpener::Opened> ShareOpener::open(protocol::Cell cell) const {
  const auto message = opener_.open(cell);
  if (!message) return std::nullopt;
  Reader in(message->expose());
  Hash256 envelope{};
  std::uint8_t holder = 0;
  Secret<32> bytes;
  Signature signature{};
  if (!in.fixed(envelope) || !in.u8(holder) || holder == 0 || !in.secret(bytes) ||
      !in.fixed(signature) || !in.done()) {
    return std::nullopt;
  }
  auto value = ristretto::Scalar::parse(bytes.expose());
  if (!value) return std::nullopt;
  return Opened{{envelope, {holder, std::move(*value)}}, signature};
}

bool ShareOpener::is_by(const Opened& opened, const SigningPublicKey& sender) const {
  return verify(sender, kSignatureLabel,
                signed_part(genesis_, opener_.key(), encode(opened.message)).expose(),
                opened.signature);
}

}  // namespace sotto::client
