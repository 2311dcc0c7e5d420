#include "broker/visits/visits.h"

#include "broker/log/contact_keys.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"

namespace sotto::broker {
namespace {

using protocol::CommitOutcome;
using protocol::CommitRequest;
using protocol::Day;
using protocol::LockerId;
using protocol::Salt;
using protocol::Status;

std::optional<LockerSlot> locker_slot(const std::optional<SlotPayload>& payload) {
  return payload ? LockerSlot::parse(*payload) : std::nullopt;
}

Salt salt_of(const Secret<32>& secret) {
  return to_array<32>(secret.expose());
}

Signature sign_receipt(const Scheme& scheme, protocol::Role role, std::uint64_t batch,
                       const std::vector<Hash256>& hashes) {
  return sign(
      scheme.keys.receipt, protocol::kReceiptLabel,
      protocol::receipt_message(scheme.genesis, protocol::written_board(role), batch, hashes));
}

bool good_contact_key(const Scheme& scheme, const protocol::ContactKey& key,
                      const SigningPublicKey& identity) {
  return verify(identity, protocol::kContactKeyLabel,
                protocol::contact_key_message(scheme.genesis, key), key.signature);
}

// The cells, and a supporter's envelope: its hash is the last.
void file_commit(const BatchKey& batch, const CheckedCommit& commit, Decision& decision) {
  const CommitRequest& request = commit.request;
  std::vector<Filed> pieces;
  for (const Bytes& cell : request.cells) {
    pieces.push_back({protocol::written_board(request.role), cell});
  }
  if (request.supporter)
    pieces.push_back({protocol::Board::kEnvelopes, request.supporter->envelope});
  file_pieces(batch, pieces, commit.hashes, decision);
}

// A commit that was applied already is answered as then.
Decision answer_again(const LockerRow& row, const LockerSlot& slot,
                      const protocol::OutcomeKey& key) {
  const auto outcome = protocol::open_outcome(key, *row.last_outcome);
  if (!outcome) panic("visits: the last outcome of a locker is damaged");
  const protocol::CommitAnswer again{*outcome, salt_of(slot.next_salt)};
  Decision decision;
  decision.answer = protocol::ok_answer(again.encode());
  return decision;
}

// Files what a commit brings; says what became of it.
CommitOutcome outcome_of(const GroupView& view, const Scheme& scheme, const CheckedCommit& commit,
                         std::uint64_t version, Decision& decision) {
  const BatchKey batch = BatchKey::parse(view.slot(kBatchSlot));
  file_commit(batch, commit, decision);
  if (commit.contact_key) file_contact_key(*commit.contact_key, decision);
  CommitOutcome out;
  out.version = version;
  out.batch = batch.number;
  out.receipt = commit.receipt.first == batch.number
                    ? commit.receipt.second
                    : sign_receipt(scheme, commit.request.role, batch.number, commit.hashes);
  if (commit.has_pass) out.pass = redeem(view, commit.pass, decision);
  if (commit.request.supporter) {
    out.report = file_report(view, commit.report, commit.request.supporter->report, decision);
  }
  return out;
}

// Salts of lockers that have moved or gone, or never came to be.
std::vector<std::uint32_t> left_slots(const View& view, const Erasable& erasable) {
  std::vector<std::uint32_t> out = erasable.filled_by_lockers();
  std::erase_if(out, [&](std::uint32_t slot) {
    return view.get(kTakenSlots, sotto::Writer().u32(slot).take()).has_value();
  });
  return out;
}

}  // namespace

Decision refuse(Status status) {
  Decision decision;
  decision.answer = {static_cast<std::uint8_t>(status)};
  return decision;
}

Status check_open(const View& view, const Scheme& scheme, const protocol::OpenRequest& request,
                  Day today) {
  if (request.day + 1 < today || request.day > today + 1) return Status::kWrongDay;
  const auto row = find_locker(view, request.id);
  if (!row) return Status::kUnknownLocker;
  if (!verify(row->write_key, protocol::kOpenLabel, protocol::open_message(scheme.genesis, request),
              request.signature)) {
    return Status::kBadSignature;
  }
  return Status::kOk;
}

std::optional<Bytes> answer_open(const View& view, const Erasable& erasable, const LockerId& id) {
  const auto row = find_locker(view, id);
  if (!row) return Bytes{static_cast<std::uint8_t>(Status::kUnknownLocker)};
  const auto slot = locker_slot(erasable.read(row->slot));
  if (!slot || slot->version != row->version) return std::nullopt;
  protocol::OpenAnswer answer;
  answer.version = row->version;
  answer.salt = salt_of(slot->salt);
  answer.next_salt = salt_of(slot->next_salt);
  if (row->last_outcome) answer.last = {row->last_request, *row->last_outcome};
  answer.locker = to_bytes(row->blob);
  return protocol::ok_answer(answer.encode());
}

std::expected<CheckedCommit, Status> check_commit(const View& view, const Scheme& scheme,
                                                  const protocol::Replay& log,
                                                  const LivePassKey* pass_key,
                                                  const Hash256& challenge, std::uint64_t batch,
                                                  ByteView body, Day today) {
  auto request = CommitRequest::parse(body);
  if (!request) return std::unexpected(Status::kMalformed);
  const auto row = find_locker(view, request->id);
  if (!row) return std::unexpected(Status::kUnknownLocker);
  CheckedCommit out;
  out.request_hash = protocol::commit_hash(body);
  if (!verify(row->write_key, protocol::kCommitLabel,
              protocol::commit_message(scheme.genesis, out.request_hash), request->signature)) {
    return std::unexpected(Status::kBadSignature);
  }
  if (request->role != row->role) return std::unexpected(Status::kWrongRole);

  out.verified_with = row->write_key;
  for (const Bytes& cell : request->cells) {
    out.hashes.push_back(protocol::cell_hash(ByteView(cell).first<protocol::kCellSize>()));
  }
  if (request->supporter) {
    const protocol::SupporterPlaces& places = *request->supporter;
    out.hashes.push_back(protocol::envelope_id(places.envelope));
    const protocol::ContactKey& key = places.contact_key;
    const auto supporter = log.roster().find(key.id);
    // Before the listing is in force nobody could use the key; the commit has its shape all the
    // same. Every commit of a week brings the same key: one that is filed has been verified, and
    // its id stands for the identity key.
    const bool filed = find_contact_key(view, key.id, key.week) == key;
    if (supporter != log.roster().end() && !filed) {
      if (!good_contact_key(scheme, key, supporter->second.identity_key)) {
        return std::unexpected(Status::kBadContactKey);
      }
      // A commit that was sealed before the turn of a week and comes after it, or is repeated then,
      // or whose device is a day ahead, is none the worse: its key is only not kept.
      if (key.week == protocol::Calendar::week(today) + 1) out.contact_key = key;
    }
    out.report = check_report_place(scheme, log, places.report, today);
    if (places.pass) {
      out.has_pass = true;
      out.pass = check_pass(pass_key, challenge, *places.pass);
    }
  }
  out.receipt = {batch, sign_receipt(scheme, request->role, batch, out.hashes)};
  out.request = std::move(*request);
  return out;
}

CommitDecision decide_commit(const GroupView& view, const Scheme& scheme,
                             const protocol::Replay& log, const CheckedCommit& commit,
                             DailyCounts& counts, Day today) {
  const CommitRequest& request = commit.request;
  auto row = find_locker(view, request.id);
  if (!row) return {refuse(Status::kUnknownLocker)};
  if (row->write_key != commit.verified_with) return {refuse(Status::kBadSignature)};
  const auto slot = locker_slot(view.slot(row->slot));
  if (!slot || slot->version != row->version) {
    // In the same group as this locker's last commit: decided again with the next one.
    return {refuse(Status::kTryLater)};
  }
  if (row->last_outcome && row->last_request == commit.request_hash) {
    return {answer_again(*row, *slot, request.outcome_key)};
  }
  if (request.expected_version != row->version) return {refuse(Status::kStaleVersion)};
  if (!counts.may_commit(request.id, today)) return {refuse(Status::kTooManyCommits)};

  CommitDecision out;
  out.applied = true;
  CommitOutcome outcome = outcome_of(view, scheme, commit, row->version + 1, out.decision);
  if (request.opening) {
    out.appended = decide_opening(log, scheme, *request.opening, commit.opening, today,
                                  outcome.opening, out.decision);
  }
  LockerSlot next{outcome.version, slot->next_salt.clone(), random_secret<32>()};
  row->version = outcome.version;
  row->last_epoch = scheme.policy.calendar.epoch(today);
  row->last_request = commit.request_hash;
  row->last_outcome = protocol::seal_outcome(request.outcome_key, outcome);
  row->blob = request.locker;
  out.decision.put(kLockers, to_bytes(request.id), row->encode());
  out.decision.answer =
      protocol::ok_answer(protocol::CommitAnswer{outcome, salt_of(next.next_salt)}.encode());
  out.decision.write_slot(row->slot, next.encode());
  return out;
}

std::vector<SlotWrite> repair_locker_slots(const View& view, const Erasable& erasable) {
  std::vector<SlotWrite> out;
  view.scan_prefix(kLockers, {}, [&](ByteView, ByteView value) {
    const LockerHead row = LockerHead::parse_head(value);
    const auto slot = locker_slot(erasable.read(row.slot));
    if (slot && slot->version + 1 == row.version) {
      const LockerSlot next{row.version, slot->next_salt.clone(), random_secret<32>()};
      out.push_back({row.slot, next.encode()});
    }
    return true;
  });
  for (const std::uint32_t slot : left_slots(view, erasable)) out.push_back({slot, std::nullopt});
  return out;
}

Decision expire_lockers(const View& view, protocol::Epoch now) {
  Decision decision;
  view.scan_prefix(kLockers, {}, [&](ByteView key, ByteView value) {
    const LockerHead row = LockerHead::parse_head(value);
    if (row.last_epoch + protocol::kLockerEpochs < now) {
      decision.erase(kLockers, to_bytes(key));
      decision.erase(kTakenSlots, sotto::Writer().u32(row.slot).take());
      decision.overwrite_slot(row.slot);
    }
    return true;
  });
  return decision;
}

}  // namespace sotto::broker
