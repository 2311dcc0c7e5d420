#include "broker/visits/lockers.h"

#include "crypto/base/wire.h"

namespace sotto::broker {

Bytes LockerRow::encode() const {
  return sotto::Writer(256 + blob.size())
      .bytes(write_key)
      .u8(static_cast<std::uint8_t>(role))
      .u32(eligible_until)
      .u32(last_epoch)
      .u32(slot)
      .u64(version)
      .bytes(last_request)
      .vec16(last_outcome ? ByteView(*last_outcome) : ByteView{})
      .bytes(blob)
      .take();
}

LockerRow LockerRow::parse(ByteView row) {
  LockerRow out;
  std::uint8_t role = 0;
  Bytes outcome;
  ByteView blob;
  Reader r(row);
  if (!r.fixed(out.write_key) || !r.u8(role) || !r.u32(out.eligible_until) ||
      !r.u32(out.last_epoch) || !r.u32(out.slot) || !r.u64(out.version) ||
      !r.fixed(out.last_request) || !r.vec16(outcome) || !r.view(protocol::kLockerSize, blob) ||
      !r.done() || (!outcome.empty() && outcome.size() != protocol::kSealedOutcomeSize)) {
    panic("visits: a row of the table lockers is damaged");
  }
  out.role = static_cast<protocol::Role>(role);
  if (!outcome.empty())
    out.last_outcome = to_array(ByteView(outcome).first<protocol::kSealedOutcomeSize>());
  out.blob = to_bytes(blob);
  return out;
}

std::optional<LockerRow> find_locker(const View& view, const protocol::LockerId& id) {
  const auto row = view.get(kLockers, id);
  if (!row) return std::nullopt;
  return LockerRow::parse(*row);
}

}  // namespace sotto::broker
