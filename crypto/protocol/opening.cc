#include "crypto/protocol/opening.h"

#include "crypto/base/wire.h"
#include "crypto/primitives/hkdf.h"

namespace sotto::protocol {

Bytes opening_message(const Hash256& genesis, const ByteArray<32>& locker,
                      std::uint64_t expected_version, const OpeningPlace& opening) {
  Writer out;
  out.bytes(genesis).bytes(locker).u64(expected_version);
  out.u32(opening.day).u32(opening.index).bytes(opening.id);
  return out.u8(opening.place).bytes(opening.note).take();
}

OpeningAnswer OpeningGiven::encode() const {
  SecretWriter out(sizeof(OpeningAnswer));
  out.bytes(secrets.co_secret.expose()).bytes(secrets.trace.expose()).u64(entry);
  return to_array<sizeof(OpeningAnswer)>(out.take().expose().first<sizeof(OpeningAnswer)>());
}

OpeningGiven OpeningGiven::parse(const OpeningAnswer& answer) {
  OpeningGiven out;
  Reader in(answer);
  if (!in.secret(out.secrets.co_secret) || !in.secret(out.secrets.trace) || !in.u64(out.entry) ||
      !in.done()) {
    panic("opening: an answer of another size");
  }
  return out;
}

Hash256 opening_commitment(const Secret<32>& trace, std::uint8_t place, std::uint64_t entry) {
  constexpr ByteArray<1> kZero{};
  const Bytes where = Writer().u8(place).u64(entry).take();
  return sha256({as_bytes("sotto/v1/opening"), kZero, trace.expose(), where});
}

ByteArray<32> opening_note(const Secret<32>& note_key, std::uint8_t place, OpeningAct act) {
  const Bytes what = Writer().u8(place).u8(static_cast<std::uint8_t>(act)).take();
  const Secret<32> mac = hmac_sha256(note_key.expose(), {as_bytes("sotto/v1/opening-note"), what});
  return to_array<32>(mac.expose());
}

}  // namespace sotto::protocol
