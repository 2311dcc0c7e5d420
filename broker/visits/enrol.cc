// New lockers, new codes for open ones, and new words (docs/spec/visits.md, "Enrol" and "Move").

#include "broker/visits/visits.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/code.h"

namespace sotto::broker {
namespace {

using protocol::EnrolKind;
using protocol::EnrolRequest;
using protocol::MoveRequest;
using protocol::Status;

Decision enrolled(std::uint64_t version, const Secret<32>& next_salt) {
  Decision decision;
  decision.answer = protocol::ok_answer(
      protocol::EnrolAnswer{version, to_array<32>(next_salt.expose())}.encode());
  return decision;
}

// What a locker whose enrolment or move was already applied answers to the same request.
Decision repeated(const GroupView& view, const LockerRow& row) {
  const auto payload = view.slot(row.slot);
  const auto slot = payload ? LockerSlot::parse(*payload) : std::nullopt;
  if (!slot || slot->version != row.version) return refuse(Status::kTryLater);
  return enrolled(row.version, slot->next_salt);
}

// A free slot, drawn: in the order of enrolment the file would be a diary.
std::optional<std::uint32_t> draw_slot(const View& view) {
  if (view.count(kTakenSlots) >= kLockerSlots / 8 * 7) return std::nullopt;
  for (;;) {
    const std::uint32_t slot = kReservedSlots + random_below(kLockerSlots);
    if (!view.get(kTakenSlots, sotto::Writer().u32(slot).take())) return slot;
  }
}

// Whether the reserved slot still holds what was written for this request, and belongs to nobody.
bool still_reserved(const GroupView& view, const ReservedSlot& reserved) {
  const auto payload = view.slot(reserved.index);
  const auto slot = payload ? LockerSlot::parse(*payload) : std::nullopt;
  return slot && slot->next_salt == reserved.next_salt &&
         !view.get(kTakenSlots, sotto::Writer().u32(reserved.index).take());
}

Decision place(const LockerRow& row, const protocol::LockerId& id, const ReservedSlot& reserved) {
  Decision decision = enrolled(row.version, reserved.next_salt);
  decision.put(kLockers, to_bytes(id), row.encode());
  decision.put(kTakenSlots, sotto::Writer().u32(row.slot).take(), {});
  return decision;
}

}  // namespace

Decision reserve_slot(const GroupView& view, const protocol::Salt& salt,
                      std::optional<ReservedSlot>& reserved) {
  Decision decision;
  reserved.reset();
  const auto index = draw_slot(view);
  if (!index) return decision;
  const LockerSlot slot{1, Secret<32>::from(salt), random_secret<32>()};
  reserved = ReservedSlot{*index, slot.next_salt.clone()};
  decision.write_slot(*index, slot.encode());
  return decision;
}

std::expected<EnrolRequest, Status> check_enrol(const View& view, const Scheme& scheme,
                                                ByteView body) {
  auto request = EnrolRequest::parse(body);
  if (!request) return std::unexpected(Status::kMalformed);
  if (!verify(request->write_key, protocol::kEnrolLabel,
              protocol::enrol_message(scheme.genesis, body), request->signature)) {
    return std::unexpected(Status::kBadSignature);
  }
  const auto row = find_locker(view, request->id);
  if (row && row->write_key != request->write_key) return std::unexpected(Status::kLockerExists);
  if (row && request->kind == EnrolKind::kNewLocker) return std::move(*request);  // a repeat
  if (!row && request->kind == EnrolKind::kExtend) return std::unexpected(Status::kUnknownLocker);
  const protocol::Code code{request->code.clone()};
  if (!view.get(kCodes, code.hash())) return std::unexpected(Status::kUnknownCode);
  return std::move(*request);
}

Decision decide_enrol(const GroupView& view, const Scheme& scheme, const EnrolRequest& request,
                      const std::optional<ReservedSlot>& reserved, protocol::Day today) {
  const protocol::Code code{request.code.clone()};
  const Hash256 hash = code.hash();
  auto row = find_locker(view, request.id);
  if (row && row->write_key != request.write_key) return refuse(Status::kLockerExists);
  // A repeat is recognised by the id and key already there.
  if (row && request.kind == EnrolKind::kNewLocker) return repeated(view, *row);
  if (!row && request.kind == EnrolKind::kExtend) return refuse(Status::kUnknownLocker);

  const auto until_row = view.get(kCodes, hash);
  if (!until_row) {
    // The answer to a repeated extension, whose code is gone, is the answer to an unknown code.
    return refuse(Status::kUnknownCode);
  }
  protocol::Day until = 0;
  Reader r(*until_row);
  if (!r.u32(until) || !r.done()) panic("visits: a row of the table codes is damaged");

  if (row) {
    row->eligible_until = std::max(row->eligible_until, until);
    Decision decision = repeated(view, *row);
    decision.put(kLockers, to_bytes(request.id), row->encode());
    decision.erase(kCodes, to_bytes(hash));
    return decision;
  }
  if (!reserved) return refuse(Status::kNoRoom);
  if (!still_reserved(view, *reserved)) return refuse(Status::kTryLater);
  LockerRow fresh;
  fresh.write_key = request.write_key;
  fresh.role = request.role;
  fresh.eligible_until = until;
  fresh.last_epoch = scheme.policy.calendar.epoch(today);
  fresh.slot = reserved->index;
  fresh.version = 1;
  fresh.blob = request.locker;
  Decision decision = place(fresh, request.id, *reserved);
  decision.erase(kCodes, to_bytes(hash));
  return decision;
}

std::expected<CheckedMove, Status> check_move(const View& view, const Scheme& scheme,
                                              ByteView body) {
  auto request = MoveRequest::parse(body);
  if (!request) return std::unexpected(Status::kMalformed);
  const Bytes message = protocol::move_message(scheme.genesis, body);
  if (!verify(request->new_key, protocol::kMoveLabel, message, request->new_signature)) {
    return std::unexpected(Status::kBadSignature);
  }
  const auto moved = find_locker(view, request->new_id);
  if (moved) {
    if (moved->write_key != request->new_key) return std::unexpected(Status::kLockerExists);
    return CheckedMove{std::move(*request), false};  // a repeat
  }
  const auto row = find_locker(view, request->old_id);
  if (!row) return std::unexpected(Status::kUnknownLocker);
  if (!verify(row->write_key, protocol::kMoveLabel, message, request->old_signature)) {
    return std::unexpected(Status::kBadSignature);
  }
  if (row->version != request->expected_version) return std::unexpected(Status::kStaleVersion);
  return CheckedMove{std::move(*request), true};
}

Decision decide_move(const GroupView& view, const CheckedMove& move,
                     const std::optional<ReservedSlot>& reserved) {
  const MoveRequest& request = move.request;
  const auto moved = find_locker(view, request.new_id);
  if (moved) {
    return moved->write_key == request.new_key ? repeated(view, *moved)
                                               : refuse(Status::kLockerExists);
  }
  // What looked like a repeat is none any more: its locker has moved on in between.
  if (!move.by_owner) return refuse(Status::kTryLater);
  const auto old = find_locker(view, request.old_id);
  if (!old) return refuse(Status::kUnknownLocker);
  if (old->version != request.expected_version) return refuse(Status::kStaleVersion);
  if (!reserved) return refuse(Status::kNoRoom);
  if (!still_reserved(view, *reserved)) return refuse(Status::kTryLater);
  LockerRow row = *old;
  row.write_key = request.new_key;
  row.slot = reserved->index;
  row.version = 1;
  row.last_request = {};
  row.last_outcome.reset();
  row.blob = request.locker;
  Decision decision = place(row, request.new_id, *reserved);
  move_drawn(view, request.old_id, request.new_id, decision);
  decision.erase(kLockers, to_bytes(request.old_id));
  decision.erase(kTakenSlots, sotto::Writer().u32(old->slot).take());
  decision.overwrite_slot(old->slot);
  return decision;
}

}  // namespace sotto::broker
