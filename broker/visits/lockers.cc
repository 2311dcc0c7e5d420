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

namespace {

constexpr std::size_t kHeadSize = 32 + 1 + 4 + 4 + 4 + 8;
// The head, the hash of the last request, its outcome behind a length, the blob.
constexpr std::size_t kWithoutOutcome = kHeadSize + 32 + 2 + protocol::kLockerSize;

[[noreturn]] void damaged() {
  panic("visits: a row of the table lockers is damaged");
}

}  // namespace

LockerHead LockerHead::parse_head(ByteView row) {
  LockerHead out;
  std::uint8_t role = 0;
  Reader r(row);
  if ((row.size() != kWithoutOutcome &&
       row.size() != kWithoutOutcome + protocol::kSealedOutcomeSize) ||
      !r.fixed(out.write_key) || !r.u8(role) || !r.u32(out.eligible_until) ||
      !r.u32(out.last_epoch) || !r.u32(out.slot) || !r.u64(out.version)) {
    damaged();
  }
  out.role = static_cast<protocol::Role>(role);
  return out;
}

LockerRow LockerRow::parse(ByteView row) {
  LockerRow out;
  static_cast<LockerHead&>(out) = parse_head(row);
  Bytes outcome;
  Reader r(row.subspan(kHeadSize));
  if (!r.fixed(out.last_request) || !r.vec16(outcome) || !r.view(protocol::kLockerSize, out.blob) ||
      !r.done() || (!outcome.empty() && outcome.size() != protocol::kSealedOutcomeSize)) {
    damaged();
  }
  if (!outcome.empty())
    out.last_outcome = to_array(ByteView(outcome).first<protocol::kSealedOutcomeSize>());
  return out;
}

std::optional<LockerRow> find_locker(const View& view, const protocol::LockerId& id) {
  const auto row = view.get(kLockers, id);
  if (!row) return std::nullopt;
  return LockerRow::parse(*row);
}

}  // namespace sotto::broker
